import type { Measure } from '../measures/measure.js';
import { ofKind } from '../measures/of-kind.js';
import type { Scenario } from '../scenario/scenario.js';
import { firstObjective } from '../study/effort.js';
import type { PatternRuns } from '../study/pattern-runs.js';
import { rowsOf } from '../study/summarise.js';
import type { SummaryRow } from '../study/summary-row.js';

/** The first objective in tasks of one kind, under every pattern. */
export interface KindResult {
  readonly kind: string;
  /** The share of tasks that are of the kind. */
  readonly share: number;
  /** In the order of the comparison's patterns; `n` counts replications with such a task. */
  readonly rows: readonly SummaryRow[];
}

/**
 * Read beside the measures: the first objective in each kind of tasks. They are read from the same replications as everything
 * else, and not from further runs with one kind alone: under load, a stream of huge tasks would be another system.
 */
export function kindMeasures(scenario: Scenario, measures: readonly Measure[]): Measure[] {
  const objective = firstObjective(scenario, measures);
  if (objective.read === undefined) return [];
  return scenario.task.kinds.map((_, kind) => ofKind(objective, kind));
}

/** Estimates and paired verdicts for each kind of tasks; none where there are no kinds, or they were not measured. */
export function kindResults(
  scenario: Scenario,
  measures: readonly Measure[],
  patterns: readonly PatternRuns[],
): KindResult[] {
  const objective = firstObjective(scenario, measures);
  const read = kindMeasures(scenario, measures).map((measure, kind) => ({ measure, ...scenario.task.kinds[kind]! }));
  return read
    .filter(({ measure }) => patterns.length > 0 && patterns.every(({ columns }) => columns.has(measure.id)))
    .map(({ measure, name, share }) => {
      const rows = rowsOf(measure, patterns, scenario.workload.tasks);
      return { kind: name, share, rows: rows.map((row) => ({ ...row, measure: objective })) };
    });
}
