import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Why a folder cannot be used: one sentence that names the place, and the next step. */
export class FolderProblem extends Error {
  constructor(
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

/** The next step where a file in a folder is broken. */
export const MAKE_AGAIN = "Run the command in the folder's manifest.json again.";

/** Which folders are wanted, for messages. */
export interface WantedFolder {
  /** "a run folder of rehearse compare" */
  readonly what: string;
  /** The next step where it is none. */
  readonly next: string;
}

/** @throws FolderProblem where the file is missing, or cannot be read. */
export async function textOf(dir: string, file: string, { what, next }: WantedFolder): Promise<string> {
  try {
    return await readFile(join(dir, file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new FolderProblem(`${join(dir, file)} cannot be read (${code}).`, 'Look at its permissions and its size.');
    }
    throw new FolderProblem(`'${dir}' is not ${what}: it holds no ${file}.`, next);
  }
}

/** The value at a path of plain data; undefined where there is none. */
export function valueAt(data: unknown, ...path: readonly string[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
