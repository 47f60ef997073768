import { isRecord, merged, type Option, type WrittenOptions } from './options.js';
import type { Pattern } from './pattern.js';

export { isRecord, merged, type WrittenOptions };

/** The options that a pattern declares, by name, in the order in which they are shown. */
export function entries(pattern: Pattern): [string, Option<unknown>][] {
  return Object.entries(pattern.options);
}

/** The lengths of texts that a pattern declares, by name. */
export function wordingEntries(pattern: Pattern): [string, Option<unknown>][] {
  return Object.entries(pattern.wording);
}
