import type { Comparison } from '../../compare/comparison.js';
import { measureOf, rowsOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { BASELINE } from '../../study/baseline.js';
import { judgedDifference, type PairedDifference, type SummaryRow } from '../../study/summary-row.js';
import { counted, formatDifference, headingUnit, inSentence } from '../words/format.js';
import { verdictText } from '../words/shown.js';
import { lines } from './missing.js';
import { boundsOf, type Chart, chart, INK, lookOf, patternRows, pointedAt } from './theme.js';

const WIDTH = 300;
const FONT_SIZE = 11;

/** Paired differences to one pattern. */
interface ForestPanel {
  readonly reference: string;
  readonly of: (row: SummaryRow) => PairedDifference | null;
  /** What stands at the right of a row. */
  readonly text: (row: SummaryRow) => string;
}

/** The chart of paired differences on the first objective; none where there is nothing to compare it with. */
export function forestCharts(comparison: Comparison): Chart[] {
  const measure = measureOf(comparison, comparison.objectives[0] ?? '');
  const panels = measure === undefined ? [] : panelsOf(comparison, measure);
  if (measure === undefined || panels.length === 0) return [];
  const label = inSentence(measure.label);
  const reading = [
    'Paired differences, over replications in which both have a value;',
    comparison.runs < 2 ? 'one replication gives no intervals.' : intervalsText(comparison),
    ...(measure.better === 'neither' ? [] : [`${measure.better === 'higher' ? 'Right' : 'Left'} of zero is better.`]),
    ...(comparison.runs < 2 ? [] : ['A difference is shown where its line does not reach zero.']),
  ];
  const width = panels.length * (WIDTH + 90);
  const subtitle = [`${counted(comparison.runs, 'replication')}.`, ...reading].join(' ');
  const spec = chart(
    `Differences between patterns: ${label}`,
    lines(subtitle, width),
    describe(comparison, measure, panels),
    {
      hconcat: panels.map((panel, at) => panelOf(comparison, measure, panel, at === 0)),
      spacing: 30,
    },
  );
  return [{ name: 'differences', spec }];
}

const intervalsText = ({ patterns }: Comparison): string =>
  patterns.length < 3
    ? 'lines: their 95 % intervals.'
    : "lines: their intervals after Holm's correction over all pairs.";

function panelsOf(comparison: Comparison, measure: Measure): ForestPanel[] {
  const rows = rowsOf(comparison, measure.id);
  const best = rows.find(({ verdict }) => verdict === 'best')?.pattern;
  const hasSome = (of: ForestPanel['of']): boolean => rows.some((row) => of(row) !== null);
  const toBest: ForestPanel = {
    reference: best ?? '',
    of: (row) => judgedDifference(row.vsBest, row.shown),
    text: verdictText,
  };
  const toSingle: ForestPanel = {
    reference: BASELINE,
    of: (row) => judgedDifference(row.vsSingle, row.shownSingle),
    text: () => '',
  };
  return [
    ...(best !== undefined && hasSome(toBest.of) ? [toBest] : []),
    ...(best !== BASELINE && hasSome(toSingle.of) ? [toSingle] : []),
  ];
}

function panelOf(comparison: Comparison, measure: Measure, panel: ForestPanel, isFirst: boolean): object {
  const factor = measure.unit === 'share' ? 100 : 1;
  const rows = rowsOf(comparison, measure.id);
  const values = rows.flatMap((row) => {
    const isReference = row.pattern === panel.reference;
    const difference = isReference ? { mean: 0, low: 0, high: 0 } : panel.of(row);
    if (difference === null) return [];
    const { low, high } = boundsOf(difference);
    return {
      pattern: row.pattern,
      ...{ difference: difference.mean * factor, low: low * factor, high: high * factor },
      ...lookOf(row.pattern),
      amount: isReference ? 'compared with it' : formatDifference(measure.unit, difference, true),
      verdict: panel.text(row),
    };
  });
  const texts = rows.map((row) => ({
    pattern: row.pattern,
    text: panel.of(row) === null && row.pattern !== panel.reference ? 'no pairs' : panel.text(row),
  }));
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `Difference from ${panel.reference}, ${amountOf(measure)}`,
    axis: { tickCount: 5, grid: true },
  });
  const y = patternRows(comparison.ranking) as { axis: object };
  const named = { ...y, scale: { domain: comparison.ranking }, axis: isFirst ? y.axis : null };
  const look = {
    color: { field: 'colour', type: 'nominal', scale: null },
    shape: { field: 'shape', type: 'nominal', scale: null },
  };
  const told = {
    pattern: 'Pattern',
    amount: `Difference from ${panel.reference}`,
    ...(isFirst ? { verdict: 'Verdict' } : {}),
  };
  return {
    width: WIDTH,
    height: { step: 22 },
    data: { values },
    layer: [
      { data: { values: [{}] }, mark: { type: 'rule', color: INK, strokeWidth: 1 }, encoding: { x: { datum: 0 } } },
      {
        mark: { type: 'rule', strokeWidth: 2, color: { expr: 'datum.colour' } },
        encoding: { y: named, x: x('low'), x2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, size: 80, opacity: 1, stroke: 'white', strokeWidth: 1 },
        encoding: { y: named, x: x('difference'), ...look, tooltip: pointedAt(told) },
      },
      {
        data: { values: texts.filter(({ text }) => text !== '') },
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: FONT_SIZE, color: INK },
        encoding: { y: named, x: { value: WIDTH + 10 }, text: { field: 'text' } },
      },
    ],
  };
}

/** What a difference is counted in. */
function amountOf({ unit, readRun }: Measure): string {
  if (unit === 'share') return 'percentage points';
  const heading = headingUnit(unit).replace('$', 'US dollars');
  return [heading, ...(readRun === undefined ? ['mean per task'] : [])].filter((text) => text !== '').join(', ');
}

function describe(comparison: Comparison, measure: Measure, panels: readonly ForestPanel[]): string {
  const texts = panels.map((panel) => {
    const rows = rowsOf(comparison, measure.id).flatMap((row) => {
      const difference = panel.of(row);
      if (difference === null) return row.pattern === panel.reference ? [] : `${row.pattern} without pairs`;
      const verdict = panel.text(row) === '' ? '' : `, ${panel.text(row)}`;
      return `${row.pattern} ${formatDifference(measure.unit, difference, true)}${verdict}`;
    });
    return `To ${panel.reference}: ${rows.join('; ')}`;
  });
  return `Points of paired differences in ${inSentence(measure.label)}, with ${comparison.ranking.length < 3 ? '95 % intervals' : "intervals after Holm's correction"}. ${texts.join('. ')}.`;
}
