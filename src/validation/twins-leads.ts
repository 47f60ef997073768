/** Twins of the frameworks in which a model leads and sees to it that others only know what it tells them. */
import { merged, type WrittenOptions } from '../patterns/declared.js';
import {
  average,
  bareName,
  type ChatTexts,
  type RecordedSetting,
  type TwinOf,
  team,
  tokensBehind,
  total,
  twin,
} from './twin-kit.js';

// Tokens of the texts that the frameworks put around the content, in o200k_base. Taken from the recorded runs with one
// specialist, and from what the second one adds; how calls grow with specialists, sizes and names is not in any of them.

/** A list of tools in the prompt, once. */
const TOOL_LIST = 12;
/** OpenAI Agents, AI SDK: a tool `ask_NAME` with its description and one parameter, without the name in both. */
const ASK_TOOL = 20;
/** Microsoft Agent Framework: the same; its description writes the name once more. */
const MAF_TOOL = 22;
/** Mastra: a tool `agent-NAME` with its description and parameter, without the name in both. */
const MASTRA_TOOL = 26;
/** The call `ask_NAME({"input": "..."})`, without the name and what is asked; Mastra's `agent-NAME({"prompt": "..."})`. */
const ASK_CALL = 7;
const MASTRA_CALL = 8;
/** The AI SDK's orchestrator: each brief in the planner's JSON, without the name and the brief; the same once around all. */
const AISDK_PLAN = 6;
/** Mastra: a report goes back as JSON with the ids of a thread and a resource, whose tokens differ from run to run (37 to 48). */
const MASTRA_REPORT = 41;
/** OpenAI Agents: a tool `transfer_to_NAME` with its description, without the name in both. OpenAI Swarm: the same. */
const OAI_HANDOFF_TOOL = 20;
const SWARM_HANDOFF_TOOL = 12;
/** The call `transfer_to_NAME()` as a model writes it, without the name; `transfer_to_supervisor()`. */
const HANDOFF_CALL = 6;
const BACK_CALL = 8;
/** That call and its answer {"assistant": "NAME"}, a message each, without the names; Python writes one token more. */
const OAI_HANDOFF_PAIR = 18;
const SWARM_HANDOFF_PAIR = 19;
/** The answer to `transfer_to_supervisor()`, a message. */
const OAI_BACK_ANSWER = 10;
const SWARM_BACK_ANSWER = 11;
/** A specialist's one tool, to hand back with, and the list that it is in. */
const OAI_BACK_TOOL = 35;
const SWARM_BACK_TOOL = 26;
/** A name costs other tokens where it continues a tool's name: this is what it is written behind. */
const BEFORE_NAME = 'transfer_to';
/** CrewAI: the manager's template and its two tools (delegate work, ask a question), without the coworkers' names. */
const CREWAI_MANAGER = 323;
/** CrewAI: a comma behind each name in the lists of coworkers, one in each tool. */
const CREWAI_LISTS = 2;
/** CrewAI: `delegate_work_to_coworker` with the task, the context and the coworker, without the context and the name. */
const CREWAI_CALL = 47;
/** CrewAI: the name of that tool in its answer, and what a message of its own costs more than a part of another. */
const CREWAI_REPORT = 11;
/** CrewAI, in each specialist's prompt, where it was given work by a coworker. */
const CREWAI_TEMPLATE = 101;

