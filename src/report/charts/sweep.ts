import type { Sweep } from '../../sweep/sweep.js';
import { curveCharts } from './sweep-curves.js';
import { mapChart } from './sweep-map.js';
import type { Chart } from './theme.js';

/** Curves along one parameter, or the map of who wins over two. */
export function sweepCharts(sweep: Sweep): Chart[] {
  return sweep.axes.length === 1 ? curveCharts(sweep) : [mapChart(sweep)];
}
