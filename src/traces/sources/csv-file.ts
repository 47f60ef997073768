import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { parse } from 'csv-parse';
import type { ObservedTrace } from '../observed.js';
import { READABLE, TraceProblem } from '../problem.js';
import { CsvReader } from '../readers/csv.js';

/** Reads a table with a row for each call. @throws TraceProblem */
export async function readCsv(path: string): Promise<ObservedTrace> {
  const rows = createReadStream(path).pipe(
    parse({
      bom: true,
      delimiter: extname(path).toLowerCase() === '.tsv' ? '\t' : [',', ';'],
      relax_column_count: true,
      skip_empty_lines: true,
    }),
  );
  let reader: CsvReader | undefined;
  let header: string[] = [];
  let line = 0;
  try {
    for await (const row of rows as AsyncIterable<string[]>) {
      line++;
      if (reader === undefined) {
        header = row;
        reader = new CsvReader(path, header);
      } else reader.take(Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])), line);
    }
  } catch (error) {
    if (error instanceof TraceProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new TraceProblem(`${path}, line ${line + 1}: this is no table of comma-separated values (${why}).`, READABLE);
  }
  if (reader === undefined) throw new TraceProblem(`${path}: the file is empty.`, READABLE);
  return reader.finish();
}
