import type { SweepCell } from '../../sweep/cells.js';
import type { Sweep } from '../../sweep/sweep.js';
import { isWon, valueText } from '../words/sweep-values.js';
import { inkOn } from './contrast.js';
import { textWidth } from './text-width.js';
import { INK, lookOf } from './theme.js';

const HEIGHT = 26;
const FONT_SIZE = 12;
/** Where no difference between the best is shown. */
export const TIE = '#e3e6e9';
const TIE_TEXT = 'no difference shown';

/** Who wins, along the axis: a box for every stretch of values with the same winner, named where the name fits. */
export function stripOf(sweep: Sweep, width: number, across: (value: number) => number, x: object): object {
  const stretches = stretchesOf(sweep, across, width);
  const boxes = stretches.map(({ from, to, winner, cells }) => {
    const colour = winner === null ? TIE : lookOf(winner, sweep.patterns).colour;
    const tied = [...new Set(cells.flatMap((cell) => (cell.winner === null ? [] : [cell.winner, ...cell.tied])))];
    const [first, last] = [cells[0]!, cells.at(-1)!].map(({ values }) => {
      return valueText(sweep.axes[0]!.parameter, values[0]!);
    });
    const datum = { from: first, to: last, best: winner ?? `${TIE_TEXT}: ${tied.join(', ')}` };
    return {
      data: { values: [datum] },
      mark: { type: 'rect', color: colour, stroke: 'white', strokeWidth: 1, tooltip: { content: 'data' } },
      encoding: { x: { value: from }, x2: { value: to }, y: { value: 0 }, y2: { value: HEIGHT } },
    };
  });
  const names = stretches.flatMap(({ from, to, winner }) => {
    const text = [winner ?? TIE_TEXT, winner ?? 'tie'].find((one) => textWidth(one, FONT_SIZE) + 6 <= to - from);
    if (text === undefined) return [];
    const color = winner === null ? INK : inkOn(lookOf(winner, sweep.patterns).colour);
    return [
      {
        data: { values: [{}] },
        mark: { type: 'text', text, fontSize: FONT_SIZE, color, baseline: 'middle' },
        encoding: { x: { value: (from + to) / 2 }, y: { value: HEIGHT / 2 } },
      },
    ];
  });
  const axis = {
    data: { values: sweep.cells.map(({ values }) => ({ value: values[0] })) },
    mark: { type: 'point', opacity: 0 },
    encoding: { x },
  };
  const title = {
    data: { values: [{}] },
    mark: { type: 'text', text: 'best', align: 'right', baseline: 'middle', fontSize: FONT_SIZE, color: INK },
    encoding: { x: { value: -8 }, y: { value: HEIGHT / 2 } },
  };
  return { width, height: HEIGHT, layer: [axis, ...boxes, ...names, title] };
}

interface Stretch {
  /** Pixels: half-way to the neighbouring values. */
  readonly from: number;
  to: number;
  /** Null: no difference between the best is shown. */
  readonly winner: string | null;
  readonly cells: SweepCell[];
}

function stretchesOf({ cells, axes }: Sweep, across: (value: number) => number, width: number): Stretch[] {
  const places = axes[0]!.values.map(across);
  const found: Stretch[] = [];
  for (const [i, cell] of cells.entries()) {
    const winner = isWon(cell) ? cell.winner : null;
    const to = i + 1 < places.length ? (places[i]! + places[i + 1]!) / 2 : width;
    const last = found.at(-1);
    if (last !== undefined && last.winner === winner) {
      last.to = to;
      last.cells.push(cell);
    } else {
      found.push({ from: last?.to ?? 0, to, winner, cells: [cell] });
    }
  }
  return found;
}
