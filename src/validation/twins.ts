import type { WrittenOptions } from '../patterns/declared.js';
import { constant, plainAgent, plainStep } from './plain.js';
import type { Presets } from './preset.js';
import type { RecordedRun, RecordedSizes } from './recording.js';
import {
  A_NAME,
  average,
  bareName,
  COORDINATOR,
  type NameTexts,
  PLANNER,
  type RecordedSetting,
  SPECIALIST,
  type Twin,
  type TwinForm,
  type TwinOf,
  team,
  twin,
  userName,
} from './twin-kit.js';
import { COLLECTIVE_TWINS } from './twins-collective.js';
import { LEAD_TWINS, network } from './twins-leads.js';
import { PEER_TWINS } from './twins-peers.js';

const ALL = { context: 'all' };
const PREVIOUS = { context: 'previous' };

const TWINS: Readonly<Record<string, TwinOf>> = {
  ...LEAD_TWINS,
  ...COLLECTIVE_TWINS,
  'mastra-network/v0': network,
  'lgjs-pipeline/messages': (s) => chain(s, 'langgraph', {}),
  'lgjs-pipeline/prev_only': (s) => chain(s, 'langgraph', PREVIOUS),
  'maf-sequential/full': (s) => chain(s, 'maf', {}),
  'maf-sequential/chain_only': (s) => chain(s, 'maf', PREVIOUS),
  'crewai-sequential/article_in_every_task': (s) => chain(s, 'crewai', ALL),
  'crewai-sequential/article_in_first_task': (s) => chain(s, 'crewai', { context: 'outputs' }),
  'autogen-roundrobin/one_cycle': (s) => chain(s, 'autogen', {}, userName(s)),
  'autogen-roundrobin/two_cycles': (s) => chain(s, 'autogen', { cycles: 2 }, userName(s)),
  'lgjs-fanout/static': (s) => fan(s, 'langgraph', {}),
  'lgjs-fanout/send_plan': (s) => fan(s, 'langgraph', { mode: { plan: true } }),
  'autogen-graphflow/fanout': (s) => fan(s, 'autogen', { userName: userName(s) }),
  'lgjs-supervisor/last_message': (s) => supervised(s, {}),
  'lgjs-supervisor/full_history': (s) => supervised(s, { history: 'full' }),
  'lgjs-supervisor/no_handoff_msgs': (s) => supervised(s, { handoffMessages: false }),
  'lgjs-supervisor/parallel_calls': (s) => supervised(s, { namesAll: true }),
  'redis-choreography/chain-last': (s) => events(s, { payload: 'previous' }),
  'redis-choreography/chain-acc': (s) => events(s, {}),
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
};

/** What a twin is made with beside the run itself. */
export interface TwinSetting {
  readonly sizes: RecordedSizes;
  readonly texts: NameTexts;
  readonly presets: Presets;
  /** Specialists by name, from other runs. */
  readonly known: readonly string[];
}

/** The twin of a recorded run; null where there is none for its framework and variant. */
export function twinOf(run: RecordedRun, { sizes, texts, presets, known }: TwinSetting): Twin | null {
  // The suffix says how many tool round trips a specialist makes, which the run says too.
  const variant = run.variant.replace(/-t\d+$/, '');
  const make = TWINS[`${run.framework}/${variant}`];
  if (make === undefined) return null;
  const specialists = specialistsOf(run, known);
  const coordinator = run.callers.find((name) => !name.startsWith(SPECIALIST) && name !== PLANNER) ?? COORDINATOR;
  const system = SYSTEMS[run.framework.split('-')[0]!] ?? run.framework;
  return { ...make({ run, sizes, specialists, coordinator, texts, presets }), system };
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

const chain = (s: RecordedSetting, preset: string, mode: WrittenOptions, user = 0): ReturnType<TwinOf> =>
  twin(s, preset, 'pipeline', { work: team(s, preset, 'chain'), mode, userName: user });

const fan = (s: RecordedSetting, preset: string, form: Omit<TwinForm, 'work'>): ReturnType<TwinOf> =>
  twin(s, preset, 'fan-out-fan-in', { work: team(s, preset, 'independent'), ...form });

/** A name costs other tokens where it continues a tool's name: this is what it is written behind. */
const BEFORE_NAME = 'transfer_to';
/** The recorded runs were made with the framework's limit raised. */
const RAISED = { limit: 1000 };

/**
 * The names that count exactly are those in the tools' names: decisions are made of them. In the messages the same names
 * stand by themselves, or behind a space; an option holds for all members, so there the team's average stands for each.
 */
function supervised(s: RecordedSetting, mode: WrittenOptions): ReturnType<TwinOf> {
  const { texts } = s;
  const names = s.specialists.map(bareName);
  const inTool = texts.behind(BEFORE_NAME, '_');
  return twin(s, 'langgraph-supervisor', 'supervisor', {
    work: team(s, 'langgraph-supervisor', 'chain', { nameTokens: inTool }),
    mode: { ...RAISED, ...mode },
    names: {
      handoff: texts.exactly(average(names, texts.spaced) - A_NAME),
      // The member's own message and the hand-back: once each.
      handback: average(names, (name) => 2 * (texts.alone(name) - inTool(name))),
    },
  });
}

const events = (s: RecordedSetting, mode: WrittenOptions): ReturnType<TwinOf> =>
  twin(s, 'redis', 'choreography', { work: team(s, 'redis', 'chain'), mode });

/** The collector is a service like the others, that listens for all of their results. */
function scattered(s: RecordedSetting): ReturnType<TwinOf> {
  const { agents, steps } = team(s, 'redis', 'independent');
  const { coordinatorPrompt, final, callSeconds } = s.sizes;
  const collector = plainAgent(s.coordinator, { prompt: coordinatorPrompt, latency: constant(callSeconds) });
  const merge = plainStep('merge', s.coordinator, { after: s.specialists, output: constant(final) });
  return twin(s, 'redis', 'choreography', { work: { agents: [...agents, collector], steps: [...steps, merge] } });
}
