import type { Comparison } from '../../experiment/comparison.js';
import { counted, formatValue } from '../format.js';
import { rowOf, rowsOf } from '../lookup.js';
import { type ChartSpec, chart, INK, intervalsNote } from './theme.js';

/** Where a false claim comes from and where it ends, in that order. */
const KINDS = [
  { id: 'rootErrors', label: 'introduced: root', colour: '#E69F00' },
  { id: 'derivedErrors', label: 'introduced: derived from another', colour: '#F6D58E' },
  { id: 'caught', label: 'caught by a check', colour: '#56B4E9' },
  { id: 'escaped', label: 'escaped into what was delivered', colour: '#D55E00' },
] as const;

/** False claims a task: introduced, caught and escaped, a bar each, with intervals. */
export function falseClaimsChart(comparison: Comparison): ChartSpec {
  const values = comparison.ranking.flatMap((pattern) =>
    KINDS.flatMap(({ id, label }) => {
      const row = rowOf(comparison, pattern, id);
      if (row === undefined || Number.isNaN(row.mean)) return [];
      // A mean of counts is not below zero, though its t interval may be: the line starts at zero, the CSV keeps the bound.
      const [low, high] = Number.isNaN(row.low) ? [row.mean, row.mean] : [Math.max(0, row.low), row.high];
      return { pattern, kind: label, mean: row.mean, low, high };
    }),
  );
  const kinds = KINDS.filter(({ id }) => rowsOf(comparison, id).length > 0);
  const domain = kinds.map(({ label }) => label);
  const y = {
    field: 'pattern',
    type: 'nominal',
    sort: comparison.ranking,
    title: null,
    scale: { paddingInner: 0.28, paddingOuter: 0.14 },
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
  const yOffset = { field: 'kind', type: 'nominal', sort: domain, scale: { paddingInner: 0.15 } };
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: 'False claims, mean a task',
    scale: { nice: true },
  });
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain, range: kinds.map(({ colour }) => colour) },
    legend: { orient: 'top', symbolType: 'square', columns: 2, offset: 4 },
  };
  const bounds = { y, yOffset, x: x('low'), x2: { field: 'high' } };
  const subtitle = [
    `${counted(comparison.runs, 'replication')}. ${intervalsNote(comparison, ', from zero up')}.`,
    'Root: false with a true basis, or guessed. Derived: from a false one. Escaped: of delivered tasks only.',
  ];
  return chart('Where false claims come from, and where they end', subtitle, describe(comparison), {
    width: 560,
    height: { step: 13 },
    layer: [
      { data: { values }, mark: { type: 'bar', tooltip: true }, encoding: { y, yOffset, x: x('mean'), color } },
      { data: { values }, mark: { type: 'rule', color: INK, strokeWidth: 1.5 }, encoding: bounds },
    ],
  });
}

function describe(comparison: Comparison): string {
  const texts = comparison.ranking.map((pattern) => {
    const parts = KINDS.flatMap(({ id, label }) => {
      const row = rowOf(comparison, pattern, id);
      return row === undefined ? [] : `${label} ${formatValue('1', row.mean, row)}`;
    });
    return `${pattern}: ${parts.join(', ')}`;
  });
  return `Grouped bars of false claims a task, with 95 % intervals. ${texts.join('; ')}.`;
}
