import type { Decision } from '../../decide/decision.js';
import { decisionCharts } from '../charts/decide.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { decisionColumns, decisionNote, weightSentences } from '../tables/decide-columns.js';
import { inOrder } from '../words/decide-answer.js';
import { flipText, noFlipText } from '../words/decide-conditions.js';
import { flipsTitle } from '../words/decide-none.js';
import { worthSentences } from '../words/decide-worth.js';
import { fixed } from '../words/format.js';
import { decisionVerdict } from '../words/verdict/decision.js';
import { compareDocument, type Decided } from './compare.js';
import type { ReportBlock, ReportDocument, RichText } from './document.js';
import type { ShortlistColumn } from './first.js';
import { csv } from './head.js';
import { folded, list, paragraphs, tables } from './sections.js';

/** Flips that are told without being asked: the nearest ones. */
const TOLD = 4;

/** The report of the comparison with the decision in it. */
export function decisionDocument(decision: Decision, charts: readonly Chart[], input: Provenance): ReportDocument {
  const names = inOrder(decision).map(({ standing }) => standing.name);
  const flips = flipSentences(decision);
  const decided: Decided = {
    verdict: decisionVerdict(decision),
    links: [
      { link: 'Decision record', href: 'adr.md' },
      { link: 'Brief to print', href: 'brief.html' },
      csv('decision.csv', 'Scores (CSV)'),
      csv('summary.csv', 'All numbers (CSV)'),
    ],
    columns: robustColumn(decision),
    sure: [
      ...(flips.length === 0 ? [] : paragraphs([`${flipsTitle(decision)}:`])),
      ...list(flips.slice(0, TOLD)),
      ...folded(`The other ${flips.length - TOLD} parameters`, list(flips.slice(TOLD))),
      ...paragraphs(worthSentences(decision)),
    ],
    matters: decision.sensitivities.map(({ parameter }) => parameter.path),
    folded: folded('The scores, with all of their parts', [
      ...tables('Pattern', names, decisionColumns(decision), true),
      ...paragraphs([decisionNote(decision)]),
      ...weightBlocks(decision),
    ]),
    files: FILES,
  };
  return compareDocument(decision.comparison, [...decisionCharts(decision), ...charts], input, decided);
}

/** In how many of the uncertain worlds each pattern is the best. */
function robustColumn({ robustness }: Decision): ShortlistColumn[] {
  if (robustness === null) return [];
  const cells = robustness.patterns.map(({ name, wins }) => [name, fixed(100 * wins.share, 0)] as const);
  const means = 'Share of all points in the uncertain ranges at which the pattern is the best';
  return [{ heading: ['best in', '% of worlds'], means, cells: new Map(cells) }];
}

/** Nearest first; of what flips nothing, the range that was looked at. */
export function flipSentences(decision: Decision): string[] {
  return decision.sensitivities.flatMap((one) => {
    if (one.flips.length === 0) return [`${noFlipText(one)}.`];
    return one.flips.map((flip) => `${sentence(flipText(decision, one, flip))}.`);
  });
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function weightBlocks(decision: Decision): ReportBlock[] {
  const sentences = weightSentences(decision);
  return sentences.length === 0
    ? []
    : [...paragraphs(['Weights, one at a time, the others in proportion:']), ...list(sentences)];
}

const FILES: RichText = [
  { code: 'adr.md' },
  ' is the decision record, ',
  { code: 'decision.csv' },
  ' has one row per pattern and objective or limit, ',
  { code: 'uncertain.csv' },
  ' one row per point and pattern, ',
  { code: 'flips.csv' },
  ' one row per flip, ',
  { code: 'values.csv' },
  ' one row per parameter and value.',
];
