import type { Comparison } from '../../compare/comparison.js';
import { measureOf, rowOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { BASELINE } from '../../study/baseline.js';
import { judgedDifference } from '../../study/summary-row.js';
import { capitalised, fixed, formatDifference, formatEstimate, inSentence, listed } from '../words/format.js';
import { type AlikePatterns, alikeIn } from './cast-looks.js';
import { lines } from './missing.js';
import { type ChartSpec, chart, ON_LIGHT, patternRows, pointedAt } from './theme.js';

const CELL = { width: 88, height: 24 };
const MOST = 7;
const USUAL = ['correct', 'operationalFailures', 'escaped', 'cost', 'latency', 'inputTokens', 'messages'];
const COLOURS = { better: '#B9D8EE', worse: '#F7CDA9', same: '#F1F3F5' } as const;

type CellKind = keyof typeof COLOURS;

interface HeatCell {
  readonly pattern: string;
  readonly row: string;
  readonly patterns: string;
  readonly measure: string;
  readonly text: string;
  readonly kind: CellKind;
  readonly colour: string;
  readonly amount: string;
  readonly value: string;
}

/** The main measures of which one direction is better, and which differ between patterns. */
export function heatMeasures(comparison: Comparison): Measure[] {
  const ids = [...new Set([...comparison.objectives, ...USUAL])];
  return ids
    .flatMap((id) => measureOf(comparison, id) ?? [])
    .filter(
      ({ id, better }) =>
        better !== 'neither' && comparison.summary.some((row) => row.measure.id === id && row.shownSingle !== null),
    )
    .slice(0, MOST);
}

function groupsOf(comparison: Comparison, measures: readonly Measure[]): AlikePatterns[] {
  const ids = measures.map(({ id }) => id);
  return alikeIn(
    comparison,
    ids,
    comparison.ranking.filter((name) => name !== BASELINE),
  );
}

export function heatCells(comparison: Comparison): HeatCell[] {
  const measures = heatMeasures(comparison);
  return groupsOf(comparison, measures).flatMap((group) =>
    measures.flatMap((measure) => cellOf(comparison, group, measure) ?? []),
  );
}

/** Every pattern against the single agent on the main measures: a cell is coloured where the difference is shown. */
export function heatChart(comparison: Comparison): ChartSpec {
  const measures = heatMeasures(comparison);
  const groups = groupsOf(comparison, measures);
  const cells = heatCells(comparison);
  const names = measures.map(headingOf);
  const x = {
    field: 'measure',
    type: 'nominal',
    sort: names,
    scale: { domain: names },
    title: null,
    axis: {
      orient: 'top',
      labelAngle: 0,
      labelExpr: "split(datum.label, '|')",
      ticks: false,
      domain: false,
      labelLimit: CELL.width,
      labelPadding: 8 + 14 * Math.max(...names.map((name) => name.split('|').length - 1)),
    },
  };
  const y = { ...patternRows(groups.map(({ label }) => label)), field: 'row' };
  const subtitle = `Differences from the single agent, mean per task; × a multiple. Blue: shown to be better; orange: shown to be worse, after Holm's correction; grey: no difference shown.`;
  return chart(
    titleOf(cells, groups, measures),
    lines(subtitle, CELL.width * measures.length + 60),
    describe(comparison, groups, measures),
    {
      width: CELL.width * measures.length,
      height: CELL.height * groups.length,
      data: { values: cells },
      layer: [
        {
          mark: { type: 'rect', stroke: 'white', strokeWidth: 2 },
          encoding: {
            ...{ x, y, color: { field: 'colour', type: 'nominal', scale: null } },
            tooltip: pointedAt({
              patterns: 'Pattern',
              value: 'Value',
              amount: 'Against the single agent',
              kind: 'Shown',
            }),
          },
        },
        {
          mark: { type: 'text', fontSize: 11, color: ON_LIGHT, baseline: 'middle' },
          encoding: { x, y, text: { field: 'text' } },
        },
      ],
    },
  );
}

/** A label in lines that fit, with the direction that is better. */
function headingOf({ label, better }: Measure): string {
  return [...lines(capitalised(inSentence(label)), CELL.width - 6), `${better} is better`].join('|');
}

function cellOf(comparison: Comparison, { lead, label, patterns }: AlikePatterns, measure: Measure): HeatCell | null {
  const row = rowOf(comparison, lead, measure.id);
  const difference = row === undefined ? null : judgedDifference(row.vsSingle, row.shownSingle);
  const base = rowOf(comparison, BASELINE, measure.id);
  if (row === undefined || difference === null || base === undefined) return null;
  const isShown = difference.low > 0 || difference.high < 0;
  const isBetter = difference.mean > 0 === (measure.better === 'higher');
  const kind: CellKind = isShown ? (isBetter ? 'better' : 'worse') : 'same';
  return {
    ...{
      pattern: lead,
      row: label,
      patterns: listed(patterns),
      measure: headingOf(measure),
      kind,
      colour: COLOURS[kind],
    },
    text: cellText(measure, difference.mean, base.mean),
    amount: formatDifference(measure.unit, difference, true),
    value: formatEstimate(measure.unit, row),
  };
}

/** Points of a share, a multiple of what has a size, with its sign. */
function cellText({ unit }: Measure, difference: number, base: number): string {
  const sign = (value: number, decimals: number): string => `${value > 0 ? '+' : ''}${fixed(value, decimals)}`;
  if (unit === 'share') return `${sign(100 * difference, 0)} points`;
  if (base > 0) return `×${fixed((base + difference) / base, (base + difference) / base < 9.95 ? 1 : 0)}`;
  return sign(difference, Math.abs(difference) < 10 ? 2 : 0);
}

/** Who is shown to be better in most measures, and worse in none of those that matter more. */
function titleOf(cells: readonly HeatCell[], groups: readonly AlikePatterns[], measures: readonly Measure[]): string {
  const count = (row: string, kind: CellKind): number =>
    cells.filter((cell) => cell.row === row && cell.kind === kind).length;
  const all = groups.filter(({ label }) => count(label, 'better') > 0 && count(label, 'worse') === 0);
  if (all.length > 0) {
    const best = [...all].sort((a, b) => count(b.label, 'better') - count(a.label, 'better'))[0]!;
    return `${best.label} ${best.patterns.length > 1 ? 'are' : 'is'} shown to be better than the single agent in ${count(best.label, 'better')} of ${measures.length} measures, and worse in none`;
  }
  const better = groups.filter(({ label }) => count(label, 'better') > 0);
  if (better.length === 0) return 'No pattern is shown to be better than the single agent in any measure';
  return 'Every pattern that is better than the single agent in one measure is worse in another';
}

function describe(comparison: Comparison, groups: readonly AlikePatterns[], measures: readonly Measure[]): string {
  const texts = groups.map((group) => {
    const cells = measures.flatMap((measure) => {
      const cell = cellOf(comparison, group, measure);
      return cell === null
        ? []
        : [`${inSentence(measure.label)} ${cell.text}${cell.kind === 'same' ? ' (not shown)' : ` (${cell.kind})`}`];
    });
    return `${listed(group.patterns)}: ${cells.join(', ')}`;
  });
  return `Table of differences from the single agent. ${texts.join('; ')}.`;
}
