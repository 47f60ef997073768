import { Act, Cause, type RunRecord, Status } from '../../sim/record/record.js';
import { keyOf } from '../../sim/record/trace.js';

/** What happened in one run, in the terms in which a measured run and a simulated one can be held against each other. */
export interface RunFacts {
  readonly replication: number;
  readonly outcome: string;
  /** Seconds from the task to its end; NaN where it never ended. */
  readonly latency: number;
  /** In the order in which they began. */
  readonly calls: readonly CallFacts[];
  /** False claims of what was delivered. */
  readonly escaped: readonly ClaimFacts[];
  /** Claims that a check retracted. */
  readonly retracted: readonly RetractionFacts[];
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface CallFacts {
  /** What it did: the name of its step, or what a call that coordinates does. */
  readonly what: string;
  readonly agent: string;
  /** It worked on a step. */
  readonly isWork: boolean;
  readonly status: string;
  /** Seconds after the task; the end is infinite where it never came back. */
  readonly start: number;
  readonly end: number;
  /** Ids of the claims that stood before it. */
  readonly read: ReadonlySet<string>;
  readonly inputTokens: number;
}

/** A claim: its id is the same in every run of a replication, whoever made it. */
export interface ClaimFacts {
  readonly id: string;
  /** "summarise.2" */
  readonly name: string;
  readonly cause: string;
  /** Ids of the claims that it rests on, itself first. */
  readonly roots: readonly string[];
}

export interface RetractionFacts {
  readonly id: string;
  readonly name: string;
  readonly isFalse: boolean;
  /** What the call did that retracted it, and when it ended. */
  readonly by: string;
  readonly at: number;
}

/** The facts of a run that was recorded in detail (`record.detailed`). */
export function factsOf(record: RunRecord): RunFacts {
  const calls = callsOf(record).sort((a, b) => a.start - b.start || a.order - b.order);
  const { claims, delivered, rejections } = record;
  const names = namesOf(record);
  const r = rejections.columns;
  const sum = (of: (call: CallFacts & { readonly outputTokens: number }) => number): number =>
    calls.reduce((all, call) => all + of(call), 0);
  return {
    replication: record.replication,
    outcome: record.outcome,
    latency: record.endedAt - record.arrivedAt,
    calls,
    escaped: indexes(delivered.length)
      .map((i) => delivered.columns.claim[i]!)
      .filter((claim) => claims.columns.isFalse[claim] === 1)
      .map((claim) => claimOf(record, names, claim)),
    retracted: indexes(rejections.length)
      .filter((i) => r.retracted[i] === 1)
      .map((i) => ({
        id: idOf(record, r.claim[i]!),
        name: names[r.claim[i]!]!,
        isFalse: claims.columns.isFalse[r.claim[i]!] === 1,
        by: whatOf(record, r.call[i]!),
        at: record.calls.columns.endedAt[r.call[i]!]! - record.arrivedAt,
      })),
    inputTokens: sum((call) => call.inputTokens),
    outputTokens: sum((call) => call.outputTokens),
  };
}

function callsOf(record: RunRecord): (CallFacts & { readonly order: number; readonly outputTokens: number })[] {
  const c = record.calls.columns;
  return indexes(record.calls.length).map((call) => ({
    what: whatOf(record, call),
    agent: record.participants[c.participant[call]!]!.name,
    isWork: c.step[call]! >= 0,
    status: keyOf(Status, c.status[call]!),
    start: c.requestedAt[call]! - record.arrivedAt,
    end: Number.isNaN(c.endedAt[call]!) ? Number.POSITIVE_INFINITY : c.endedAt[call]! - record.arrivedAt,
    read: readBy(record, call),
    inputTokens: c.inputTokens[call]!,
    outputTokens: c.outputTokens[call]!,
    // Of calls that begin together, those for earlier steps come first.
    order: c.step[call]! < 0 ? record.stepNames.length : c.step[call]!,
  }));
}

function whatOf({ calls, stepNames }: RunRecord, call: number): string {
  const step = calls.columns.step[call]!;
  return step < 0 ? keyOf(Act, calls.columns.act[call]!) : stepNames[step]!;
}

function readBy(record: RunRecord, call: number): ReadonlySet<string> {
  const { store } = record;
  const artifacts = (record.saw[call] ?? []).map((id) => store.all[id]!);
  const claims = artifacts.flatMap(({ claimStart, claimEnd }) => [...store.claims.subarray(claimStart, claimEnd)]);
  return new Set(claims.map((claim) => idOf(record, claim)));
}

/** Point and word: patterns that meet the same luck agree in both. */
const idOf = ({ claims }: RunRecord, claim: number): string =>
  `${claims.columns.point[claim]}/${claims.columns.key[claim]}`;

function claimOf(record: RunRecord, names: readonly string[], claim: number): ClaimFacts {
  const { basis, cause } = record.claims.columns;
  const roots: string[] = [];
  for (let at = claim; at >= 0; at = basis[at]!) roots.push(idOf(record, at));
  return { id: idOf(record, claim), name: names[claim]!, cause: keyOf(Cause, cause[claim]!), roots };
}

/** As stories name them: "brief.1", "summarise.2". */
function namesOf(record: RunRecord): string[] {
  const seen = new Map<string, number>();
  const { origin, step } = record.claims.columns;
  return indexes(record.claims.length).map((claim) => {
    const at = step[claim]!;
    const made = origin[claim]! < 0 ? 'brief' : record.participants[origin[claim]!]!.name;
    const where = origin[claim]! >= 0 && at >= 0 ? record.stepNames[at]! : made;
    const count = (seen.get(where) ?? 0) + 1;
    seen.set(where, count);
    return `${where}.${count}`;
  });
}

function indexes(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
