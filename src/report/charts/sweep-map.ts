import type { Parameter } from '../../study/parameter.js';
import type { SweepAxis, SweepCell } from '../../sweep/cells.js';
import type { Sweep } from '../../sweep/sweep.js';
import { letterOf, lettersOf } from '../tables/sweep-terminal.js';
import { counted, formatEstimate, listed } from '../words/format.js';
import { sweepAnswer, sweepVerdict } from '../words/sweep-answer.js';
import { axisTitle, isWon, rowsAt, valueText, winners } from '../words/sweep-values.js';
import { inkOn } from './contrast.js';
import { TIE } from './sweep-strip.js';
import { type Chart, chart, INK, lookOf, QUIET } from './theme.js';

/** Pixels of a cell, so that few are not huge and many still have room for a letter. */
const CELL = { least: 24, most: 56, whole: 420 };
const FONT_SIZE = 13;
/** Names of tied patterns in a tooltip. */
const NAMES = 6;

/** Who wins at each pair of values: colour and letter; grey where no difference between the best is shown. */
export function mapChart(sweep: Sweep): Chart {
  const { axes, cells } = sweep;
  const [across, up] = [axes[0]!, axes[1]!];
  const step = { x: stepOf(across), y: stepOf(up) };
  const letters = lettersOf(sweep);
  const values = cells.map((cell) => datum(sweep, cell, letters));
  const encoding = { x: position(across, 'x'), y: position(up, 'y') };
  const tooltip = ['x', 'y', 'best', 'estimate', 'tied'].map((field) => ({
    ...{ field, type: 'nominal' },
    title: field === 'x' ? across.parameter.path : field === 'y' ? up.parameter.path : field,
  }));
  const color = { field: 'colour', type: 'nominal', scale: null, legend: null };
  const ink = { field: 'ink', type: 'nominal', scale: null, legend: null };
  const spec = chart(
    sweepVerdict(sweep).replace(/\.$/, ''),
    [
      'Colour and capital letter: a difference from every other pattern is shown.',
      'Grey and small letter: best mean, but no difference from some other pattern is shown.',
      ...baseNote(sweep),
    ],
    `A map of ${counted(cells.length, 'cell')}. ${sweepAnswer(sweep).join(' ')}`,
    {
      data: { values },
      width: step.x * across.values.length,
      height: step.y * up.values.length,
      layer: [
        { mark: { type: 'rect', stroke: 'white', strokeWidth: 1 }, encoding: { ...encoding, color, tooltip } },
        {
          mark: { type: 'text', fontSize: FONT_SIZE, fontWeight: 'bold' },
          encoding: { ...encoding, text: { field: 'letter' }, color: ink },
        },
        ...base(sweep, step),
        ...legend(sweep, letters, step.x * across.values.length + 24),
      ],
    },
  );
  return { name: 'winner-map', spec };
}

/** So many winners have a colour of their own; the others only a letter. */
const COLOURED = 7;

function colourOf(sweep: Sweep, name: string): string {
  const place = winners(sweep).findIndex((one) => one.name === name);
  return place >= 0 && place < COLOURED ? lookOf(name, sweep.patterns).colour : QUIET;
}

const stepOf = ({ values }: SweepAxis): number =>
  Math.min(CELL.most, Math.max(CELL.least, Math.floor(CELL.whole / values.length)));

/** Values from the left, and from the bottom. */
function position({ parameter, values }: SweepAxis, field: 'x' | 'y'): object {
  const texts = values.map((value) => valueText(parameter, value));
  const domain = field === 'x' ? texts : texts.reverse();
  return {
    ...{ field, type: 'ordinal', title: axisTitle(parameter), sort: domain, scale: { domain } },
    axis: { labelAngle: 0, labelOverlap: 'greedy', ticks: false, domain: false },
  };
}

