import type { Comparison } from '../../compare/comparison.js';
import { rowsOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { capitalised, counted, formatEstimate, inSentence } from '../words/format.js';
import { lines } from './missing.js';
import { boundsOf, type ChartSpec, chart, INK, intervalsNote, lookOf, patternRows, pointedAt } from './theme.js';

const WIDTH = 160;
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

/** What faults do to each pattern: one panel per measure, one point per pattern, with intervals. */
export function dependabilityChart(comparison: Comparison): ChartSpec {
  const measures = faultMeasures(comparison);
  const bands = Array.from({ length: Math.ceil(measures.length / COLUMNS) }, (_, at) =>
    measures.slice(at * COLUMNS, (at + 1) * COLUMNS),
  );
  const hasWeakest = comparison.patterns.some(({ weakest }) => weakest !== undefined);
  const subtitle = lines(
    [
      `${counted(comparison.runs, 'replication')}. ${intervalsNote(comparison, '')}.`,
      'Operational failures: failed, stalled or late.',
      hasWeakest ? 'Single point: tasks lost when the named participant goes down permanently at a random moment.' : '',
      'Measures that are 0 everywhere are left out.',
    ].join(' '),
    Math.min(measures.length, COLUMNS) * (WIDTH + 40),
  );
  return chart('What faults do to each pattern', subtitle, describe(comparison, measures), {
    vconcat: bands.map((band) => ({
      hconcat: band.map((measure, at) => panelOf(comparison, measure, at === 0)),
      spacing: 24,
    })),
    spacing: 28,
  });
}

function panelOf(comparison: Comparison, measure: Measure, isFirst: boolean): object {
  const isShare = measure.unit === 'share';
  const values = rowsOf(comparison, measure.id).flatMap((row) => {
    if (Number.isNaN(row.mean)) return [];
    const { low, high } = boundsOf(row);
    const weakest = measure.id === 'singlePoint' ? weakestOf(comparison, row.pattern) : undefined;
    const amount = formatEstimate(measure.unit, row);
    return {
      ...{ pattern: row.pattern, mean: row.mean, low: Math.max(0, low), high, ...lookOf(row.pattern), amount },
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
  const rows = patternRows(comparison.ranking) as { axis: object };
  const y = { ...rows, scale: { domain: comparison.ranking }, axis: isFirst ? rows.axis : null };
  const look = {
    color: { field: 'colour', type: 'nominal', scale: null },
    shape: { field: 'shape', type: 'nominal', scale: null },
  };
  const named = values.filter((value) => value.weakest !== undefined);
  const told = {
    ...{ pattern: 'Pattern', amount: capitalised(measure.label) },
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
        encoding: { y, x: x('mean'), ...look, tooltip: pointedAt(told) },
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
