import { measureNamed } from '../../measures/index.js';
import type { Migration, MigrationState } from '../../migrate/result.js';
import { capitalised, counted, formatDifference, formatEstimate, formatValue, replications } from '../words/format.js';
import { measureOf, migrationAnswer } from '../words/migrate-answer.js';
import type { TableColumn } from './columns.js';
import { hang, studyText, type TerminalView } from './terminal.js';

/** What a person sees after `migrate`: the order, a row a state, and how each state is written. */
export function migrationTable(migration: Migration, view: TerminalView): string {
  const { scenario, from, to, seed, states, warnings } = migration;
  const written = states.slice(1, -1).flatMap(({ text }, i) => hang('  ', 5, `${i + 1}. ${text}`, view.width));
  const title = 'The states between, as a scenario writes them';
  return studyText(
    {
      question: `In which order does one move ${scenario.name} from ${from} to ${to}?`,
      facts: [scenario.name, counted(states.length, 'state'), replications(migration), `seed ${seed}`],
      ...migrationColumns(migration),
      between: (colours) => (written.length === 0 ? [] : [colours.bold(title), ...written]),
      warnings,
      sentences: migrationAnswer(migration),
    },
    view,
  );
}

/** A row a state, in the chosen order. */
export function migrationColumns(migration: Migration): {
  readonly names: string[];
  readonly columns: TableColumn[];
} {
  const { states, measure, from, to } = migration;
  const { unit, label } = measureOf(migration);
  const nameOf = (state: MigrationState, i: number): string => {
    if (i === 0) return `0 ${from}`;
    return i === states.length - 1 ? `${i} ${to}: + ${state.move}` : `${i} + ${state.move}`;
  };
  const names = states.map(nameOf);
  const column = (
    heading: readonly string[],
    align: TableColumn['align'],
    text: (state: MigrationState, i: number) => string,
  ): TableColumn => ({ heading, align, cells: new Map(states.map((state, i) => [names[i]!, text(state, i)])) });
  const beside = ['cost', 'latency'].filter((id) => id !== measure) as ('cost' | 'latency')[];
  return {
    names,
    columns: [
      column(['state'], 'left', (_, i) => names[i]!),
      column([capitalised(label)], 'right', ({ value }) => formatEstimate(unit, value)),
      column(['from the start'], 'right', ({ change }, i) => (i === 0 ? '' : formatDifference(unit, change))),
      ...beside.map((id) => {
        const { unit: own, label: heading } = measureNamed(id)!;
        return column([capitalised(heading)], 'right', (state) => formatValue(own, Number(state[id].toPrecision(3))));
      }),
      column(['who leads'], 'left', ({ layout }, i) => leader(layout, migration, i)),
    ],
  };
}

function leader(layout: MigrationState['layout'], { from, to }: Migration, place: number): string {
  if (layout === 'marked') return 'code';
  return layout === 'old leads' || place === 0 ? from : to;
}
