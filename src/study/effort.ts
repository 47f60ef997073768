import { measureNamed, measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';

/** How much to rehearse. */
export interface Effort {
  readonly seed: string;
  /** Replications; with a precision, the most that will be made. */
  readonly runs: number;
  /** Half-width of the first objective's interval that is enough under every pattern, in the measure's own unit; null: make all runs. */
  readonly precision: number | null;
  /** Names of patterns and teams; null: what the scenario says. The single agent is always among them. */
  readonly only: readonly string[] | null;
}

/** Fewer replications than this give no interval worth having, however many tasks each has. */
const FEWEST = 20;

/** Replications in which about `tasks` tasks are rehearsed. */
export function replicationsFor(tasks: number, { workload }: Scenario): number {
  return workload.tasks === 1 ? tasks : Math.max(FEWEST, Math.ceil(tasks / workload.tasks));
}

/** The measure that sorts the table: the heaviest objective. */
export function firstObjective(scenario: Scenario, all: readonly Measure[] = measures): Measure {
  const heaviest = [...scenario.decision.objectives].sort((a, b) => b.weight - a.weight)[0];
  return measureNamed(heaviest?.measure ?? 'correct', all) ?? measureNamed('correct')!;
}
