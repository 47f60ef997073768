import type { AgentSpec, Scenario, Tools } from '../../scenario/scenario.js';
import { constant, MODEL, type Options, type PlainForm, plainAgent, plainScenario, plainStep } from './plain.js';
import type { RecordedRun, RecordedSizes } from './recording.js';

/** A scenario and a pattern that are to do what a recorded run did. Made from its sizes and names, never from its counts. */
export interface Twin {
  readonly scenario: Scenario;
  readonly pattern: string;
  readonly options: Options;
  /** The framework's name for people. */
  readonly system: string;
  /** What the recording calls the simulator's own participants. */
  readonly names: Readonly<Record<string, string>>;
}

// Tokens of the texts that the frameworks put around the content. Read off their sources, counted with o200k_base.

/** A message that names its speaker: a field for the name, and the name itself. */
const NAME_FIELD = 1;
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
/** The specialists' own tool in the recordings: its definition with one string parameter. */
const TOOL_DEFINITION = 34;
/** A call of that tool, without the name of the specialist that stands in it. */
const TOOL_CALL = 8;
/** What that tool answers, and its name in the answering message. */
const TOOL_RESULT = 120;
const TOOL_NAME = 2;

/** Who takes part in a recorded run, and how long everything is. */
interface Setting {
  readonly run: RecordedRun;
  readonly sizes: RecordedSizes;
  readonly specialists: readonly string[];
  readonly coordinator: string;
  readonly countTokens: (text: string) => number;
}

type TwinOf = (setting: Setting) => Omit<Twin, 'system'>;

const SPECIALIST = 'spec-';
const PLANNER = 'plan';
const COORDINATOR = 'sup';

const TWINS: Readonly<Record<string, TwinOf>> = {
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
  'lgjs-supervisor/no_handoff_msgs': (s) => supervised(s, { handoffMessages: false, handoff: 0, handback: 0 }),
  'lgjs-supervisor/parallel_calls': (s) => supervised(s, { namesAll: true }),
  'redis-choreography/chain-last': (s) => events(s, 'previous'),
  'redis-choreography/chain-acc': (s) => events(s, 'accumulated'),
  'redis-choreography/scatter-gather': (s) => scattered(s),
};

const SYSTEMS: Readonly<Record<string, string>> = {
  lgjs: 'LangGraph.js',
  maf: 'Microsoft Agent Framework',
  crewai: 'CrewAI',
  autogen: 'AutoGen',
  redis: 'services on Redis Streams',
};

/** The twin of a recorded run; null where there is none for its framework and variant. */
export function twinOf(run: RecordedRun, sizes: RecordedSizes, countTokens: (text: string) => number): Twin | null {
  // The suffix says how many tool round trips a specialist makes, which the run says too.
  const variant = run.variant.replace(/-t\d+$/, '');
  const make = TWINS[`${run.framework}/${variant}`];
  if (make === undefined) return null;
  const specialists = specialistsOf(run);
  const coordinator = run.callers.find((name) => !name.startsWith(SPECIALIST) && name !== PLANNER) ?? COORDINATOR;
  const system = SYSTEMS[run.framework.split('-')[0]!] ?? run.framework;
  return { ...make({ run, sizes, specialists, coordinator, countTokens }), system };
}

/** In the order of their first calls; who never called is made up, so that the twin has the run's number of them. */
function specialistsOf(run: RecordedRun): string[] {
  const names = [...new Set(run.callers.filter((name) => name.startsWith(SPECIALIST)))].slice(0, run.specialists);
  while (names.length < run.specialists) names.push(`${SPECIALIST}silent-${names.length + 1}`);
  return names;
}

/** What differs from framework to framework beside the pattern. */
interface Wording {
  readonly named?: boolean;
  /** Tokens of the user's name, where the user's message has one. */
  readonly userName?: number;
  /** Tokens around each specialist's own prompt. */
  readonly template?: number;
  /** Tokens of a specialist's name where it is not written by itself. */
  readonly nameTokens?: (name: string) => number;
}

/** AutoGen names every message, also that of the user. */
function autogen({ countTokens }: Setting): Wording {
  return { named: true, userName: NAME_FIELD + countTokens('user') };
}

