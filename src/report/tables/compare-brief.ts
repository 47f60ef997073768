import { createColors } from 'picocolors';
import type { Comparison } from '../../compare/comparison.js';
import { comparisonConditions } from '../words/conditions.js';
import { counted, replications } from '../words/format.js';
import { kindSentences } from '../words/kinds.js';
import { loadSentences } from '../words/offered-load.js';
import { publishedSentences } from '../words/published.js';
import { verdictOf } from '../words/verdict/index.js';
import { type Shortlist, shortlistOf } from '../words/verdict/shortlist.js';
import { wrap } from '../words/wrap.js';
import { nameOf, shortlistColumns } from './shortlist-columns.js';
import { type Block, closing, draw, fitted, shortened, type TerminalView, warningsInBrief } from './terminal.js';

/** Lines that a terminal shows at once. */
const LINES = 25;

/** What a person sees after `compare`: the few patterns worth reading side by side, what to mind, and last the answer. */
export function comparisonBrief(comparison: Comparison, view: TerminalView): string {
  const { width, colour } = view;
  const colours = createColors(colour);
  const { scenario, seed, leftOut, warnings, patterns } = comparison;
  const facts = [scenario.name, counted(patterns.length, 'pattern'), replications(comparison), `seed ${seed}`];
  const shortlist = shortlistOf(comparison);
  const { sentence, because, about } = verdictOf(comparison);
  const names = shortlist.rows.map(nameOf);
  const notes = [...otherSentences(comparison), ...leftOut].length;
  const blocks: Block[] = [
    always(wrap(scenario.question, width).map(colours.bold)),
    always(wrap(facts.join(' · '), width).map(colours.dim)),
    always(['', ...draw(shortlistColumns(comparison, shortlist, width), names, colours)]),
    ...alikeLines(shortlist, width).map((lines) => ({ lines, rank: 6 })),
    ...shortlist.rest.map((text, i) => ({ lines: shortened(text, width, 2), rank: 5 - i })),
    always(['']),
    ...warningsInBrief(warnings, { about, more: notes }, width, colours),
    always(['', ...wrap(sentence, width).map(colours.bold)]),
    ...because.map((text, i) => ({ lines: wrap(text, width), rank: i === 0 ? 1 : 6 + i })),
    always(closing(view, commands(comparison, shortlist, view), [], colours)),
  ];
  return fitted(blocks, LINES).join('\n');
}

const always = (lines: readonly string[]): Block => ({ lines, rank: 0 });

/** What only --all tells. */
function otherSentences(comparison: Comparison): string[] {
  return [
    ...loadSentences(comparison, []),
    ...kindSentences(comparison),
    ...publishedSentences(comparison),
    ...comparisonConditions(comparison),
  ];
}

/** Who behaves like a row that says how many do. */
function alikeLines({ rows }: Shortlist, width: number): string[][] {
  return rows
    .filter(({ alike }) => alike.length > 0)
    .map(({ pattern, alike }) => shortened(`Like ${pattern}: ${alike.join(', ')}.`, width, 2));
}

function commands({ scenario }: Comparison, { ticked }: Shortlist, { given }: TerminalView): string[] {
  const [a, b] = ticked;
  return [
    ...(scenario.decision.uncertain.length === 0 ? [] : [`rehearse decide ${given}`]),
    ...(a === undefined || b === undefined ? [] : [`rehearse explain ${given} ${a} ${b}`]),
  ];
}
