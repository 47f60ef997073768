import type { Comparison } from '../../compare/comparison.js';
import { OUTCOME_LABELS, rowOf, rowsOf, type TaskOutcome } from '../../compare/summary-rows.js';
import { measuredOutcomes } from '../tables/outcome-bar.js';
import { counted, formatEstimate, formatValue, listed } from '../words/format.js';
import { bracket, type ChartSpec, chart, ON_LIGHT, patternRows, pointedAt } from './theme.js';

const COLOURS: Readonly<Record<TaskOutcome, string>> = {
  correct: '#009E73',
  late: '#F0D548',
  wrong: '#D55E00',
  failed: '#B0B7BF',
  stalled: '#3B3F45',
};
const INKS: Readonly<Record<TaskOutcome, string>> = {
  correct: 'white',
  late: ON_LIGHT,
  wrong: 'white',
  failed: ON_LIGHT,
  stalled: 'white',
};

/** Share of the axis that a number in a segment takes. */
const NUMBER = 0.07;

/** How each pattern's tasks end: stacked shares, best pattern first, with the interval of the correct ones. */
export function outcomesChart(comparison: Comparison): ChartSpec {
  const outcomes = measuredOutcomes(comparison);
  const sort = comparison.ranking;
  const segments = sort.flatMap((pattern) => segmentsOf(comparison, pattern, outcomes));
  const intervals = rowsOf(comparison, 'correct').map(({ pattern, low, high }) => ({ pattern, low, high }));
  const y = patternRows(sort);
  const x = {
    type: 'quantitative',
    title: 'Share of tasks, %',
    scale: { domain: [0, 1] },
    axis: { labelExpr: "format(datum.value * 100, '.0f')", grid: false },
  };
  const labels = outcomes.map((outcome) => OUTCOME_LABELS[outcome]);
  const color = {
    field: 'end',
    type: 'nominal',
    scale: { domain: labels, range: outcomes.map((outcome) => COLOURS[outcome]) },
    legend: { orient: 'top', symbolType: 'square', offset: 4 },
  };
  const subtitle = [
    `${counted(comparison.runs, 'replication')}; silent: no error is reported; loud: an error is reported.`,
    ...(intervals.length > 0 ? ['Bracket: 95 % interval of the correct share.'] : []),
  ];
  return chart('How tasks end under each pattern', subtitle, describe(comparison, outcomes), {
    width: 560,
    height: { step: 34 },
    layer: [
      {
        data: { values: segments },
        mark: { type: 'bar', height: 24, stroke: 'white', strokeWidth: 1 },
        encoding: {
          ...{ y, x: { ...x, field: 'from' }, x2: { field: 'to' }, color },
          tooltip: pointedAt({ pattern: 'Pattern', end: 'End', amount: 'Share of tasks' }),
        },
      },
      {
        data: { values: segments.filter((segment) => fits(segment, intervals)) },
        mark: {
          ...{ type: 'text', fontSize: 11, fill: { expr: 'datum.ink' } },
          ...{ align: { expr: 'datum.first ? "left" : "right"' }, dx: { expr: 'datum.first ? 6 : -6' } },
        },
        encoding: { y, x: { ...x, field: 'at' }, text: { field: 'percent' } },
      },
      bracket(intervals, { y }, (field) => ({ ...x, field })),
    ],
  });
}

/** A number stands at the outer end of its segment, where neither the segment nor the interval is in its way. */
function fits(segment: OutcomeSegment, intervals: readonly { pattern: string; low: number; high: number }[]): boolean {
  const interval = intervals.find(({ pattern }) => pattern === segment.pattern);
  if (segment.first) return Math.min(segment.to, interval?.low ?? 1) - segment.from >= NUMBER;
  return segment.to - Math.max(segment.from, interval?.high ?? 0) >= NUMBER;
}

interface OutcomeSegment {
  readonly pattern: string;
  readonly end: string;
  readonly share: number;
  readonly from: number;
  readonly to: number;
  readonly percent: string;
  /** With its interval. */
  readonly amount: string;
  readonly ink: string;
  readonly first: boolean;
  /** Where its number stands. */
  readonly at: number;
}

function segmentsOf(comparison: Comparison, pattern: string, outcomes: readonly TaskOutcome[]): OutcomeSegment[] {
  let from = 0;
  return outcomes.map((outcome) => {
    const row = rowOf(comparison, pattern, outcome);
    const share = row?.mean ?? 0;
    const amount = row === undefined ? '' : formatEstimate('share', row);
    const percent = `${Math.round(share * 100)} %`;
    const first = from === 0;
    const to = from + share;
    const drawn = { pattern, end: OUTCOME_LABELS[outcome], share, from, to };
    const segment = { ...drawn, percent, amount, ink: INKS[outcome], first, at: first ? from : to };
    from += share;
    return segment;
  });
}

function describe(comparison: Comparison, outcomes: readonly TaskOutcome[]): string {
  const patterns = comparison.ranking.map((pattern) => {
    const shares = outcomes.flatMap((outcome) => {
      const row = rowOf(comparison, pattern, outcome);
      return row === undefined || row.mean === 0
        ? []
        : `${OUTCOME_LABELS[outcome]} ${formatValue('share', row.mean, row)}`;
    });
    return `${pattern} ${listed(shares)}`;
  });
  return `Stacked bars, one per pattern, of the shares in which tasks end. ${patterns.join('; ')}.`;
}
