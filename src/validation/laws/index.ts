import type { Law } from './law.js';
import { readersAddNothing } from './readers.js';

/** What no parameter may break. */
export const LAWS: readonly Law[] = [readersAddNothing];
