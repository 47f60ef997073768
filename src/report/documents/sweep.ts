import type { Sweep } from '../../sweep/sweep.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import type { TableColumn } from '../tables/columns.js';
import { curveColumns, effortText, mapColumns, sweepNotes } from '../tables/sweep-terminal.js';
import { counted, listed } from '../words/format.js';
import { sweepAnswer } from '../words/sweep-answer.js';
import { flipText, valueText } from '../words/sweep-values.js';
import type { ReportBlock, ReportDocument, TableBlock } from './document.js';
import { csv, fromSentences, headOf, mainSection } from './head.js';
import { list, paragraphs, reproduction, section, warningsSection } from './sections.js';

/** The report of a sweep: the answer, the picture, the numbers, the flips, and how to get them again. */
export function sweepDocument(sweep: Sweep, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { scenario, axes, runs, seed, patterns, cells, flips, leftOut, measures } = sweep;
  const facts = [counted(patterns.length, 'pattern'), counted(cells.length, 'cell'), effortText(runs, sweep.mostRuns)];
  const [first, ...others] = charts.map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const said = fromSentences(sweepAnswer(sweep));
  const files = `The file sweep.csv has one row per cell, measure and pattern${flips.length > 0 ? '; crossovers.csv one row per crossover' : ''}.`;
  return {
    title: `${scenario.question} Along ${listed(axes.map(({ parameter }) => parameter.path))}.`,
    subtitle: `${scenario.name}: ${facts.join(', ')}, seed ${seed}`,
    head: headOf(said, [csv('sweep.csv', 'All numbers (CSV)')], input),
    sections: [
      mainSection('who-wins', 'Best pattern at each value', first === undefined ? [] : [first], [
        ...numbers(sweep).slice(0, 2),
        ...paragraphs(said.because),
      ]),
      ...warningsSection(sweep.warnings),
      ...section('flips', 'Crossovers', flipBlocks(sweep)),
      ...section('others', 'Other measures', others),
      ...section('left-out', 'Patterns left out', list(leftOut.map(({ pattern, why }) => `${pattern}: ${why}`))),
      ...section('method', 'Method', numbers(sweep).slice(2)),
      ...reproduction(input, files, measures),
    ],
  };
}

/** The table and what it lies along, then the notes. */
function numbers(sweep: Sweep): ReportBlock[] {
  const { axes } = sweep;
  const [names, columns] = axes.length === 1 ? curveColumns(sweep) : mapColumns(sweep);
  const where = axes.length === 1 ? [] : [`Across: ${axes[0]!.parameter.path}. Up: ${axes[1]!.parameter.path}.`];
  return [tableOf(names, columns), ...paragraphs([...where, ...sweepNotes(sweep)])];
}

function tableOf(names: readonly string[], columns: readonly TableColumn[]): TableBlock {
  return {
    kind: 'table',
    columns: columns.map(({ heading, align }) => ({ heading, align })),
    rows: names.map((name) => columns.map(({ cells }) => cells.get(name) ?? '')),
    ofPatterns: false,
  };
}

function flipBlocks({ axes, flips, flipRuns }: Sweep): ReportBlock[] {
  if (flips.length === 0) return [];
  const axis = axes[0]!;
  const rows = flips.map((flip) => [
    ...[flipText(axis, flip), flip.below, flip.above],
    ...[flip.between.map((value) => valueText(axis.parameter, value)).join(' to '), flip.settles ? 'yes' : 'no'],
  ]);
  const headings = [['changes at', '95 % interval'], ['ahead below'], ['ahead above'], ['between'], ['about the best']];
  return [
    {
      ...{ kind: 'table', rows, ofPatterns: false },
      columns: headings.map((heading) => ({ heading, align: 'left' })),
    },
    ...paragraphs([
      `Each crossover is found by bisection between two values, at each of which a different pattern is shown to be ahead, with ${counted(flipRuns, 'replication')} per value under both. At the crossover the mean paired difference is zero; within the interval no difference is shown. "About the best": yes if the two patterns are the best ones there, no if a third pattern is better.`,
    ]),
  ];
}
