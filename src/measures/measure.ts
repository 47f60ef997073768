import type { RunRecord } from '../sim/record.js';

export type Group = 'outcome' | 'structure' | 'cost' | 'time' | 'errors' | 'legibility';

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
  /** 'share': each run gives 0 or 1 (Wilson's interval); 'mean': Student's t. */
  readonly interval: 'mean' | 'share';
  readonly definition: string;
  /** `single` is the single agent's run of the same replication, where there is one. */
  readonly read: (run: RunRecord, single: Baseline | null) => number;
}

/** What `tokenTax` needs of the single agent's run in the same replication. */
export interface Baseline {
  readonly tokens: number;
}
