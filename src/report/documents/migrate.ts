import { measureNamed } from '../../measures/index.js';
import type { Migration } from '../../migrate/result.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { migrationColumns } from '../tables/migrate-terminal.js';
import { formatValue, replications } from '../words/format.js';
import { measureOf, migrationAnswer } from '../words/migrate-answer.js';
import type { ReportBlock, ReportDocument } from './document.js';
import { csv, fromSentences, headOf, mainSection } from './head.js';
import { folded, list, paragraphs, reproduction, section, table, warningsSection } from './sections.js';

/** The report of a migration: the order, the picture, the states with how they are written, and how to get it again. */
export function migrationDocument(migration: Migration, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { scenario, from, to, seed, states, looked, warnings, measure } = migration;
  const { names, columns } = migrationColumns(migration);
  const pictures = charts.map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const said = fromSentences(migrationAnswer(migration));
  const { unit } = measureOf(migration);
  const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
  const rows = looked.map(({ moved, layout, mean, isChosen }) => [
    ...[moved.join(', '), layout, formatValue(unit, mean), isChosen ? 'yes' : ''],
  ]);
  const all: ReportBlock = {
    kind: 'table',
    columns: [left('Moved'), left('Who leads'), left(measure), left('Chosen')],
    rows,
    ofPatterns: false,
  };
  return {
    title: `In which order does one move ${scenario.name} from ${from} to ${to}?`,
    subtitle: `${scenario.name}: ${replications(migration)}, seed ${seed}`,
    head: headOf(said, [csv('migration.csv', 'The states (CSV)')], input),
    sections: [
      mainSection('states', 'The states on the way', pictures, [
        table('State', names, columns.slice(1), false),
        ...paragraphs(said.because),
      ]),
      ...section(
        'written',
        'How the states between are written',
        list(states.slice(1, -1).map(({ text }) => [{ code: text }])),
      ),
      ...warningsSection(warnings),
      ...section('looked', 'What was looked at', rows.length === 0 ? [] : folded('All states', [all])),
      ...reproduction(
        input,
        'The file migration.csv has one row per state of the chosen order; looked.csv one per state that was looked at.',
        [...new Set([measure, 'cost', 'latency'])].map((id) => measureNamed(id)!),
      ),
    ],
  };
}
