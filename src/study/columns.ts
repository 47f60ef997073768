import { grown } from '../statistics/sample.js';

/** Columns of the same length, to which replications are added in their order. */
export interface ColumnTable {
  /** Values so far in each column. */
  readonly length: number;
  /** Reading costs nothing. */
  readonly isInMemory: boolean;
  /** As many values for every column. */
  append(columns: readonly Float64Array[]): void;
  /** Values of one column, from one replication to another: of all of them, unless said otherwise. */
  read(column: number, from?: number, to?: number): Float64Array;
}

/** Where the columns of a study are kept. */
export interface ColumnStore {
  /** A table for so many columns of about so many values, of which there are `tables` alike. */
  table(columns: number, values: number, tables: number): ColumnTable;
}

/** Values that room is made for from the start: with a precision there may be fewer than the most. */
const ROOM = 32_768;

/** Columns in memory. */
export const columnsInMemory: ColumnStore = {
  table: (columns, values) => new MemoryTable(columns, Math.min(values, ROOM)),
};

class MemoryTable implements ColumnTable {
  readonly isInMemory = true;
  length = 0;
  private readonly columns: Float64Array[];

  constructor(columns: number, room: number) {
    this.columns = Array.from({ length: columns }, () => new Float64Array(Math.max(1, room)));
  }

  append(columns: readonly Float64Array[]): void {
    const end = this.length + (columns[0]?.length ?? 0);
    for (const [c, values] of columns.entries()) {
      while (this.columns[c]!.length < end) this.columns[c] = grown(this.columns[c]!);
      this.columns[c]!.set(values, this.length);
    }
    this.length = end;
  }

  read(column: number, from = 0, to = this.length): Float64Array {
    return this.columns[column]!.subarray(from, to);
  }
}

/** Reads values of a column, from one replication to another. */
type ReadColumn = (from: number, to: number) => Float64Array;

/**
 * Columns by name that are read when they are asked for, and not kept: of many replications only those are in memory that
 * somebody looks at.
 */
export class ReadColumns implements ReadonlyMap<string, Float64Array> {
  constructor(
    private readonly readers: ReadonlyMap<string, ReadColumn>,
    /** Values in each. */
    readonly rows: number,
  ) {}

  /** The same columns and others beside them. */
  with(others: ReadonlyMap<string, Float64Array>): ReadColumns {
    const added = [...others].map(([id, values]): [string, ReadColumn] => [id, (from, to) => values.slice(from, to)]);
    return new ReadColumns(new Map([...this.readers, ...added]), this.rows);
  }

  part(id: string, from: number, to: number): Float64Array | undefined {
    return this.readers.get(id)?.(from, to);
  }

  get(id: string): Float64Array | undefined {
    return this.part(id, 0, this.rows);
  }

  has(id: string): boolean {
    return this.readers.has(id);
  }

  get size(): number {
    return this.readers.size;
  }

  keys(): MapIterator<string> {
    return this.readers.keys();
  }

  *values(): MapIterator<Float64Array> {
    for (const [, values] of this) yield values;
  }

  *entries(): MapIterator<[string, Float64Array]> {
    for (const id of this.readers.keys()) yield [id, this.get(id)!];
  }

  [Symbol.iterator](): MapIterator<[string, Float64Array]> {
    return this.entries();
  }

  forEach(take: (values: Float64Array, id: string, all: ReadonlyMap<string, Float64Array>) => void): void {
    for (const [id, values] of this) take(values, id, this);
  }
}

/** Values in a column, without reading it where it is not in memory; undefined: there is none. */
export function lengthOfColumn(columns: ReadonlyMap<string, Float64Array>, id: string): number | undefined {
  if (!(columns instanceof ReadColumns)) return columns.get(id)?.length;
  return columns.has(id) ? columns.rows : undefined;
}

/** Values of a column from one replication to another, without reading the others where they are not in memory. */
export function partOfColumn(
  columns: ReadonlyMap<string, Float64Array>,
  id: string,
  from: number,
  to: number,
): Float64Array {
  return columns instanceof ReadColumns ? columns.part(id, from, to)! : columns.get(id)!.subarray(from, to);
}
