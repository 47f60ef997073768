import type { Scenario } from '../scenario/scenario.js';
import type { StudyWarning } from '../study/warning.js';

/**
 * How a state between two patterns is built: the old one leads, and a team of the new one is its member; the new one leads,
 * and what is left of the old one is its member; or one pattern does both, and steps are marked one after the other.
 */
export type MigrationLayout = 'old leads' | 'new leads' | 'marked';

/** The order of moves with the least risk, and what was found on the way; every table, chart and file is made from this. */
export interface Migration {
  readonly scenario: Scenario;
  readonly from: string;
  readonly to: string;
  readonly seed: string;
  readonly requested: number;
  /** Replications of each state that is told. */
  readonly runs: number;
  /** Replications of each state that was looked at to choose the order; other random numbers. */
  readonly searchRuns: number;
  /** The scenario's first objective. */
  readonly measure: string;
  /** What is moved: agents or steps. */
  readonly moves: 'agents' | 'steps';
  /** From the old pattern to the new one, in the chosen order; the first and the last are the patterns themselves. */
  readonly states: readonly MigrationState[];
  /** Every state between that was looked at. */
  readonly looked: readonly LookedState[];
  /** Some states were not followed further, since there are too many. */
  readonly isPruned: boolean;
  readonly warnings: readonly StudyWarning[];
}

export interface MigrationState {
  /** What is moved to come here; null at the start. */
  readonly move: string | null;
  readonly layout: MigrationLayout | null;
  /** As a scenario writes it: a team, or steps with `critical`. */
  readonly text: string;
  readonly value: MigrationEstimate;
  /** Value minus that at the start: paired, and the intervals of all states hold together. */
  readonly change: MigrationEstimate;
  readonly cost: number;
  readonly latency: number;
}

export interface MigrationEstimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface LookedState {
  readonly moved: readonly string[];
  readonly layout: MigrationLayout;
  readonly mean: number;
  readonly cost: number;
  /** On the chosen way. */
  readonly isChosen: boolean;
}

/** The states between the two patterns. */
export const between = ({ states }: Pick<Migration, 'states'>): readonly MigrationState[] => states.slice(1, -1);
