import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ColumnStore, type ColumnTable, columnsInMemory } from '../study/columns.js';

/** Bytes of all columns of a study that memory holds; of more, a file does. */
const IN_MEMORY = 64 * 1024 * 1024;

/** Values of each column that are written to the file at once. */
const CHUNK = 1024;

/** Keeps small studies in memory, and the columns of large ones in a file beside their batches. */
export class SpilledColumns implements ColumnStore {
  private readonly files: number[] = [];

  constructor(
    /** Where the files go; a folder for temporary files where nothing can be written there. */
    private readonly folder: string,
    private readonly inMemory = IN_MEMORY,
  ) {}

  table(columns: number, values: number, tables: number): ColumnTable {
    const bytes = columns * values * tables * Float64Array.BYTES_PER_ELEMENT;
    if (bytes <= this.inMemory) return columnsInMemory.table(columns, values, tables);
    const file = this.open();
    this.files.push(file);
    return new FileTable(file, columns);
  }

  /** A file that has no name: it goes with the process, whatever ends it. */
  private open(): number {
    for (const folder of [this.folder, tmpdir()]) {
      const path = join(folder, `columns-${process.pid}-${this.files.length}`);
      try {
        mkdirSync(folder, { recursive: true });
        const file = openSync(path, 'w+');
        rmSync(path);
        return file;
      } catch (error) {
        if (folder === tmpdir()) throw error;
      }
    }
    throw new Error('unreachable');
  }

  close(): void {
    for (const file of this.files.splice(0)) closeSync(file);
  }
}

/**
 * Columns in a file, in pieces of `CHUNK` values: those of all columns, one piece after the other, then the next pieces of
 * all columns. The last values wait in memory until there are enough.
 */
class FileTable implements ColumnTable {
  readonly isInMemory = false;
  length = 0;
  private written = 0;
  /** By column: the values after those that are written. */
  private readonly waiting: Float64Array;

  constructor(
    private readonly file: number,
    private readonly columns: number,
  ) {
    this.waiting = new Float64Array(columns * CHUNK);
  }

  append(columns: readonly Float64Array[]): void {
    const count = columns[0]?.length ?? 0;
    for (let done = 0; done < count; ) {
      const at = this.length - this.written;
      const some = Math.min(count - done, CHUNK - at);
      for (const [c, values] of columns.entries()) this.waiting.set(values.subarray(done, done + some), c * CHUNK + at);
      this.length += some;
      done += some;
      if (this.length - this.written === CHUNK) this.flush();
    }
  }

  private flush(): void {
    const bytes = new Uint8Array(this.waiting.buffer);
    const start = (this.written / CHUNK) * bytes.length;
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.file, bytes, done, bytes.length - done, start + done);
    }
    this.written += CHUNK;
  }

  read(column: number, from = 0, to = this.length): Float64Array {
    const values = new Float64Array(Math.max(0, to - from));
    for (let at = from; at < to; ) {
      const within = at % CHUNK;
      const some = Math.min(to - at, CHUNK - within);
      const target = values.subarray(at - from, at - from + some);
      if (at >= this.written) {
        const start = column * CHUNK + within;
        target.set(this.waiting.subarray(start, start + some));
      } else {
        this.fill(target, (Math.floor(at / CHUNK) * this.columns + column) * CHUNK + within);
      }
      at += some;
    }
    return values;
  }

  /** With the values that begin at a place of the file. */
  private fill(target: Float64Array, place: number): void {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    const start = place * Float64Array.BYTES_PER_ELEMENT;
    for (let done = 0; done < bytes.length; ) {
      const got = readSync(this.file, bytes, done, bytes.length - done, start + done);
      if (got === 0) throw new Error('the file with the columns of this study was cut off');
      done += got;
    }
  }
}
