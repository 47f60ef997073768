import { merged, type WrittenOptions } from '../patterns/declared.js';
import { constant, plainAgent, plainStep } from './plain.js';
import type { RecordedRun, RecordedSizes } from './recording.js';
import {
  autogen,
  average,
  bareName,
  type ChatTexts,
  COORDINATOR,
  PLANNER,
  type RecordedSetting,
  SPECIALIST,
  type Twin,
  type TwinOf,
  team,
  total,
  twin,
} from './twin-kit.js';
import { COLLECTIVE_TWINS } from './twins-collective.js';
import { LEAD_TWINS } from './twins-leads.js';
import { MASTRA_NETWORK_TWINS } from './twins-mastra.js';
import { PEER_SYSTEMS, PEER_TWINS } from './twins-peers.js';

/** CrewAI, in each specialist's prompt: "You are ... Your personal goal is ...", the task's and the expected output's headings. */
const CREWAI_TEMPLATE = 81;
/** CrewAI, before earlier outputs: "This is the context you're working with:". */
const CREWAI_CONTEXT_HEADER = 8;
/** LangGraph: a list of tools in the prompt, once. */
const TOOL_LIST = 12;
/** LangGraph: a tool `transfer_to_NAME` with its description and no argument, without the name. */
const HANDOFF_TOOL = 15;
/** LangGraph: the call `transfer_to_NAME()` as the supervisor writes it, without the name. */
const HANDOFF_CALL = 6;
/** LangGraph: that call and its answer "Successfully transferred to NAME" from `transfer_to_NAME`, without the three names. */
const HANDOFF_PAIR = 23;
/** LangGraph: "Transferring back to supervisor" in the member's name, with its call and answer, without that name. */
const HANDBACK_PAIR = 35;
/** A name costs other tokens where it continues a tool's name: this is what it is written behind. */
const BEFORE_NAME = 'transfer_to';
const TWINS: Readonly<Record<string, TwinOf>> = {
  ...LEAD_TWINS,
  ...COLLECTIVE_TWINS,
  ...MASTRA_NETWORK_TWINS,
  'lgjs-pipeline/messages': (s) => chain(s, { context: 'all' }, {}),
  'lgjs-pipeline/prev_only': (s) => chain(s, { context: 'previous' }, {}),
  'maf-sequential/full': (s) => chain(s, { context: 'all' }, { named: true }),
  'maf-sequential/chain_only': (s) => chain(s, { context: 'previous' }, { named: true }),
  'crewai-sequential/article_in_every_task': (s) => crew(s, 'all'),
  'crewai-sequential/article_in_first_task': (s) => crew(s, 'outputs'),
  'autogen-roundrobin/one_cycle': (s) => chain(s, { context: 'all' }, autogen(s)),
  'autogen-roundrobin/two_cycles': (s) => chain(s, { context: 'all', cycles: 2 }, autogen(s)),
  'lgjs-fanout/static': (s) => fan(s, {}, {}),
  'lgjs-fanout/send_plan': (s) => fan(s, { plan: true }, {}),
  'maf-concurrent/llm_agg': (s) => fan(s, {}, {}),
  'autogen-graphflow/fanout': (s) => fan(s, { gather: 'messages' }, autogen(s)),
  'lgjs-supervisor/last_message': (s) => supervised(s, { history: 'last' }),
  'lgjs-supervisor/full_history': (s) => supervised(s, { history: 'full' }),
  'lgjs-supervisor/no_handoff_msgs': (s) =>
    supervised(s, { handoffMessages: false, wording: { handoff: 0, handback: 0 } }),
  'lgjs-supervisor/parallel_calls': (s) => supervised(s, { namesAll: true }),
  'redis-choreography/chain-last': (s) => events(s, 'previous'),
  'redis-choreography/chain-acc': (s) => events(s, 'accumulated'),
  'redis-choreography/scatter-gather': (s) => scattered(s),
  ...PEER_TWINS,
};

const SYSTEMS: Readonly<Record<string, string>> = {
  lgjs: 'LangGraph.js',
  maf: 'Microsoft Agent Framework',
  crewai: 'CrewAI',
  autogen: 'AutoGen',
  aisdk: 'AI SDK',
  mastra: 'Mastra',
  oai: 'OpenAI Agents SDK',
  openai: 'OpenAI Swarm',
  redis: 'services on Redis Streams',
  ...PEER_SYSTEMS,
};

