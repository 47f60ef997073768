import { readCsv } from '../../src/report/folders/csv-reading.js';

/** All records of a CSV text, with the line that each begins on. */
export function recordsOf(text: string): { cells: readonly string[]; line: number }[] {
  const records: { cells: readonly string[]; line: number }[] = [];
  readCsv(text, (cells, line) => void records.push({ cells, line }));
  return records;
}
