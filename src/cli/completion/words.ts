/** What a shell is told of the commands: data, of which each shell's script is made. */

/** What may stand in a place. A list is comma-separated. */
export type Words =
  | { readonly kind: 'words' | 'list' | 'words-or-files'; readonly from: readonly string[] }
  | { readonly kind: 'files' | 'folders' | 'anything' };

export interface CompletedOption {
  /** As typed: `-n`, `--runs`. */
  readonly flags: readonly string[];
  readonly about: string;
  /** It may be given several times. */
  readonly isRepeated: boolean;
  /** Null for a switch. */
  readonly takes: Words | null;
}

export interface CompletedPlace {
  readonly words: Words;
  /** It takes all arguments from here on. */
  readonly isLast: boolean;
}

export interface CompletedCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  /** The arguments, in their order. */
  readonly places: readonly CompletedPlace[];
}

/** A word of single quotes, as every shell but fish reads it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
