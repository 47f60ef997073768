import { claimParts } from './claim-parts.js';
import { cost } from './cost.js';
import { dependability } from './dependability.js';
import { errors } from './errors.js';
import { legibility } from './legibility.js';
import { load } from './load.js';
import type { Measure, Part, Whole } from './measure.js';
import { outcome } from './outcome.js';
import { structure } from './structure.js';
import { time } from './time.js';
import { allTokens, tokenParts } from './token-parts.js';

/** Every measure there is, in the order in which they are shown. The only list. */
export const measures: readonly Measure[] = [
  ...outcome,
  ...structure,
  ...cost,
  ...time,
  ...load,
  ...errors,
  ...dependability,
  ...legibility,
];

export { tokens } from './cost.js';

export function measureNamed(id: string): Measure | undefined {
  return measures.find((measure) => measure.id === id);
}

/** What is taken apart. */
export function wholeNamed(whole: Whole): Measure {
  return measureNamed(whole) ?? allTokens;
}

/** Measures, and parts of wholes that are not among them. */
const readable: readonly Measure[] = [...measures, ...tokenParts, ...claimParts];

/** What a whole is taken apart into, in the order in which it is shown. */
export function partsOf(whole: Whole): Part[] {
  return readable.filter((measure): measure is Part => measure.part?.whole === whole);
}

/** A measure or a part by its id, which no two of them share. */
export function readableNamed(id: string): Measure | undefined {
  return readable.find((measure) => measure.id === id);
}
