import type { Comparison } from '../../compare/comparison.js';
import { rowOf, rowsOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { capitalised, counted, formatEstimate, inSentence, listed } from '../words/format.js';
import { isPlural } from '../words/verdict/measure-words.js';
import { brief } from '../words/verdict/phrases.js';
import { type AlikePatterns, alikeIn, castLooks } from './cast-looks.js';
import { lines } from './missing.js';
import { subjectsOf } from './subjects.js';
import { boundsOf, type ChartSpec, chart, INK, intervalsNote, patternRows, pointedAt } from './theme.js';

const WIDTH = 150;
/** Panels beside each other. */
const COLUMNS = 4;
const ALWAYS = ['operationalFailures', 'singlePoint'];
/** What a change touches is no fault. */
const NO_FAULT = 'changeImpact';

/** What faults do to each pattern: measures of dependability that are above zero anywhere. */
export function faultMeasures(comparison: Comparison): Measure[] {
  const found = comparison.measures.filter(
    ({ id, group }) =>
      group === 'dependability' &&
      id !== NO_FAULT &&
      (ALWAYS.includes(id) || rowsOf(comparison, id).some(({ mean }) => mean > 0)) &&
      rowsOf(comparison, id).some(({ mean }) => !Number.isNaN(mean)),
  );
  // Those two first, and beside each other: one is about the faults of the scenario, the other one about the worst of all.
  return [...found.filter(({ id }) => ALWAYS.includes(id)), ...found.filter(({ id }) => !ALWAYS.includes(id))];
}

/** So many measures are drawn; the others are in the tables. */
const MOST = 4;

/** What faults do to each pattern: one panel per measure, one point per pattern, with intervals. */
export function dependabilityChart(comparison: Comparison): ChartSpec {
  const measures = faultMeasures(comparison).slice(0, MOST);
  const groups = alikeIn(
    comparison,
    measures.map(({ id }) => id),
    rowsDrawn(comparison, measures),
  );
  const bands = Array.from({ length: Math.ceil(measures.length / COLUMNS) }, (_, at) =>
    measures.slice(at * COLUMNS, (at + 1) * COLUMNS),
  );
  const hasWeakest = comparison.patterns.some(({ weakest }) => weakest !== undefined);
  const subtitle = lines(
    [
      `${counted(comparison.runs, 'replication')}. ${intervalsNote(comparison, '')}.`,
      'Operational failures: failed, stalled or late.',
      hasWeakest ? 'Single point: tasks lost when the named participant goes down permanently at a random moment.' : '',
    ].join(' '),
    Math.min(measures.length, COLUMNS) * (WIDTH + 40),
  );
  return chart(titleOf(comparison, measures), subtitle, describe(comparison, measures), {
    vconcat: bands.map((band) => ({
      hconcat: band.map((measure, at) => panelOf(comparison, measure, groups, at === 0)),
      spacing: 24,
    })),
    spacing: 28,
  });
}

function panelOf(comparison: Comparison, measure: Measure, groups: readonly AlikePatterns[], isFirst: boolean): object {
  const isShare = measure.unit === 'share';
  const look = castLooks(comparison);
  const values = groups.flatMap(({ lead, label, patterns }) => {
    const row = rowOf(comparison, lead, measure.id);
    if (row === undefined || Number.isNaN(row.mean)) return [];
    const { low, high } = boundsOf(row);
    const weakest = measure.id === 'singlePoint' ? weakestOf(comparison, row.pattern) : undefined;
    const amount = formatEstimate(measure.unit, row);
    return {
      ...{ pattern: lead, row: label, patterns: listed(patterns), ...look(lead), amount },
      ...{ mean: row.mean, low: Math.max(0, low), high },
      ...(weakest === undefined ? {} : { weakest }),
    };
  });
  const heading = capitalised(inSentence(measure.label));
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    // Counts are of what the label names.
    title: isShare ? `${heading}, %` : `${heading}${measure.unit === 's' ? ', s' : ''}, mean per task`,
    scale: isShare ? { domain: [0, 1] } : { zero: true },
    axis: { tickCount: isShare ? 4 : 3, ...(isShare ? { labelExpr: "format(datum.value * 100, '.0f')" } : {}) },
  });
  const names = groups.map(({ label }) => label);
  const rows = patternRows(names) as { axis: object };
  const y = { ...rows, field: 'row', scale: { domain: names }, axis: isFirst ? rows.axis : null };
  const marks = {
    color: { field: 'colour', type: 'nominal', scale: null },
    shape: { field: 'shape', type: 'nominal', scale: null },
  };
  const named = values.filter((value) => 'weakest' in value);
  const told = {
    ...{ patterns: 'Pattern', amount: capitalised(measure.label) },
    ...(named.length > 0 ? { weakest: 'Without' } : {}),
  };
  return {
    width: WIDTH,
    height: { step: 20 },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2, color: { expr: 'datum.colour' } },
        encoding: { y, x: x('low'), x2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, size: 70, opacity: 1, stroke: 'white', strokeWidth: 1 },
        encoding: { y, x: x('mean'), ...marks, tooltip: pointedAt(told) },
      },
      ...(named.length === 0
        ? []
        : [
            {
              data: { values: named },
              mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 11, color: INK },
              encoding: { y, x: { value: WIDTH + 10 }, text: { field: 'weakest' } },
            },
          ]),
    ],
  };
}

/** Those that are drawn one by one, and whoever suffers most. */
function rowsDrawn(comparison: Comparison, [first]: readonly Measure[]): string[] {
  const sorted = rowsOf(comparison, first!.id).filter(({ mean }) => !Number.isNaN(mean));
  const most = sorted.reduce((a, b) => (b.mean > a.mean ? b : a), sorted[0]!);
  const drawn = new Set([...subjectsOf(comparison), most.pattern]);
  return comparison.ranking.filter((name) => drawn.has(name));
}

/** On the first measure: who suffers most, and who least. */
function titleOf(comparison: Comparison, [first]: readonly Measure[]): string {
  const rows = rowsOf(comparison, first!.id).filter(({ mean }) => !Number.isNaN(mean));
  const sorted = [...rows].sort((a, b) => a.mean - b.mean);
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const value = ({ mean }: (typeof rows)[number]): string => brief(first!.unit, mean);
  const label = capitalised(inSentence(first!.label));
  const verb = isPlural(first!.label) ? 'are' : 'is';
  if (least.mean === most.mean) return `${label} ${verb} ${value(most)} under every pattern`;
  return `${label} ${verb} ${value(least)} under ${least.pattern} and ${value(most)} under ${most.pattern}`;
}

function weakestOf({ patterns }: Comparison, pattern: string): string | undefined {
  return patterns.find(({ name }) => name === pattern)?.weakest;
}

function describe(comparison: Comparison, measures: readonly Measure[]): string {
  const texts = measures.map((measure) => {
    const rows = rowsOf(comparison, measure.id).map((row) => {
      const weakest = measure.id === 'singlePoint' ? weakestOf(comparison, row.pattern) : undefined;
      const without = weakest === undefined ? '' : ` without ${weakest}`;
      return `${row.pattern} ${formatEstimate(measure.unit, row)}${without}`;
    });
    return `${capitalised(measure.label)}: ${rows.join('; ')}`;
  });
  return `Points of measures of dependability, with 95 % intervals. ${texts.join('. ')}.`;
}
