import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ObservedTrace } from './observed.js';
import { READABLE, TraceProblem } from './problem.js';
import { readCsv } from './sources/csv-file.js';
import { readJson } from './sources/json-file.js';

/** Files that are read where a directory is given. */
const ENDINGS = ['.json', '.jsonl', '.ndjson', '.csv', '.tsv'];

/**
 * Reads one file of traces, whatever wrote it. Its size may exceed the memory: texts are reduced while they are read.
 * @throws TraceProblem where it cannot be read, is no trace, or has no call in it.
 */
export async function readTrace(path: string): Promise<ObservedTrace> {
  const trace = await (isTable(path) ? readCsv(path) : readJson(path));
  if (trace.tasks.length > 0) return trace;
  throw new TraceProblem(`${path}: there is no call of a model in it.`, READABLE);
}

/**
 * Reads files and directories, one trace a file, in the order given and by name within a directory.
 * In a directory, a file that is no trace is passed to `skipped`; named by itself, it is an error.
 * @throws TraceProblem as `readTrace`, and where a directory has no trace in it.
 */
export async function* readTraces(
  paths: readonly string[],
  skipped: (problem: TraceProblem) => void = () => {},
): AsyncGenerator<ObservedTrace> {
  for (const path of paths) {
    if (!(await isDirectory(path))) {
      yield await readTrace(path);
      continue;
    }
    let found = 0;
    for (const file of await filesIn(path)) {
      const trace = await readTrace(file).catch((error: unknown) => {
        if (!(error instanceof TraceProblem)) throw error;
        skipped(error);
      });
      if (trace === undefined) continue;
      found++;
      yield trace;
    }
    if (found === 0) throw new TraceProblem(`${path}: no file in this directory is a trace.`, READABLE);
  }
}

function isTable(path: string): boolean {
  return ['.csv', '.tsv'].includes(extname(path).toLowerCase());
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    throw new TraceProblem(`${path}: there is no such file.`, 'Check the path.');
  }
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && ENDINGS.includes(extname(entry.name).toLowerCase()));
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}
