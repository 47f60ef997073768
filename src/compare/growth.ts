import { measureNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { patterns } from '../patterns/index.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import { intervalFor } from '../statistics/estimates.js';
import { type Effort, firstObjective, replicationsFor } from '../study/effort.js';
import type { Job } from '../study/executor.js';
import { gathering } from '../study/gather.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import type { GrowthRow } from './comparison.js';

/** Tasks of each size of a growth study: structure needs one, quality some. */
const TASKS_PER_SIZE = 100;

/** What is followed as a scenario grows, beside its first objective. */
const GROWING = [
  'correct',
  'edges',
  'messages',
  'calls',
  'inputTokens',
  'cost',
  'latency',
  'criticalPathCalls',
  'throughput',
  'bottleneck',
  'saturation',
  'escaped',
];

/** What every pattern gave at one size. */
export interface Grown {
  readonly size: number;
  /** Tasks of a replication. */
  readonly tasks: number;
  readonly patterns: readonly PatternRuns[];
}

/** The measures that a growth study follows: its first objective, then those that always are. */
export function followed(scenario: Scenario, all: readonly Measure[]): Measure[] {
  const ids = new Set([firstObjective(scenario, all).id, ...GROWING]);
  return [...ids].map((id) => measureNamed(id, all)!);
}

/** A size that is to be rehearsed, and what every pattern gave there once it has been. */
export interface Growing {
  readonly jobs: readonly Job[];
  /** Null until all of its jobs are done. */
  readonly grown: () => Grown | null;
}

/** The scenario at one size, under every pattern that fits. `what` is said while it is done. */
export function grow(
  scenario: Scenario,
  size: number,
  measures: readonly Measure[],
  effort: Effort,
  only: readonly string[] | null,
  what: string,
  known: readonly Pattern[] = patterns,
): Growing {
  const names = plansFor(scenario, only, known).plans.map(({ name }) => name);
  const runs = Math.min(effort.runs, replicationsFor(TASKS_PER_SIZE, scenario));
  const { gathered, jobs } = gathering(scenario, names, measures, { key: keyOf(effort.seed), runs }, what);
  const { tasks } = scenario.workload;
  return { jobs, grown: () => (gathered.done < runs ? null : { size, tasks, patterns: gathered.results() }) };
}

/** One row a size, pattern and measure. */
export function growthRows({ size, tasks, patterns }: Grown, measures: readonly Measure[]): GrowthRow[] {
  return patterns.flatMap((runs) =>
    measures.map((measure) => {
      const { n, mean, low, high } = intervalFor(measure.interval, tasks)(runs.columns.get(measure.id)!);
      return { pattern: runs.name, size, measure: measure.id, n, mean, low, high };
    }),
  );
}
