import type { Sweep } from '../../sweep/sweep.js';
import { parameterTitle } from '../words/sweep-values.js';
import { csv, cells as differenceCells, intervalCells } from './csv.js';

/**
 * One row a cell, measure and pattern; a column a parameter, headed by its path and unit. `vs_best`: mean paired
 * difference to the best of the cell on that measure, with its 95 % interval; `holm`: the interval after Holm's correction over
 * all pairs of the cell, by which the verdict goes; `replications`: the most that a pattern has in the cell, `n` those of
 * the row.
 */
export function sweepCsv({ scenario, axes, cells }: Sweep): string {
  const header = [
    ...['scenario', ...axes.map(({ parameter }) => parameterTitle(parameter)), 'pattern', 'measure', 'unit', 'better'],
    ...['n', 'mean', 'low', 'high', 'p50', 'p95', 'p95_low', 'p95_high'],
    ...[
      'vs_best',
      'vs_best_low',
      'vs_best_high',
      'vs_best_holm_low',
      'vs_best_holm_high',
      'verdict',
      'steady',
      'replications',
    ],
  ];
  const rows = cells.flatMap(({ values, rows, endless, replications }) =>
    rows.map((row) => [
      ...[scenario.name, ...values, row.pattern, row.measure.id, row.measure.unit, row.measure.better],
      ...[row.n, row.mean, row.low, row.high, row.p50, row.p95, row.p95Low, row.p95High],
      ...[...differenceCells(row.vsBest), ...intervalCells(row.shown), row.verdict],
      ...[endless.includes(row.pattern) ? 'no' : 'yes', replications],
    ]),
  );
  return csv(header, rows);
}

/** One row for each value at which two patterns change places on the swept measure. */
export function flipsCsv({ scenario, axes, flips }: Sweep): string {
  const header = ['scenario', 'parameter', 'unit', 'measure', 'ahead_below', 'ahead_above', 'at', 'low', 'high'];
  const { path, unit } = axes[0]!.parameter;
  const rows = flips.map(({ measure, below, above, at, low, high, between, settles }) => [
    ...[scenario.name, path, unit, measure, below, above, at, low, high, ...between, settles ? 'yes' : 'no'],
  ]);
  return csv([...header, 'between_from', 'between_to', 'among_the_best'], rows);
}
