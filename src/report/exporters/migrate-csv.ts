import type { Migration } from '../../migrate/result.js';
import { csv } from './csv.js';

/** One row a state of the chosen order. */
export function migrationCsv({ scenario, from, to, measure, states }: Migration): string {
  const header = ['scenario', 'from', 'to', 'state', 'move', 'layout', 'measure', 'value', 'low', 'high'];
  const rows = states.map(({ move, layout, value, change, cost, latency, text }, i) => [
    ...[scenario.name, from, to, i, move, layout, measure, value.mean, value.low, value.high],
    ...[change.mean, change.low, change.high, cost, latency, text],
  ]);
  return csv([...header, 'change', 'change_low', 'change_high', 'cost', 'latency', 'written'], rows);
}

/** One row a state that was looked at. */
export function lookedCsv({ scenario, measure, looked }: Migration): string {
  const rows = looked.map(({ moved, layout, mean, cost, isChosen }) => [
    ...[scenario.name, moved.join(' '), layout, measure, mean, cost, isChosen ? 'yes' : 'no'],
  ]);
  return csv(['scenario', 'moved', 'layout', 'measure', 'value', 'cost', 'chosen'], rows);
}