function datum(sweep: Sweep, cell: SweepCell, letters: ReadonlyMap<string, string>): object {
  const [x, y] = cell.values.map((value, i) => valueText(sweep.axes[i]!.parameter, value));
  const { winner, tied } = cell;
  const row = rowsAt(cell, sweep.measure.id).find(({ pattern }) => pattern === winner);
  const won = isWon(cell);
  const colour = won ? colourOf(sweep, winner!) : TIE;
  const rest = tied.length - NAMES;
  return {
    ...{ x, y, letter: letterOf(cell, letters), colour, ink: inkOn(colour) },
    best: winner ?? 'no pattern has a value',
    estimate: row === undefined ? '' : formatEstimate(sweep.measure.unit, row),
    tied: tied.length === 0 ? 'none' : rest > 1 ? `${tied.slice(0, NAMES).join(', ')} and ${rest} more` : listed(tied),
  };
}

/** Where the scenario itself stands, if it does between the ends of both. */
function basePlace({ axes }: Sweep): readonly [number, number] | null {
  const places = axes.map((axis) => placeIn(axis));
  return places.every((place) => place !== null) ? (places as unknown as readonly [number, number]) : null;
}

/** Cells from the low end, with fractions: 0 is the middle of the first one. */
function placeIn({ parameter, values }: SweepAxis): number | null {
  const { base, low, high } = parameter;
  if (base === null || base < low || base > high) return null;
  const next = values.findIndex((value) => value >= base);
  if (next <= 0) return 0;
  const [from, to] = [values[next - 1]!, values[next]!];
  return (
    next -
    1 +
    (onScale(parameter, base) - onScale(parameter, from)) / (onScale(parameter, to) - onScale(parameter, from))
  );
}

const onScale = ({ scale }: Parameter, value: number): number => (scale === 'log' ? Math.log(value) : value);

function baseNote(sweep: Sweep): string[] {
  return basePlace(sweep) === null ? [] : ['Ring: the scenario as it is.'];
}

function base(sweep: Sweep, step: { readonly x: number; readonly y: number }): object[] {
  const place = basePlace(sweep);
  if (place === null) return [];
  const [x, y] = [(place[0] + 0.5) * step.x, (sweep.axes[1]!.values.length - place[1] - 0.5) * step.y];
  const ring = (color: string, strokeWidth: number): object => ({
    data: { values: [{}] },
    mark: { type: 'point', filled: false, color, strokeWidth, size: 420, shape: 'circle', opacity: 1 },
    encoding: { x: { value: x }, y: { value: y } },
  });
  return [ring('#ffffff', 5), ring(INK, 2)];
}

/** Letters, colours and names beside the map, those that win most often first. */
function legend(sweep: Sweep, letters: ReadonlyMap<string, string>, left: number): object[] {
  const ties = sweep.cells.filter((cell) => !isWon(cell)).length;
  const entries = [
    ...winners(sweep).map(({ name, won }) => ({
      ...{ letter: letters.get(name)!, colour: colourOf(sweep, name) },
      text: `${name} (${won})`,
    })),
    ...(ties > 0 ? [{ letter: '', colour: TIE, text: `no difference shown (${ties})` }] : []),
  ];
  return entries.flatMap(({ letter, colour, text }, i) => {
    const y = 10 + 24 * i;
    const words = { type: 'text', baseline: 'middle', fontSize: 12 };
    const at = (x: number): object => ({ x: { value: x }, y: { value: y } });
    return [
      {
        data: { values: [{}] },
        mark: { type: 'rect', color: colour },
        encoding: { x: { value: left }, x2: { value: left + 20 }, y: { value: y - 9 }, y2: { value: y + 9 } },
      },
      {
        data: { values: [{}] },
        mark: { ...words, text: letter, align: 'center', fontWeight: 'bold', color: inkOn(colour) },
        encoding: at(left + 10),
      },
      { data: { values: [{}] }, mark: { ...words, text, align: 'left', color: INK }, encoding: at(left + 28) },
    ];
  });
}
