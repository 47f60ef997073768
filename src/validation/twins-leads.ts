/** Twins of the frameworks in which a model leads and sees to it that others only know what it tells them. */
import { merged, type WrittenOptions } from '../patterns/declared.js';
import { A_NAME, average, bareName, type RecordedSetting, type TwinOf, team, total, twin } from './twin-kit.js';

/** The recorded runs were made with the frameworks' limits raised, where the variant is not called after them. */
const RAISED = { limit: 1000 };
const SERIAL = { mode: 'serial' };
const BY_VALUE = { brief: 'value' };

export const LEAD_TWINS: Readonly<Record<string, TwinOf>> = {
  'aisdk-subagents/par-brief': (s) => asking(s, AI_SDK, {}),
  'aisdk-subagents/par-value': (s) => asking(s, AI_SDK, BY_VALUE),
  'aisdk-subagents/seq-brief': (s) => asking(s, AI_SDK, SERIAL),
  'aisdk-subagents/seq-value': (s) => asking(s, AI_SDK, { ...SERIAL, ...BY_VALUE }),
  'aisdk-subagents/generateText-defaultStop': (s) => asking(s, { ...AI_SDK, preset: 'ai-sdk' }, {}),
  'aisdk-orchestrator/plan_par_synth': (s) => planned(s),
  'oai-astool/par-brief': (s) => asking(s, OPENAI, RAISED),
  'oai-astool/par-ref': (s) => asking(s, OPENAI, RAISED),
  'oai-astool/par-value': (s) => asking(s, OPENAI, { ...RAISED, ...BY_VALUE }),
  'oai-astool/seq-brief': (s) => asking(s, OPENAI, { ...RAISED, ...SERIAL }),
  'oai-astool/seq-value': (s) => asking(s, OPENAI, { ...RAISED, ...SERIAL, ...BY_VALUE }),
  'maf-astool/par-brief': (s) => asking(s, MAF, {}),
  'maf-astool/seq-brief': (s) => asking(s, MAF, SERIAL),
  'mastra-subagents/par-brief': (s) => asking(s, MASTRA, { ...RAISED, mode: 'parallel' }),
  'mastra-subagents/seq-brief': (s) => asking(s, MASTRA, RAISED),
  'mastra-subagents/seq-value': (s) => asking(s, MASTRA, { ...RAISED, ...BY_VALUE }),
  'mastra-subagents/seq-defaultMaxSteps': (s) => asking(s, MASTRA, {}),
  'oai-handoff/hub': (s) => handingBack(s, 'openai-agents', RAISED),
  'oai-handoff/hub-default-maxturns': (s) => handingBack(s, 'openai-agents', {}),
  'oai-handoff/hub-multicall': (s) => handingBack(s, 'openai-agents', { ...RAISED, namesAll: true }),
  'openai-swarm/hub': (s) => handingBack(s, 'openai-swarm', {}),
  'openai-swarm/hub-multicall': (s) => lastOneWins(s),
  'autogen-magentic/happy': (s) => ledgers(s, AUTOGEN, 0),
  'autogen-magentic/one_replan': (s) => ledgers(s, AUTOGEN, AUTOGEN.stalls),
  'maf-magentic/happy': (s) => ledgers(s, MAGENTIC_MAF, 0),
  'maf-magentic/one_replan': (s) => ledgers(s, MAGENTIC_MAF, MAGENTIC_MAF.stalls),
  'crewai-hierarchical/brief': (s) => delegating(s, {}, { wording: { briefTokens: s.sizes.brief } }),
  'crewai-hierarchical/value': (s) => delegating(s, BY_VALUE, { wording: { briefTokens: 0 } }),
};

/** How a framework shows a sub-agent as a tool. */
interface Asking {
  readonly preset: string;
  /** What the tool's name begins with, up to the sub-agent's. */
  readonly prefix: string;
  readonly joint: string;
  /** How often the description writes the name. */
  readonly described: number;
}

const AI_SDK: Asking = { preset: 'ai-sdk-agent', prefix: 'ask', joint: '_', described: 1 };
const OPENAI: Asking = { ...AI_SDK, preset: 'openai-agents' };
const MAF: Asking = { ...AI_SDK, preset: 'maf-tools', described: 2 };
const MASTRA: Asking = { preset: 'mastra', prefix: 'agent', joint: '-', described: 1 };

/** As many of the times that a roster writes each name, it writes it behind a space. */
function spacedInRoster({ texts, specialists }: RecordedSetting, times: number) {
  const names = specialists.map(bareName);
  return { rosterNames: texts.exactly(-times), rosterBase: texts.exactly(times * total(names, texts.spaced)) };
}

