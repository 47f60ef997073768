import { isFailure } from '../../validation/published-row.js';
import type { Row } from '../../validation/row.js';
import { calibrationChart, missesChart } from '../charts/calibration.js';
import { counted, fixed } from '../words/format.js';
import {
  familyCounts,
  figure,
  missingMechanism,
  publisher,
  settingSentence,
  type ValidationFound,
  validationSentence,
  validationVerdict,
} from '../words/validation.js';
import type { ReportBlock, ReportDocument, RichText, TableBlock } from './document.js';
import { list, paragraphs, section } from './sections.js';

export interface ValidationProvenance {
  readonly version: string;
  /** As `exactCommand` writes it. */
  readonly command: string;
}

/** The simulator against evidence: one sentence, a line a family, the plot, what does not agree, and every row. */
export function validationDocument(found: ValidationFound, made: ValidationProvenance): ReportDocument {
  const { rows } = found;
  const failing = rows.filter(isFailure);
  const numbers = new Map(failing.map((row, i) => [row, i + 1]));
  const charts = [calibrationChart(rows, numbers), missesChart(numbers)].flatMap((chart): ReportBlock[] =>
    chart === null ? [] : [{ kind: 'chart', chart }],
  );
  return {
    title: 'Does the simulator agree with what is known?',
    subtitle: `${counted(rows.length, 'row')}: laws, closed forms, recorded runs and published figures.`,
    head: {
      verdict: validationVerdict(rows),
      because: [validationSentence(rows)],
      tiles: [],
      links: ['rows.csv', 'rows.json'].map((name) => ({ link: name, href: name })),
      commands: [{ label: 'Run again', command: made.command }],
    },
    sections: [
      ...section('agreement', 'What agrees', [
        familyTable(rows),
        ...paragraphs([settingSentence(rows)].filter((sentence) => sentence !== '')),
      ]),
      ...section('plot', 'Expected and got', charts),
      ...section('disagreements', 'What does not agree, and why', failing.length === 0 ? [] : [failingTable(numbers)]),
      ...section('rest', 'Everything', [
        { kind: 'details', summary: `All ${counted(rows.length, 'row')}`, blocks: [everyRow(rows)] },
        ...notCoveredDetails(found),
      ]),
      ...section('reproduce', 'How to reproduce', [
        { kind: 'code', language: 'sh', text: made.command },
        {
          kind: 'text',
          text: [`Version ${made.version}. `, { code: 'rows.csv' }, ' and ', { code: 'rows.json' }, ' have every row.'],
        },
      ]),
    ],
  };
}

const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
const right = (heading: string) => ({ heading: [heading], align: 'right' as const });

function familyTable(rows: readonly Row[]): TableBlock {
  return {
    kind: 'table',
    columns: [left('Evidence'), right('Checked'), right('Agree'), right('Do not'), left('What is expected')],
    rows: familyCounts(rows).map(({ family, checked, agree }): RichText[] => [
      family.plural,
      fixed(checked, 0),
      fixed(agree, 0),
      checked === agree ? '0' : [{ strong: fixed(checked - agree, 0) }],
      family.expected,
    ]),
    ofPatterns: false,
  };
}

function failingTable(numbers: ReadonlyMap<Row, number>): TableBlock {
  return {
    kind: 'table',
    sorts: true,
    columns: [left('Row'), left('Source'), right('Expected'), right('Got'), left('Missing mechanism')],
    rows: [...numbers].map(([row, number]): RichText[] => [
      `${number}  ${row.name}: ${row.what}, ${row.unit}`,
      publisher(row),
      figure(row.expected),
      figure(row.got),
      missingMechanism(row) || row.note || 'not known',
    ]),
    ofPatterns: false,
  };
}

function everyRow(rows: readonly Row[]): TableBlock {
  const columns = [left('Row'), left('Evidence'), right('Expected'), right('Got'), right('Error'), right('Allowed')];
  return {
    kind: 'table',
    sorts: true,
    filters: true,
    columns: [...columns, left('Unit'), left('Verdict'), left('Source')],
    rows: rows.map((row): RichText[] => [
      `${row.name}: ${row.what}`,
      row.kind,
      ...[row.expected, row.got, row.error, row.allowed].map(figure),
      row.unit,
      verdictText(row),
      row.source,
    ]),
    ofPatterns: false,
  };
}

function verdictText(row: Row): string {
  if (!row.ok) return 'does not agree';
  return 'role' in row && row.role === 'sets' ? 'sets a parameter' : 'agrees';
}

function notCoveredDetails({ notCovered, notExpressible }: ValidationFound): ReportBlock[] {
  const runs = notCovered.reduce((sum, entry) => sum + entry.runs, 0);
  const whys = [...new Set(notCovered.map(({ why }) => why))].map((why) => {
    const own = notCovered.filter((entry) => entry.why === why);
    return `${why}: ${own.map((entry) => `${entry.framework} ${entry.variant} (${entry.runs})`).join(', ')}`;
  });
  const all: readonly (readonly [string, readonly string[]])[] = [
    [`${counted(runs, 'recorded run')} that nothing can be held against`, whys],
    [`${counted(notExpressible.length, 'recorded fault')} that cannot be staged`, notExpressible],
  ];
  return all.flatMap(([summary, items]): ReportBlock[] =>
    items.length === 0 ? [] : [{ kind: 'details', summary, blocks: list(items) }],
  );
}
