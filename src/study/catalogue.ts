import { measures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { patterns } from '../patterns/index.js';
import type { Pattern } from '../patterns/pattern.js';

/**
 * The patterns and measures that a study knows by name. Scenarios and assignments name them, and whatever carries out an
 * assignment needs a catalogue that has them: another thread has the built-in one, unless it makes its own.
 */
export interface Catalogue {
  readonly patterns: readonly Pattern[];
  readonly measures: readonly Measure[];
}

export const builtInCatalogue: Catalogue = { patterns, measures };
