import type { CallFacts, RunFacts } from './facts.js';

/** How far two runs of the same replication agree, in several respects, each from 0 (not at all) to 1 (exactly). */
export interface Likeness {
  /** Who called for what, in which order, and how it ended. */
  readonly calls: number;
  /** Which calls one agent made. */
  readonly agents: number;
  /** Which calls were under way at once. */
  readonly atOnce: number;
  /** What stood before each call. */
  readonly read: number;
  readonly outcome: number;
  /** False claims that were delivered. */
  readonly escaped: number;
  readonly latency: number;
  readonly inputTokens: number;
}

/** Relative deviation at which latency and tokens agree by 1/e: real clients deviate by about 1 %. */
const SCALE = 0.02;

export function likenessOf(a: RunFacts, b: RunFacts): Likeness {
  return {
    calls: sequenceLikeness(a.calls.map(labelOf), b.calls.map(labelOf)),
    agents: overlap(pairsOfAgents(a.calls), pairsOfAgents(b.calls)),
    atOnce: overlap(pairsAtOnce(a.calls), pairsAtOnce(b.calls)),
    read: overlap(readings(a.calls), readings(b.calls)),
    outcome: a.outcome === b.outcome ? 1 : 0,
    escaped: overlap(new Set(a.escaped.map(({ id }) => id)), new Set(b.escaped.map(({ id }) => id))),
    latency: closeness(a.latency, b.latency),
    inputTokens: closeness(a.inputTokens, b.inputTokens),
  };
}

/** The mean over all respects. */
export function meanLikeness(likeness: Likeness): number {
  const values = Object.values(likeness) as number[];
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What two runs have to have in common to be the same call by call. */
export const labelOf = ({ what, status }: CallFacts): string => (status === 'ok' ? what : `${what} ${status}`);

/** Each call with its number among those that do the same. */
export function numbered(calls: readonly CallFacts[]): string[] {
  const seen = new Map<string, number>();
  return calls.map(({ what }) => {
    const nth = (seen.get(what) ?? 0) + 1;
    seen.set(what, nth);
    return `${what} ${nth}`;
  });
}

/** Pairs of calls for different things that the same agent made; and each call by itself. */
function pairsOfAgents(calls: readonly CallFacts[]): Set<string> {
  const names = numbered(calls);
  const pairs = new Set<string>(names);
  for (const [i, a] of calls.entries()) {
    for (const [j, b] of calls.entries())
      if (a.agent === b.agent && a.what < b.what) pairs.add(`${names[i]} | ${names[j]}`);
  }
  return pairs;
}

/** Pairs of calls of which one began before the other ended; a little earlier counts as after. */
export function pairsAtOnce(calls: readonly CallFacts[]): Set<string> {
  const names = numbered(calls);
  const pairs = new Set<string>();
  for (const [i, a] of calls.entries()) {
    for (let j = i + 1; j < calls.length; j++) {
      if (calls[j]!.start < a.end - LITTLE_SECONDS) pairs.add([names[i]!, names[j]!].sort().join(' | '));
    }
  }
  return pairs;
}

/** Seconds within which one call may begin before another ended and still count as after it: timers are whole milliseconds. */
export const LITTLE_SECONDS = 0.005;

function readings(calls: readonly CallFacts[]): Set<string> {
  const names = numbered(calls);
  return new Set(calls.flatMap(({ read }, i) => [names[i]!, ...[...read].map((claim) => `${names[i]} ${claim}`)]));
}

/** Shared over all (Jaccard); of two empty sets, 1. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared++;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

function closeness(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 1 : 0;
  if (a === b) return 1;
  return a <= 0 || b <= 0 ? 0 : Math.exp(-Math.abs(Math.log(a / b)) / SCALE);
}

/** 1 minus the edit distance (Levenshtein) over the longer length. */
function sequenceLikeness(a: readonly string[], b: readonly string[]): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, one] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (one === other ? 0 : 1)));
    }
    row = next;
  }
  return 1 - row[b.length]! / longer;
}
