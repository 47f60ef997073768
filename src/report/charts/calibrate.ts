import type { Calibration, QuantilePairs } from '../../calibrate/result.js';
import { formatValue } from '../words/format.js';
import { lines } from './missing.js';
import { type Chart, chart, FAINT, lookOf, pointedAt } from './theme.js';

const SIZE = 250;

/** A quantile plot a figure: where simulated and observed tasks agree, the points lie on the line. */
export function calibrateCharts(found: Calibration): Chart[] {
  return found.quantiles
    .filter(({ observed }) => new Set(observed).size > 1)
    .map((pairs) => quantilePlot(pairs, found));
}

function quantilePlot(
  { figure, label, unit, simulated, observed }: QuantilePairs,
  { pattern, heldOut }: Calibration,
): Chart {
  const ends = [...simulated, ...observed];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = 0.05 * (high - low || 1);
  const scale = { domain: [Math.max(0, low - room), high + room], nice: true, zero: false };
  const values = simulated.map((value, i) => ({
    simulated: value,
    observed: observed[i],
    quantile: `${Math.round((100 * (i + 0.5)) / simulated.length)} %`,
    told: `${formatValue(unit, value)} simulated, ${formatValue(unit, observed[i]!)} observed`,
  }));
  const axis = (field: string, title: string): object => ({
    field,
    type: 'quantitative',
    title,
    scale,
    axis: { tickCount: 5 },
  });
  const what = heldOut > 0 ? 'held-out' : 'observed';
  const title = `${label} per task: ${verdictOf(simulated, observed)}`;
  const subtitle = `Each point is a quantile of ${what} tasks against the same quantile of simulated ones. On the line they agree.`;
  const spec = chart(title, lines(subtitle, SIZE + 120), describe(label, unit, simulated, observed), {
    width: SIZE,
    height: SIZE,
    layer: [
      {
        data: {
          values: [
            { x: scale.domain[0], y: scale.domain[0] },
            { x: scale.domain[1], y: scale.domain[1] },
          ],
        },
        mark: { type: 'line', color: FAINT, strokeDash: [4, 3], strokeWidth: 1.5, clip: true },
        encoding: { x: { field: 'x', type: 'quantitative', scale }, y: { field: 'y', type: 'quantitative', scale } },
      },
      {
        data: { values },
        mark: { type: 'point', filled: true, size: 45, opacity: 0.8, color: lookOf(pattern).colour, clip: true },
        encoding: {
          x: axis('observed', `${label}, ${what}`),
          y: axis('simulated', `${label}, simulated`),
          tooltip: pointedAt({ quantile: 'Quantile', told: label }),
        },
      },
    ],
  });
  return { name: `quantiles-${figure}`, spec };
}

/** How far the quantiles lie apart, typically. */
function verdictOf(simulated: readonly number[], observed: readonly number[]): string {
  const errors = simulated
    .map((value, i) => Math.abs(value - observed[i]!) / Math.max(1e-9, observed[i]!))
    .sort((a, b) => a - b);
  const typical = errors[errors.length >> 1]!;
  return `quantiles within ${Math.max(1, Math.round(100 * typical))} %, typically`;
}

function describe(label: string, unit: string, simulated: readonly number[], observed: readonly number[]): string {
  const at = (values: readonly number[], q: number): string =>
    formatValue(unit, values[Math.floor(q * (values.length - 1))]!);
  const told = [0.05, 0.5, 0.95].map((q) => `${100 * q} %: ${at(simulated, q)} simulated, ${at(observed, q)} observed`);
  return `Quantile plot of ${label.toLowerCase()} per task. ${told.join('; ')}.`;
}
