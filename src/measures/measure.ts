import type { RunRecord } from '../sim/record/record.js';
import type { RunTotals } from './load.js';

export type Group = 'outcome' | 'structure' | 'cost' | 'time' | 'load' | 'errors' | 'dependability' | 'legibility';

/**
 * One measure, declared once: tables, CSV headers, charts, thresholds and docs all read this.
 * `read` gives NaN where the measure is not defined for the run (the latency of a task that never ended).
 */
export interface Measure {
  readonly id: string;
  readonly group: Group;
  /** Short heading of tables and charts. */
  readonly label: string;
  /** '1' for counts, 'share' for probabilities and fractions, else 's', 'tokens', 'USD', 'calls', 'messages', ... */
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
  /** 'share': each task gives 0 or 1 (Wilson's interval, of one task a replication); 'mean': Student's t. */
  readonly interval: 'mean' | 'share';
  readonly definition: string;
  /** Of one task. `single` is the single agent's run of the same replication, where there is one. */
  readonly read: (run: RunRecord, single: Baseline | null) => number;
  /** Where it is a part of another measure. */
  readonly part?: PartOf;
  /** Of a replication as a whole: where this is given, `read` says nothing. */
  readonly readRun?: (run: RunTotals) => number;
  /** Of a pattern that is disturbed on purpose, beside its replications: `read` says nothing. */
  readonly disturbs?: true;
  /** It depends on how long tasks wait, so it has no value where waiting grows without end. */
  readonly waits?: true;
  /** It is told in relation to the single agent, and has no value without it. */
  readonly relative?: true;
}

/** The parts of a whole add up to it in every run in which the whole is defined. */
export interface PartOf {
  readonly whole: Whole;
  /** A portion of the whole that is told beside its parts, and not added up. */
  readonly beside?: true;
  /** Gives each share of the part, which may be 0, with the call that it comes from (-1: none). */
  readonly shares: (run: RunRecord, take: Take) => void;
}

/** What is taken apart. */
export type Whole = 'latency' | 'tokens' | 'escaped';

/** Takes a share, and gives it back. */
export type Take = (share: number, call: number) => number;

export type Part = Measure & { readonly part: PartOf };

/** What the shares of a part add up to. */
export function sumOfShares(run: RunRecord, shares: PartOf['shares']): number {
  let sum = 0;
  shares(run, (share) => {
    sum += share;
    return share;
  });
  return sum;
}

/** What `tokenTax` needs of the single agent's run in the same replication. */
export interface Baseline {
  /** A task, on average. */
  readonly tokens: number;
}
