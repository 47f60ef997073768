import type { ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { s } from 'hastscript';
import type { Row } from '../../validation/row.js';
import { counted, fixed } from '../words/format.js';
import { type FamilyCount, familyCounts, figure, isChecked } from '../words/validation.js';
import { rounded, words } from './svg-marks.js';
import { type DrawnChart, FAINT, FONT, INK } from './theme.js';

/** Expected against got: a panel a family, a point a row, logarithmic because figures reach from thousandths to millions. */

/** Where figures disagree there is more to see. */
const [SMALL, LARGE] = [150, 320];
const [LEFT, TOP, BETWEEN] = [52, 30, 58];
/** Where zero stands, which a logarithmic axis has no place for. */
const ZERO = 24;
const AGREES = '#0072B2';
const DIFFERS = '#B84F00';

/** Laws hold or do not: they have no size to compare. */
const isSized = (row: Row): boolean => row.kind !== 'law' && isChecked(row);
const isPlotted = (row: Row): boolean => isSized(row) && row.expected >= 0 && row.got >= 0;

interface Panel {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly left: number;
  readonly side: number;
}

/** Null where no row has a place in it. */
export function calibrationChart(rows: readonly Row[], numbers: ReadonlyMap<Row, number>): DrawnChart | null {
  const sized = rows.filter(isSized);
  if (!sized.some(isPlotted)) return null;
  const panels = panelsOf(sized);
  const last = panels.at(-1)!;
  const differing = sized.filter((row) => !row.ok);
  const below = sized.filter((row) => !isPlotted(row)).length;
  const marks = panels.flatMap((panel) => panelMarks(panel, numbers));
  const lists = panels.map(({ title }) => title).join('; ');
  return {
    name: 'calibration',
    title: titleOf(sized, differing),
    subtitle: [
      `A dot a row: expected to the right, got upwards, both logarithmic; on the line they are equal. Diamonds do not agree; their numbers are those of the list below.${below === 0 ? '' : ` ${counted(below, 'figure')} below zero ${below === 1 ? 'is' : 'are'} not drawn.`}`,
    ],
    description: `Scatter plots of expected against simulated values, a panel a kind of evidence. Agreeing: ${lists}.`,
    svg: drawing(last.left + last.side + 16, TOP + Math.max(...panels.map((panel) => panel.side)) + 48, marks),
  };
}

function panelsOf(sized: readonly Row[]): Panel[] {
  let next = LEFT;
  const sideOf = ({ checked, agree }: FamilyCount): number => (checked === agree ? SMALL : LARGE);
  // On a narrow page the first panel is seen first.
  const counts = [...familyCounts(sized)].sort((a, b) => sideOf(b) - sideOf(a));
  return counts.map((one): Panel => {
    const { family, checked, agree } = one;
    const side = sideOf(one);
    const left = next;
    next += side + BETWEEN;
    const count = checked === agree ? `all ${fixed(checked, 0)}` : `${fixed(agree, 0)} of ${fixed(checked, 0)}`;
    return {
      title: `${family.short}: ${count}`,
      rows: sized.filter((row) => row.kind === family.kind && isPlotted(row)),
      ...{ left, side },
    };
  });
}

function titleOf(sized: readonly Row[], differing: readonly Row[]): string {
  if (differing.length === 0) return `All ${counted(sized.length, 'figure')} come out as expected`;
  const only = new Set(differing.map(({ kind }) => kind)).size === 1 ? familyCounts(differing)[0]!.family.short : '';
  const all = only === '' ? '' : `, all of them ${only}`;
  return `${fixed(differing.length, 0)} of ${counted(sized.length, 'figure')} do not come out as expected${all}`;
}

function drawing(width: number, height: number, marks: readonly ElementContent[]): string {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const root = s('svg', { xmlns: 'http://www.w3.org/2000/svg', ...size, 'font-family': FONT, 'font-size': 12 }, [
    ...marks,
  ]);
  return toHtml(root, { space: 'svg' });
}

function panelMarks({ title, rows, left, side }: Panel, numbers: ReadonlyMap<Row, number>): ElementContent[] {
  const positive = rows.flatMap(({ expected, got }) => [expected, got]).filter((value) => value > 0);
  const [low, high] = [Math.floor(log(Math.min(...positive))), Math.ceil(log(Math.max(...positive)))];
  const span = Math.max(1, high - low);
  const along = (value: number): number => (value > 0 ? ZERO + ((log(value) - low) / span) * (side - ZERO) : 0);
  const [x, y] = [(value: number) => left + along(value), (value: number) => TOP + side - along(value)];
  const ticks = Array.from({ length: span + 1 }, (_, i) => low + i)
    .filter((power) => (power - low) % Math.ceil(span / (side / 50)) === 0)
    .map((power): [number, string] => [10 ** power, powerText(power)]);
  const zero: [number, string][] = rows.some(({ expected, got }) => expected === 0 || got === 0) ? [[0, '0']] : [];
  return [
    words(left, TOP - 12, title, { bold: true, plain: true }),
    s('rect', { x: left, y: TOP, width: side, height: side, fill: 'none', stroke: '#9aa2aa' }),
    s('path', { d: `M${left + ZERO} ${TOP + side - ZERO}L${left + side} ${TOP}`, stroke: '#9aa2aa', fill: 'none' }),
    ...[...zero, ...ticks].flatMap(([value, text]) => [
      words(x(value), TOP + side + 16, text, { anchor: 'middle', colour: FAINT, plain: true, size: 11 }),
      words(left - 6, y(value) + 4, text, { anchor: 'end', colour: FAINT, plain: true, size: 11 }),
    ]),
    words(left + side / 2, TOP + side + 36, 'expected', { anchor: 'middle', plain: true }),
    s('g', { transform: `translate(${left - 40} ${TOP + side / 2}) rotate(-90)` }, [
      words(0, 0, 'got', { anchor: 'middle', plain: true }),
    ]),
    ...distinct(
      rows.filter(({ ok }) => ok),
      x,
      y,
    ).map(({ row, count }) => dot(row, count, x, y)),
    ...rows.filter(({ ok }) => !ok).flatMap((row) => differing(row, numbers.get(row), x, y)),
  ];
}

const log = (value: number): number => Math.log10(value);

/** "0.001", "100", "10k", "1M". */
function powerText(power: number): string {
  if (power < 4) return String(10 ** power);
  return power < 6 ? `${10 ** (power - 3)}k` : `${10 ** (power - 6)}M`;
}

type Place = (value: number) => number;

/** Rows on the same pixel are one dot. */
function distinct(rows: readonly Row[], x: Place, y: Place): { row: Row; count: number }[] {
  const found = new Map<string, { row: Row; count: number }>();
  for (const row of rows) {
    const key = `${Math.round(x(row.expected))} ${Math.round(y(row.got))}`;
    const known = found.get(key);
    found.set(key, { row: known?.row ?? row, count: (known?.count ?? 0) + 1 });
  }
  return [...found.values()];
}

function dot(row: Row, count: number, x: Place, y: Place): ElementContent {
  const others = count === 1 ? '' : `\nand ${counted(count - 1, 'row')} at the same place`;
  return s('circle', {
    ...{ cx: rounded(x(row.expected)), cy: rounded(y(row.got)), r: 2.6, fill: AGREES, 'fill-opacity': 0.7 },
    'data-tip': `${tipOf(row)}${others}`,
  });
}

/** An open diamond; with its number where it is far off. */
function differing(row: Row, number: number | undefined, x: Place, y: Place): ElementContent[] {
  const [cx, cy] = [rounded(x(row.expected)), rounded(y(row.got))];
  // Above or below, away from the line; near it they would hide each other, and the list names all.
  const isAbove = row.got > row.expected;
  const isFar = row.got === 0 || row.expected === 0 || Math.abs(Math.log2(row.got / row.expected)) > FAR;
  const label = { anchor: 'middle', colour: DIFFERS, size: 11, bold: true, plain: true } as const;
  return [
    s('path', {
      ...{ d: `M${cx} ${cy - 5}L${cx + 5} ${cy}L${cx} ${cy + 5}L${cx - 5} ${cy}Z`, fill: 'white', stroke: DIFFERS },
      'stroke-width': 2,
      'data-tip': tipOf(row),
    }),
    ...(isFar && number !== undefined
      ? [words(cx, cy + (isAbove || row.got === 0 ? -8 : 16), String(number), label)]
      : []),
  ];
}

/** In doublings. */
const FAR = 0.5;

const tipOf = ({ name, what, unit, expected, got }: Row): string =>
  `${name}: ${what}\nExpected: ${figure(expected)} ${unit}\nGot: ${figure(got)} ${unit}`;

/** How far off those are that do not agree: got as a multiple of what was expected. */
export function missesChart(numbers: ReadonlyMap<Row, number>): DrawnChart | null {
  const rows = [...numbers.keys()].filter(({ expected, got }) => expected > 0 && got > 0);
  if (rows.length === 0) return null;
  const [names, plot, step, top] = [470, 300, 21, 34];
  const reach = Math.max(...rows.flatMap(({ expected, got }) => Math.abs(Math.log2(got / expected))), 0.2) * 1.15;
  const x = (ratio: number): number =>
    names + Math.min(1, Math.max(0, (Math.log2(ratio) + reach) / (2 * reach))) * plot;
  const [width, height] = [names + plot + 150, top + rows.length * step + 14];
  const ticks = TICKS.filter((ratio) => Math.abs(Math.log2(ratio)) <= reach);
  const svg = drawing(width, height, [
    ...ticks.flatMap((ratio) => [
      s('path', {
        d: `M${rounded(x(ratio))} ${top - 10}V${height - 8}`,
        stroke: ratio === 1 ? '#5c6670' : '#e6e8ea',
        fill: 'none',
      }),
      words(x(ratio), top - 16, ratio < 1 ? `1/${1 / ratio}` : `${ratio} ×`, {
        anchor: 'middle',
        colour: FAINT,
        plain: true,
        size: 11,
      }),
    ]),
    ...rows.flatMap((row, i) => missMarks(row, numbers.get(row)!, x, top + (i + 0.5) * step, names + plot)),
  ]);
  const ratios = rows.map(({ expected, got }) => got / expected);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return {
    name: 'misses',
    title: `Those that do not agree come out at ${figure2(least)} to ${figure2(most)} times what was published`,
    subtitle: ['Diamond: got, as a multiple of what was expected. Grey: what would have passed.'],
    description: `A row a figure that does not agree: ${rows.map((row) => `${row.name}, ${row.what}: expected ${figure(row.expected)}, got ${figure(row.got)}`).join('; ')}.`,
    svg,
  };
}

/** Multiples that an axis names. */
const TICKS = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16];

const figure2 = (value: number): string => String(Number(value.toPrecision(2)));

function missMarks(row: Row, number: number, x: Place, y: number, right: number): ElementContent[] {
  const { expected, got, allowed } = row;
  const [from, to] = [x((expected - allowed) / expected), x((expected + allowed) / expected)];
  const at = rounded(x(got / expected));
  const label = shortened(`${number}  ${row.name}: ${row.what}`, 76);
  return [
    words(4, y + 4, label, { plain: true }),
    s('rect', {
      x: rounded(from),
      y: y - 6,
      width: rounded(Math.max(1, to - from)),
      height: 12,
      fill: '#9aa2aa',
      'fill-opacity': 0.45,
    }),
    s('path', { d: `M${rounded(x(1))} ${y}H${at}`, stroke: DIFFERS, fill: 'none', 'stroke-width': 1.5 }),
    s('path', {
      ...{ d: `M${at} ${y - 5}L${at + 5} ${y}L${at} ${y + 5}L${at - 5} ${y}Z`, fill: DIFFERS },
      'data-tip': tipOf(row),
    }),
    words(right + 12, y + 4, `${figure(expected)} → ${figure(got)}`, { colour: INK, plain: true }),
  ];
}

const shortened = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
