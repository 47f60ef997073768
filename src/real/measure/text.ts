import type { Comparison } from '../../compare/comparison.js';
import { differenceBetween, measureOf, rowOf } from '../../compare/summary-rows.js';
import type { TableColumn } from '../../report/tables/columns.js';
import { studyText, type TerminalView } from '../../report/tables/terminal.js';
import { briefDifference, briefEstimate, replications, UNDEFINED } from '../../report/words/format.js';
import type { Measurement } from './measurement.js';
import { ROWS } from './rows.js';
import { measurementSentences } from './words.js';

/** What the table shows, where it was measured. */
const SHOWN = ['correct', 'failed', 'escaped', 'latency', 'tokens', 'cost', 'calls'];

/** What a person sees after `measure`: measured beside predicted, and the answer in sentences. */
export function measurementText(measurement: Measurement, comparison: Comparison, view: TerminalView): string {
  const { scenario, seed, against, warnings } = measurement;
  const ids = SHOWN.filter((id) => isThere(comparison, id));
  return studyText(
    {
      question: 'Does the application coordinate as it was designed?',
      facts: [scenario.name, `against ${against}`, replications(comparison), `seed ${seed}`],
      columns: columnsOf(comparison, against, ids),
      names: ids.map((id) => labelOf(comparison, id)),
      between: () => [],
      warnings,
      sentences: measurementSentences(measurement),
    },
    view,
  );
}

/** Not where both are zero, or it has no value. */
function isThere(comparison: Comparison, id: string): boolean {
  if (!comparison.measures.some((measure) => measure.id === id)) return false;
  const means = Object.values(ROWS).map((row) => rowOf(comparison, row, id)?.mean ?? Number.NaN);
  return means.some((mean) => !Number.isNaN(mean) && mean !== 0);
}

function columnsOf(comparison: Comparison, against: string, ids: readonly string[]): TableColumn[] {
  const cells = (of: (id: string) => string): TableColumn['cells'] =>
    new Map(ids.map((id) => [labelOf(comparison, id), of(id)]));
  const mean = (row: string) => (id: string) => {
    const found = rowOf(comparison, row, id);
    return found === undefined || Number.isNaN(found.mean) ? UNDEFINED : briefEstimate(found.measure.unit, found);
  };
  return [
    { heading: ['per task'], align: 'left', cells: cells((id) => labelOf(comparison, id)) },
    { heading: ['measured'], align: 'right', cells: cells(mean(ROWS.measured)) },
    { heading: ['predicted', against], align: 'right', cells: cells(mean(ROWS.predicted)) },
    { heading: ['difference', '95 % interval'], align: 'right', cells: cells((id) => differenceOf(comparison, id)) },
  ];
}

function differenceOf(comparison: Comparison, id: string): string {
  const difference = differenceBetween(comparison, id, ROWS.measured, ROWS.predicted);
  if (difference === null) return UNDEFINED;
  const isNone = [difference.mean, difference.low, difference.high].every(
    (value) => value === 0 || Number.isNaN(value),
  );
  return isNone ? 'none' : briefDifference(measureOf(comparison, id)!.unit, difference);
}

const labelOf = (comparison: Comparison, id: string): string => measureOf(comparison, id)!.label;
