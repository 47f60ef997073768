import type { Parameter } from '../../study/parameter.js';
import type { SummaryRow } from '../../study/summary-row.js';
import type { SweepAxis, SweepCell } from '../../sweep/cells.js';
import type { ParameterFlip } from '../../sweep/flips.js';
import type { Sweep } from '../../sweep/sweep.js';
import { decimalsFor, fixed, formatValue, type ValueRange } from './format.js';

/** "0.2", "40/h": a value as the scenario would write it. */
export function valueText({ unit }: Pick<Parameter, 'unit'>, value: number): string {
  return `${Number(value.toPrecision(6))}${unit}`;
}

/** The path with its unit, for an axis or a heading: "workload.arrivals.poisson, /h". */
export function parameterTitle({ path, unit }: Parameter): string {
  return unit === '' ? path : `${path}, ${unit}`;
}

/** The same under an axis, with its scale. */
export function axisTitle(parameter: Parameter): string {
  return `${parameterTitle(parameter)}${parameter.scale === 'log' ? ', logarithmic' : ''}`;
}

/** "0.2", and of two parameters both: "0.2 and 40/h". */
export function cellName({ axes }: Pick<Sweep, 'axes'>, { values }: Pick<SweepCell, 'values'>): string {
  return values.map((value, i) => valueText(axes[i]!.parameter, value)).join(' and ');
}

/** Where two patterns change places, with its interval: "0.63 (0.58 to 0.68)", "7 (6 to 8)" of a count. */
export function flipText(
  { parameter }: SweepAxis,
  { at, low, high }: Pick<ParameterFlip, 'at' | 'low' | 'high'>,
): string {
  const { unit, isWhole } = parameter;
  if (isWhole) return low === high ? `${at}${unit}` : `${at}${unit} (${low} to ${high})`;
  const range: ValueRange = { low, high };
  const decimals = low < high ? decimalsFor(at, range) : decimalsFor(Number(at.toPrecision(4)), null);
  const text = `${fixed(at, decimals)}${unit}`;
  const [from, to] = [fixed(low, decimals), fixed(high, decimals)];
  return from === to ? text : `${text} (${from} to ${to})`;
}

/** Whether a cell has a winner, and a difference to everybody else is shown. */
export function isWon({ winner, tied }: SweepCell): boolean {
  return winner !== null && tied.length === 0;
}

/** Whether a cell has no winner because the best are practically equal, which is shown. */
export function isEqual({ winner, tied, equal }: SweepCell): boolean {
  return winner !== null && tied.length > 0 && equal.length === tied.length;
}

/** "within 1 percentage point", "within 1 % of the best mean". */
export function marginText({ margin, measure }: Pick<Sweep, 'margin' | 'measure'>): string {
  const { amount, isRelative } = margin;
  const points = Number((100 * amount).toPrecision(3));
  if (isRelative) return `within ${points} % of the best mean`;
  if (measure.unit === 'share') return `within ${points} percentage ${points === 1 ? 'point' : 'points'}`;
  return `within ${formatValue(measure.unit, amount)}`;
}

/** The rows of one measure of a cell. */
export function rowsAt({ rows }: SweepCell, measure: string): SummaryRow[] {
  return rows.filter((row) => row.measure.id === measure);
}

/** Second by the mean of the swept measure, where anybody else has a value. */
export function runnerUp({ measure }: Sweep, cell: SweepCell): SummaryRow | null {
  const others = rowsAt(cell, measure.id).filter(({ pattern, mean }) => pattern !== cell.winner && !Number.isNaN(mean));
  const sign = measure.better === 'higher' ? -1 : 1;
  return others.sort((a, b) => sign * (a.mean - b.mean))[0] ?? null;
}

/** The patterns that are best at some cell, those that are most often so first. */
export function winners({ cells, patterns }: Sweep): { name: string; won: number; ahead: number }[] {
  return patterns
    .map((name) => {
      const mine = cells.filter(({ winner }) => winner === name);
      return { name, won: mine.filter(isWon).length, ahead: mine.length };
    })
    .filter(({ ahead }) => ahead > 0)
    .sort((a, b) => b.won - a.won || b.ahead - a.ahead);
}

/** How a row stands to the winner of its cell, in one word. */
export function verdictWord({ pattern, verdict }: SummaryRow, { equal }: SweepCell): string {
  if (equal.includes(pattern)) return 'equal';
  return verdict === 'no difference shown' || verdict === 'better' ? 'tie' : verdict;
}
