import type { Story } from '../../sim/record/story.js';
import type { Provenance } from '../folders/manifest.js';

/** Writes one file of a run folder from a result. */
export interface FolderExporter<R> {
  /** Its path in the run folder. */
  readonly file: string;
  /** Null: this result has nothing for it. */
  readonly write: (result: R, made: Provenance) => FileContent | null | Promise<FileContent>;
  /** Belongs to the report: made again by `rehearse report`. */
  readonly isReport?: true;
  /** Written only where it is asked for. */
  readonly isOptional?: true;
}

export type FileContent = string | Uint8Array;

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
