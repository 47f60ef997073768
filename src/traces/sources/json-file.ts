import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { JSONParser } from '@streamparser/json';
import type { ObservedTrace } from '../observed.js';
import { READABLE, TraceProblem } from '../problem.js';
import type { Piece, TraceReader } from '../readers/reader.js';
import { PIECES_BY_PATH, piecesOf, readerFor } from './pieces.js';

/** A document of at most these bytes is read at once, which is several times as fast. */
const AT_ONCE = 1 << 24;

/** Bytes that are looked at to see whether a file has a value in each line. */
const LOOKED_AT = 1 << 16;

/**
 * Reads a JSON document or JSON lines of any dialect. A document larger than `atOnce` bytes is read piece by piece.
 * @throws TraceProblem
 */
export async function readJson(path: string, atOnce: number = AT_ONCE): Promise<ObservedTrace> {
  const head = await headOf(path);
  const collected = new Collected(path);
  const first = head.trimStart()[0];
  if (head.startsWith('PK')) {
    throw new TraceProblem(
      `${path}: this is an archive, as .eval files are.`,
      'Turn it into JSON first: inspect log dump FILE > FILE.json.',
    );
  }
  if (first === undefined) throw new TraceProblem(`${path}: the file is empty.`, READABLE);
  if (first !== '{' && first !== '[') throw new TraceProblem(`${path}, line 1: this is no JSON.`, READABLE);
  if (isLines(path, head)) await readLines(path, collected);
  else await readDocument(path, first === '[', collected, atOnce);
  return collected.finish();
}

/** Chooses the reader by the first piece that is of a trace, and gives it all others of its kind. */
class Collected {
  private reader: TraceReader | undefined;
  /** A scope may come before any span. */
  private readonly before: Piece[] = [];

  constructor(private readonly source: string) {}

  take(piece: Piece): void {
    if (piece.kind === 'scope' && this.reader === undefined) {
      this.before.push(piece);
      return;
    }
    if (this.reader === undefined) {
      this.reader = readerFor(piece, this.source);
      for (const early of this.before.splice(0)) this.reader?.take(early);
    }
    this.reader?.take(piece);
  }

  finish(): ObservedTrace {
    if (this.reader !== undefined) return this.reader.finish(this.source);
    throw new TraceProblem(`${this.source}: nothing in it is a trace that can be read.`, READABLE);
  }
}

async function headOf(path: string): Promise<string> {
  const file = await open(path).catch(() => {
    throw new TraceProblem(`${path}: the file cannot be opened.`, 'Check the path, and that you may read it.');
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
  } finally {
    await file.close();
  }
}

/** A value in each line: by the name, or because the first line is a value. */
function isLines(path: string, head: string): boolean {
  if (['.jsonl', '.ndjson'].includes(extname(path).toLowerCase())) return true;
  const end = head.indexOf('\n');
  if (end < 0 || head.slice(end).trim() === '') return false;
  return valueIn(head.slice(0, end)) !== undefined;
}

function valueIn(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

async function readLines(path: string, collected: Collected): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() === '') continue;
    const value = valueIn(text);
    if (value === undefined)
      throw new TraceProblem(
        `${path}, line ${number}: this line is no JSON.`,
        'Give a file with one JSON value in each line, or one JSON document.',
      );
    for (const piece of piecesOf(value)) collected.take(piece);
  }
}

async function readDocument(path: string, isList: boolean, collected: Collected, atOnce: number): Promise<void> {
  const broken = (error: unknown): TraceProblem => {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/[.\s]+$/, '');
    return new TraceProblem(
      `${path}: this is no complete JSON (${why}).`,
      'Export it again: the file seems to be cut.',
    );
  };
  if ((await stat(path)).size <= atOnce) {
    const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      throw broken(error);
    }
    for (const piece of piecesOf(value)) collected.take(piece);
    return;
  }
  const parser = parserFor(isList, collected);
  try {
    for await (const chunk of chunksOf(path)) parser.write(chunk);
  } catch (error) {
    throw error instanceof TraceProblem ? error : broken(error);
  }
  if (!parser.isEnded) throw broken('it ends too early');
}

/** A file in chunks, all in one buffer: what is not used up before the next is gone. */
async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const buffer = Buffer.allocUnsafe(1 << 18);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Hands over the pieces of a document as soon as each is complete, and drops everything else. */
function parserFor(isList: boolean, collected: Collected): JSONParser {
  const parser = new JSONParser({ paths: isList ? ['$.*'] : Object.keys(PIECES_BY_PATH), keepStack: false });
  parser.onValue = ({ value, key, stack }) => {
    const keys = [...stack.slice(1).map((at) => at.key), key];
    const kind = PIECES_BY_PATH[['$', ...keys.map((one) => (typeof one === 'number' ? '*' : one))].join('.')];
    const pieces = isList || kind === 'document' ? piecesOf(value) : kind === undefined ? [] : [{ kind, value }];
    for (const piece of pieces) collected.take(piece);
  };
  parser.onError = (error) => {
    throw error;
  };
  return parser;
}
