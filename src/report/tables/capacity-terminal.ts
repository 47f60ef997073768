import type { Capacity, CapacityPoint, PatternCapacity } from '../../capacity/result.js';
import { breakingText, capacityAnswer, rangeText, rankedPatterns } from '../words/capacity-answer.js';
import { counted, formatValue, UNDEFINED } from '../words/format.js';
import { parameterTitle, valueText } from '../words/sweep-values.js';
import type { TableColumn } from './columns.js';
import { hang, studyText, type TerminalView } from './terminal.js';

/** What a person sees after `capacity`: the answer, the table, the warnings, and who was left out. */
export function capacityTable(capacity: Capacity, view: TerminalView): string {
  const { scenario, axis, runs, seed, patterns, leftOut, warnings } = capacity;
  const out = leftOut.flatMap(({ pattern, why }) => hang('  ', 2, `${pattern}: ${why}`, view.width));
  return studyText(
    {
      question: `${scenario.question} Along ${parameterTitle(axis.parameter)}.`,
      facts: [
        scenario.name,
        counted(patterns.length, 'pattern'),
        `${counted(runs, 'replication')} per value`,
        `seed ${seed}`,
      ],
      ...capacityColumns(capacity),
      between: (colours) => (leftOut.length === 0 ? [] : ['', colours.bold('Left out'), ...out]),
      warnings,
      sentences: capacityAnswer(capacity),
    },
    view,
  );
}

/** A row a pattern, those that sustain the most first. */
export function capacityColumns(capacity: Capacity): { readonly names: string[]; readonly columns: TableColumn[] } {
  const ranked = rankedPatterns(capacity);
  const { parameter } = capacity.axis;
  const column = (
    heading: readonly string[],
    align: TableColumn['align'],
    text: (one: PatternCapacity) => string,
  ): TableColumn => ({ heading, align, cells: new Map(ranked.map((one) => [one.pattern, text(one)])) });
  const at = (one: PatternCapacity, read: (point: CapacityPoint) => string): string => {
    const point = one.points.find(({ value }) => value === one.most);
    return point === undefined ? UNDEFINED : read(point);
  };
  const beyond = (one: PatternCapacity): string => {
    const point = one.points.find(({ value }) => value === one.breaks?.value);
    return point === undefined
      ? UNDEFINED
      : `${formatValue('share', point.lost.mean, point.lost)} at ${valueText(parameter, point.value)}`;
  };
  const most = (one: PatternCapacity): string =>
    one.most === null ? 'none' : `${one.isOpen ? '≥ ' : ''}${valueText(parameter, one.most)}`;
  return {
    names: ranked.map(({ pattern }) => pattern),
    columns: [
      column(['pattern'], 'left', ({ pattern }) => pattern),
      column(['sustains'], 'right', most),
      column(['interval'], 'right', (one) => (one.isOpen ? '' : rangeText(capacity, one))),
      column(['breaks first'], 'left', ({ breaks }) => (breaks === null ? UNDEFINED : breakingText(breaks))),
      column(['lost beyond'], 'right', beyond),
      column(['lost at the', 'smallest'], 'right', ({ points }) =>
        formatValue('share', points[0]!.lost.mean, points[0]!.lost),
      ),
      column(['refused calls', 'per task'], 'right', (one) => at(one, ({ refused }) => plain(refused))),
      column(['latency, s'], 'right', (one) => at(one, ({ latency }) => plain(latency))),
      column(['cost, $'], 'right', (one) => at(one, ({ cost }) => plain(cost))),
    ],
  };
}

/** Three digits, as nothing is compared here. */
function plain(value: number): string {
  return Number.isNaN(value) ? UNDEFINED : String(Number(value.toPrecision(3)));
}
