import type { Comparison } from '../../compare/comparison.js';
import { measureOf, rowOf, rowsOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { judgedDifference, type SummaryRow } from '../../study/summary-row.js';
import { counted, formatDifference, headingUnit, inSentence } from '../words/format.js';
import { verdictText } from '../words/shown.js';
import { castLooks } from './cast-looks.js';
import { lines } from './missing.js';
import { boundsOf, type ChartSpec, chart, INK, patternRows, pointedAt } from './theme.js';

const WIDTH = 420;
const FONT_SIZE = 12;

/** The best pattern on the first objective, and how far each of these patterns is from it. */
interface Rivals {
  readonly measure: Measure;
  readonly best: string;
  readonly rows: readonly SummaryRow[];
}

/** Null where there is nothing to compare it with. */
export function rivalsOf(comparison: Comparison, patterns: readonly string[]): Rivals | null {
  const measure = measureOf(comparison, comparison.objectives[0] ?? '');
  if (measure === undefined || measure.better === 'neither') return null;
  const best = rowsOf(comparison, measure.id).find(({ verdict }) => verdict === 'best')?.pattern;
  const rows = patterns.flatMap((pattern) => rowOf(comparison, pattern, measure.id) ?? []);
  if (best === undefined || rows.every(({ vsBest }) => vsBest === null)) return null;
  return { measure, best, rows: rows.filter(({ pattern }) => pattern !== best) };
}

/** How far these patterns are from the best one on the first objective: differences with the intervals that decide what is shown. */
export function differencesToBest(comparison: Comparison, { measure, best, rows }: Rivals): ChartSpec {
  const factor = measure.unit === 'share' ? 100 : 1;
  const look = castLooks(comparison);
  const values = rows.flatMap((row) => {
    const difference = judgedDifference(row.vsBest, row.shown);
    if (difference === null) return [];
    const { low, high } = boundsOf(difference);
    return {
      pattern: row.pattern,
      ...{ difference: difference.mean * factor, low: low * factor, high: high * factor },
      ...look(row.pattern),
      amount: formatDifference(measure.unit, difference, true),
      verdict: verdictText(row),
    };
  });
  const texts = rows.map((row) => ({
    pattern: row.pattern,
    text: row.vsBest === null ? 'no pairs' : verdictText(row),
  }));
  const y = {
    ...patternRows(rows.map(({ pattern }) => pattern)),
    scale: { domain: rows.map(({ pattern }) => pattern) },
  };
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `Difference from ${best}, ${amountOf(measure)}`,
    axis: { tickCount: 5, grid: true },
  });
  const shape = { field: 'shape', type: 'nominal', scale: null };
  return chart(
    titleOf(comparison, measure, best),
    lines(subtitleOf(comparison, measure), WIDTH + 160),
    describe(measure, best, rows),
    {
      width: WIDTH,
      height: { step: 26 },
      layer: [
        { data: { values: [{}] }, mark: { type: 'rule', color: INK, strokeWidth: 1 }, encoding: { x: { datum: 0 } } },
        {
          data: { values },
          mark: { type: 'rule', strokeWidth: 2, color: { expr: 'datum.colour' } },
          encoding: { y, x: x('low'), x2: { field: 'high' } },
        },
        {
          data: { values },
          mark: { type: 'point', filled: true, size: 90, opacity: 1, stroke: 'white', strokeWidth: 1 },
          encoding: {
            ...{ y, x: x('difference'), shape, color: { field: 'colour', type: 'nominal', scale: null } },
            tooltip: pointedAt({ pattern: 'Pattern', amount: `Difference from ${best}`, verdict: 'Verdict' }),
          },
        },
        {
          data: { values: texts },
          mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: FONT_SIZE, color: INK },
          encoding: { y, x: { value: WIDTH + 10 }, text: { field: 'text' } },
        },
      ],
    },
  );
}

/** Of all that were compared, not only of those that are drawn. */
function titleOf(comparison: Comparison, measure: Measure, best: string): string {
  const others = rowsOf(comparison, measure.id).filter(({ pattern, vsBest }) => pattern !== best && vsBest !== null);
  const behind = others.filter(({ verdict }) => verdict === 'worse').length;
  const ahead = measure.id === 'correct' ? 'more often right than' : `better on ${inSentence(measure.label)} than`;
  const all = behind === others.length ? (others.length === 1 ? others[0]!.pattern : `all ${behind} others`) : null;
  return `${best} is shown to be ${ahead} ${all ?? `${behind === 0 ? 'none' : behind} of ${counted(others.length, 'other pattern')}`}`;
}

function subtitleOf({ runs, patterns }: Comparison, { better }: Measure): string {
  const intervals =
    runs < 2
      ? 'One replication gives no intervals.'
      : `Lines: ${patterns.length < 3 ? '95 % intervals' : "intervals after Holm's correction over all pairs"}; a difference is shown where its line does not reach zero.`;
  return `${counted(runs, 'replication')}, paired differences. ${better === 'higher' ? 'Right' : 'Left'} of zero is better. ${intervals}`;
}

/** What a difference is counted in. */
function amountOf({ unit, readRun }: Measure): string {
  if (unit === 'share') return 'percentage points';
  const heading = headingUnit(unit).replace('$', 'US dollars');
  return [heading, ...(readRun === undefined ? ['mean per task'] : [])].filter((text) => text !== '').join(', ');
}

function describe({ unit, label }: Measure, best: string, rows: readonly SummaryRow[]): string {
  const texts = rows.map((row) => {
    const difference = judgedDifference(row.vsBest, row.shown);
    if (difference === null) return `${row.pattern} without pairs`;
    const verdict = verdictText(row);
    return `${row.pattern} ${formatDifference(unit, difference, true)}${verdict === '' ? '' : `, ${verdict}`}`;
  });
  return `Points of paired differences in ${inSentence(label)} from ${best}, with intervals after Holm's correction. ${texts.join('; ')}.`;
}
