import type { RunRecord } from '../sim/record/record.js';

/**
 * Mean over the agents and coordinators of the share of the task's time in which they have nothing to do: no call of theirs
 * is waited for, no tool, no backoff. An engine is code, and costs nothing while it is idle.
 */
export function idleShare(run: RunRecord): number {
  const length = run.endedAt - run.arrivedAt;
  const occupied = occupiedOf(run);
  let participants = 0;
  let sum = 0;
  for (const [i, { kind }] of run.participants.entries()) {
    if (kind === 'engine') continue;
    participants++;
    const share = 1 - secondsIn(occupied.get(i) ?? []) / length;
    // Whoever is never idle is so but for the rounding of a sum.
    sum += share < 1e-12 ? 0 : share;
  }
  return sum / participants;
}

/** From, until; within the time of the task. */
type Span = readonly [number, number];

/** When each participant had something to do: spans may overlap. */
function occupiedOf(run: RunRecord): Map<number, Span[]> {
  const c = run.calls.columns;
  const spans = new Map<number, Span[]>();
  for (let call = 0; call < run.calls.length; call++) {
    const participant = c.participant[call]!;
    const from = Math.max(run.arrivedAt, c.requestedAt[call]! - c.tool[call]! - c.backoff[call]!);
    const end = c.endedAt[call]!;
    const until = Number.isNaN(end) ? run.endedAt : Math.min(end, run.endedAt);
    if (!(until > from)) continue;
    const own = spans.get(participant);
    if (own === undefined) spans.set(participant, [[from, until]]);
    else own.push([from, until]);
  }
  return spans;
}

/** Seconds in any of the spans. */
function secondsIn(spans: readonly Span[]): number {
  const inOrder = [...spans].sort((one, other) => one[0] - other[0]);
  let seconds = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const [from, until] of inOrder) {
    if (until <= last) continue;
    seconds += until - Math.max(from, last);
    last = until;
  }
  return seconds;
}
