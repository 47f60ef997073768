import type { KeptFiles } from '../folders/write.js';

/** What was in a run folder before, and where it is now. */
export function keptSentences(folder: string, { earlier, beside }: KeptFiles): string[] {
  return [
    ...(earlier === null ? [] : [`The earlier run is kept in ${folder}/${earlier}.`]),
    ...beside.map(
      ({ file, written }) =>
        `${folder}/${file} was not as this tool wrote it, so it stays; the new version is ${written} beside it.`,
    ),
  ];
}
