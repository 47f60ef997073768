/** Twins of frameworks in which agents are peers (handoffs, group chats), and of code that sends work out to them. */
import type { WrittenOptions } from '../patterns/declared.js';
import {
  A_NAME,
  average,
  bareName,
  FRAMING,
  type NameTexts,
  type RecordedSetting,
  type TwinOf,
  team,
  total,
  twin,
  userName,
} from './twin-kit.js';

/** What differs in names from framework to framework, where a conversation is handed over. */
interface HandoffNames {
  readonly preset: string;
  /** The tool's name before the agent's: `transfer_to_NAME`. */
  readonly tool: string;
  /** How often the line that answers writes the name in places of its own. */
  readonly elsewhere: number;
  /** Tokens of the names there; and by how much the author's name costs other tokens than behind the tool's name. */
  readonly answer: (texts: NameTexts, inTool: number, name: string) => number;
}

/** LangGraph swarm: "Successfully transferred to NAME" from `transfer_to_NAME`. */
const LANGGRAPH: HandoffNames = {
  preset: 'langgraph-swarm',
  tool: 'transfer_to',
  elsewhere: 1,
  answer: ({ alone, spaced }, inTool, name) => spaced(name) + alone(name) - inTool,
};
/** OpenAI Agents: {"assistant":"NAME"}. */
const OPENAI_AGENTS: HandoffNames = {
  preset: 'openai-agents',
  tool: 'transfer_to',
  elsewhere: 0,
  answer: ({ alone }, inTool, name) => alone(name) - inTool,
};
/** OpenAI Swarm: {"assistant": "NAME"}. */
const OPENAI_SWARM: HandoffNames = { ...OPENAI_AGENTS, preset: 'openai-swarm' };
/** AutoGen: "Transferred to NAME, adopting the role of NAME immediately." */
const AUTOGEN: HandoffNames = {
  preset: 'autogen',
  tool: 'transfer_to',
  elsewhere: 2,
  answer: ({ alone, spaced }, inTool, name) => 2 * spaced(name) + 2 * alone(name) - 2 * inTool,
};
/** Microsoft Agent Framework: tool calls and their answers are stripped from what peers see. */
const AGENT_FRAMEWORK: HandoffNames = { preset: 'maf', tool: 'handoff_to', elsewhere: 0, answer: () => 0 };

const NEXT = { targets: 'next' };
const RESULTS = { history: 'results' };
/** The recorded runs were made with the frameworks' limits raised. */
const RAISED = { maxHandoffs: 1000 };

export const PEER_TWINS: Readonly<Record<string, TwinOf>> = {
  'lgjs-swarm/chain': (s) => handedOver(s, LANGGRAPH, { ...RAISED, ...NEXT }),
  'lgjs-swarm/mesh': (s) => handedOver(s, LANGGRAPH, RAISED),
  // Broken off by the framework, and a row of the recorded faults: agents that hand over without a word.
  'lgjs-swarm/mesh-silent': (s) => handedOver(s, LANGGRAPH, RAISED),
  'oai-handoff/chain': (s) => handedOver(s, OPENAI_AGENTS, { ...RAISED, ...NEXT }),
  'oai-handoff/chain-filter': (s) => handedOver(s, OPENAI_AGENTS, { ...RAISED, ...NEXT, ...RESULTS }),
  'oai-handoff/mesh': (s) => handedOver(s, OPENAI_AGENTS, RAISED),
  'oai-handoff/mesh-t1-filter': (s) => handedOver(s, OPENAI_AGENTS, { ...RAISED, ...RESULTS }),
  'openai-swarm/mesh': (s) => handedOver(s, OPENAI_SWARM, {}),
  'autogen-swarm/mesh': (s) => handedOver(s, AUTOGEN, {}, userName(s)),
  'maf-handoff/mesh': (s) => handedOver(s, AGENT_FRAMEWORK, {}),
  'autogen-selector/default': (s) => selected(s, 0),
  'autogen-selector/invalid_selector': (s) => selected(s, 1),
  'maf-groupchat/agent_manager': (s) => managed(s),
  'maf-groupchat/round_robin_func': (s) => twin(s, 'maf', 'group-chat', { work: team(s, 'maf', 'chain') }),
  'aisdk-routing/classify': (s) => classified(s),
  'redis-orchestrated-saga/happy': (s) => twin(s, 'redis', 'workflow', { work: team(s, 'redis', 'chain') }),
  'maf-concurrent/default_agg': (s) => apart(s, {}),
  'maf-concurrent/llm_agg': (s) => apart(s, { merge: 'agent' }),
};

