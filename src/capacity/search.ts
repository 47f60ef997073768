import { type LossCause, lossCauses } from '../measures/lost.js';
import type { CapacityAxis } from './axis.js';
import type { Breaking, CapacityPoint, PatternCapacity } from './result.js';

/** A continuous value is found where its bounds are no further apart than this factor. */
const CLOSE = 1.1;

/** Whether a value counts as sustained, by the share of tasks that were lost there. */
export type SustainsTest = (point: CapacityPoint) => boolean;

/** Between which values a verdict changes: the largest that is sustained, the smallest that is not; null where there is none. */
export interface CapacityBounds {
  readonly sustained: CapacityPoint | null;
  readonly broken: CapacityPoint | null;
}

/** Points in ascending order. A value counts as sustained where no smaller one is broken. */
export function boundsOf(points: readonly CapacityPoint[], sustains: SustainsTest): CapacityBounds {
  const broken = points.find((point) => !sustains(point)) ?? null;
  const below = broken === null ? points : points.filter(({ value }) => value < broken.value);
  return { sustained: below.at(-1) ?? null, broken };
}

/** The value to look at next, or null where the bounds are close enough, or the end of the axis is reached. */
export function nextValue(
  { parameter, start }: CapacityAxis,
  points: readonly CapacityPoint[],
  sustains: SustainsTest,
): number | null {
  const { low, high, isWhole, scale } = parameter;
  if (points.length === 0) return low;
  if (points.length === 1 && start > low && sustains(points[0]!)) return start;
  const { sustained, broken } = boundsOf(points, sustains);
  const tidy = (value: number): number =>
    isWhole ? Math.round(value) : Number(Math.min(high, Math.max(low, value)).toPrecision(3));
  if (broken === null) {
    const last = sustained!.value;
    return last >= high ? null : Math.min(high, tidy(last > 0 ? 2 * last : (last + high) / 2));
  }
  if (sustained === null) {
    const first = broken.value;
    return first <= low ? null : Math.max(low, isWhole ? Math.floor(first / 2) : tidy(half(first, low, scale)));
  }
  const [from, to] = [sustained.value, broken.value];
  if (isWhole) return to - from <= 1 ? null : Math.floor((from + to) / 2);
  const isClose = from > 0 ? to / from <= CLOSE : to - from <= (CLOSE - 1) * (high - low);
  const middle = tidy(half(to, from, scale));
  return isClose || middle <= from || middle >= to ? null : middle;
}

/** Half-way down. */
function half(from: number, to: number, scale: 'linear' | 'log'): number {
  return scale === 'log' && to > 0 ? Math.sqrt(from * to) : (from + to) / 2;
}

/** A pattern that loses most of its tasks whatever the load sustains nothing. */
const HOPELESS = 0.5;

/** A point that may be sustained, by what does not depend on the tolerated share. */
const works = ({ isSteady, lost, excess }: CapacityPoint): boolean => isSteady && lost.mean - excess.mean <= HOPELESS;

/** The search for what one pattern sustains. */
export class CapacitySearch {
  /** Of each replication at the smallest value: the share of its tasks that was lost. */
  least: Float64Array | null = null;
  private points: CapacityPoint[] = [];
  /** The first value that the scenario or the pattern does not take. */
  private end = Number.POSITIVE_INFINITY;
  private readonly verdicts: readonly SustainsTest[];

  constructor(
    readonly pattern: string,
    private readonly axis: CapacityAxis,
    tolerated: number,
  ) {
    this.verdicts = [
      (point) => works(point) && point.excess.mean <= tolerated,
      (point) => works(point) && point.excess.high <= tolerated,
      (point) => works(point) && point.excess.low <= tolerated,
    ];
  }

  add(point: CapacityPoint): void {
    this.points = [...this.points, point].sort((a, b) => a.value - b.value);
  }

  /** Nothing from this value on can be looked at. */
  endAt(value: number): void {
    this.end = Math.min(this.end, value);
  }

  /** The value to look at next; null: there is none. */
  next(): number | null {
    for (const verdict of this.verdicts) {
      const value = nextValue(this.axis, this.points, verdict);
      if (value !== null && value < this.end) return value;
    }
    return null;
  }

  found(): PatternCapacity {
    const [mean, low, high] = this.verdicts.map((verdict) => boundsOf(this.points, verdict));
    const { sustained, broken } = mean!;
    return {
      pattern: this.pattern,
      most: sustained?.value ?? null,
      isOpen: broken === null,
      low: low!.sustained?.value ?? null,
      high: high!.broken === null ? null : (high!.sustained?.value ?? 0),
      breaks: broken === null ? null : breakingOf(sustained, broken),
      points: this.points,
    };
  }
}

/** The cause by which the share of lost tasks rises most, from what is sustained to what is not. */
function breakingOf(sustained: CapacityPoint | null, broken: CapacityPoint): Breaking {
  const { value, busiest } = broken;
  const rise = (cause: LossCause): number => broken.causes[cause] - (sustained?.causes[cause] ?? 0);
  const [first] = [...lossCauses].sort((a, b) => rise(b) - rise(a));
  if (!broken.isSteady && rise(first!) <= 0) return { value, cause: 'queue', who: busiest };
  return { value, cause: first!, who: first === 'participant' || first === 'deadline' ? busiest : null };
}
