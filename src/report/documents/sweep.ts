import type { Sweep } from '../../sweep/sweep.js';
import type { Chart } from '../charts/theme.js';
import { type Provenance, scenarioHash } from '../folders/manifest.js';
import type { TableColumn } from '../tables/columns.js';
import { curveColumns, effortText, mapColumns, sweepNotes } from '../tables/sweep-terminal.js';
import { counted, headingUnit, listed } from '../words/format.js';
import { sweepAnswer } from '../words/sweep-answer.js';
import { flipText, valueText } from '../words/sweep-values.js';
import type { ReportBlock, ReportDocument, ReportSection, TableBlock } from './document.js';

/** The report of a sweep: the answer, the picture, the numbers, the flips, and how to get them again. */
export function sweepDocument(sweep: Sweep, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { scenario, axes, runs, seed, patterns, cells } = sweep;
  const facts = [counted(patterns.length, 'pattern'), counted(cells.length, 'cell'), effortText(runs, sweep.mostRuns)];
  const pictures = charts.map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const sections: (ReportSection | null)[] = [
    { id: 'answer', title: 'The answer', blocks: [...sweepAnswer(sweep).map(paragraph), ...warnings(sweep)] },
    { id: 'who-wins', title: 'Best pattern at each value', blocks: [...pictures.slice(0, 1), ...numbers(sweep)] },
    flipSection(sweep),
    charts.length < 2 ? null : { id: 'others', title: 'Other measures', blocks: pictures.slice(1) },
    leftOutSection(sweep),
    reproduction(sweep, input),
  ];
  return {
    title: `${scenario.question} Along ${listed(axes.map(({ parameter }) => parameter.path))}.`,
    subtitle: `Scenario ${scenario.name}: ${facts.join(', ')}, seed ${seed}.`,
    sections: sections.filter((section) => section !== null),
  };
}

const paragraph = (text: string): ReportBlock => ({ kind: 'text', text });

function warnings({ warnings }: Sweep): ReportBlock[] {
  if (warnings.length === 0) return [];
  return [{ kind: 'list', items: warnings.map(({ message, next }) => [{ strong: message }, ` ${next}`]) }];
}

function numbers(sweep: Sweep): ReportBlock[] {
  const { axes } = sweep;
  const [names, columns] = axes.length === 1 ? curveColumns(sweep) : mapColumns(sweep);
  const where = axes.length === 1 ? [] : [`Across: ${axes[0]!.parameter.path}. Up: ${axes[1]!.parameter.path}.`];
  return [...where.map(paragraph), tableOf(names, columns), ...sweepNotes(sweep).map(paragraph)];
}

function tableOf(names: readonly string[], columns: readonly TableColumn[]): TableBlock {
  return {
    kind: 'table',
    columns: columns.map(({ heading, align }) => ({ heading, align })),
    rows: names.map((name) => columns.map(({ cells }) => cells.get(name) ?? '')),
    ofPatterns: false,
  };
}

function flipSection({ axes, flips, flipRuns }: Sweep): ReportSection | null {
  if (flips.length === 0) return null;
  const axis = axes[0]!;
  const rows = flips.map((flip) => [
    ...[flipText(axis, flip), flip.below, flip.above],
    ...[flip.between.map((value) => valueText(axis.parameter, value)).join(' to '), flip.settles ? 'yes' : 'no'],
  ]);
  const headings = [['changes at', '95 % interval'], ['ahead below'], ['ahead above'], ['between'], ['about the best']];
  return {
    id: 'flips',
    title: 'Crossovers',
    blocks: [
      {
        ...{ kind: 'table', rows, ofPatterns: false },
        columns: headings.map((heading) => ({ heading, align: 'left' })),
      },
      paragraph(
        `Each crossover is found by bisection between two values, at each of which a different pattern is shown to be ahead, with ${counted(flipRuns, 'replication')} per value under both. At the crossover the mean paired difference is zero; within the interval no difference is shown. "About the best": yes if the two patterns are the best ones there, no if a third pattern is better.`,
      ),
    ],
  };
}

function leftOutSection({ leftOut }: Sweep): ReportSection | null {
  if (leftOut.length === 0) return null;
  const items = leftOut.map(({ pattern, why }) => `${pattern}: ${why}`);
  return { id: 'left-out', title: 'Patterns left out', blocks: [{ kind: 'list', items }] };
}

function reproduction(sweep: Sweep, { version, scenarioText, command }: Provenance): ReportSection {
  const rows = sweep.measures.map(
    ({ id, unit, definition }) => [[{ code: id }], headingUnit(unit), definition] as const,
  );
  const headings = ['Measure', 'Unit', 'Definition'];
  const columns = headings.map((heading) => ({ heading: [heading], align: 'left' as const }));
  return {
    id: 'reproduce',
    title: 'How to reproduce',
    blocks: [
      { kind: 'code', language: 'sh', text: command },
      paragraph(
        `Version ${version}; scenario SHA-256 ${scenarioHash(scenarioText)}. The same version, scenario and seed give the same bytes. The file sweep.csv has one row per cell, measure and pattern${sweep.flips.length > 0 ? '; crossovers.csv one row per crossover' : ''}.`,
      ),
      {
        ...{ kind: 'details', summary: 'Definitions of the measures' },
        blocks: [{ kind: 'table', columns, rows, ofPatterns: false }],
      },
    ],
  };
}
