/** Twins of frameworks in which agents are peers (handoffs, group chats), and of code that sends work out to them. */
import type { WrittenOptions } from '../patterns/declared.js';
import {
  autogen,
  average,
  bareName,
  type ChatTexts,
  NAME_FIELD,
  type RecordedSetting,
  type TwinOf,
  team,
  total,
  twin,
} from './twin-kit.js';

/** A list of tools in the prompt, once. A specialist's own tool, where it has one, has opened that list already. */
const TOOL_LIST = 12;
/** A tool without arguments: what the chat format puts around its name. */
const TOOL_FRAME = 7;
/** A call of it, `NAME()`, without the name. */
const CALL_FRAME = 4;
/** The chat format around the line that answers a call. */
const MESSAGE = 4;

/** How a framework says that a conversation is handed over. */
interface HandoffWords {
  /** The tool's name before the agent's: `transfer_to_NAME`. */
  readonly tool: string;
  /** The tool's description, tokens without the name. */
  readonly description: number;
  /** Tokens of the line that answers, framing included, without the name behind the tool's; none where it is not kept. */
  readonly answer?: (names: Names) => number;
  readonly history: 'all' | 'messages' | 'results';
}

/** What an agent's name costs in different places. */
interface Names {
  readonly countTokens: (text: string) => number;
  readonly tool: string;
  readonly names: readonly string[];
  readonly inTool: (name: string) => number;
  readonly inText: (name: string) => number;
}

/** LangGraph swarm: "Ask agent 'NAME' for help."; "Successfully transferred to NAME" from `transfer_to_NAME`. */
const LANGGRAPH: HandoffWords = {
  tool: 'transfer_to',
  description: 7,
  answer: ({ countTokens, tool, names, inTool, inText }) =>
    MESSAGE +
    NAME_FIELD +
    countTokens(tool) +
    3 +
    average(names, (name) => inText(name) + countTokens(name) - inTool(name)),
  history: 'all',
};
/** OpenAI Agents: "Handoff to the NAME agent to handle the request. "; {"assistant":"NAME"}. */
const OPENAI_AGENTS: HandoffWords = {
  tool: 'transfer_to',
  description: 11,
  answer: ({ names, countTokens, inTool }) => MESSAGE + 4 + average(names, (name) => countTokens(name) - inTool(name)),
  history: 'all',
};
/** OpenAI Swarm: "Hand off to the NAME."; {"assistant": "NAME"}. */
const OPENAI_SWARM: HandoffWords = {
  ...OPENAI_AGENTS,
  description: 5,
  answer: (about) => OPENAI_AGENTS.answer!(about) + 1,
};
/**
 * AutoGen: "Handoff to NAME"; the next agent gets the text without the call, and a message of its own from the sender:
 * "Transferred to NAME, adopting the role of NAME immediately."
 */
const AUTOGEN: HandoffWords = {
  tool: 'transfer_to',
  description: 3,
  answer: ({ names, countTokens, inTool, inText }) =>
    MESSAGE + NAME_FIELD + 9 + average(names, (name) => 2 * inText(name) + 2 * countTokens(name) - 2 * inTool(name)),
  history: 'messages',
};
/** Microsoft Agent Framework: `handoff_to_NAME` with "The NAME agent"; tool calls and their answers are stripped from what peers see. */
const AGENT_FRAMEWORK: HandoffWords = { tool: 'handoff_to', description: 2, history: 'results' };

export const PEER_TWINS: Readonly<Record<string, TwinOf>> = {
  'lgjs-swarm/chain': (s) => handedOver(s, LANGGRAPH, { targets: 'next' }, { named: true }),
  'lgjs-swarm/mesh': (s) => handedOver(s, LANGGRAPH, {}, { named: true }),
  // Broken off by the framework: agents that hand over without a word, which a rate of errors does not make them do.
  'lgjs-swarm/mesh-silent': (s) => handedOver(s, LANGGRAPH, {}, { named: true }),
  'oai-handoff/chain': (s) => handedOver(s, OPENAI_AGENTS, { targets: 'next' }, {}),
  'oai-handoff/chain-filter': (s) => handedOver(s, OPENAI_AGENTS, { targets: 'next', history: 'results' }, {}),
  'oai-handoff/mesh': (s) => handedOver(s, OPENAI_AGENTS, {}, {}),
  'oai-handoff/mesh-t1-filter': (s) => handedOver(s, OPENAI_AGENTS, { history: 'results' }, {}),
  'openai-swarm/mesh': (s) => handedOver(s, OPENAI_SWARM, {}, {}),
  'autogen-swarm/mesh': (s) => handedOver(s, AUTOGEN, {}, autogen(s)),
  'maf-handoff/mesh': (s) => handedOver(s, AGENT_FRAMEWORK, {}, { named: true }),
  'autogen-selector/default': (s) => selected(s, 0),
  'autogen-selector/invalid_selector': (s) => selected(s, 1),
  'maf-groupchat/agent_manager': (s) => managed(s),
  'maf-groupchat/round_robin_func': (s) =>
    twin(s, 'group-chat', {}, { named: true }, team(s, 'chain', { named: true })),
  'aisdk-routing/classify': (s) => classified(s),
  'redis-orchestrated-saga/happy': (s) => twin(s, 'workflow', { payload: 'accumulated' }, {}, team(s, 'chain', {})),
  'maf-concurrent/default_agg': (s) => twin(s, 'fan-out', {}, {}, team(s, 'independent', {})),
};

