import { type RunsRows, rowsText } from '../report/exporters/csv.js';
import { type Assignment, carryOut, type ResultOf } from '../study/assignment.js';

/** What a thread of the pool does, by the name of what is asked of it. */
export function work(assignment: Assignment): ResultOf<Assignment> {
  return carryOut(assignment);
}

export function write(rows: readonly RunsRows[]): string {
  return rows.map(rowsText).join('');
}
