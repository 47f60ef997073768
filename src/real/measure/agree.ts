import type { CallFacts, RunFacts } from './facts.js';
import { LITTLE_SECONDS, labelOf, numbered } from './likeness.js';

/** The first thing in which a measured run differs from the predicted one. */
export interface Difference {
  readonly replication: number;
  readonly kind: DifferenceKind;
  /** Which call it begins with, from 1; of what the whole run came to: the number of calls. */
  readonly call: number;
  /** What the call at which they part does when measured, and when predicted; null: there is no such call. */
  readonly measured: string | null;
  readonly predicted: string | null;
  /** Of calls that overlap, the other call; of outcomes and claims, what they are. */
  readonly other: string | null;
}

/**
 * `early`: a call began while another was still under way, after which it comes when predicted; `late`: the other way round;
 * `order`, `extra`, `missing`: of calls; `ended`: a call ended otherwise; `read`: other claims stood before it; `outcome`,
 * `claims`: the calls agree, and what came of them does not.
 */
export type DifferenceKind = 'early' | 'late' | 'order' | 'extra' | 'missing' | 'ended' | 'read' | 'outcome' | 'claims';

/** How measured runs stand to predicted ones, replication by replication. */
export interface Agreement {
  readonly replications: number;
  /** In as many all is the same: calls, agents, order, how each ended, outcome and false claims delivered. */
  readonly equal: number;
  /** In as many the calls are the same, and the outcome. */
  readonly sameCalls: number;
  readonly differences: readonly DifferenceGroup[];
  /** Measured over predicted, less 1; over the replications that ended under both. */
  readonly latency: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Share of replications that came out correct. */
  readonly correct: { readonly measured: number; readonly predicted: number };
  /** False claims delivered, per replication that delivered anything. */
  readonly escaped: { readonly measured: number; readonly predicted: number };
  readonly races: readonly Race[];
}

/** Replications that differ in the same way, most of them first. */
export interface DifferenceGroup extends Omit<Difference, 'replication'> {
  readonly replications: readonly number[];
}

/** A call took up false claims that a check rejected, since it began before the check had ended. */
export interface Race {
  /** The step that read too early, and the step that checks. */
  readonly reader: string;
  readonly check: string;
  /** Replications in which it took up at least one such claim. */
  readonly replications: readonly number[];
  /** Those in which such a claim, or what rests on it, was delivered. */
  readonly delivered: readonly number[];
  /** The claims by name, with the number of replications. */
  readonly claims: readonly { readonly name: string; readonly times: number }[];
  /** Replications in which the same claims were delivered when predicted. */
  readonly deliveredPredicted: readonly number[];
}

export function agreementOf(measured: readonly RunFacts[], predicted: readonly RunFacts[]): Agreement {
  const all = measured.map((run, i) => firstDifference(run, predicted[i]!));
  const differences = all.filter((one) => one !== null);
  const both = measured.flatMap((run, i) =>
    hasEnded(run) && hasEnded(predicted[i]!) ? [[run, predicted[i]!] as const] : [],
  );
  const deviation = (of: (run: RunFacts) => number): number => {
    const total = (side: 0 | 1): number => both.reduce((sum, pair) => sum + of(pair[side]), 0);
    return total(0) / total(1) - 1;
  };
  return {
    replications: measured.length,
    equal: measured.length - differences.filter(({ kind }) => kind !== 'read').length,
    sameCalls: all.filter((one) => one === null || ['read', 'claims'].includes(one.kind)).length,
    differences: grouped(differences),
    latency: deviation(({ latency }) => latency),
    inputTokens: deviation(({ inputTokens }) => inputTokens),
    outputTokens: deviation(({ outputTokens }) => outputTokens),
    correct: { measured: correctShare(measured), predicted: correctShare(predicted) },
    escaped: { measured: escapedPerDelivery(measured), predicted: escapedPerDelivery(predicted) },
    races: racesIn(measured, predicted),
  };
}

const hasEnded = ({ latency }: RunFacts): boolean => !Number.isNaN(latency);

function correctShare(runs: readonly RunFacts[]): number {
  return runs.filter(({ outcome }) => outcome === 'correct').length / runs.length;
}

function escapedPerDelivery(runs: readonly RunFacts[]): number {
  const delivered = runs.filter(({ outcome }) => !['failed', 'stalled'].includes(outcome));
  return delivered.reduce((sum, { escaped }) => sum + escaped.length, 0) / delivered.length;
}

/** Null: they are the same. */
export function firstDifference(measured: RunFacts, predicted: RunFacts): Difference | null {
  const { replication } = measured;
  const reading: Difference[] = [];
  for (let i = 0; i < Math.max(measured.calls.length, predicted.calls.length); i++) {
    const at = { replication, call: i + 1, measured: nameAt(measured, i), predicted: nameAt(predicted, i) };
    const overlap = overlapDifference(measured.calls, predicted.calls, i);
    if (overlap !== null) return { ...at, ...overlap };
    const kind = callDifference(measured.calls, predicted.calls, i);
    if (kind !== null) return { ...at, kind, other: null };
    if (!sameSet(measured.calls[i]!.read, predicted.calls[i]!.read)) reading.push({ ...at, kind: 'read', other: null });
  }
  const end = { replication, call: measured.calls.length, measured: null, predicted: null };
  if (measured.outcome !== predicted.outcome)
    return { ...end, kind: 'outcome', other: `${measured.outcome}, not ${predicted.outcome}` };
  const ids = (run: RunFacts): Set<string> => new Set(run.escaped.map(({ id, cause }) => `${id} ${cause}`));
  if (!sameSet(ids(measured), ids(predicted))) return { ...(reading[0] ?? end), kind: 'claims', other: null };
  return reading[0] ?? null;
}

