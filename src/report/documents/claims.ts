import type { Examined } from '../../claims/examine.js';
import type { SweepFound } from '../../claims/verdict.js';
import { commandsOf, type Made } from '../words/claim-commands.js';
import { countsSentence, estimateText, requirement, sweepPart, valueText, verdictSentence } from '../words/claims.js';
import { capitalised, counted } from '../words/format.js';
import { claimsBoard, verdictCounts } from './claims-board.js';
import type { ReportBlock, ReportDocument, ReportSection, RichText, TableBlock } from './document.js';
import { list, section } from './sections.js';

export interface ClaimsProvenance extends Made {
  /** As `exactCommand` writes it. */
  readonly command: string;
  /** Folders of the claims lie beside the document. */
  readonly hasFolders: boolean;
}

/** Published claims, tested: all verdicts first, then each claim with its numbers. */
export function claimsDocument(all: readonly Examined[], made: ClaimsProvenance): ReportDocument {
  return {
    title: 'Published claims, tested',
    subtitle: `${counted(all.length, 'claim')}, ${counted(made.runs, 'replication')} of one task unless a claim says otherwise, seed ${made.seed}.`,
    head: {
      verdict: countsSentence(verdictCounts(all)),
      because: [],
      tiles: [],
      links: made.hasFolders ? FILES.map((name) => ({ link: name, href: name })) : [],
      commands: [{ label: 'Run again', command: made.command }],
    },
    sections: [
      {
        id: 'verdicts',
        title: 'The verdicts',
        blocks: [claimsBoard(all), { kind: 'details', summary: 'How a verdict comes about', blocks: READING }],
        isUntitled: true,
      },
      ...all.map((one) => claimSection(one, made)),
      ...section('reproduce', 'How to reproduce', [{ kind: 'code', language: 'sh', text: made.command }]),
    ],
  };
}

/** What lies beside the document. */
const FILES = ['claims.csv', 'statements.csv', 'measurements.csv', 'flips.csv'];

const READING: readonly ReportBlock[] = [
  {
    kind: 'list',
    items: [
      [
        { strong: 'holds' },
        ': every required statement is shown, each by a 95 % interval that lies beyond the required number.',
      ],
      [
        { strong: 'does not hold' },
        ': the opposite is shown. ',
        { strong: 'not shown' },
        ': the interval allows both.',
      ],
      [
        { strong: 'holds when' },
        ': it holds under some conditions, or up to some value of a parameter, and not under others.',
      ],
      [
        { strong: 'assumed' },
        ': the claim depends on the quality of answers, which is a parameter here. A simulator cannot confirm it; it can say at which value of the parameter it becomes false.',
      ],
      'Types: A follows from counting, E emerges from queues, faults and timing, Q depends on an assumed parameter. Intervals are not corrected for the number of statements: of a hundred statements without any effect, about five would be shown or refuted by chance.',
    ],
  },
];

const left = (heading: string) => ({ heading: [heading], align: 'left' as const });

function claimSection(one: Examined, made: ClaimsProvenance): ReportSection {
  const { claim, conditions, sweeps } = one;
  const figure = claim.figure === null ? '' : ` Claimed: ${claim.figure}.`;
  const facts: RichText[] = [
    [{ strong: 'How it is tested:' }, ' ', claim.means],
    [{ strong: 'Depends on:' }, ' ', claim.dependsOn],
    ...(claim.byConstruction === null ? [] : [[{ strong: 'By construction:' }, ' ', claim.byConstruction]]),
    ...(made.hasFolders ? [[{ strong: 'Files:' }, ' ', { link: `${claim.id}/`, href: `${claim.id}/` }]] : []),
  ];
  return {
    id: claim.id,
    title: claim.id,
    folded: `${one.verdict.word}: ${claim.short}`,
    blocks: [
      { kind: 'text', text: [{ strong: claim.claim }, ` Source: ${claim.source}.${figure} Type ${claim.type}.`] },
      { kind: 'text', text: ['Verdict: ', { strong: `${verdictSentence(one)}.` }] },
      ...(conditions.length === 0 ? [] : [statementTable(one)]),
      ...sweeps.flatMap((found) => sweepBlocks(found, claim.type.includes('Q'))),
      ...list(facts),
      {
        kind: 'details',
        summary: 'Commands that show the numbers',
        blocks: [{ kind: 'code', language: 'sh', text: commandsOf(one, made).join('\n') }],
      },
    ],
  };
}

function statementTable({ conditions }: Examined): TableBlock {
  const hasClaimed = conditions.some(({ statements }) =>
    statements.some(({ statement }) => statement.claimed !== undefined),
  );
  const rows = conditions.flatMap(({ condition, statements }) =>
    statements.map(({ statement, estimate, outcome }): RichText[] => [
      condition.name === '' ? 'always' : `${condition.aside === true ? 'also measured: ' : ''}${condition.name}`,
      capitalised(statement.says),
      requirement(statement, estimate),
      estimateText(estimate),
      ...(hasClaimed ? [statement.claimed === undefined ? '' : String(statement.claimed)] : []),
      outcome,
    ]),
  );
  const headings = ['When', 'Statement', 'Required', 'Measured', ...(hasClaimed ? ['Claimed'] : []), 'Outcome'];
  return { kind: 'table', columns: headings.map(left), rows, ofPatterns: false };
}

function sweepBlocks(found: SweepFound, isAssumed: boolean): ReportBlock[] {
  const { sweep, leads, estimates, outcomes } = found;
  const rows = leads.map((lead, i): RichText[] => [
    valueText(sweep, lead.value),
    estimateText(estimates[i]!),
    outcomes[i]!,
  ]);
  const paths = sweep.paths.map((path): RichText => [{ code: path }]);
  const [first] = estimates;
  return [
    {
      kind: 'text',
      text: [
        `${capitalised(sweep.says)}, required ${requirement(sweep, first!)}: ${sweepPart(found, isAssumed)}. Varied in ${sweep.scenario}: `,
        ...paths.flatMap((path, i) => [
          ...(i === 0 ? [] : [', ']),
          ...(path as readonly (string | { code: string })[]),
        ]),
        '.',
      ],
    },
    { kind: 'table', columns: [left('Value'), left('Measured'), left('Outcome')], rows, ofPatterns: false },
  ];
}
