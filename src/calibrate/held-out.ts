import { Luck } from '../sim/luck/luck.js';
import { keyOf } from '../sim/luck/seed.js';
import { mean, quantile } from '../statistics/estimates.js';
import { coefficientOfVariation } from '../statistics/spread.js';
import { FIGURES, type ReadTask, type TaskFigure } from './measures.js';
import type { HeldOutRow, QuantilePairs } from './result.js';

const STATISTICS = [
  { id: 'mean', of: mean },
  { id: 'p50', of: (values: ArrayLike<number>) => quantile(values, 0.5) },
  { id: 'p95', of: (values: ArrayLike<number>) => quantile(values, 0.95) },
  { id: 'cv', of: coefficientOfVariation },
] as const;

/** Samples with replacement, by which the spread of the real runs is told. */
const RESAMPLES = 400;

/** Quantiles of a plot, at most. */
const POINTS = 50;

/** A share of the tasks is kept back: every third one, in the order in which they came. */
export function splitTasks<T>(tasks: readonly T[]): { readonly fitted: T[]; readonly heldOut: T[] } {
  if (tasks.length < FEWEST_TASKS) return { fitted: [...tasks], heldOut: [] };
  return { fitted: tasks.filter((_, i) => i % 3 !== 2), heldOut: tasks.filter((_, i) => i % 3 === 2) };
}

/** With fewer tasks none is kept back. */
export const FEWEST_TASKS = 6;

/** Each statistic of each figure: simulated, and in tasks that the scenario was not fitted to. */
export function heldOutRows(
  simulated: readonly ReadTask[],
  observed: readonly ReadTask[],
  extra: readonly TaskFigure[] = [],
): HeldOutRow[] {
  return [...FIGURES, ...extra].flatMap(({ id, label, unit, read }) => {
    const real = observed.map(read).filter((value) => !Number.isNaN(value));
    const made = simulated.map(read).filter((value) => !Number.isNaN(value));
    if (2 * real.length < observed.length || real.length === 0 || made.length === 0) return [];
    return STATISTICS.map(({ id: statistic, of }): HeldOutRow => {
      const [a, b] = [of(made), of(real)];
      return {
        figure: id,
        label,
        unit,
        statistic,
        simulated: a,
        observed: b,
        ...resampled(real, of),
        error: b === 0 ? 0 : (a - b) / b,
      };
    });
  });
}

/** The 95 % interval of a statistic by resampling (Efron, Annals of Statistics 7, 1979): percentiles. */
function resampled(
  values: readonly number[],
  of: (values: ArrayLike<number>) => number,
): { low: number; high: number } {
  const luck = new Luck(keyOf('resampling'));
  const found = new Float64Array(RESAMPLES);
  const some = new Float64Array(values.length);
  for (let sample = 0; sample < RESAMPLES; sample++) {
    for (let i = 0; i < values.length; i++)
      some[i] = values[Math.floor(luck.uniform(1, sample, 0, i) * values.length)]!;
    found[sample] = of(some);
  }
  return { low: quantile(found, 0.025), high: quantile(found, 0.975) };
}

export function quantilePairs(
  simulated: readonly ReadTask[],
  observed: readonly ReadTask[],
  extra: readonly TaskFigure[] = [],
): QuantilePairs[] {
  return [...FIGURES, ...extra].flatMap(({ id, label, unit, read }) => {
    const real = observed.map(read).filter((value) => !Number.isNaN(value));
    const made = simulated.map(read).filter((value) => !Number.isNaN(value));
    if (real.length < 3 || made.length === 0) return [];
    const count = Math.min(POINTS, real.length);
    const at = Array.from({ length: count }, (_, i) => (i + 0.5) / count);
    return [
      {
        figure: id,
        label,
        unit,
        simulated: at.map((q) => quantile(made, q)),
        observed: at.map((q) => quantile(real, q)),
      },
    ];
  });
}