export const LEAD_TWINS: Readonly<Record<string, TwinOf>> = {
  'aisdk-subagents/par-brief': (s) => asking(s, {}),
  'aisdk-subagents/par-value': (s) => asking(s, { brief: 'value' }),
  'aisdk-subagents/seq-brief': (s) => asking(s, { mode: 'serial' }),
  'aisdk-subagents/seq-value': (s) => asking(s, { mode: 'serial', brief: 'value' }),
  'aisdk-subagents/generateText-defaultStop': (s) => asking(s, { limit: 1, onLimit: 'empty' }),
  'aisdk-orchestrator/plan_par_synth': (s) => planned(s),
  'oai-astool/par-brief': (s) => asking(s, {}),
  'oai-astool/par-ref': (s) => asking(s, {}),
  'oai-astool/par-value': (s) => asking(s, { brief: 'value' }),
  'oai-astool/seq-brief': (s) => asking(s, { mode: 'serial' }),
  'oai-astool/seq-value': (s) => asking(s, { mode: 'serial', brief: 'value' }),
  'maf-astool/par-brief': (s) => asking(s, {}, MAF),
  'maf-astool/seq-brief': (s) => asking(s, { mode: 'serial' }, MAF),
  'mastra-subagents/par-brief': (s) => asking(s, {}, MASTRA),
  'mastra-subagents/seq-brief': (s) => asking(s, { mode: 'serial' }, MASTRA),
  'mastra-subagents/seq-value': (s) => asking(s, { mode: 'serial', brief: 'value' }, MASTRA),
  'mastra-subagents/seq-defaultMaxSteps': (s) => asking(s, { mode: 'serial', limit: 5, onLimit: 'empty' }, MASTRA),
  'oai-handoff/hub': (s) => handingBack(s, OAI, {}),
  'oai-handoff/hub-default-maxturns': (s) => handingBack(s, OAI, { limit: 10 }),
  'oai-handoff/hub-multicall': (s) => handingBack(s, OAI, { namesAll: true, others: 'dropped' }),
  'openai-swarm/hub': (s) => handingBack(s, SWARM, {}),
  'openai-swarm/hub-multicall': (s) => lastOneWins(s),
  'autogen-magentic/happy': (s) => ledgers(s, AUTOGEN, 0),
  'autogen-magentic/one_replan': (s) => ledgers(s, AUTOGEN, AUTOGEN.maxStalls),
  'maf-magentic/happy': (s) => ledgers(s, MAGENTIC_MAF, 0),
  'maf-magentic/one_replan': (s) => ledgers(s, MAGENTIC_MAF, MAGENTIC_MAF.maxStalls),
  'crewai-hierarchical/brief': (s) => delegating(s, { wording: { briefTokens: s.sizes.brief } }),
  'crewai-hierarchical/value': (s) => delegating(s, { brief: 'value', wording: { briefTokens: 0 } }),
};

/** How a framework shows a sub-agent as a tool. */
interface Asking {
  /** What the tool's name begins with, up to the sub-agent's. */
  readonly prefix: string;
  readonly joint: string;
  readonly tool: number;
  /** How often the description writes the name. */
  readonly described: number;
  readonly call: number;
  readonly wrapping: number;
}

const PLAIN: Asking = { prefix: 'ask', joint: '_', tool: ASK_TOOL, described: 1, call: ASK_CALL, wrapping: 0 };
const MAF: Asking = { ...PLAIN, tool: MAF_TOOL, described: 2 };
const MASTRA: Asking = {
  prefix: 'agent',
  joint: '-',
  tool: MASTRA_TOOL,
  described: 1,
  call: MASTRA_CALL,
  wrapping: MASTRA_REPORT,
};

function asking(s: RecordedSetting, options: WrittenOptions, form: Asking = PLAIN): ReturnType<TwinOf> {
  const { countTokens, sizes } = s;
  const inTool = tokensBehind(form.prefix, form.joint, s);
  const names = s.specialists.map(bareName);
  const shown = total(names, (name) => inTool(name) + form.described * countTokens(` ${name}`));
  const wording = {
    rosterBase: TOOL_LIST + shown,
    rosterPerMember: form.tool,
    briefTokens: sizes.brief,
    assignment: form.call,
    wrapping: form.wrapping,
  };
  const chat: ChatTexts = { nameTokens: inTool };
  return twin(s, 'lead-and-subagents', { ...options, wording }, chat, team(s, 'independent', chat));
}

function delegating(s: RecordedSetting, options: WrittenOptions): ReturnType<TwinOf> {
  const { countTokens, sizes } = s;
  const names = s.specialists.map(bareName);
  const wording = {
    rosterBase: CREWAI_MANAGER + CREWAI_LISTS * total(names, (name) => countTokens(` ${name}`)),
    rosterPerMember: CREWAI_LISTS,
    assignment: CREWAI_CALL,
    wrapping: CREWAI_REPORT,
  };
  // What the manager writes in the end is the specialist's answer, once more.
  const chat: ChatTexts = { template: CREWAI_TEMPLATE, answer: sizes.specialistOutput };
  return twin(s, 'lead-and-subagents', merged({ reemits: true, wording }, options), chat, team(s, 'independent', chat));
}

/** What a framework says where agents hand over to each other by tools, in both directions. */
const OAI = {
  tool: OAI_HANDOFF_TOOL,
  handoff: OAI_HANDOFF_PAIR,
  handback: OAI_BACK_ANSWER,
  memberRoster: OAI_BACK_TOOL,
};
const SWARM = {
  tool: SWARM_HANDOFF_TOOL,
  handoff: SWARM_HANDOFF_PAIR,
  handback: SWARM_BACK_ANSWER,
  memberRoster: SWARM_BACK_TOOL,
};

