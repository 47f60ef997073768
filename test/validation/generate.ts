/**
 * Recordings as the frameworks would write them, counted from their message lists with a tokenizer: nothing of the
 * simulator is used, so a twin that matches them does so by the same mechanism.
 */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { RecordedRun, Recording } from '../../src/validation/recording.js';
import { COLLECTIVE_WRITERS } from './generate-collective.js';
import { LEAD_WRITERS } from './generate-leads.js';
import { LEDGER_WRITERS } from './generate-ledgers.js';
import { PEER_WRITERS } from './generate-peers.js';
import { CALL, type Call, type Case, message, spec, sum, toolTraffic, type Written } from './messages.js';

/** Every framework and variant that has a twin. */
export const WRITERS: Readonly<Record<string, (c: Case) => Written>> = {
  ...COLLECTIVE_WRITERS,
  'lgjs-pipeline/messages': (c) => chain(c, { sees: 'all' }),
  'lgjs-pipeline/prev_only': (c) => chain(c, { sees: 'last' }),
  'maf-sequential/full': (c) => chain(c, { sees: 'all', named: true }),
  'maf-sequential/chain_only': (c) => chain(c, { sees: 'last', named: true }),
  'crewai-sequential/article_in_every_task': (c) => crew(c, true),
  'crewai-sequential/article_in_first_task': (c) => crew(c, false),
  'autogen-roundrobin/one_cycle': (c) => chain(c, { sees: 'all', named: true, user: 'user' }),
  'autogen-roundrobin/two_cycles': (c) => chain(c, { sees: 'all', named: true, user: 'user', cycles: 2 }),
  'lgjs-fanout/static': (c) => fan(c, {}),
  'lgjs-fanout/send_plan': (c) => fan(c, { plan: true }),
  'maf-concurrent/llm_agg': (c) => fan(c, {}),
  'autogen-graphflow/fanout': (c) => fan(c, { named: true }),
  'lgjs-supervisor/last_message': (c) => supervised(c, {}),
  'lgjs-supervisor/full_history': (c) => supervised(c, { full: true }),
  'lgjs-supervisor/last_message-t1': (c) => supervised(c, { trips: 1 }),
  'lgjs-supervisor/full_history-t2': (c) => supervised(c, { full: true, trips: 2 }),
  'lgjs-supervisor/no_handoff_msgs': (c) => supervised(c, { silent: true }),
  'lgjs-supervisor/parallel_calls': (c) => supervised(c, { all: true }),
  'redis-choreography/chain-last': (c) => chain(c, { sees: 'last' }),
  'redis-choreography/chain-acc': (c) => chain(c, { sees: 'one message' }),
  'redis-choreography/scatter-gather': (c) => fan(c, {}),
  ...LEAD_WRITERS,
  ...PEER_WRITERS,
  ...LEDGER_WRITERS,
};

/**
 * An option holds for all members, so half a token of a name is lost where it costs other tokens in a tool's name than by
 * itself. Where each handoff names everybody, that adds up; up to this number of specialists it stays within the tolerance.
 */
const UP_TO: Readonly<Record<string, number>> = { 'openai-swarm/hub-multicall': 8 };

export function recordingOf(c: Case): Recording {
  const runs = Object.entries(WRITERS).flatMap(([key, write]): RecordedRun[] => {
    if (c.names.length > (UP_TO[key] ?? Number.POSITIVE_INFINITY)) return [];
    const [framework, variant] = key.split('/') as [string, string];
    const { calls, edges, path, trips = 0 } = write(c);
    const controlEdges: Record<string, number> = {};
    for (const edge of edges) controlEdges[edge] = (controlEdges[edge] ?? 0) + 1;
    const run = {
      framework,
      variant,
      specialists: c.names.length,
      calls: calls.length,
      inputTokens: calls.reduce((sum, call) => sum + call[2], 0),
      outputTokens: calls.reduce((sum, call) => sum + call[3], 0),
      criticalPathCalls: path,
      callers: calls.map((call) => call[0]),
      inputTokensPerCall: calls.map((call) => call[2]),
      outputTokensPerCall: calls.map((call) => call[3]),
      start: calls.map((call) => call[1] * c.sizes.callSeconds * 1000),
      controlEdges,
      innerToolRoundTrips: trips,
    };
    return [run];
  });
  return { about: 'generated', sizes: c.sizes, runs };
}

interface Chain {
  readonly sees: 'all' | 'last' | 'one message';
  readonly named?: boolean;
  readonly user?: string;
  readonly cycles?: number;
}

function chain({ sizes, names }: Case, { sees, named = false, user, cycles = 1 }: Chain): Written {
  const turns = Array.from({ length: cycles }, () => names).flat();
  const task = message(sizes.task, user);
  const calls = turns.map((name, i): Call => {
    const before = turns.slice(0, i);
    const results = before.map((author) => message(sizes.specialistOutput, named ? author : undefined));
    const joined = message(sizes.task + before.length * (sizes.specialistOutput + 1));
    const seen = { all: task + sum(results), last: results.at(-1) ?? task, 'one message': joined }[sees];
    return [spec(name), i, CALL + message(sizes.specialistPrompt) + seen, sizes.specialistOutput];
  });
  const passes = turns.slice(1).map((name, i) => `${spec(turns[i]!)}>${spec(name)}`);
  const edges = [`user>${spec(names[0]!)}`, ...passes.filter((edge) => edge.split('>')[0] !== edge.split('>')[1])];
  return { calls, edges, path: turns.length };
}

