import type { Calibration, HeldOutRow } from '../../calibrate/result.js';
import { calibrateAnswer, percentText } from '../words/calibrate-answer.js';
import { counted, formatValue } from '../words/format.js';
import type { TableColumn } from './columns.js';
import { hang, studyText, type TerminalView } from './terminal.js';

/** What a person sees after `calibrate`: the table of held-out tasks, what is not told, and the answer with what to do next. */
export function calibrateTable(found: Calibration, file: string, view: TerminalView): string {
  const { names, columns } = heldOutColumns(found);
  const { tasks, calls, dialects, gaps, runs } = found;
  return studyText(
    {
      question: 'Does the calibrated scenario tell real tasks that it was not fitted to?',
      facts: [counted(tasks, 'task'), counted(calls, 'call'), dialects.join(', '), `${runs} simulated tasks`],
      names,
      columns,
      between: (colours) =>
        gaps.length === 0
          ? []
          : [
              colours.bold('What the traces do not tell'),
              ...gaps.slice(0, GAPS).flatMap((gap) => hang('  ', 2, gap, view.width)),
              ...(gaps.length > GAPS ? [`  ${gaps.length - GAPS} more in the report`] : []),
            ],
      warnings: [],
      sentences: [...calibrateAnswer(found), `Its scenario is ${file}. Next: rehearse compare ${file}`],
    },
    view,
  );
}

/** Gaps that the terminal tells. */
const GAPS = 4;

/** A row a figure: simulated and observed mean, with the spread of the real tasks, and the errors of its quantiles. */
export function heldOutColumns({ rows, heldOut }: Calibration): {
  readonly names: string[];
  readonly columns: TableColumn[];
} {
  const figures = [...new Set(rows.map(({ figure }) => figure))];
  const at = (figure: string, statistic: HeldOutRow['statistic']): HeldOutRow =>
    rows.find((row) => row.figure === figure && row.statistic === statistic)!;
  const label = (figure: string): string => at(figure, 'mean').label;
  const column = (
    heading: readonly string[],
    align: TableColumn['align'],
    text: (figure: string) => string,
  ): TableColumn => ({
    heading,
    align,
    cells: new Map(figures.map((figure) => [label(figure), text(figure)])),
  });
  const value = (row: HeldOutRow, read: 'simulated' | 'observed' | 'low' | 'high'): string =>
    formatValue(row.unit, row[read], row);
  const error = (row: HeldOutRow): string => `${row.error < 0 ? '−' : '+'}${percentText(row.error)}`;
  const whose = heldOut > 0 ? 'held out' : 'observed';
  return {
    names: figures.map(label),
    columns: [
      column(['per task'], 'left', label),
      column(['mean,', 'simulated'], 'right', (figure) => value(at(figure, 'mean'), 'simulated')),
      column(['mean,', whose], 'right', (figure) => value(at(figure, 'mean'), 'observed')),
      column(
        ['its 95 %', 'interval'],
        'right',
        (figure) => `${value(at(figure, 'mean'), 'low')}–${value(at(figure, 'mean'), 'high')}`,
      ),
      column(['error of', 'the mean'], 'right', (figure) => error(at(figure, 'mean'))),
      column(['of the', 'median'], 'right', (figure) => error(at(figure, 'p50'))),
      column(['of the', 'p95'], 'right', (figure) => error(at(figure, 'p95'))),
      column(['CV,', 'simulated'], 'right', (figure) => at(figure, 'cv').simulated.toFixed(2)),
      column(['CV,', whose], 'right', (figure) => at(figure, 'cv').observed.toFixed(2)),
    ],
  };
}