/** Only the name of a tool is written, and the answer to a handoff names the agent once more, in JSON. */
function handingBack(s: RecordedSetting, framework: typeof OAI, options: WrittenOptions): ReturnType<TwinOf> {
  const { countTokens } = s;
  const names = s.specialists.map(bareName);
  const inTool = tokensBehind(BEFORE_NAME, '_', s);
  const inAnswer = average(names, (name) => countTokens(name) - inTool(name));
  const { tool, handoff, handback, memberRoster } = framework;
  const wording = {
    rosterBase: TOOL_LIST + total(names, (name) => inTool(name) + countTokens(` ${name}`)),
    rosterPerMember: tool,
    handoff: handoff + inAnswer,
    // The member's own name is not in what hands back.
    handback: Math.max(0, handback - average(names, inTool)),
    memberRoster,
    memberHandoff: BACK_CALL,
  };
  const chat: ChatTexts = { nameTokens: inTool, decision: HANDOFF_CALL };
  return twin(s, 'supervisor', { ...options, wording }, chat, team(s, 'independent', chat));
}

/** The last of several handoffs in one answer gets the work, so the last specialist works first. */
function lastOneWins(s: RecordedSetting): ReturnType<TwinOf> {
  const setting = { ...s, specialists: [...s.specialists].reverse() };
  return handingBack(setting, SWARM, { namesAll: true, takes: 'last', others: 'answered' });
}

/** Answers of the scripted model in the runs with ledgers: facts, a plan, and a ledger without the next one's name and instruction. */
const FACTS = 150;
const PLAN = 120;
const PROGRESS = 68;
/** Both write "NAME: NAME specialist" or the like for each of the team, and the list of names twice, with a comma behind each. */
const NAMES_IN_TEAM = 2;
const LISTS_OF_NAMES = 2;

/** AutoGen's orchestrator prompts, without what they repeat; the facts, ledger and final prompts of its source count 285, 42 and 59. */
const AUTOGEN = {
  habits: { sees: 'all', clears: 'after' },
  maxStalls: 3,
  prompts: {
    rosterPerMember: 4,
    factsPrompt: 286,
    planPrompt: 65,
    ledgerText: 46,
    progressPrompt: 372,
    finalPrompt: 60,
    factsUpdate: 145,
    planUpdate: 84,
  },
};
/**
 * The Agent Framework: its stalls count past three, and its members see what they are told. The runs show the sum of ledger
 * and final prompt only; they are told apart by taking AutoGen's final prompt for both.
 */
const MAGENTIC_MAF = {
  habits: { sees: 'instruction', clears: 'before', opensWithTask: true },
  maxStalls: 4,
  prompts: {
    rosterPerMember: 5,
    factsPrompt: 285,
    planPrompt: 58,
    ledgerText: 40,
    progressPrompt: 379,
    finalPrompt: 60,
    factsUpdate: 145,
    planUpdate: 62,
  },
};
/** "MagenticOneOrchestrator" and "magentic_manager". AutoGen's has no system prompt, so not even a message around one. */
const AUTOGEN_LEAD: ChatTexts = { leadName: 7, leadPrompt: -4 };
const MAF_LEAD: ChatTexts = { leadName: 4 };

/** In the runs with a new plan the model sees no progress, and has the first specialist work again and again. */
function ledgers(
  s: RecordedSetting,
  framework: typeof AUTOGEN | typeof MAGENTIC_MAF,
  stalls: number,
): ReturnType<TwinOf> {
  const { countTokens, sizes, specialists } = s;
  const inText = total(specialists.map(bareName), (name) => countTokens(` ${name}`));
  const { habits, maxStalls, prompts } = framework;
  const wording = {
    ...prompts,
    facts: FACTS,
    plan: PLAN,
    progress: PROGRESS,
    instruction: sizes.brief,
    rosterBase: NAMES_IN_TEAM * inText,
    progressPrompt: prompts.progressPrompt + LISTS_OF_NAMES * inText,
    progressPerMember: LISTS_OF_NAMES,
  };
  const options = { ...habits, maxStalls, factsKeep: 0, wording };
  const lead = framework === AUTOGEN ? AUTOGEN_LEAD : MAF_LEAD;
  const chat: ChatTexts = { named: true, ...lead };
  const script = Array.from({ length: stalls }, () => ({ step: specialists[0]!, progress: false }));
  return { ...twin(s, 'magentic', options, chat, team(s, 'independent', chat)), script };
}

/** Code starts a worker for each part of the plan; each sees the task and, in the same message, its own brief. */
function planned(s: RecordedSetting): ReturnType<TwinOf> {
  const { countTokens, sizes } = s;
  const chat: ChatTexts = { nameTokens: (name) => countTokens(` ${name}`) };
  const options = { plan: true, wording: { briefTokens: sizes.brief, assignment: AISDK_PLAN } };
  return twin(s, 'fan-out-fan-in', options, chat, team(s, 'independent', chat));
}
