import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unprotected } from '../../src/report/folders/csv-reading.js';
import { recordsOf } from './csv-records.js';

const read = (text: string): (readonly string[])[] => recordsOf(text).map(({ cells }) => cells);

/** What makes CSV hard, and text without line breaks at its end. */
const cell = fc
  .array(fc.constantFrom('a', '1', ',', '"', '\n', "'", '=', '-', '+', '@', '\t', ' ', 'é', '＝', '−'), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));

describe('CSV', () => {
  it('reads back what csv-stringify writes, quotes, commas and line breaks in cells included', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
        expect(read(stringify(rows))).toEqual(rows);
        expect(read(stringify(rows, { record_delimiter: 'windows', quoted: true }))).toEqual(rows);
      }),
    );
  });

  it('reads back text that was protected from being run as a formula', () => {
    // A text that begins with an apostrophe itself cannot be told from a protected one.
    const plain = cell.filter((text) => !text.startsWith("'"));
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, plain), { minLength: 1 }), (rows) => {
        const written = stringify(rows, { escape_formulas: true });
        expect(read(written).map((cells) => cells.map(unprotected))).toEqual(rows);
      }),
    );
    expect(read(stringify([['=1+1', -1]], { escape_formulas: true, cast: { number: String } }))).toEqual([
      ["'=1+1", '-1'],
    ]);
    expect(["'=x", "'a", "'", '=x'].map(unprotected)).toEqual(['=x', "'a", "'", '=x']);
  });

  it('says on which line each record begins, and leaves empty lines out', () => {
    expect(recordsOf('\uFEFFa,b\n\n"x\ny",2\r\n3,\n')).toEqual([
      { cells: ['a', 'b'], line: 1 },
      { cells: ['x\ny', '2'], line: 3 },
      { cells: ['3', ''], line: 5 },
    ]);
    expect(recordsOf('\uFEFFa,b\n\nx,2\r\n3,\n')).toEqual([
      { cells: ['a', 'b'], line: 1 },
      { cells: ['x', '2'], line: 3 },
      { cells: ['3', ''], line: 4 },
    ]);
    expect(read('')).toEqual([]);
    expect(read('a,b')).toEqual([['a', 'b']]);
  });

  it('refuses a quote that is not closed, and text after one', () => {
    expect(() => read('a\n"b,c\nd')).toThrow('line 3: a quoted cell is not closed');
    expect(() => read('a\n"b\nb"c,d')).toThrow('line 3: a quote is not allowed here');
  });
});
