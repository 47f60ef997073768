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

/** How much is rehearsed where nothing else is asked for. */
export const usualEffort = {
  seed: 'rehearsal',
  /** Tasks under each pattern at one set of values: replications where each has one. */
  tasks: 2000,
  /** The most of them where a precision is asked for. */
  mostTasks: 50_000,
  /** Tasks under each pattern in each cell of a sweep; under two patterns in each look for a flip. */
  tasksPerCell: 200,
  /** As many times as much in a cell, at most, under patterns that may be the best there. */
  mostPerCell: 8,
  tasksPerLook: 1000,
  /** Points over the uncertain ranges of a decision; tasks under each pattern at each of them. */
  samples: 128,
  tasksPerSample: 50,
  /** The half-width of the answer's share over them that is enough; up to twice as many points are looked at for it. */
  shareWithin: 0.05,
} as const;
