import type { Comparison } from '../../experiment/comparison.js';
import { measureOf } from '../lookup.js';
import { costLatencyChart } from './cost-latency.js';
import { falseClaimsChart } from './false-claims.js';
import { growthCharts } from './growth.js';
import { outcomesChart } from './outcomes.js';
import type { Chart } from './theme.js';

/** Every chart that this comparison's measures allow, in the order of the report. */
export function allCharts(comparison: Comparison): Chart[] {
  const measured = (...ids: string[]): boolean => ids.every((id) => measureOf(comparison, id) !== undefined);
  const charts: Chart[] = [];
  if (measured('correct')) charts.push({ name: 'outcomes', spec: outcomesChart(comparison) });
  if (measured('cost', 'latency')) charts.push({ name: 'cost-latency', spec: costLatencyChart(comparison) });
  if (measured('rootErrors', 'escaped')) charts.push({ name: 'false-claims', spec: falseClaimsChart(comparison) });
  return [...charts, ...growthCharts(comparison)];
}
