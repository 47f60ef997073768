import type { Decision } from '../../decide/decision.js';
import { flipsChart } from '../charts/decide-flips.js';
import { winsChart } from '../charts/decide-wins.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { decisionColumns, decisionNote, weightSentences } from '../tables/decide-columns.js';
import { comparisonConditions } from '../words/conditions.js';
import { bestSomewhere, decisionAnswer, inOrder } from '../words/decide-answer.js';
import { flipText, noFlipText } from '../words/decide-conditions.js';
import { flipsTitle } from '../words/decide-none.js';
import { worthSentences } from '../words/decide-worth.js';
import { publishedSentences } from '../words/published.js';
import { compareDocument } from './compare.js';
import type { ReportBlock, ReportDocument, ReportSection, RichText } from './document.js';
import { list, paragraphs, section, tables } from './sections.js';

/** The sections that a decision adds: its answer, the options side by side, and what flips it. */
function decisionSections(decision: Decision): ReportSection[] {
  const names = inOrder(decision).map(({ standing }) => standing.name);
  return [
    ...section(
      'answer',
      'The answer',
      paragraphs([
        ...decisionAnswer(decision),
        ...publishedSentences(decision.comparison),
        ...comparisonConditions(decision.comparison),
      ]),
    ),
    ...section('decision', 'The decision', [
      ...tables('Pattern', names, decisionColumns(decision), true),
      ...paragraphs([decisionNote(decision)]),
      ...chartsOf(decision, 'wins'),
    ]),
    ...section('flips', flipsTitle(decision), [
      ...list(flipSentences(decision)),
      ...chartsOf(decision, 'flips'),
      ...weightBlocks(decision),
      ...worthBlocks(decision),
    ]),
  ];
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

function worthBlocks(decision: Decision): ReportBlock[] {
  const sentences = worthSentences(decision);
  return sentences.length === 0 ? [] : [...paragraphs(['What to measure first:']), ...list(sentences)];
}

function chartsOf(decision: Decision, which: 'wins' | 'flips'): ReportBlock[] {
  const { robustness, sensitivities, answer } = decision;
  const charts: Chart[] = [];
  if (which === 'wins' && robustness !== null && bestSomewhere(robustness.patterns).length > 0) {
    charts.push({ name: 'wins', spec: winsChart(decision) });
  }
  const isLed = sensitivities.some(({ looks }) => looks.some(({ lead }) => lead !== null));
  if (which === 'flips' && answer !== null && isLed) charts.push({ name: 'flips', spec: flipsChart(decision) });
  return charts.map((chart) => ({ kind: 'chart', chart }));
}

/** The report of the comparison with the decision in it. */
export function decisionDocument(decision: Decision, charts: readonly Chart[], input: Provenance): ReportDocument {
  const document = compareDocument(decision.comparison, charts, input);
  const [answer, table, flips] = ['answer', 'decision', 'flips'].map((id) =>
    decisionSections(decision).filter((one) => one.id === id),
  );
  const sections = document.sections.flatMap((one): ReportSection[] => {
    if (one.id === 'answer') return [...answer!, ...table!];
    if (one.id === 'flips') return [];
    if (one.id !== 'assumptions') return [one.id === 'reproduce' ? withFiles(one) : one];
    const measured = document.sections.find(({ id }) => id === 'flips')?.blocks ?? [];
    return [...(flips![0] === undefined ? [] : [{ ...flips![0], blocks: [...flips![0].blocks, ...measured] }]), one];
  });
  return { ...document, sections };
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

function withFiles({ blocks, ...one }: ReportSection): ReportSection {
  const at = blocks.findIndex(({ kind }) => kind === 'details');
  return { ...one, blocks: [...blocks.slice(0, at), { kind: 'text', text: FILES }, ...blocks.slice(at)] };
}
