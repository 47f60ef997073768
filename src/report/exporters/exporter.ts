import type { Story } from '../../sim/record/story.js';
import type { Provenance } from '../folders/manifest.js';

/** Writes one file of a run folder from a result. */
export interface FolderExporter<R> {
  /** Its path in the run folder. */
  readonly file: string;
  /** Null: this result has nothing for it. */
  readonly write: (result: R, made: Provenance) => FileContent | null | Promise<FileContent | FilePieces>;
  /** Belongs to the report: made again by `rehearse report`. */
  readonly isReport?: true;
  /** Written only where it is asked for. */
  readonly isOptional?: true;
}

export type FileContent = string | Uint8Array;

/** A file that is not held in memory as a whole: its pieces, one after the other, as often as they are asked for. */
export interface FilePieces {
  readonly pieces: () => Iterable<Uint8Array>;
}

/** Values of a table of which the text or the bytes are not held in memory as a whole: some 50 MB. */
const LARGE = 5_000_000;

export const isLarge = (values: number): boolean => values > LARGE;

export function joinedPieces(pieces: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  const all = [...pieces];
  const whole = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of all) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}

/** Writes the trace of one run as a file. */
export interface TraceExporter {
  /** As in `rehearse run --format`. */
  readonly name: string;
  /** File names that ask for it end so. */
  readonly endings: readonly string[];
  readonly write: (story: Story) => string;
  /**
   * Several runs in one file; absent: the format holds one. `at`: seconds after the Unix epoch at which the first begins, for formats
   * with a time of day.
   */
  readonly writeAll?: (stories: readonly Story[], at?: number) => string;
  /** It holds any number of runs, each at a time of day of its own. */
  readonly isLog?: true;
}
