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
  timeCoordination: '#C47A00',
  timeQueueing: '#2F8FCC',
  timeRateLimit: '#1B3A6B',
  timeRetry: '#D55E00',
  timeRepair: '#B5609A',
  timeMessages: '#8A929A',
  tokensPrompts: '#4C96C4',
  tokensFirst: '#2F6F9F',
  tokensAgain: '#1B3A6B',
  tokensTools: '#2A8F82',
  tokensOutput: '#0072B2',
  tokensDecisions: '#C47A00',
  tokensSyntheses: '#A8842A',
  tokensReviews: '#D55E00',
  tokensWasted: '#7F8790',
};

/** How a whole that was taken apart is shown. */
interface BreakdownWords {
  readonly whole: BrokenDown;
  /** "latency" in "71 % of the latency of debate is work". */
  readonly noun: string;
  readonly verb: 'is' | 'are';
  readonly axis: string;
  readonly note: string;
}

export const TIME: BreakdownWords = {
  whole: 'latency',
  noun: 'latency',
  verb: 'is',
  axis: 'Mean latency of delivered tasks, s',
  note: 'Along the critical path of each task.',
};

export const TOKENS: BreakdownWords = {
  whole: 'tokens',
  noun: 'tokens',
  verb: 'are',
  axis: 'Input and output tokens, mean per task',
  note: 'Work in blue and green, coordination in orange, waste in grey.',
};

interface Stack {
  readonly pattern: string;
  readonly total: Estimate;
  readonly shares: readonly { readonly part: PartMeasure; readonly mean: number }[];
}

/** Whether the parts were measured, and are more than nothing under any of these patterns. */
export function canBreakDown(
  { breakdowns }: Comparison,
  { whole }: BreakdownWords,
  patterns: readonly string[],
): boolean {
  const found = breakdowns.find((one) => one.whole === whole)?.patterns ?? [];
  return found.some(({ pattern, total }) => patterns.includes(pattern) && total.mean > 0);
}

/** A whole and its parts: one stacked bar per pattern, with the interval of the whole. */
export function breakdownChart(
  comparison: Comparison,
  breakdown: BreakdownWords,
  patterns: readonly string[],
): ChartSpec {
  const { axis, note } = breakdown;
  const stacks = patterns.flatMap((pattern) => stackOf(comparison, pattern, breakdown) ?? []);
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
  const missing = patterns.filter((name) => !drawn.includes(name));
  const interval = comparison.runs < 2 ? '' : ' Bracket: 95 % interval of the sum.';
  const subtitle = [
    ...lines(`${counted(comparison.runs, 'replication')}. ${note}${interval}`, WIDTH),
    ...notDrawn(comparison, missing, WIDTH),
  ];
  return chart(titleOf(stacks, breakdown), subtitle, describe(stacks, breakdown), {
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

/** What takes most under the pattern that takes most. */
function titleOf(stacks: readonly Stack[], { noun, verb }: BreakdownWords): string {
  const most = [...stacks].sort((a, b) => b.total.mean - a.total.mean)[0]!;
  const part = [...most.shares].sort((a, b) => b.mean - a.mean)[0]!;
  const share = Math.round((100 * part.mean) / most.total.mean);
  return `${share} % of the ${noun} of ${most.pattern} ${verb} ${part.part.label}`;
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