const apart = (s: RecordedSetting, mode: WrittenOptions): ReturnType<TwinOf> =>
  twin(s, 'maf-concurrent', 'fan-out-fan-in', { work: team(s, 'maf-concurrent', 'independent'), mode });

/**
 * The names that count exactly are those behind the tool's name: calls are made of them. Elsewhere the same names stand
 * by themselves, or behind a space; an option holds for all members, so there the team's average stands for each.
 */
function handedOver(s: RecordedSetting, framework: HandoffNames, mode: WrittenOptions, user = 0): ReturnType<TwinOf> {
  const { texts } = s;
  const { preset, tool, elsewhere, answer } = framework;
  const names = s.specialists.map(bareName);
  const inTool = texts.behind(tool, '_');
  // In its description each tool has its name once more; an agent's own tool is not among them.
  const inLine = mode.targets === 'next';
  return twin(s, preset, 'handoff', {
    work: team(s, preset, 'chain', { nameTokens: inTool, sharesList: names.length > 1 }),
    mode,
    names: {
      rosterNames: texts.exactly(-1),
      rosterBase: inLine ? 0 : texts.exactly(total(names, texts.spaced) - average(names, texts.spaced)),
      rosterPerMember: inLine ? texts.exactly(average(names, texts.spaced)) : 0,
      answerNames: texts.exactly(-elsewhere),
      answer: texts.exactly(average(names, (name) => answer(texts, inTool(name), name))),
    },
    userName: user,
  });
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
/** What the preset says of the same, with names of one length, and asking again as in a team of three. */
const PRESET_SELECTOR = {
  label: 4,
  rosterBase: 48,
  rosterPerMember: 4,
  rosterNames: 2,
  rolesPerMember: 4,
  rolesNames: 2,
  askAgain: 33,
};

/** As many turns as specialists, with a selector that names who is right, or never anybody. */
function selected(s: RecordedSetting, silence: number): ReturnType<TwinOf> {
  const { texts, specialists } = s;
  const preset = 'autogen-selector';
  return twin(s, preset, 'group-chat', {
    work: team(s, preset, 'chain'),
    content: { silence, maxTurns: specialists.length },
    names: selectorNames(specialists.map(bareName), texts, userName(s)),
    userName: userName(s),
    ...(silence === 1 ? { decision: NAMES_NOBODY } : {}),
  });
}

/** The selector's prompt as it is, in place of what the preset says of a team of three. */
function selectorNames(names: readonly string[], { countTokens, exactly }: NameTexts, user: number) {
  const roles = names.map((name) => `${name}: The ${name} agent`).join('\n');
  const listed = (who: readonly string[]): number => countTokens(`[${who.map((name) => `'${name}'`).join(', ')}]`);
  const whole = countTokens(selectorPrompt(roles, `[${names.map((name) => `'${name}'`).join(', ')}]`));
  const each = average(names, (name) => listed(names) - listed(names.filter((other) => other !== name)));
  const exact = {
    label: SPEAKER_LABEL + average(names, countTokens),
    rosterBase: whole - 2 * each * names.length - FRAMING.message - user,
    rosterPerMember: 2 * each,
    rosterNames: 0,
    rolesPerMember: 0,
    rolesNames: 0,
    askAgain: NAMES_NOBODY + 2 * FRAMING.message + SELECT_AGAIN + each * Math.max(1, names.length - 1),
  };
  const keys = Object.keys(exact) as (keyof typeof exact)[];
  return Object.fromEntries(keys.map((name) => [name, exactly(exact[name] - PRESET_SELECTOR[name])]));
}

/** Microsoft Agent Framework: the manager answers in JSON, with the next speaker's name or with the final answer. */
const DECISION_JSON = 19;

function managed(s: RecordedSetting): ReturnType<TwinOf> {
  const { texts, specialists, sizes } = s;
  const names = specialists.map(bareName);
  return twin(s, 'maf-group-chat', 'group-chat', {
    work: team(s, 'maf-group-chat', 'chain'),
    // A decision holds the name once, where the simulator's own writes it twice.
    names: { decided: texts.exactly(A_NAME - average(names, texts.alone)) },
    answer: sizes.final + DECISION_JSON,
  });
}

/** Each specialist has a topic of its own, and all tasks are about the first one's. */
function classified(s: RecordedSetting): ReturnType<TwinOf> {
  const { agents, steps } = team(s, 'ai-sdk', 'independent');
  const topics = s.specialists.map((name, i) => ({ name, share: i === 0 ? 1 : 0 }));
  const routes = steps.map((step) => ({ ...step, topic: step.name }));
  return twin(s, 'ai-sdk', 'router', { work: { agents, steps: routes, topics } });
}
