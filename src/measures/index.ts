import { cost } from './cost.js';
import { errors } from './errors.js';
import { legibility } from './legibility.js';
import type { Measure } from './measure.js';
import { outcome } from './outcome.js';
import { structure } from './structure.js';
import { time } from './time.js';

/** Every measure there is, in the order in which they are shown. The only list. */
export const measures: readonly Measure[] = [...outcome, ...structure, ...cost, ...time, ...errors, ...legibility];

export { tokens } from './cost.js';

export function measureNamed(id: string): Measure | undefined {
  return measures.find((measure) => measure.id === id);
}
