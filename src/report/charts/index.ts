import type { Comparison } from '../../compare/comparison.js';
import { measureOf, rowsOf } from '../../compare/summary-rows.js';
import { verdictOf } from '../words/verdict/index.js';
import { breakdownChart, canBreakDown, TIME, TOKENS } from './breakdown.js';
import { claimCharts } from './claims-flow.js';
import { canPrice, correctCostChart } from './correct-cost.js';
import { dependabilityChart, faultMeasures } from './dependability.js';
import { canFollowErrors, errorFlowChart } from './error-flow.js';
import { differencesToBest, rivalsOf } from './forest.js';
import { graphCharts } from './graphs.js';
import { growthCharts } from './growth.js';
import { heatChart, heatMeasures } from './heat.js';
import { latencyDotsChart } from './latency-dots.js';
import { outcomesChart } from './outcomes.js';
import { pairChart, pairRows } from './pair.js';
import { subjectsOf, tickedOf } from './subjects.js';
import type { Chart } from './theme.js';

/** Every chart that this comparison's measures allow, in the order of the report. */
export function allCharts(comparison: Comparison): Chart[] {
  const measured = (...ids: string[]): boolean => ids.every((id) => measureOf(comparison, id) !== undefined);
  // Where nothing is delivered, or waiting grows without end, latency has no value under any pattern.
  const isDelivered = measured('latency') && rowsOf(comparison, 'latency').some(({ mean }) => !Number.isNaN(mean));
  const subjects = subjectsOf(comparison);
  const charts: Chart[] = [];
  if (canPrice(comparison)) charts.push({ name: 'correct-cost', spec: correctCostChart(comparison) });
  if (measured('correct')) charts.push({ name: 'outcomes', spec: outcomesChart(comparison) });
  if (canBreakDown(comparison, TIME, subjects))
    charts.push({ name: 'time', spec: breakdownChart(comparison, TIME, subjects) });
  if (canBreakDown(comparison, TOKENS, subjects))
    charts.push({ name: 'tokens', spec: breakdownChart(comparison, TOKENS, subjects) });
  // The flows of single patterns say the same: only where it is what the answer is shown by.
  if (canFollowErrors(comparison) && verdictOf(comparison).chart === 'error-flow')
    charts.push({ name: 'error-flow', spec: errorFlowChart(comparison, subjects) });
  charts.push(...claimCharts(comparison, subjects));
  charts.push(...graphCharts(comparison, subjects));
  const rivals = rivalsOf(comparison, subjects);
  if (rivals !== null) charts.push({ name: 'differences', spec: differencesToBest(comparison, rivals) });
  const [second, first] = tickedOf(comparison);
  if (first !== undefined && second !== undefined && pairRows(comparison, first, second).length > 0)
    charts.push({ name: 'pair', spec: pairChart(comparison, first, second) });
  if (heatMeasures(comparison).length > 0) charts.push({ name: 'heat', spec: heatChart(comparison) });
  if (isDelivered)
    charts.push({ name: 'latency-dots', spec: latencyDotsChart(comparison, subjects, latencyLimit(comparison)) });
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
