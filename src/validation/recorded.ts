import { taskValue } from '../measures/index.js';
import type { Distribution, Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import type { RunRecord } from '../sim/record/record.js';
import { World } from '../sim/world.js';
import { misplaced, type TimedCalls } from './order.js';
import { planFor } from './plain.js';
import { flagsOf, type PresetFile, presetsFrom } from './preset.js';
import type { RecordedRun, Recording } from './recording.js';
import { equal, type Heading, type Row, same, within } from './row.js';
import { nameTexts, type Twin } from './twin-kit.js';
import { specialistsIn, twinOf } from './twins.js';

/** Recorded runs that nothing was held against, and why. */
export interface NotCovered {
  readonly framework: string;
  readonly variant: string;
  readonly runs: number;
  readonly why: string;
}

export interface TwinResult {
  readonly rows: readonly Row[];
  readonly notCovered: readonly NotCovered[];
}

/** Input tokens may be off by this share: of a run's total, and of a single call. */
const OF_TOTAL = 0.01;
const OF_CALL = 0.02;
/** Under the preset as its file stands, where names have one length each. */
const OF_PRESET = 0.02;

/**
 * Holds the simulator against recorded runs of real frameworks: for each run that has a twin, calls, critical path, order
 * of the callers, control edges and output tokens exactly, input tokens within 1 % in total and 2 % for each call. Twins are
 * made of the presets, and differ from them in what names cost only; without that, input tokens are within 2 %.
 * `countTokens` counts the agents' names as the recordings' tokenizer does.
 */
export function validateRecorded(
  recording: Recording,
  countTokens: (text: string) => number,
  presets: PresetFile,
): TwinResult {
  const rows: Row[] = [];
  const left = new Map<string, NotCovered>();
  const known = specialistsIn(recording.runs);
  const setting = { sizes: recording.sizes, presets: presetsFrom(presets), known };
  const [exact, plain] = [nameTexts(countTokens, true), nameTexts(countTokens, false)];
  for (const run of recording.runs) {
    const twin = twinOf(run, { ...setting, texts: exact });
    const why = twin === null ? 'no pattern is set up to do the same' : refusal(run);
    if (twin !== null && why === null) {
      rows.push(...rowsOf(run, twin, recording.sizes.callSeconds));
      rows.push(presetRow(run, twinOf(run, { ...setting, texts: plain })!));
      continue;
    }
    const { framework, variant } = run;
    const key = `${framework}/${variant}/${why}`;
    const runs = (left.get(key)?.runs ?? 0) + 1;
    left.set(key, { framework, variant, runs, why: why! });
  }
  return { rows, notCovered: [...left.values()] };
}

/** What a run that the framework broke off says about the framework's limits, it does not say about its pattern. */
function refusal({ error, calls }: RecordedRun): string | null {
  if (error !== null && error !== undefined) return `the framework ended it with an error: ${error.split('\n')[0]}`;
  return calls === 0 ? 'it made no call' : null;
}

/** What the simulator did, in the recording's terms. */
type Rehearsed = Pick<
  RecordedRun,
  'callers' | 'inputTokensPerCall' | 'outputTokensPerCall' | 'criticalPathCalls' | 'controlEdges'
> &
  Pick<TimedCalls, 'starts' | 'ends'>;

function rehearse(twin: Twin, replication = 0): Rehearsed {
  const { scenario, pattern, options, script } = twin;
  const plan = planFor(scenario, pattern, options);
  const record = new World(scenario, plan, keyOf('validate'), undefined, script).run(replication);
  const nameOf = (participant: number): string => {
    const name = participant < 0 ? 'user' : record.participants[participant]!.name;
    return twin.names[name] ?? name;
  };
  const { participant, inputTokens, outputTokens, requestedAt, endedAt } = record.calls.columns;
  const calls = record.calls.length;
  return {
    callers: [...participant.slice(0, calls)].map(nameOf),
    inputTokensPerCall: [...inputTokens.slice(0, calls)],
    outputTokensPerCall: [...outputTokens.slice(0, calls)],
    starts: [...requestedAt.slice(0, calls)],
    ends: [...endedAt.slice(0, calls)],
    criticalPathCalls: taskValue('criticalPathCalls', record),
    controlEdges: edgesOf(record, nameOf),
  };
}

/** A recording knows who calls a model: copies that others read pass no work on, and code in between is not seen. */
function edgesOf(record: RunRecord, nameOf: (participant: number) => string): Record<string, number> {
  const edges: Record<string, number> = {};
  const { from, to, copy } = record.messages.columns;
  const isCode = (participant: number): boolean => record.participants[participant]?.kind === 'engine';
  // Who handed something to a piece of code last; nobody yet: the user.
  const behind = new Map<number, number>();
  for (let i = 0; i < record.messages.length; i++) {
    const sender = isCode(from[i]!) ? (behind.get(from[i]!) ?? -1) : from[i]!;
    if (copy[i] === 1) continue;
    if (isCode(to[i]!)) {
      behind.set(to[i]!, sender);
      continue;
    }
    const edge = `${nameOf(sender)}>${nameOf(to[i]!)}`;
    edges[edge] = (edges[edge] ?? 0) + 1;
  }
  return edges;
}

function rowsOf(run: RecordedRun, twin: Twin, callSeconds: number): Row[] {
  const got = rehearse(twin);
  const heading = (what: string, unit: string): Heading => ({
    kind: 'recorded run',
    name: `${run.framework} ${run.variant}, n = ${run.specialists}`,
    what,
    unit,
    source: `${twin.system}, recorded against a scripted model that answers in ${callSeconds} s`,
  });
  const inputs = sum(got.inputTokensPerCall);
  const outputs = sum(got.outputTokensPerCall);
  return [
    equal(heading('calls', 'calls'), run.calls, got.callers.length),
    equal(heading('calls on the critical path', 'calls'), run.criticalPathCalls, got.criticalPathCalls),
    edgesRow(
      heading('control edges: who hands over to whom, how often', 'messages'),
      run.controlEdges,
      got.controlEdges,
    ),
    orderRow(heading('order of the callers: which call had ended when which began', 'calls'), run, twin, callSeconds),
    within(heading('input tokens in total, within 1 %', 'tokens'), run.inputTokens, inputs, OF_TOTAL * run.inputTokens),
    callRow(
      heading('input tokens of the call that fits worst, within 2 %', 'tokens'),
      'inputTokensPerCall',
      run,
      got,
      OF_CALL,
    ),
    equal(heading('output tokens in total', 'tokens'), run.outputTokens, outputs),
    callRow(heading('output tokens of the call that fits worst', 'tokens'), 'outputTokensPerCall', run, got, 0),
  ];
}

/** The preset itself: what a user gets who writes the recorded scenario with the names' own lengths. */
function presetRow(run: RecordedRun, twin: Twin): Row {
  const heading: Heading = {
    kind: 'recorded run',
    name: `${run.framework} ${run.variant}, n = ${run.specialists}`,
    what: 'input tokens in total under the preset as it stands, within 2 %',
    unit: 'tokens',
    source: `--patterns ${twin.pattern} ${flagsOf(twin.preset, twin.pattern, twin.mode)}`,
  };
  return within(heading, run.inputTokens, sum(rehearse(twin).inputTokensPerCall), OF_PRESET * run.inputTokens);
}

function edgesRow(
  heading: Heading,
  expected: Readonly<Record<string, number>>,
  got: Readonly<Record<string, number>>,
): Row {
  let wrong = 0;
  const differences: string[] = [];
  for (const edge of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const [want, have] = [expected[edge] ?? 0, got[edge] ?? 0];
    if (want === have) continue;
    wrong += Math.abs(want - have);
    differences.push(`${edge} ${have} instead of ${want}`);
  }
  return same(heading, sum(Object.values(expected)), sum(Object.values(got)), wrong, differences.join('; '));
}

/** Rehearsals with varying latency beside the one without: in these, calls side by side come in any order. */
const VARIED = 8;
const SPREAD = 0.4;

/** Which call had ended when which one began. */
function orderRow(heading: Heading, run: RecordedRun, twin: Twin, callSeconds: number): Row {
  const starts = run.start.map((ms) => ms / 1000);
  const recorded = { callers: run.callers, starts, ends: starts.map((start) => start + callSeconds) };
  const varied = { ...twin, scenario: withLatency(twin.scenario, callSeconds) };
  const rehearsals = [rehearse(twin), ...Array.from({ length: VARIED }, (_, i) => rehearse(varied, i + 1))];
  const wrong = misplaced(recorded, rehearsals);
  const shown = wrong.length > 3 ? [...wrong.slice(0, 3), `${wrong.length - 3} more pairs`] : wrong;
  return same(heading, run.calls, rehearsals[0]!.callers.length, wrong.length, `recorded: ${shown.join('; ')}`);
}

/** Every call takes about as long, and no two the same. */
function withLatency({ agents, coordinator, ...rest }: Scenario, seconds: number): Scenario {
  const latency: Distribution = { kind: 'uniform', low: (1 - SPREAD) * seconds, high: (1 + SPREAD) * seconds };
  return {
    ...rest,
    agents: agents.map((agent) => ({ ...agent, latency })),
    coordinator: { ...coordinator, latency },
  };
}

/** The call that is farthest off for its size; the calls of one caller are matched in their order. */
function callRow(
  heading: Heading,
  list: 'inputTokensPerCall' | 'outputTokensPerCall',
  run: RecordedRun,
  rehearsed: Rehearsed,
  share: number,
): Row {
  const wanted = byCaller(run.callers, run[list]);
  const had = byCaller(rehearsed.callers, rehearsed[list]);
  let worst = { expected: 0, got: 0, off: -1, note: '' };
  for (const caller of new Set([...wanted.keys(), ...had.keys()])) {
    const [want, have] = [wanted.get(caller) ?? [], had.get(caller) ?? []];
    for (let i = 0; i < Math.max(want.length, have.length); i++) {
      const [expected, got] = [want[i] ?? 0, have[i] ?? 0];
      const off = Math.abs(got - expected) / Math.max(1, expected);
      if (off > worst.off) worst = { expected, got, off, note: `call ${i + 1} of ${caller}` };
    }
  }
  return within(heading, worst.expected, worst.got, share * worst.expected, worst.note);
}

function byCaller(callers: readonly string[], tokens: readonly number[]): Map<string, number[]> {
  const lists = new Map<string, number[]>();
  for (const [call, caller] of callers.entries()) lists.set(caller, [...(lists.get(caller) ?? []), tokens[call]!]);
  return lists;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
