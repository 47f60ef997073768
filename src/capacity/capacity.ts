import { readableNamed } from '../measures/index.js';
import { lossCauses, lossId } from '../measures/lost.js';
import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { ScenarioError, vary } from '../scenario/variants.js';
import { keyOf } from '../sim/luck/seed.js';
import { intervalFor, pairedDifference, welchDifference } from '../statistics/estimates.js';
import { BASELINE } from '../study/baseline.js';
import { builtInCatalogue, type Catalogue } from '../study/catalogue.js';
import type { Executor } from '../study/executor.js';
import { type Gathered, gathering } from '../study/gather.js';
import { type CapacityAxis, settingsAt } from './axis.js';
import type { Capacity, CapacityPoint, ShareInterval } from './result.js';
import { CapacitySearch } from './search.js';
import { capacityWarnings } from './warnings.js';

export interface CapacityEffort {
  readonly seed: string;
  readonly runs: number;
  readonly only: readonly string[] | null;
  readonly tolerated: number;
}

/** Replications at a value, whatever the tasks of each. */
const FEWEST = 20;

/** Rounds are not known beforehand: each fills this share of the progress that is left. */
const SHARE_OF_ROUND = 0.2;

const OTHERS = ['refused', 'cost', 'latency'] as const;

/**
 * For each pattern, the largest value that it sustains: at most a tolerated share of its tasks is lost beyond those that are
 * lost at the smallest value already, and no queue grows without bound. Found by bisection, every value with the same random numbers; the bounds of its interval by two further
 * bisections, with the bounds of the interval of the share that was lost.
 */
export async function capacity(
  scenario: Scenario,
  axis: CapacityAxis,
  effort: CapacityEffort,
  executor: Executor,
  catalogue: Catalogue = builtInCatalogue,
): Promise<Capacity> {
  const { seed, runs, tolerated } = effort;
  const only = effort.only ?? scenario.patterns.only;
  const wanted = only === null ? null : [...new Set([BASELINE, ...only])];
  const { plans, leftOut } = plansFor(scenario, wanted, catalogue.patterns);
  const searches = plans.map(({ name }) => new CapacitySearch(name, axis, tolerated));
  const complete = await work(searches, { scenario, axis, key: keyOf(seed), runs, executor, catalogue });
  const patterns = searches.filter((one) => one.next() === null).map((one) => one.found());
  const found = { scenario, seed, runs, axis, tolerated, patterns, size: plans.length, leftOut };
  return { ...found, warnings: capacityWarnings(found, complete) };
}

interface Work {
  readonly scenario: Scenario;
  readonly axis: CapacityAxis;
  readonly key: number;
  readonly runs: number;
  readonly executor: Executor;
  readonly catalogue: Catalogue;
}

/** Rounds, until every search is done: patterns that look at the same value next are rehearsed together. False: interrupted. */
async function work(searches: readonly CapacitySearch[], { scenario, axis, key, runs, executor, catalogue }: Work) {
  // With more tasks each, fewer replications tell as much.
  const least = variedTo(scenario, axis, axis.parameter.low)?.workload.tasks ?? 1;
  const runsFor = (tasks: number): number => Math.min(runs, Math.max(FEWEST, Math.ceil((runs * least) / tasks)));
  const measures = ['lost', ...OTHERS, ...lossCauses.map(lossId)].map((id) => readableNamed(id)!);
  for (let from = 0; ; from += (1 - from) * SHARE_OF_ROUND) {
    const values = new Map<number, CapacitySearch[]>();
    for (const one of searches) {
      const value = one.next();
      if (value !== null) values.set(value, [...(values.get(value) ?? []), one]);
    }
    if (values.size === 0) return true;
    const rounds = [...values].map(([value, some]) => {
      const varied = variedTo(scenario, axis, value);
      const fits = varied === null ? [] : plansFor(varied, namesOf(some), catalogue.patterns).plans;
      const names = fits.map(({ name }) => name);
      for (const one of some) if (!names.includes(one.pattern)) one.endAt(value);
      if (varied === null || names.length === 0) return null;
      const what = `${axis.label}: ${value}${axis.parameter.unit}`;
      const { tasks } = varied.workload;
      const count = runsFor(tasks);
      return {
        value,
        some,
        names,
        tasks,
        wanted: count,
        ...gathering(varied, names, measures, { key, runs: count }, what),
      };
    });
    const made = rounds.filter((round) => round !== null);
    const jobs = made.flatMap((round) => round.jobs);
    const complete = await executor.work(jobs, [from, from + (1 - from) * SHARE_OF_ROUND]);
    for (const { value, some, names, tasks, wanted, gathered } of made) {
      if (gathered.done < wanted) continue;
      for (const [i, name] of names.entries()) {
        const search = some.find(({ pattern }) => pattern === name)!;
        search.add(pointOf(value, gathered, i, measures, tasks, search.least));
        search.least ??= gathered.column(i, 0).slice();
      }
    }
    if (!complete) return false;
  }
}

const namesOf = (searches: readonly CapacitySearch[]): string[] => searches.map(({ pattern }) => pattern);

/** Null where the scenario does not take the value. */
function variedTo(scenario: Scenario, axis: CapacityAxis, value: number): Scenario | null {
  try {
    return vary(scenario, settingsAt(scenario, axis, value));
  } catch (error) {
    if (error instanceof ScenarioError) return null;
    throw error;
  }
}

function pointOf(
  value: number,
  gathered: Gathered,
  pattern: number,
  measures: readonly Measure[],
  tasks: number,
  least: Float64Array | null,
): CapacityPoint {
  const mean = (id: string): number => {
    const at = measures.findIndex((measure) => measure.id === id);
    return intervalFor('mean', tasks)(gathered.column(pattern, at)).mean;
  };
  const { load } = gathered.results()[pattern]!;
  const { mean: share, low, high } = intervalFor('share', tasks)(gathered.column(pattern, 0));
  return {
    value,
    lost: { mean: share, low, high },
    excess: least === null ? NONE : excessOf(gathered.column(pattern, 0), least, tasks),
    isSteady: load?.isSteady !== false,
    busiest: load?.busiest ?? null,
    causes: Object.fromEntries(lossCauses.map((cause) => [cause, mean(lossId(cause))])) as CapacityPoint['causes'],
    refused: mean('refused'),
    cost: mean('cost'),
    latency: mean('latency'),
  };
}

const NONE: ShareInterval = { mean: 0, low: 0, high: 0 };

/** By how much more is lost than at the smallest value; in the same replications, where they are as many. */
function excessOf(lost: Float64Array, least: Float64Array, tasks: number): ShareInterval {
  // With fewer replications than at the smallest value, all of those tell more than pairs with some of them.
  const compared = lost.length === least.length ? pairedDifference : welchDifference;
  const { mean, low, high } = compared(lost, least);
  if (low < high) return { mean, low, high };
  // No replication differs from another: what such a number of them can exclude is told by Wilson's interval of none.
  const none = intervalFor('share', tasks)(new Float64Array(lost.length));
  return { mean, low: mean - none.high, high: mean + none.high };
}
