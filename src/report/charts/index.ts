import type { Comparison } from '../../compare/comparison.js';
import { measureOf, rowsOf } from '../../compare/summary-rows.js';
import { breakdownChart, canBreakDown, TIME, TOKENS } from './breakdown.js';
import { costLatencyChart } from './cost-latency.js';
import { dependabilityChart, faultMeasures } from './dependability.js';
import { ecdfChart } from './ecdf.js';
import { canFollowErrors, errorFlowChart } from './error-flow.js';
import { forestCharts } from './forest.js';
import { graphCharts } from './graphs.js';
import { growthCharts } from './growth.js';
import { outcomesChart } from './outcomes.js';
import type { Chart } from './theme.js';

/** Every chart that this comparison's measures allow, in the order of the report. */
export function allCharts(comparison: Comparison): Chart[] {
  const measured = (...ids: string[]): boolean => ids.every((id) => measureOf(comparison, id) !== undefined);
  // Where nothing is delivered, or waiting grows without end, latency has no value under any pattern.
  const isDelivered = measured('latency') && rowsOf(comparison, 'latency').some(({ mean }) => !Number.isNaN(mean));
  const charts: Chart[] = [];
  if (measured('correct')) charts.push({ name: 'outcomes', spec: outcomesChart(comparison) });
  if (measured('cost') && isDelivered) charts.push({ name: 'cost-latency', spec: costLatencyChart(comparison) });
  if (canBreakDown(comparison, TIME)) charts.push({ name: 'time', spec: breakdownChart(comparison, TIME) });
  if (canBreakDown(comparison, TOKENS)) charts.push({ name: 'tokens', spec: breakdownChart(comparison, TOKENS) });
  if (canFollowErrors(comparison)) charts.push({ name: 'error-flow', spec: errorFlowChart(comparison) });
  charts.push(...graphCharts(comparison), ...forestCharts(comparison));
  if (isDelivered) charts.push({ name: 'ecdf', spec: ecdfChart(comparison, latencyLimit(comparison)) });
  if (faultMeasures(comparison).length > 0)
    charts.push({ name: 'dependability', spec: dependabilityChart(comparison) });
  return [...charts, ...growthCharts(comparison)];
}

/** Of a single task's latency, as a limit on its median or 95th percentile sets it. */
function latencyLimit({ scenario }: Comparison): number | null {
  const limit = scenario.decision.limits.find(
    ({ measure, statistic }) => measure === 'latency' && statistic !== 'mean',
  );
  return limit?.value ?? null;
}