/** One message with the task (or only the first time) and the outputs so far, under a heading; a template around it. */
function crew({ sizes, names }: Case, everyTime: boolean): Written {
  const heading = countTokens("This is the context you're working with:\n");
  const calls = names.map((name, i): Call => {
    const task = everyTime || i === 0 ? sizes.task : 0;
    const context = i === 0 ? 0 : heading + i * sizes.specialistOutput + (i - 1) + (everyTime ? 1 : 0);
    const input = CALL + message(sizes.specialistPrompt + 81) + message(task + context);
    return [spec(name), i, input, sizes.specialistOutput];
  });
  const edges = names.map((name, i) => `${i === 0 ? 'user' : spec(names[i - 1]!)}>${spec(name)}`);
  return { calls, edges, path: names.length };
}

function fan({ sizes, names }: Case, { plan = false, named = false }: { plan?: boolean; named?: boolean }): Written {
  const task = message(sizes.task, named ? 'user' : undefined);
  const first = plan ? 1 : 0;
  const source = plan ? 'plan' : 'user';
  const alone = CALL + message(sizes.specialistPrompt) + task;
  const lead = CALL + message(sizes.coordinatorPrompt) + task;
  const shown = names.map((name) => (named ? message(sizes.specialistOutput, name) : sizes.specialistOutput + 1));
  // The order of calls at the same time is chance: here, backwards.
  const branches = [...names].reverse().map((name): Call => [spec(name), first, alone, sizes.specialistOutput]);
  return {
    calls: [
      ...(plan ? [['plan', 0, lead, sizes.final] as const] : []),
      ...branches,
      ['sup', first + 1, lead + sum(shown), sizes.final],
    ],
    edges: [
      ...(plan ? ['user>plan'] : []),
      ...names.flatMap((name) => [`${source}>${spec(name)}`, `${spec(name)}>sup`]),
    ],
    path: first + 2,
  };
}

interface Supervised {
  readonly full?: boolean;
  readonly trips?: number;
  readonly silent?: boolean;
  readonly all?: boolean;
}

const TOOL_CALL = 3;
const NO_ARGUMENTS = countTokens('{}');

/** `transfer_to_NAME()`, as the supervisor writes it. */
const handoffCall = (name: string): number => TOOL_CALL + countTokens(`transfer_to_${name}`) + NO_ARGUMENTS;

/** The call, and its answer from the tool. */
function handoffPair(name: string, others: readonly string[]): number {
  const call = message(sum([name, ...others].map(handoffCall)), 'supervisor');
  // The supervisor's own name is two tokens of which the recordings' format counts both.
  return call + message(countTokens(`Successfully transferred to ${name}`), `transfer_to_${name}`);
}

function handbackPair(name: string): number {
  const tool = 'transfer_back_to_supervisor';
  const call = countTokens('Transferring back to supervisor') + TOOL_CALL + countTokens(tool) + NO_ARGUMENTS;
  return message(call, name) + message(countTokens('Successfully transferred back to supervisor'), tool);
}

function roster(names: readonly string[]): number {
  const about = countTokens('Ask another agent for help.');
  return 12 + sum(names.map((name) => 7 + countTokens(`transfer_to_${name}`) + about));
}

function supervised(
  { sizes, names }: Case,
  { full = false, trips = 0, silent = false, all = false }: Supervised,
): Written {
  const calls: Call[] = [];
  const add = (caller: string, input: number, output: number): number =>
    calls.push([caller, calls.length, input, output]);
  const lead = CALL + message(sizes.coordinatorPrompt) + roster(names);
  let transcript = message(sizes.task);
  for (const [i, name] of names.entries()) {
    const others = all ? names.slice(i + 1) : [];
    add('sup', lead + transcript, handoffCall(name) + sum(others.map(handoffCall)));
    if (!silent) transcript += handoffPair(name, others);
    const inner = toolTraffic(name);
    const own = CALL + message(sizes.specialistPrompt) + (trips === 0 ? 0 : 34) + transcript;
    for (let trip = 0; trip < trips; trip++) add(spec(name), own + trip * inner.tokens, inner.call);
    add(spec(name), own + trips * inner.tokens, sizes.specialistOutput);
    transcript += (full ? trips * inner.tokens : 0) + message(sizes.specialistOutput, name);
    if (!silent) transcript += handbackPair(name);
  }
  add('sup', lead + transcript, sizes.final);
  const edges = ['user>sup', ...names.flatMap((name) => [`sup>${spec(name)}`, `${spec(name)}>sup`])];
  return { calls, edges, path: calls.length, trips };
}
