import { createColors } from 'picocolors';
import type { Decision } from '../../decide/decision.js';
import { flipSentences } from '../documents/decide.js';
import { comparisonConditions } from '../words/conditions.js';
import { decisionAnswer, inOrder } from '../words/decide-answer.js';
import { flipsTitle } from '../words/decide-none.js';
import { worthSentences } from '../words/decide-worth.js';
import { counted, replications } from '../words/format.js';
import { wrap } from '../words/wrap.js';
import type { TableColumn } from './columns.js';
import { decisionColumns, decisionNote, weightSentences } from './decide-columns.js';
import { type Colours, draw, hang, notShown, pack, type TableOptions, warningLines, widthOf } from './terminal.js';

/** What a person sees after `decide`: the answer, the options side by side, what flips it, and what was noticed. */
export function decisionText(decision: Decision, { width, colour }: TableOptions): string {
  const colours = createColors(colour);
  const { comparison, robustness } = decision;
  const { scenario, seed, leftOut } = comparison;
  const points = robustness === null ? [] : [counted(robustness.points.length, 'point')];
  const facts = [counted(comparison.patterns.length, 'pattern'), replications(comparison), ...points, `seed ${seed}`];
  return [
    ...wrap(scenario.question, width).map(colours.bold),
    ...wrap(`${scenario.name} · ${facts.join(' · ')}`, width).map(colours.dim),
    '',
    ...[...decisionAnswer(decision), ...comparisonConditions(comparison)].flatMap((sentence) => wrap(sentence, width)),
    '',
    ...tables(decision, width, colours),
    ...wrap(decisionNote(decision), width).map(colours.dim),
    ...listed(`${flipsTitle(decision)}, one value at a time`, flipSentences(decision), width, colours),
    ...listed('What changes the answer, one weight at a time', weightSentences(decision), width, colours),
    ...listed('What to measure first', worthSentences(decision), width, colours),
    ...warningLines(comparison.warnings, width, colours),
    ...listed(
      'Left out',
      leftOut.map(({ pattern, why }) => `${pattern}: ${why}`),
      width,
      colours,
    ),
    '',
  ].join('\n');
}

function listed(title: string, lines: readonly string[], width: number, colours: Colours): string[] {
  if (lines.length === 0) return [];
  return ['', colours.bold(title), ...lines.flatMap((line) => hang('  ', 2, line, width))];
}

/** Columns that do not fit beside the first ones are folded under them, names repeated. */
function tables(decision: Decision, width: number, colours: Colours): string[] {
  const names = inOrder(decision).map(({ standing }) => standing.name);
  const corner: TableColumn = {
    heading: ['pattern'],
    align: 'left',
    cells: new Map(names.map((name) => [name, name])),
  };
  const room = width - widthOf(corner);
  const columns = decisionColumns(decision);
  const fitting = columns.filter((column) => widthOf(column) + 2 <= room);
  const blocks = pack(fitting, room, 0);
  return [
    ...blocks.flatMap((block) => [...draw([corner, ...block], names, colours), '']),
    ...notShown(columns, fitting, width),
  ];
}
