import type { StudyWarning } from './warning.js';

/** An objective that is undefined in a larger share of the runs is reported. */
export const TOLERATED_GAPS = 0.01;

/** Warnings for fewer replications than requested, or too few for an interval. */
export function effortWarnings(runs: number, requested: number, interrupted: boolean): StudyWarning[] {
  const warnings: StudyWarning[] = [];
  if (interrupted) {
    warnings.push({
      message: `Stopped after ${runs} of ${requested} replications: all results are of these ${runs}.`,
      next: `Run the same command again for all ${requested}; with the same seed the first ${runs} are the same.`,
    });
  }
  if (runs < 2) {
    warnings.push({
      message: `${runs} replication${runs === 1 ? '' : 's'} gives no interval and no verdict.`,
      next: 'Raise --runs, to 400 for example.',
    });
  }
  return warnings;
}
