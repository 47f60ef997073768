import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { recordsOf } from '../report/csv-records.js';
import { freshFolder, rehearse } from './helper.js';

it('--parquet writes the rows of runs.csv, to the last digit, and null where a measure is undefined', async () => {
  const cwd = freshFolder();
  const args = [
    'compare',
    'article',
    '--patterns',
    'choreography,pipeline',
    '--runs',
    '130',
    '--parquet',
    '--out',
    'x',
  ];
  expect(rehearse(args, cwd).code).toBe(0);
  const { buffer, byteOffset, byteLength } = readFileSync(join(cwd, 'x/runs.parquet'));
  const rows = await parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer });
  const [header, ...records] = recordsOf(readFileSync(join(cwd, 'x/runs.csv'), 'utf8')).map(({ cells }) => cells);
  expect(rows.length).toBe(records.length);
  let undefinedCells = 0;
  for (const [r, cells] of records.entries()) {
    for (const [c, name] of header!.entries()) {
      const value: unknown = rows[r]![name];
      if (cells[c] === '') undefinedCells++;
      expect(cells[c]).toBe(value === null || value === undefined ? '' : String(value));
    }
  }
  expect(undefinedCells).toBeGreaterThan(0);
});