function twin(
  setting: Setting,
  pattern: string,
  options: Options,
  wording: Wording,
  form: PlainForm,
): ReturnType<TwinOf> {
  const { sizes, coordinator } = setting;
  const scenario = plainScenario({
    ...form,
    brief: { tokens: sizes.task + (wording.userName ?? 0) },
    coordinator: {
      prompt: sizes.coordinatorPrompt,
      output: constant(sizes.final),
      decision: constant(HANDOFF_CALL),
      latency: constant(sizes.callSeconds),
    },
    provider: { framing: { call: 3, message: 4, named: wording.named ?? false } },
  });
  return { scenario, pattern, options, names: { coordinator, planner: PLANNER } };
}

/** A step for each specialist, one after the other or all independent. */
function team(setting: Setting, order: 'chain' | 'independent', wording: Wording): PlainForm {
  const { specialists, sizes, run } = setting;
  const tools = run.innerToolRoundTrips === 0 ? null : toolsOf(run.innerToolRoundTrips);
  return {
    agents: specialists.map((name) => specialist(setting, name, wording)),
    steps: specialists.map((name, i) => {
      const after = order === 'chain' && i > 0 ? [specialists[i - 1]!] : [];
      return plainStep(name, name, { after, tools, output: constant(sizes.specialistOutput) });
    }),
  };
}

function specialist({ sizes, countTokens }: Setting, name: string, wording: Wording): AgentSpec {
  const { template = 0, nameTokens = countTokens } = wording;
  return plainAgent(name, {
    model: MODEL,
    prompt: sizes.specialistPrompt + template,
    nameTokens: nameTokens(bareName(name)),
    latency: constant(sizes.callSeconds),
  });
}

function toolsOf(roundTrips: number): Tools {
  return {
    roundTrips: constant(roundTrips),
    definition: TOOL_DEFINITION,
    call: TOOL_CALL,
    result: constant(TOOL_RESULT + TOOL_NAME),
    latency: constant(0),
    failure: 0,
    hang: 0,
  };
}

const chain = (s: Setting, options: Options, wording: Wording): ReturnType<TwinOf> =>
  twin(s, 'pipeline', options, wording, team(s, 'chain', wording));

function crew(s: Setting, context: 'all' | 'outputs'): ReturnType<TwinOf> {
  return chain(s, { context, layout: 'joined', header: CREWAI_CONTEXT_HEADER }, { template: CREWAI_TEMPLATE });
}

const fan = (s: Setting, options: Options, wording: Wording): ReturnType<TwinOf> =>
  twin(s, 'fan-out-fan-in', options, wording, team(s, 'independent', wording));

/**
 * The names that count exactly are those in the tools' names: decisions are made of them. In the messages the same names
 * stand by themselves, or behind a space; an option holds for all members, so there the team's average stands for each.
 */
function supervised(s: Setting, options: Options): ReturnType<TwinOf> {
  const { countTokens } = s;
  const names = s.specialists.map(bareName);
  const inTool = (name: string): number => countTokens(`${BEFORE_NAME}_${name}`) - countTokens(BEFORE_NAME);
  const roster = { rosterBase: TOOL_LIST + total(names, inTool), rosterPerMember: HANDOFF_TOOL };
  const inText = average(names, (name) => countTokens(` ${name}`));
  // The member's own message and the hand-back: once each.
  const byItself = average(names, (name) => 2 * (countTokens(name) - inTool(name)));
  const transcript = { handoff: HANDOFF_PAIR + inText, handback: HANDBACK_PAIR + byItself };
  const wording = { named: true, nameTokens: inTool };
  return twin(s, 'supervisor', { ...roster, ...transcript, ...options }, wording, team(s, 'chain', wording));
}

const bareName = (name: string): string => name.slice(SPECIALIST.length);

function total(names: readonly string[], tokens: (name: string) => number): number {
  return names.reduce((sum, name) => sum + tokens(name), 0);
}

/** Rounded: tokens are whole. */
const average = (names: readonly string[], tokens: (name: string) => number): number =>
  Math.round(total(names, tokens) / Math.max(1, names.length));

const events = (s: Setting, payload: 'previous' | 'accumulated'): ReturnType<TwinOf> =>
  twin(s, 'choreography', { payload }, {}, team(s, 'chain', {}));

/** The collector is a service like the others, that listens for all of their results. */
function scattered(s: Setting): ReturnType<TwinOf> {
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
