import { createColors } from 'picocolors';
import type { Comparison } from '../../compare/comparison.js';
import { OUTCOME_LABELS, type TaskOutcome } from '../../compare/summary-rows.js';
import { answer } from '../words/compare-answer.js';
import { comparisonConditions } from '../words/conditions.js';
import { counted, replications } from '../words/format.js';
import { kindSentences } from '../words/kinds.js';
import { loadSentences } from '../words/offered-load.js';
import { publishedSentences } from '../words/published.js';
import { wrap } from '../words/wrap.js';
import { comparisonColumns, type TableColumn, tableNote } from './columns.js';
import { measuredOutcomes, OUTCOME_MARKS, outcomeBar } from './outcome-bar.js';
import {
  type Colours,
  draw,
  GAP,
  hang,
  notShown,
  type Paint,
  pack,
  type TableOptions,
  warningLines,
  widthOf,
} from './terminal.js';

/** Characters of the outcome bar: `folded` where the table breaks into blocks anyway. */
const BAR = { least: 10, folded: 20, most: 24 };
/**
 * What a person sees after `compare`: the table sorted by the first objective, the answer in three sentences, the
 * warnings each with its next step, and the patterns left out with the reason.
 */
export function comparisonTable(comparison: Comparison, { width, colour }: TableOptions): string {
  const colours = createColors(colour);
  const { scenario, seed } = comparison;
  const facts = [counted(comparison.patterns.length, 'pattern'), replications(comparison), `seed ${seed}`].join(' · ');
  const answered = answer(comparison);
  return [
    ...wrap(scenario.question, width).map(colours.bold),
    ...wrap(`${scenario.name} · ${facts}`, width).map(colours.dim),
    '',
    ...tables(comparison, width, colours),
    ...wrap(tableNote(comparison), width).map(colours.dim),
    '',
    ...answered.flatMap((sentence) => wrap(sentence, width)),
    ...loadSentences(comparison, answered).flatMap((sentence) => wrap(sentence, width)),
    ...kindSentences(comparison).flatMap((sentence) => wrap(sentence, width)),
    ...publishedSentences(comparison).flatMap((sentence) => wrap(sentence, width)),
    ...comparisonConditions(comparison).flatMap((sentence) => wrap(sentence, width)),
    ...warningLines(comparison.warnings, width, colours),
    ...(comparison.leftOut.length === 0 ? [] : ['', colours.bold('Left out')]),
    ...comparison.leftOut.flatMap(({ pattern, why }) => hang('  ', 2, `${pattern}: ${why}`, width)),
    '',
  ].join('\n');
}

/** A table a block of columns: those that do not fit beside the first ones are folded under them, names repeated. */
function tables(comparison: Comparison, width: number, colours: Colours): string[] {
  const { ranking } = comparison;
  const names: TableColumn = {
    heading: ['pattern'],
    align: 'left',
    cells: new Map(ranking.map((name) => [name, name])),
  };
  const room = width - widthOf(names);
  const columns = comparisonColumns(comparison);
  const fitting = columns.filter((column) => widthOf(column) + GAP <= room);
  const bars = measuredOutcomes(comparison).length > 0 && room >= BAR.least + GAP;
  const whole = pack(fitting, room, bars ? BAR.least + GAP : 0);
  const blocks = whole.length === 1 || !bars ? whole : pack(fitting, room, Math.min(BAR.folded + GAP, room));
  const lines: string[] = [];
  blocks.forEach((block, index) => {
    const withBar = bars && index === 0;
    const used = block.reduce((sum, column) => sum + widthOf(column) + GAP, widthOf(names) + GAP);
    const bar = withBar ? [barColumn(comparison, Math.min(BAR.most, width - used), colours)] : [];
    lines.push(...draw([names, ...bar, ...block], comparison.ranking, colours));
    if (withBar) lines.push(...legend(comparison, width, colours));
    lines.push('');
  });
  return [...lines, ...notShown(columns, fitting, width)];
}

function barColumn(comparison: Comparison, width: number, colours: Colours): TableColumn {
  const bars = comparison.ranking.map((name) => {
    const segments = outcomeBar(comparison, name, width);
    return [
      name,
      segments.map(({ outcome, length }) => paintOf(outcome, colours)(OUTCOME_MARKS[outcome].repeat(length))).join(''),
    ] as const;
  });
  return { heading: ['how tasks end'.slice(0, width)], align: 'left', cells: new Map(bars) };
}

function legend(comparison: Comparison, width: number, colours: Colours): string[] {
  const entries = measuredOutcomes(comparison).map((outcome) => ({ outcome, text: OUTCOME_LABELS[outcome] }));
  const lines: string[][] = [[]];
  let length = 0;
  for (const { outcome, text } of entries) {
    const needed = text.length + 2 + 3;
    if (length > 0 && length + needed - 3 > width) {
      lines.push([]);
      length = 0;
    }
    lines.at(-1)!.push(`${paintOf(outcome, colours)(OUTCOME_MARKS[outcome])} ${text}`);
    length += needed;
  }
  return lines.map((entries) => entries.join('   '));
}

function paintOf(outcome: TaskOutcome, colours: Colours): Paint {
  return {
    correct: colours.green,
    late: colours.yellow,
    wrong: colours.red,
    failed: colours.magenta,
    stalled: colours.cyan,
  }[outcome];
}