export const PEER_SYSTEMS: Readonly<Record<string, string>> = {
  aisdk: 'AI SDK',
  oai: 'OpenAI Agents SDK',
  openai: 'OpenAI Swarm',
};

/**
 * The names that count exactly are those behind the tool's name: calls are made of them. Elsewhere the same names stand
 * by themselves, or behind a space; an option holds for all members, so there the team's average stands for each.
 */
function handedOver(
  s: RecordedSetting,
  words: HandoffWords,
  options: WrittenOptions,
  chat: ChatTexts,
): ReturnType<TwinOf> {
  const { countTokens, run } = s;
  const { tool, description, answer, history } = words;
  const names = s.specialists.map(bareName);
  const inTool = (name: string): number => countTokens(`${tool}_${name}`) - countTokens(tool);
  const inText = (name: string): number => countTokens(` ${name}`);
  const list = run.innerToolRoundTrips === 0 ? TOOL_LIST : 0;
  const inLine = options.targets === 'next';
  // In its description each tool has its name once more; an agent's own tool is not among them.
  const described = inLine ? 0 : total(names, inText) - average(names, inText);
  const wording = {
    rosterBase: list + described,
    rosterPerMember: TOOL_FRAME + countTokens(tool) + description + (inLine ? average(names, inText) : 0),
    call: CALL_FRAME + countTokens(tool),
    answer: answer?.({ countTokens, tool, names, inTool, inText }) ?? 0,
  };
  const own = { ...chat, nameTokens: inTool };
  return twin(s, 'handoff', { history, ...options, wording }, own, team(s, 'chain', own));
}

/** AutoGen's selector reads everything in one message, the roles and twice the candidates around it. */
function selectorPrompt(roles: string, candidates: string): string {
  return `You are in a role play game. The following roles are available:
${roles}.
Read the following conversation. Then select the next role from ${candidates} to play. Only return the role.

user: 

Read the above conversation. Then select the next role from ${candidates} to play. Only return the role.
`;
}

/** AutoGen: an answer that names no speaker, and what the selector is told then, without the candidates. */
const NAMES_NOBODY = 5;
const SELECT_AGAIN = 14;
/** AutoGen: ": " after a speaker's name, and the line between two messages. */
const SPEAKER_LABEL = 2;

/** As many turns as specialists, with a selector that names who is right, or never anybody. */
function selected(s: RecordedSetting, silence: number): ReturnType<TwinOf> {
  const { countTokens, specialists, sizes } = s;
  const chat = { ...autogen(s), decision: silence === 1 ? NAMES_NOBODY : 0 };
  const names = specialists.map(bareName);
  const roles = names.map((name) => `${name}: The ${name} agent`).join('\n');
  const listed = (who: readonly string[]): number => countTokens(`[${who.map((name) => `'${name}'`).join(', ')}]`);
  const whole = countTokens(selectorPrompt(roles, `[${names.map((name) => `'${name}'`).join(', ')}]`));
  const each = average(names, (name) => listed(names) - listed(names.filter((other) => other !== name)));
  const wording = {
    label: SPEAKER_LABEL + average(names, countTokens),
    rosterBase: whole - 2 * each * names.length - MESSAGE - chat.userName!,
    rosterPerMember: 2 * each,
    askAgain: NAMES_NOBODY + 2 * MESSAGE + SELECT_AGAIN + each * Math.max(1, names.length - 1),
  };
  const managing = { selector: 'llm', repeats: false, transcript: 'joined', silence };
  const options = { ...managing, maxTurns: names.length, onLimit: 'partial', wording };
  const bare = { ...s, sizes: { ...sizes, coordinatorPrompt: 0 } };
  return twin(bare, 'group-chat', options, chat, team(bare, 'chain', chat));
}

/** Microsoft Agent Framework: what the manager is told before each decision, without the members and their descriptions. */
const INSTRUCTION = 88;
const ABOUT_MEMBER = 4;
/** It answers in JSON, with the next speaker's name or with the final answer. */
const DECISION_JSON = 19;
/** Under which name its messages stand in its own session. */
const MANAGER = 'manager';

function managed(s: RecordedSetting): ReturnType<TwinOf> {
  const { countTokens, specialists, sizes } = s;
  const names = specialists.map(bareName);
  const chat = { named: true, decision: DECISION_JSON };
  const own = MESSAGE + NAME_FIELD + countTokens(MANAGER);
  const wording = {
    rosterBase: 0,
    rosterPerMember: 0,
    instruction: MESSAGE + INSTRUCTION + ABOUT_MEMBER * names.length + 2 * total(names, countTokens),
    decided: own + DECISION_JSON - average(names, countTokens),
  };
  const options = { selector: 'llm', memory: true, wording };
  const answering = { ...s, sizes: { ...sizes, final: sizes.final + DECISION_JSON } };
  return twin(answering, 'group-chat', options, chat, team(answering, 'chain', chat));
}

/** AI SDK: the router's answer is JSON with the name of the route. */
const ROUTE_JSON = 4;

/** Each specialist has a topic of its own, and all tasks are about the first one's. */
function classified(s: RecordedSetting): ReturnType<TwinOf> {
  const { agents, steps } = team(s, 'independent', {});
  const topics = s.specialists.map((name, i) => ({ name, share: i === 0 ? 1 : 0 }));
  const routes = steps.map((step) => ({ ...step, topic: step.name }));
  const wording = { rosterBase: 0, rosterPerRoute: 0 };
  return twin(s, 'router', { wording }, { decision: ROUTE_JSON }, { agents, steps: routes, topics });
}