/** The twin of a recorded run; null where there is none for its framework and variant. `known` are specialists by name. */
export function twinOf(
  run: RecordedRun,
  sizes: RecordedSizes,
  countTokens: (text: string) => number,
  known: readonly string[] = [],
): Twin | null {
  // The suffix says how many tool round trips a specialist makes, which the run says too.
  const variant = run.variant.replace(/-t\d+$/, '');
  const make = TWINS[`${run.framework}/${variant}`];
  if (make === undefined) return null;
  const specialists = specialistsOf(run, known);
  const coordinator = run.callers.find((name) => !name.startsWith(SPECIALIST) && name !== PLANNER) ?? COORDINATOR;
  const system = SYSTEMS[run.framework.split('-')[0]!] ?? run.framework;
  return { ...make({ run, sizes, specialists, coordinator, countTokens }), system };
}

/** Who takes part as a specialist, in the order of first calls. */
export function specialistsIn(runs: readonly RecordedRun[]): string[] {
  return [...new Set(runs.flatMap(({ callers }) => callers.filter((name) => name.startsWith(SPECIALIST))))];
}

/** A specialist that never called was there all the same: one that is known from other runs, or else a made-up one. */
function specialistsOf(run: RecordedRun, known: readonly string[]): string[] {
  const callers = specialistsIn([run]);
  const names = [...callers, ...known.filter((name) => !callers.includes(name))].slice(0, run.specialists);
  while (names.length < run.specialists) names.push(`${SPECIALIST}silent-${names.length + 1}`);
  return names;
}

const chain = (s: RecordedSetting, options: WrittenOptions, chat: ChatTexts): ReturnType<TwinOf> =>
  twin(s, 'pipeline', options, chat, team(s, 'chain', chat));

function crew(s: RecordedSetting, context: 'all' | 'outputs'): ReturnType<TwinOf> {
  return chain(
    s,
    { context, layout: 'joined', wording: { header: CREWAI_CONTEXT_HEADER } },
    { template: CREWAI_TEMPLATE },
  );
}

const fan = (s: RecordedSetting, options: WrittenOptions, chat: ChatTexts): ReturnType<TwinOf> =>
  twin(s, 'fan-out-fan-in', options, chat, team(s, 'independent', chat));

/**
 * The names that count exactly are those in the tools' names: decisions are made of them. In the messages the same names
 * stand by themselves, or behind a space; an option holds for all members, so there the team's average stands for each.
 */
function supervised(s: RecordedSetting, options: WrittenOptions): ReturnType<TwinOf> {
  const { countTokens } = s;
  const names = s.specialists.map(bareName);
  const inTool = (name: string): number => countTokens(`${BEFORE_NAME}_${name}`) - countTokens(BEFORE_NAME);
  const roster = { rosterBase: TOOL_LIST + total(names, inTool), rosterPerMember: HANDOFF_TOOL };
  const inText = average(names, (name) => countTokens(` ${name}`));
  // The member's own message and the hand-back: once each.
  const byItself = average(names, (name) => 2 * (countTokens(name) - inTool(name)));
  const transcript = { handoff: HANDOFF_PAIR + inText, handback: HANDBACK_PAIR + byItself };
  const chat = { named: true, nameTokens: inTool, decision: HANDOFF_CALL };
  const wording = { ...roster, ...transcript };
  return twin(s, 'supervisor', merged({ wording }, options), chat, team(s, 'chain', chat));
}

const events = (s: RecordedSetting, payload: 'previous' | 'accumulated'): ReturnType<TwinOf> =>
  twin(s, 'choreography', { payload }, {}, team(s, 'chain', {}));

/** The collector is a service like the others, that listens for all of their results. */
function scattered(s: RecordedSetting): ReturnType<TwinOf> {
  const { agents, steps } = team(s, 'independent', {});
  const { coordinatorPrompt, final, callSeconds } = s.sizes;
  const collector = plainAgent(s.coordinator, { prompt: coordinatorPrompt, latency: constant(callSeconds) });
  const merge = plainStep('merge', s.coordinator, { after: s.specialists, output: constant(final) });
  return twin(
    s,
    'choreography',
    { payload: 'accumulated' },
    {},
    { agents: [...agents, collector], steps: [...steps, merge] },
  );
}
