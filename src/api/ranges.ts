import type { Scenario } from '../scenario/scenario.js';
import { parameterAt } from '../scenario/text/parameter-path.js';
import { axisOf, type SweepAxis, usualSteps } from '../sweep/cells.js';
import { onOneLine } from './catalogue.js';

/** What is varied in a sweep: one or two parameters by dotted path. */
export type SweepRanges = Readonly<Record<string, SweepRange>>;

export interface SweepRange {
  /** As the scenario would write it: 0.2, '40/h', '5s'. Both ends in one unit. */
  readonly from: number | string;
  readonly to: number | string;
  /** Values, at least 2. Default: 9 of one parameter, 7 of each of two; of few whole numbers all. */
  readonly steps?: number;
  /** Default: linear. */
  readonly scale?: 'linear' | 'log';
}

/** The axes of a sweep. @throws RangeError */
export function axesOf(ranges: SweepRanges, scenario: Scenario): SweepAxis[] {
  const entries = Object.entries(ranges);
  if (entries.length < 1 || entries.length > 2) {
    throw new RangeError(`A sweep varies one or two parameters, not ${entries.length}. Set others with vary().`);
  }
  return entries.map(([path, { from, to, steps, scale = 'linear' }]) => {
    const reading = parameterAt(scenario, path, String(from), String(to), scale);
    if (!reading.ok) throw new RangeError(`${path}: ${onOneLine(`${reading.message}. ${reading.next}`)}`);
    if (steps !== undefined && !(Number.isInteger(steps) && steps >= 2)) {
      throw new RangeError(`${path}: expected a whole number of steps from 2, got ${steps}.`);
    }
    return axisOf(reading.parameter, steps ?? usualSteps(reading.parameter, entries.length));
  });
}