const nameAt = ({ calls }: RunFacts, i: number): string | null => calls[i]?.what ?? null;

function callDifference(
  measured: readonly CallFacts[],
  predicted: readonly CallFacts[],
  i: number,
): DifferenceKind | null {
  const [a, b] = [measured[i], predicted[i]];
  if (b === undefined) return 'extra';
  if (a === undefined) return 'missing';
  if (a.what === b.what) return labelOf(a) === labelOf(b) ? null : 'ended';
  const comesLater = (call: CallFacts, calls: readonly CallFacts[]): boolean =>
    calls.slice(i).some(({ what }) => what === call.what);
  if (!comesLater(a, predicted)) return 'extra';
  return comesLater(b, measured) ? 'order' : 'missing';
}

/** The nth call stands otherwise to calls before it: they were, or were not, still under way when it began. */
function overlapDifference(
  measured: readonly CallFacts[],
  predicted: readonly CallFacts[],
  i: number,
): Pick<Difference, 'kind' | 'other' | 'measured' | 'predicted'> | null {
  if (measured[i] === undefined) return null;
  const name = numbered(measured)[i]!;
  const j = numbered(predicted).indexOf(name);
  if (j < 0) return null;
  const openMeasured = openAt(measured, i);
  const openPredicted = openAt(predicted, j);
  const beforePredicted = new Set(numbered(predicted).slice(0, j));
  const what = measured[i]!.what;
  const early = [...openMeasured].find((one) => beforePredicted.has(one) && !openPredicted.has(one));
  if (early !== undefined) return { kind: 'early', measured: what, predicted: what, other: bare(early) };
  const beforeMeasured = new Set(numbered(measured).slice(0, i));
  const late = [...openPredicted].find((one) => beforeMeasured.has(one) && !openMeasured.has(one));
  return late === undefined ? null : { kind: 'late', measured: what, predicted: what, other: bare(late) };
}

function openAt(calls: readonly CallFacts[], i: number): Set<string> {
  const names = numbered(calls);
  return new Set(names.filter((_, k) => k < i && calls[i]!.start < calls[k]!.end - LITTLE_SECONDS));
}

const bare = (name: string): string => name.replace(/ \d+$/, '');

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}

function grouped(differences: readonly Difference[]): DifferenceGroup[] {
  const groups = new Map<string, DifferenceGroup & { replications: number[] }>();
  for (const { replication, ...one } of differences) {
    const key = [one.kind, one.call, one.measured, one.predicted, one.other].join('|');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...one, replications: [replication] });
    else group.replications.push(replication);
  }
  return [...groups.values()].sort((a, b) => b.replications.length - a.replications.length || a.call - b.call);
}

/** Reads that came before a check had ended, in replications in which the prediction has them after it. */
function racesIn(measured: readonly RunFacts[], predicted: readonly RunFacts[]): Race[] {
  const races = new Map<
    string,
    { reader: string; check: string; taken: Map<number, Set<string>>; delivered: Set<number>; before: Set<number> }
  >();
  for (const [i, run] of measured.entries()) {
    for (const { id, name, by, at, isFalse } of run.retracted) {
      if (!isFalse) continue;
      for (const call of run.calls) {
        if (!call.isWork || call.what === by || !call.read.has(id) || call.start >= at - LITTLE_SECONDS) continue;
        if (!isAfterCheck(predicted[i]!, call.what, by)) continue;
        const key = `${call.what}|${by}`;
        const race = races.get(key) ?? {
          reader: call.what,
          check: by,
          taken: new Map(),
          delivered: new Set(),
          before: new Set(),
        };
        races.set(key, race);
        race.taken.set(run.replication, (race.taken.get(run.replication) ?? new Set()).add(name));
        const rests = (one: RunFacts): boolean => one.escaped.some(({ roots }) => roots.includes(id));
        if (rests(run)) race.delivered.add(run.replication);
        if (rests(predicted[i]!)) race.before.add(run.replication);
      }
    }
  }
  return [...races.values()]
    .map(({ reader, check, taken, delivered, before }) => ({
      reader,
      check,
      replications: [...taken.keys()],
      delivered: [...delivered],
      claims: counted([...taken.values()].flatMap((names) => [...names])),
      deliveredPredicted: [...before],
    }))
    .sort((a, b) => b.replications.length - a.replications.length);
}

function isAfterCheck({ calls }: RunFacts, reader: string, check: string): boolean {
  const read = calls.find(({ what }) => what === reader);
  const checked = calls.findLast(({ what }) => what === check);
  return read !== undefined && checked !== undefined && read.start >= checked.end - LITTLE_SECONDS;
}

function counted(names: readonly string[]): { readonly name: string; readonly times: number }[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times]
    .map(([name, n]) => ({ name, times: n }))
    .sort((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1));
}
