import type { Comparison } from '../../compare/comparison.js';
import { OUTCOME_LABELS, rowOf, rowsOf, type TaskOutcome } from '../../compare/summary-rows.js';
import { measuredOutcomes } from '../tables/outcome-bar.js';
import { counted, formatEstimate, formatValue, listed } from '../words/format.js';
import { type AlikePatterns, alikeIn } from './cast-looks.js';
import { inkOn } from './contrast.js';
import { lines } from './missing.js';
import { roundedShares } from './shares.js';
import { bracket, type ChartSpec, chart, patternRows, pointedAt } from './theme.js';

/** Right is dark and wrong is light, so that they differ without their hues, too. */
export const OUTCOME_COLOURS: Readonly<Record<TaskOutcome, string>> = {
  correct: '#00664A',
  late: '#A88600',
  wrong: '#E8702A',
  failed: '#8A929A',
  stalled: '#3B3F45',
};

const WIDTH = 560;
/** Share of the axis that a number in a segment takes. */
const NUMBER = 0.07;

/** How each pattern's tasks end: stacked shares, best pattern first, with the interval of the correct ones. */
export function outcomesChart(comparison: Comparison): ChartSpec {
  const outcomes = measuredOutcomes(comparison);
  const groups = alikeIn(comparison, outcomes);
  const segments = groups.flatMap((group) => segmentsOf(comparison, group, outcomes));
  const intervals = groups.flatMap(({ lead, label }) => {
    const row = rowOf(comparison, lead, 'correct');
    return row === undefined || Number.isNaN(row.low) ? [] : { row: label, low: row.low, high: row.high };
  });
  const y = { ...patternRows(groups.map(({ label }) => label)), field: 'row' };
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
    scale: { domain: labels, range: outcomes.map((outcome) => OUTCOME_COLOURS[outcome]) },
    legend: { orient: 'top', symbolType: 'square', offset: 4 },
  };
  const subtitle = `${counted(comparison.runs, 'replication')}. Silent: no error is reported; loud: an error is reported.${intervals.length > 0 ? ' Bracket: 95 % interval of the correct share.' : ''}`;
  return chart(titleOf(comparison, outcomes), lines(subtitle, WIDTH + 100), describe(comparison, outcomes), {
    width: WIDTH,
    height: { step: 26 },
    layer: [
      {
        data: { values: segments },
        mark: { type: 'bar', height: 20, stroke: 'white', strokeWidth: 1 },
        encoding: {
          ...{ y, x: { ...x, field: 'from' }, x2: { field: 'to' }, color },
          tooltip: pointedAt({ patterns: 'Pattern', end: 'End', amount: 'Share of tasks' }),
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

/** How often the best is right, and how often it is wrong unnoticed. */
function titleOf(comparison: Comparison, outcomes: readonly TaskOutcome[]): string {
  const rows = [...rowsOf(comparison, 'correct')].sort((a, b) => b.mean - a.mean);
  const [most, least] = [rows[0]!, rows.at(-1)!];
  const shares = roundedShares(outcomes.map((outcome) => rowOf(comparison, most.pattern, outcome)?.mean ?? 0));
  const [right, wrong] = (['correct', 'wrong'] as const).map((outcome) => shares[outcomes.indexOf(outcome)]);
  const who = rows.length > 1 && most.mean === least.mean ? 'Every pattern' : most.pattern;
  return `${who} is right in ${right} % of tasks${wrong === undefined ? '' : ` and silently wrong in ${wrong} %`}`;
}

/** A number stands at the outer end of its segment, where neither the segment nor the interval is in its way. */
function fits(segment: OutcomeSegment, intervals: readonly { row: string; low: number; high: number }[]): boolean {
  const interval = intervals.find(({ row }) => row === segment.row);
  if (segment.first) return Math.min(segment.to, interval?.low ?? 1) - segment.from >= NUMBER;
  return segment.to - Math.max(segment.from, interval?.high ?? 0) >= NUMBER;
}

interface OutcomeSegment {
  readonly pattern: string;
  /** What the row is called. */
  readonly row: string;
  readonly patterns: string;
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

function segmentsOf(
  comparison: Comparison,
  { lead, label, patterns }: AlikePatterns,
  outcomes: readonly TaskOutcome[],
): OutcomeSegment[] {
  let from = 0;
  const rows = outcomes.map((outcome) => rowOf(comparison, lead, outcome));
  const percents = roundedShares(rows.map((row) => row?.mean ?? 0));
  return outcomes.map((outcome, i) => {
    const row = rows[i];
    const share = row?.mean ?? 0;
    const amount = row === undefined ? '' : formatEstimate('share', row);
    const first = from === 0;
    const to = from + share;
    const drawn = {
      pattern: lead,
      row: label,
      patterns: listed(patterns),
      end: OUTCOME_LABELS[outcome],
      share,
      from,
      to,
    };
    const ink = inkOn(OUTCOME_COLOURS[outcome]);
    const segment = { ...drawn, percent: `${percents[i]} %`, amount, ink, first, at: first ? from : to };
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
