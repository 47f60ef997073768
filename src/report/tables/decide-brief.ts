import { createColors } from 'picocolors';
import type { Decision, DecisionOption } from '../../decide/decision.js';
import { flipSentences } from '../documents/decide.js';
import { comparisonConditions } from '../words/conditions.js';
import { inOrder, objectiveText } from '../words/decide-answer.js';
import { statisticText } from '../words/decide-conditions.js';
import { measureFirst } from '../words/decide-worth.js';
import { counted, fixed, replications, UNDEFINED } from '../words/format.js';
import { decisionVerdict } from '../words/verdict/decision.js';
import { wrap } from '../words/wrap.js';
import type { TableColumn } from './columns.js';
import {
  type Block,
  closing,
  draw,
  fitted,
  leftmost,
  shortened,
  type TerminalView,
  warningsInBrief,
} from './terminal.js';

/** Lines that a terminal shows at once. */
const LINES = 30;
/** Options that are told one by one. */
const ROWS = 6;
/** Values whose flip is told. */
const FLIPS = 3;

/** What a person sees after `decide`: the options worth reading, what changes the answer, and last the answer. */
export function decisionBrief(decision: Decision, view: TerminalView): string {
  const { width, colour } = view;
  const colours = createColors(colour);
  const { comparison, robustness } = decision;
  const { scenario, seed, warnings, leftOut } = comparison;
  const points = robustness === null ? [] : [counted(robustness.points.length, 'point')];
  const facts = [counted(comparison.patterns.length, 'pattern'), replications(comparison), ...points, `seed ${seed}`];
  const { sentence, because, about } = decisionVerdict(decision);
  const shown = inOrder(decision).slice(0, ROWS);
  const names = shown.map(({ standing }) => standing.name);
  const more = comparisonConditions(comparison).length + leftOut.length;
  const [first, ...others] = flipLines(decision);
  const measure = measureFirst(decision);
  const blocks: Block[] = [
    always(wrap(scenario.question, width).map(colours.bold)),
    always(wrap(`${scenario.name} · ${facts.join(' · ')}`, width).map(colours.dim)),
    always(['', ...draw(briefColumns(decision, shown, width), names, colours)]),
    always(restSentences(decision).flatMap((text) => shortened(text, width, 2))),
    always(['']),
    ...warningsInBrief(warnings, { about, more }, width, colours),
    always(['']),
    ...[first].flatMap((text) => (text === undefined ? [] : [always(shortened(text, width, 3))])),
    ...others.map((text, i) => ({ lines: shortened(text, width, 2), rank: 7 + i })),
    ...(measure === null ? [] : [{ lines: shortened(measure, width, 2), rank: 1 }]),
    always(['', ...wrap(sentence, width).map(colours.bold)]),
    ...because.map((text, i) => ({ lines: shortened(text, width, 3), rank: i === 0 ? 1 : 4 + i })),
    always(closing(view, commands(about, view), ['adr.md'], colours)),
  ];
  return fitted(blocks, LINES).join('\n');
}

const always = (lines: readonly string[]): Block => ({ lines, rank: 0 });

/** As many columns as fit, the rightmost left out first. */
function briefColumns(decision: Decision, shown: readonly DecisionOption[], width: number): TableColumn[] {
  const { aims, robustness, bounds } = decision;
  const column = (
    heading: readonly string[],
    align: TableColumn['align'],
    text: (option: DecisionOption) => string,
  ): TableColumn => ({ heading, align, cells: new Map(shown.map((one) => [one.standing.name, text(one)])) });
  const robust = ({ standing }: DecisionOption) => robustness?.patterns.find(({ name }) => name === standing.name);
  const columns = [
    column(['pattern'], 'left', ({ standing }) => standing.name),
    column(['score'], 'right', ({ standing }) => fixed(standing.score, 2)),
    ...aims.map((aim, i) => column(headingOf(aim), 'right', ({ standing }) => objectiveText(aim, standing, i))),
    ...(robustness === null
      ? []
      : [column(['best at,', '% of points'], 'right', (one) => percent(robust(one)?.wins.share))]),
    ...(bounds.length === 0
      ? []
      : [
          column(['worst limit', 'kept, %'], 'right', ({ standing }) =>
            percent(Math.min(...standing.limits.map(({ probability }) => probability))),
          ),
        ]),
  ];
  return leftmost(columns, width);
}

function headingOf(aim: Decision['aims'][number]): string[] {
  const words = statisticText(aim).split(' ');
  const last = words.pop()!;
  return words.length === 0 ? [last] : [words.join(' '), last];
}

const percent = (share: number | undefined): string => (share === undefined ? UNDEFINED : fixed(100 * share, 0));

/** The options that have no row. */
function restSentences(decision: Decision): string[] {
  const rest = inOrder(decision).slice(ROWS);
  const broken = rest.filter(({ standing }) => !standing.isFeasible).length;
  if (rest.length === 0) return [];
  const limits = broken === 0 ? '' : `; ${broken} of them ${broken === 1 ? 'breaks' : 'break'} a limit`;
  return [`${counted(rest.length, 'more option')}${limits}.`];
}

/** What changes the answer, the nearest first; those that do not are named together. */
function flipLines(decision: Decision): string[] {
  const sentences = flipSentences(decision);
  const still = decision.sensitivities.filter(({ flips }) => flips.length === 0).map(({ parameter }) => parameter.path);
  const told = sentences.filter((text) => !still.some((path) => text.startsWith(`${path}: nothing `))).slice(0, FLIPS);
  if (still.length === 0) return told;
  const does = decision.answer === null ? 'lets a pattern keep every limit' : 'is shown to change the answer';
  return [...told, `No value in its range ${does}: ${still.join(', ')}.`];
}

function commands([first, second]: readonly string[], { given }: TerminalView): string[] {
  return first === undefined || second === undefined ? [] : [`rehearse explain ${given} ${second} ${first}`];
}
