/** Along one parameter: a curve a pattern, as a row of bars on one scale. */
import { BASELINE } from '../../study/baseline.js';
import type { Sweep } from '../../sweep/sweep.js';
import { fixed, formatValue, headingUnit, inSentence, scaled } from '../words/format.js';
import { rowsAt, valueText, winners } from '../words/sweep-values.js';
import { type TableColumn, withSign } from './columns.js';
import { axisAround, sparkline } from './interval-plot.js';

/** Patterns that have a curve: those that are best most often, and the single agent. */
const CURVES = 5;
/** Characters of a curve. */
const ROOM = 36;

/** A line a pattern: its curve, its values at both ends, and at how many values it is best. */
export function curveTable(sweep: Sweep): { readonly names: string[]; readonly columns: TableColumn[] } {
  const { axes, cells, measure, patterns } = sweep;
  const best = winners(sweep);
  const baseline = patterns.filter((name) => name === BASELINE);
  const names = [...new Set([...best.map(({ name }) => name).slice(0, CURVES), ...baseline])];
  const valuesOf = (name: string): number[] =>
    cells.map((cell) => scaled(measure.unit, meanAt(rowsAt(cell, measure.id), name)));
  const curves = new Map(names.map((name) => [name, valuesOf(name)]));
  const spreads = [...curves.values()].flat().map((mean) => ({ mean, low: mean, high: mean }));
  const bounds = { low: Number.NEGATIVE_INFINITY, high: measure.unit === 'share' ? 100 : Number.POSITIVE_INFINITY };
  const axis = axisAround(spreads, bounds);
  const cell = Math.max(1, Math.floor(ROOM / cells.length));
  const { parameter } = axes[0]!;
  const ends = [cells[0]!, cells.at(-1)!].map(({ values }) => valueText(parameter, values[0]!));
  const width = Math.max(cell * cells.length, ends.join('').length + 1);
  const label = withSign(inSentence(measure.label), measure.unit);
  const column = (
    heading: readonly string[],
    align: TableColumn['align'],
    text: (name: string) => string,
  ): TableColumn => ({ heading, align, cells: new Map(names.map((name) => [name, text(name)])) });
  const at = (name: string, i: number): string => {
    const value = curves.get(name)!.at(i)!;
    return formatValue('1', Number(value.toPrecision(3)));
  };
  const scale = `${fixed(axis.low, decimals(axis.low))} to ${fixed(axis.high, decimals(axis.high))}${suffix(measure.unit)}`;
  return {
    names,
    columns: [
      column(['pattern'], 'left', (name) => name),
      column([`${label}, ${scale}`, ends[0]!.padEnd(width - ends[1]!.length) + ends[1]!], 'left', (name) =>
        sparkline(curves.get(name)!, axis, cell),
      ),
      column(['at', 'the first'], 'right', (name) => at(name, 0)),
      column(['at', 'the last'], 'right', (name) => at(name, -1)),
      column(['best', 'mean at'], 'right', (name) => `${best.find((one) => one.name === name)?.ahead ?? 0}`),
    ],
  };
}

const meanAt = (rows: ReturnType<typeof rowsAt>, name: string): number =>
  rows.find(({ pattern }) => pattern === name)?.mean ?? Number.NaN;

const decimals = (value: number): number => (Number.isInteger(value) ? 0 : 2);

const suffix = (unit: string): string => (headingUnit(unit) === '%' ? ' %' : '');
