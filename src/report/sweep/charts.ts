import type { Sweep } from '../../sweep/sweep.js';
import type { Chart } from '../charts/theme.js';
import { curveCharts } from './curves.js';
import { mapChart } from './map.js';

/** Curves along one parameter, or the map of who wins over two. */
export function sweepCharts(sweep: Sweep): Chart[] {
  return sweep.axes.length === 1 ? curveCharts(sweep) : [mapChart(sweep)];
}
