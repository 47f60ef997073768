import type { Decision, DecisionFlip, ParameterLook, Sensitivity } from '../../decide/decision.js';
import { flipText, parameterValue } from '../words/decide-conditions.js';
import { capitalised } from '../words/format.js';
import { lines } from './missing.js';
import { type ChartSpec, chart, FAINT, INK, pointedAt } from './theme.js';

const WIDTH = 420;
const ROW = 44;
/** Room at the right for whom the answer changes to. */
const BESIDE = 190;
/** Rows without a flip that are drawn after those with one. */
const MOST = 6;
const HOLDS = '#0072B2';
const CHANGES = '#D55E00';

/** A parameter a row, on its own axis: where the answer holds, where it changes, and how surely that is known. */
export function flipsChart(decision: Decision): ChartSpec {
  const rows = rowsOf(decision);
  const height = ROW * rows.length;
  const y = (row: number): number => ROW * row + 24;
  const subtitle = `One value at a time, from the low end of its range to the high end; all others as in the scenario. Blue: ${decision.answer} is the answer, or not shown to be behind. Orange, thinner: it is not. Dark: the scenario's own value; tick: where the answer changes, in its 95 % interval.`;
  return chart(titleOf(decision), lines(subtitle, WIDTH + BESIDE), describe(decision), {
    ...{ width: WIDTH, height, data: { values: [{}] } },
    layer: rows.flatMap((one, i) => [
      ...stretchesOf(one).map((stretch) => stretchMark(one, stretch, y(i))),
      ...one.flips.flatMap((flip) => flipMarks(one, flip, y(i))),
      baseMark(one, y(i)),
      ...texts(one, y(i)),
    ]),
  });
}

/** Those with a flip, the nearest first; then others, as many as there is room for. */
function rowsOf({ sensitivities }: Decision): Sensitivity[] {
  return [
    ...sensitivities.filter(({ flips }) => flips.length > 0),
    ...sensitivities.filter(({ flips }) => flips.length === 0),
  ].slice(0, MOST);
}

const placeOf = ({ parameter: { low, high } }: Sensitivity, value: number): number =>
  Math.max(0, Math.min(WIDTH, (WIDTH * (value - low)) / (high - low || 1)));

interface ParameterStretch {
  readonly from: number;
  readonly to: number;
  readonly holds: boolean;
}

/** Between two looks the change lies at the flip where one was found, else half-way. */
function stretchesOf(one: Sensitivity): ParameterStretch[] {
  const looks = [...one.looks].sort((a, b) => a.value - b.value);
  const holds = ({ holds: is, isFeasible }: ParameterLook): boolean => is && isFeasible;
  const found: { from: number; to: number; holds: boolean }[] = [];
  for (const [i, look] of looks.entries()) {
    const next = looks[i + 1];
    const to = next === undefined ? one.parameter.high : changeAt(one, look.value, next.value);
    const last = found.at(-1);
    if (last !== undefined && last.holds === holds(look)) last.to = to;
    else found.push({ from: last?.to ?? one.parameter.low, to, holds: holds(look) });
  }
  return found;
}

function changeAt({ flips }: Sensitivity, low: number, high: number): number {
  return flips.find(({ at }) => at >= low && at <= high)?.at ?? (low + high) / 2;
}

function stretchMark(one: Sensitivity, { from, to, holds }: ParameterStretch, y: number): object {
  const ends = [from, to].map((value) => parameterValue(one.parameter, Number(value.toPrecision(3))));
  return {
    data: {
      values: [{ parameter: one.parameter.path, range: ends.join(' to '), answer: holds ? 'holds' : 'changes' }],
    },
    mark: { type: 'rule', color: holds ? HOLDS : CHANGES, strokeWidth: holds ? 8 : 4 },
    encoding: {
      ...{ x: { value: placeOf(one, from) }, x2: { value: placeOf(one, to) }, y: { value: y } },
      tooltip: pointedAt({ parameter: 'Value', range: 'Between', answer: 'Answer' }),
    },
  };
}

/** The interval as a band behind a tick. */
function flipMarks(one: Sensitivity, { at, low, high }: DecisionFlip, y: number): object[] {
  const [left, right] = [placeOf(one, low), placeOf(one, high)];
  const text = parameterValue(one.parameter, at, { low, high });
  const where = placeOf(one, at);
  const align = where > WIDTH - 40 ? 'right' : where < 40 ? 'left' : 'center';
  return [
    {
      mark: { type: 'rect', color: INK, opacity: 0.22 },
      encoding: {
        x: { value: left },
        x2: { value: Math.max(right, left + 1) },
        y: { value: y - 8 },
        y2: { value: y + 8 },
      },
    },
    {
      mark: { type: 'rule', color: INK, strokeWidth: 2 },
      encoding: { x: { value: where }, y: { value: y - 9 }, y2: { value: y + 9 } },
    },
    {
      mark: { type: 'text', text, fontSize: 11, fontWeight: 'bold', color: INK, align, baseline: 'bottom' },
      encoding: { x: { value: where }, y: { value: y - 10 } },
    },
  ];
}

function baseMark(one: Sensitivity, y: number): object {
  const { path, base } = one.parameter;
  return {
    data: { values: [{ path, base: parameterValue(one.parameter, base) }] },
    mark: {
      type: 'point',
      filled: true,
      shape: 'circle',
      size: 80,
      opacity: 1,
      color: INK,
      stroke: 'white',
      strokeWidth: 1.5,
    },
    encoding: {
      ...{ x: { value: placeOf(one, base) }, y: { value: y } },
      tooltip: pointedAt({ path: 'Value', base: 'In the scenario' }),
    },
  };
}

/** The path and both ends at the left and right; whom the answer changes to beside it. */
function texts(one: Sensitivity, y: number): object[] {
  const { path, low, high } = one.parameter;
  const said = (text: string, x: number, dy: number, style: object): object => ({
    mark: { ...{ type: 'text', text, fontSize: 11, color: FAINT, baseline: 'middle' }, ...style },
    encoding: { x: { value: x }, y: { value: y + dy } },
  });
  const to = one.flips.map((flip) => `${flip.side}: ${flip.to ?? 'no pattern'}`);
  return [
    said(path, -12, 0, { align: 'right', fontSize: 12, color: INK, limit: 260 }),
    said(parameterValue(one.parameter, low), 0, 15, { align: 'left' }),
    said(parameterValue(one.parameter, high), WIDTH, 15, { align: 'right' }),
    said(to.length === 0 ? 'no change is shown' : to.join('; '), WIDTH + 14, 0, {
      ...{ align: 'left', fontSize: 12, limit: BESIDE + 60 },
      color: to.length === 0 ? FAINT : INK,
    }),
  ];
}

/** The nearest flip in words. */
function titleOf(decision: Decision): string {
  const nearest = decision.sensitivities.find(({ flips }) => flips.length > 0);
  if (nearest === undefined) return `No single value within its range is shown to change the answer`;
  return capitalised(flipText(decision, nearest, nearest.flips[0]!));
}

function describe(decision: Decision): string {
  const told = decision.sensitivities.map((one) => {
    const flips = one.flips.map((flip) => flipText(decision, one, flip));
    return `${one.parameter.path}: ${flips.length === 0 ? 'no change is shown' : flips.join('; ')}`;
  });
  return `Strips of the uncertain values, with where the answer ${decision.answer} changes. ${told.join('. ')}.`;
}
