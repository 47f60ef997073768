/** From when to when something takes place. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * For each interval the number of its lane, from 0, such that no two of a lane overlap; each takes the first lane that is
 * free when it starts, earlier ones first. Intervals may touch, but for those without a length: they begin apart from all
 * others of their lane.
 */
export function lanesOf(intervals: readonly TimeSpan[]): number[] {
  const lanes: number[] = new Array(intervals.length).fill(0);
  const lastIn: TimeSpan[] = [];
  const order = intervals.map((_, i) => i).sort((a, b) => intervals[a]!.start - intervals[b]!.start || a - b);
  for (const i of order) {
    const interval = intervals[i]!;
    const free = lastIn.findIndex((last) => follows(interval, last));
    const lane = free < 0 ? lastIn.length : free;
    lastIn[lane] = interval;
    lanes[i] = lane;
  }
  return lanes;
}

function follows(next: TimeSpan, last: TimeSpan): boolean {
  if (last.end !== next.start) return last.end < next.start;
  return last.start < last.end && next.start < next.end;
}
