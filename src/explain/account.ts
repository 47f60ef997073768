/** A whole and the parts that add up to it, under two patterns and paired by replication. */
import type { Measure, PartMeasure, TaskMeasure } from '../measures/measure.js';
import type { RunRecord } from '../sim/record/record.js';
import { type Estimate, intervalFor, type PairedEstimate, pairedDifference } from '../statistics/estimates.js';
import type { PairedDifference } from '../study/summary-row.js';

/** Something under each of two patterns, a and b. */
export type Both<T> = readonly [a: T, b: T];

/** A measure under both patterns, and the paired difference: b minus a, replication by replication. */
export interface AccountLine {
  readonly measure: Measure;
  readonly means: Both<Estimate>;
  readonly difference: PairedEstimate;
}

/** A part of what was taken apart. */
export interface AccountPart extends AccountLine {
  /** Where more than half of the difference comes from, where the interval shows that. */
  readonly mostly: AccountPlace | null;
}

/** A step, or a participant that coordinates. */
export interface AccountPlace {
  readonly kind: 'step' | 'participant';
  readonly name: string;
  /** All of the difference comes from here, in every replication. */
  readonly all: boolean;
}

/** A whole and its parts, over the replications in which the whole is defined under both. Parts add up to the whole. */
export interface Account {
  readonly whole: AccountLine;
  readonly parts: readonly AccountPart[];
  /** Portions of the whole that are told beside the parts. */
  readonly beside: readonly AccountLine[];
}

/** Whether an interval shows that a difference is not zero. */
export function isShown({ low, high }: PairedDifference): boolean {
  return low > 0 || high < 0;
}

/** It is negative: more of it makes the whole smaller. */
export function isTakenOut({ means }: AccountLine): boolean {
  return means.every(({ mean }) => mean <= 0) && means.some(({ mean }) => mean < 0);
}

/** A place may come to this share more than the whole difference, which others take back. */
const SLACK = 0.2;

/** A whole and its parts, replication by replication, and where each share of a part comes from. */
export class Book {
  private readonly columns = new Columns();
  /** By part, then by the place's key. */
  private readonly places = new Map<string, Map<string, Omit<AccountPlace, 'all'>>>();

  constructor(
    private readonly whole: TaskMeasure,
    private readonly parts: readonly PartMeasure[],
    private readonly tasks: number,
  ) {
    for (const { id } of parts) this.places.set(id, new Map());
  }

  enter(tallies: Both<ReadonlyMap<string, number>>): void {
    this.columns.enter(tallies);
  }

  account(): Account {
    const line = (measure: Measure): AccountLine => lineOf(measure, this.columns.of(measure.id), this.tasks);
    return {
      whole: line(this.whole),
      parts: this.parts.filter(({ part }) => part.beside !== true).map((part) => this.partLine(line(part))),
      beside: this.parts.filter(({ part }) => part.beside === true).map(line),
    };
  }

  /** Of one task; null where the whole is not defined. */
  tally(record: RunRecord): Map<string, number> | null {
    const whole = this.whole.read(record, null);
    if (Number.isNaN(whole)) return null;
    const sums = new Map([[this.whole.id, whole]]);
    const add = (key: string, share: number): void => void sums.set(key, (sums.get(key) ?? 0) + share);
    for (const { id, part } of this.parts) {
      part.shares(record, (share, call) => {
        add(id, share);
        if (call >= 0 && share !== 0) add(this.keyOf(id, placeOf(record, call)), share);
        return share;
      });
    }
    return sums;
  }

  private keyOf(part: string, place: Omit<AccountPlace, 'all'>): string {
    const key = `${part} ${place.kind} ${place.name}`;
    this.places.get(part)!.set(key, place);
    return key;
  }

  private partLine(line: AccountLine): AccountPart {
    return { ...line, mostly: isShown(line.difference) ? this.mostly(line) : null };
  }

  /** The place, among several, that more than half of a part's difference is shown to come from, and no more than all. */
  private mostly({ measure, difference }: AccountLine): AccountPlace | null {
    const places = [...this.places.get(measure.id)!];
    const whole = this.columns.differences(measure.id);
    if (places.length < 2) return null;
    for (const [key, place] of places) {
      const own = this.columns.differences(key);
      const share = pairedDifference(own, whole);
      if (share.mean === 0 && !(share.high > 0)) return { ...place, all: true };
      const beyondHalf = pairedDifference(
        own.map((value) => 2 * value),
        whole,
      );
      const isMost = isShown(beyondHalf) && beyondHalf.mean > 0 === difference.mean > 0;
      if (isMost && Math.abs(beyondHalf.mean) <= (1 + SLACK) * Math.abs(difference.mean))
        return { ...place, all: false };
    }
    return null;
  }
}

/** Two columns a key, a value a replication; 0 where nothing was entered. */
export class Columns {
  private length = 0;
  private capacity = 256;
  private readonly byKey = new Map<string, Both<Float64Array>>();

  enter(sides: Both<ReadonlyMap<string, number>>): void {
    if (this.length === this.capacity) this.grow();
    for (const [side, values] of sides.entries()) {
      for (const [key, value] of values) this.columnsOf(key)[side]![this.length] = value;
    }
    this.length++;
  }

  of(key: string): Both<Float64Array> {
    return each(this.columnsOf(key), (column) => column.subarray(0, this.length));
  }

  differences(key: string): Float64Array {
    const [a, b] = this.of(key);
    return a.map((value, i) => b[i]! - value);
  }

  private columnsOf(key: string): Both<Float64Array> {
    const known = this.byKey.get(key);
    if (known !== undefined) return known;
    const columns: Both<Float64Array> = [new Float64Array(this.capacity), new Float64Array(this.capacity)];
    this.byKey.set(key, columns);
    return columns;
  }

  private grow(): void {
    this.capacity *= 2;
    for (const [key, columns] of this.byKey) this.byKey.set(key, each(columns, doubled));
  }
}

/** The step that a call did, or who made it where it was for no step. */
function placeOf({ calls, stepNames, participants }: RunRecord, call: number): Omit<AccountPlace, 'all'> {
  const step = calls.columns.step[call]!;
  if (step >= 0) return { kind: 'step', name: stepNames[step]! };
  return { kind: 'participant', name: participants[calls.columns.participant[call]!]!.name };
}

/** Of the replications in which the measure is defined under both, so that the difference is that of the means. */
export function lineOf(measure: Measure, columns: Both<Float64Array>, tasks: number): AccountLine {
  const [a, b] = each(columns, (column) => column.filter((_, i) => columns.every((one) => !Number.isNaN(one[i]!))));
  return { measure, means: each([a, b], intervalFor(measure.interval, tasks)), difference: pairedDifference(b, a) };
}

function doubled(column: Float64Array): Float64Array {
  const next = new Float64Array(column.length * 2);
  next.set(column);
  return next;
}

export function each<T, U>([a, b]: Both<T>, of: (one: T) => U): Both<U> {
  return [of(a), of(b)];
}
