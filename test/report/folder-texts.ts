import type { FolderFiles } from '../../src/report/folders/run-folder.js';

/** The files of a run folder that holds nothing but text. */
export async function textsOf(folder: Promise<FolderFiles>): Promise<Map<string, string>> {
  return new Map(
    [...(await folder)].map(([name, content]) => {
      if (typeof content !== 'string') throw new Error(`${name} is not text`);
      return [name, content];
    }),
  );
}
