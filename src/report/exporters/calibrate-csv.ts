import type { Calibration } from '../../calibrate/result.js';
import { csv } from './csv.js';

/** One row a figure and statistic: simulated, and in the held-out tasks with its interval. */
export function heldOutCsv({ pattern, rows }: Calibration): string {
  const header = ['pattern', 'figure', 'unit', 'statistic', 'simulated', 'observed', 'low', 'high', 'error'];
  return csv(
    header,
    rows.map((row) => [
      pattern,
      row.figure,
      row.unit,
      row.statistic,
      row.simulated,
      row.observed,
      row.low,
      row.high,
      row.error,
    ]),
  );
}

/** One row a value of the scenario: where it comes from. */
export function calibratedValuesCsv({ values }: Calibration): string {
  const header = ['path', 'value', 'origin', 'low', 'high', 'source'];
  return csv(
    header,
    values.map(({ path, value, origin, interval, comment }) => [
      path.join('.'),
      typeof value === 'number' ? value : JSON.stringify(value),
      origin,
      interval?.low ?? null,
      interval?.high ?? null,
      comment,
    ]),
  );
}
