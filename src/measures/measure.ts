import type { RunRecord } from '../sim/record/record.js';
import type { Disturbed } from './disturbed.js';
import type { RunTotals } from './run-totals.js';

/** Where a measure stands in docs/measures.md, and in which section of a report. */
export type MeasureGroup =
  | 'outcome'
  | 'structure'
  | 'cost'
  | 'time'
  | 'load'
  | 'errors'
  | 'dependability'
  | 'legibility';

/** What every measure declares. Tables, CSV headers, charts, thresholds, objectives and docs read nothing else. */
export interface MeasureDeclaration {
  /** The column of CSV files, and what thresholds, limits and objectives name. */
  readonly id: string;
  readonly group: MeasureGroup;
  /** Short heading of tables and charts. */
  readonly label: string;
  /** '1' for counts, 'share' for probabilities and fractions, else 's', 'tokens', 'USD', 'calls', 'messages', ... */
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
  /** 'share': each task gives 0 or 1 (Wilson's interval, of one task per replication); 'mean': Student's t. */
  readonly interval: 'mean' | 'share';
  readonly definition: string;
  /** Its column in the table that shows the patterns side by side; without it the report's sections alone show it. */
  readonly column?: MeasureColumn;
  /** It depends on how long tasks wait, so it has no value where the queue grows without bound. */
  readonly waits?: true;
  /** It is relative to the single agent, and has no value without it. */
  readonly relative?: true;
}

/** A measure's column in the table that shows the patterns side by side. */
export interface MeasureColumn {
  /** Ascending from left to right, behind the first objective. */
  readonly place: number;
  /** Default: the mean. */
  readonly shows?: 'percentiles';
  /** Only where a replication has several tasks. */
  readonly ofWorkloads?: true;
  /** Only where a pattern has any of it. */
  readonly whereAny?: true;
}

/** Read from the record of one task. */
export interface TaskMeasure extends MeasureDeclaration {
  /**
   * NaN where it is not defined for the task (the latency of one that never ended). `single` is the single agent's run of
   * the same replication, where there is one.
   */
  readonly read: (run: RunRecord, single: SingleAgentRun | null) => number;
  /** Where it is a part of another measure. */
  readonly part?: PartOf;
  /** Where several measures are read in one pass over the record: the pass, and which of its values this one is. */
  readonly pass?: { readonly of: RecordPass; readonly place: number };
  readonly readRun?: never;
  readonly readDisturbed?: never;
}

/** Reads several measures at once from the record of one task: the same values as their own `read` gives one by one. */
export interface RecordPass {
  /** Values that it gives. */
  readonly length: number;
  readonly read: (run: RunRecord, into: Float64Array) => void;
}

/** Read from the totals of a replication. */
export interface RunMeasure extends MeasureDeclaration {
  readonly readRun: (run: RunTotals) => number;
  readonly read?: never;
  readonly pass?: never;
  readonly readDisturbed?: never;
}

/** Read from what came of disturbing a pattern on purpose, beside its replications. */
export interface DisturbanceMeasure extends MeasureDeclaration {
  /** The value of a replication; NaN where it was not disturbed. */
  readonly readDisturbed: (disturbed: Disturbed, replication: number) => number;
  readonly read?: never;
  readonly pass?: never;
  readonly readRun?: never;
}

/** One measure, declared once. Which of the three functions it has says what it is read from. */
export type Measure = TaskMeasure | RunMeasure | DisturbanceMeasure;

/** Checks a measure's type where it is declared. */
export function defineMeasure<M extends Measure>(measure: M): M {
  return measure;
}

/** The value for one task; NaN where the measure is not read from tasks, or is not defined for this one. */
export function readTask(measure: Measure, run: RunRecord, single: SingleAgentRun | null): number {
  return measure.read === undefined ? Number.NaN : definedOnly(measure.read(run, single));
}

/** What was divided by nothing is not defined, whatever it was that was divided. */
export function definedOnly(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/** What `tokenTax` needs of the single agent's run in the same replication. */
export interface SingleAgentRun {
  /** Mean per task. */
  readonly tokens: number;
}

/** The parts of a whole add up to it in every run in which the whole is defined. */
export interface PartOf {
  readonly whole: Whole;
  /** A portion of the whole that is shown beside its parts, and not added up. */
  readonly beside?: true;
  /** Gives each share of the part, which may be 0, with the call that it comes from (-1: none). */
  readonly shares: (run: RunRecord, take: TakeShare) => void;
}

/** What is taken apart. */
export type Whole = 'latency' | 'tokens' | 'escaped';

/** Takes a share, and gives it back. */
export type TakeShare = (share: number, call: number) => number;

export type PartMeasure = TaskMeasure & { readonly part: PartOf };

/** What the shares of a part add up to. */
export function sumOfShares(run: RunRecord, shares: PartOf['shares']): number {
  let sum = 0;
  shares(run, (share) => {
    sum += share;
    return share;
  });
  return sum;
}