function asking(s: RecordedSetting, form: Asking, mode: WrittenOptions): ReturnType<TwinOf> {
  const { texts, sizes } = s;
  const { preset, described } = form;
  const inTool = texts.behind(form.prefix, form.joint);
  return twin(s, preset, 'lead-and-subagents', {
    work: team(s, preset, 'independent', { nameTokens: inTool }),
    mode,
    content: { wording: { briefTokens: sizes.brief } },
    // Once behind the tool's name, else behind a space.
    names: spacedInRoster(s, described),
  });
}

function delegating(s: RecordedSetting, mode: WrittenOptions, content: WrittenOptions): ReturnType<TwinOf> {
  return twin(s, 'crewai', 'lead-and-subagents', {
    work: team(s, 'crewai', 'independent'),
    mode,
    content,
    // A name stands in the list of each of the two tools, behind a space.
    names: spacedInRoster(s, 2),
  });
}

/** A name costs other tokens where it continues a tool's name: this is what it is written behind. */
const BEFORE_NAME = 'transfer_to';

/** Only the name of a tool is written, and the answer to a handoff names the agent once more, in JSON. */
function handingBack(
  s: RecordedSetting,
  preset: 'openai-agents' | 'openai-swarm',
  mode: WrittenOptions,
): ReturnType<TwinOf> {
  const { texts } = s;
  const names = s.specialists.map(bareName);
  const inTool = texts.behind(BEFORE_NAME, '_');
  return twin(s, preset, 'supervisor', {
    work: team(s, preset, 'independent', { nameTokens: inTool }),
    mode,
    names: {
      ...spacedInRoster(s, 1),
      handoff: average(names, (name) => texts.alone(name) - inTool(name)),
      // The member's own name is not in what hands back.
      handback: texts.exactly(A_NAME - average(names, inTool)),
    },
  });
}

/** The last of several handoffs in one answer gets the work, so the last specialist works first. */
function lastOneWins(s: RecordedSetting): ReturnType<TwinOf> {
  const setting = { ...s, specialists: [...s.specialists].reverse() };
  return handingBack(setting, 'openai-swarm', { namesAll: true });
}

/** Answers of the scripted model in the runs with ledgers: facts, a plan, and a ledger without the next one's name and instruction. */
const SCRIPTED = { facts: 150, plan: 120, progress: 68 };

/** AutoGen's orchestrator has no system prompt, so not even a message around one. */
const AUTOGEN = { preset: 'autogen-magentic', stalls: 3, prompt: -4 };
const MAGENTIC_MAF = { preset: 'maf-magentic', stalls: 4, prompt: 0 };

/** In the runs with a new plan the model sees no progress, and has the first specialist work again and again. */
function ledgers(s: RecordedSetting, framework: typeof AUTOGEN, stalls: number): ReturnType<TwinOf> {
  const { texts, sizes, specialists } = s;
  const { preset, prompt } = framework;
  // The team's description writes each name twice, and so does the request for a ledger.
  const { rosterNames, rosterBase } = spacedInRoster(s, 2);
  return twin(s, preset, 'magentic', {
    work: team(s, preset, 'independent'),
    content: { factsKeep: 0, wording: { ...SCRIPTED, instruction: sizes.brief } },
    names: { rosterBase, rosterNames, progressPrompt: rosterBase, progressNames: rosterNames },
    prompt: texts.exactly(prompt),
    script: Array.from({ length: stalls }, () => ({ step: specialists[0]!, progress: false })),
  });
}

/** Code starts a worker for each part of the plan; each sees the task and, in the same message, its own brief. */
function planned(s: RecordedSetting): ReturnType<TwinOf> {
  const content = { wording: { briefTokens: s.sizes.brief } };
  return twin(s, 'ai-sdk', 'fan-out-fan-in', { work: team(s, 'ai-sdk', 'independent'), content });
}

/** In the recorded runs, the instructions for a title count as many tokens as this, whatever the router's own. */
const TITLE = 80;
/** The scripted model answers the request for a title with its first decision: JSON around a name and a brief. */
const DECISION = 19;
/** The JSON around the result, when the router finds the task complete. */
const COMPLETE = 16;

/** Mastra's agent network, in which a router asks itself after each step whether the task is complete. */
export function network(s: RecordedSetting): ReturnType<TwinOf> {
  const { texts, sizes } = s;
  const names = s.specialists.map(bareName);
  const title = texts.exactly(TITLE - sizes.coordinatorPrompt);
  const { rosterBase, rosterNames } = spacedInRoster(s, 1);
  const listed = rosterBase - title;
  const opens = DECISION + total(names.slice(0, 1), texts.alone) + sizes.brief;
  return twin(s, 'mastra-network', 'lead-and-subagents', {
    work: team(s, 'mastra-network', 'independent'),
    content: merged({ opens }, { wording: { briefTokens: sizes.brief } }),
    names: {
      rosterNames,
      rosterBase: listed,
      confirmBase: listed + texts.exactly(average(names, texts.spaced) - A_NAME),
    },
    prompt: title,
    answer: COMPLETE + sizes.final,
  });
}
