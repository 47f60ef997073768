import type { BrokenDown } from '../../compare/breakdowns.js';
import type { Comparison } from '../../compare/comparison.js';
import { partsOf } from '../../measures/index.js';
import type { PartMeasure } from '../../measures/measure.js';
import type { Estimate } from '../../statistics/estimates.js';
import { counted, formatEstimate, formatValue } from '../words/format.js';
import { lines, notDrawn } from './missing.js';
import { boundsOf, bracket, type ChartSpec, chart, INK, patternRows, pointedAt } from './theme.js';

const WIDTH = 560;

/** Cool colours do the work, warm ones coordinate; neighbours differ in lightness too. */
const COLOURS: Readonly<Record<string, string>> = {
  timeWork: '#0072B2',
  timeCoordination: '#E69F00',
  timeQueueing: '#56B4E9',
  timeRateLimit: '#1B3A6B',
  timeRetry: '#D55E00',
  timeRepair: '#CC79A7',
  timeMessages: '#B0B7BF',
  tokensPrompts: '#B7DDF4',
  tokensFirst: '#56B4E9',
  tokensAgain: '#1B3A6B',
  tokensTools: '#7FCDBB',
  tokensOutput: '#0072B2',
  tokensDecisions: '#E69F00',
  tokensSyntheses: '#F6D58E',
  tokensReviews: '#D55E00',
  tokensWasted: '#7F8790',
};

/** How a whole that was taken apart is shown. */
interface BreakdownWords {
  readonly whole: BrokenDown;
  readonly title: string;
  readonly axis: string;
  readonly note: string;
}

export const TIME: BreakdownWords = {
  whole: 'latency',
  title: 'What the latency consists of',
  axis: 'Mean latency of delivered tasks, s',
  note: 'Along the critical path of each task.',
};

export const TOKENS: BreakdownWords = {
  whole: 'tokens',
  title: 'What the tokens are used for',
  axis: 'Input and output tokens, mean per task',
  note: 'Work in blue and green, coordination in orange, waste in grey.',
};

interface Stack {
  readonly pattern: string;
  readonly total: Estimate;
  readonly shares: readonly { readonly part: PartMeasure; readonly mean: number }[];
}

/** Whether the parts were measured, and have a value under any pattern. */
export function canBreakDown({ breakdowns }: Comparison, { whole }: BreakdownWords): boolean {
  return breakdowns.some((one) => one.whole === whole);
}

/** A whole and its parts: one stacked bar per pattern, with the interval of the whole. */
export function breakdownChart(comparison: Comparison, breakdown: BreakdownWords): ChartSpec {
  const { title, axis, note } = breakdown;
  const stacks = comparison.ranking.flatMap((pattern) => stackOf(comparison, pattern, breakdown) ?? []);
  const parts = partsOf(breakdown.whole).filter(({ id }) =>
    stacks.some(({ shares }) => shares.some(({ part, mean }) => part.id === id && mean > 0)),
  );
  const drawn = stacks.map(({ pattern }) => pattern);
  const rows = { y: patternRows(drawn) };
  const most = Math.max(...stacks.map(({ total }) => boundsOf(total).high));
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: axis,
    scale: { domain: [0, most > 0 ? most * 1.16 : 1], nice: false },
  });
  const color = {
    field: 'part',
    type: 'nominal',
    scale: { domain: parts.map(({ label }) => label), range: parts.map(({ id }) => COLOURS[id]!) },
    legend: { orient: 'top', symbolType: 'square', columns: evenly(parts.length), offset: 4 },
  };
  const totals = stacks.map(({ pattern, total }) => ({
    pattern,
    ...boundsOf(total),
    // Beside an axis of seconds, seconds it is.
    total: `${formatValue('1', total.mean, total)} ${partsOf(breakdown.whole)[0]!.unit}`,
  }));
  const missing = comparison.ranking.filter((name) => !drawn.includes(name));
  const interval = comparison.runs < 2 ? '' : ' Bracket: 95 % interval of the sum.';
  const subtitle = [
    ...lines(`${counted(comparison.runs, 'replication')}. ${note}${interval}`, WIDTH),
    ...notDrawn(comparison, missing, WIDTH),
  ];
  return chart(title, subtitle, describe(stacks, breakdown), {
    width: WIDTH,
    height: { step: 26 },
    layer: [
      {
        data: { values: stacks.flatMap(segments) },
        mark: { type: 'bar', height: 18, stroke: 'white', strokeWidth: 0.5 },
        encoding: {
          ...rows,
          x: x('from'),
          x2: { field: 'to' },
          color,
          tooltip: pointedAt({
            pattern: 'Pattern',
            part: 'Part',
            amount: 'Mean per task',
            share: 'Share of the whole',
          }),
        },
      },
      ...(comparison.runs < 2 ? [] : [bracket(totals, rows, x)]),
      {
        data: { values: totals },
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 7, fontSize: 11, color: INK },
        encoding: { ...rows, x: x('high'), text: { field: 'total' } },
      },
    ],
  });
}

/** Columns of a legend in as few rows as fit, all about equally long. */
function evenly(entries: number): number {
  return Math.ceil(entries / Math.max(1, Math.ceil(entries / 5)));
}

/** Null where the whole has no value. */
function stackOf({ breakdowns }: Comparison, pattern: string, { whole }: BreakdownWords): Stack | null {
  const found = breakdowns.find((one) => one.whole === whole)?.patterns.find((one) => one.pattern === pattern);
  if (found === undefined) return null;
  return { pattern, total: found.total, shares: partsOf(whole).map((part, i) => ({ part, mean: found.parts[i]! })) };
}

function segments({ pattern, total, shares }: Stack): object[] {
  let from = 0;
  return shares.flatMap(({ part, mean }) => {
    if (mean === 0) return [];
    const to = from + mean;
    const share = formatValue('share', mean / total.mean, { low: 0, high: 0.02 });
    const segment = { pattern, part: part.label, from, to, amount: amountOf(part, mean), share };
    from = to;
    return [segment];
  });
}

/** Three significant digits: a part has no interval of its own here. */
function amountOf({ unit }: PartMeasure, mean: number): string {
  return formatValue(unit, Number(mean.toPrecision(3)));
}

function describe(stacks: readonly Stack[], { axis }: BreakdownWords): string {
  const texts = stacks.map(({ pattern, total, shares }) => {
    const largest = [...shares].filter(({ mean }) => mean > 0).sort((a, b) => b.mean - a.mean);
    const parts = largest.slice(0, 3).map(({ part, mean }) => `${part.label} ${amountOf(part, mean)}`);
    const most = parts.length === 0 ? '' : `, above all ${parts.join(', ')}`;
    return `${pattern} ${formatEstimate(shares[0]!.part.unit, total)}${most}`;
  });
  return `Stacked bars, one per pattern, of the parts of: ${axis}. ${texts.join('; ')}.`;
}
