import type { RunRecord } from '../sim/record/record.js';
import { claimParts } from './claim-parts.js';
import { cost } from './cost.js';
import { dependability } from './dependability.js';
import { errors } from './errors.js';
import { legibility } from './legibility.js';
import { load } from './load.js';
import { lossParts, lost } from './lost.js';
import {
  type Measure,
  type PartMeasure,
  readTask,
  type SingleAgentRun,
  type TaskMeasure,
  type Whole,
} from './measure.js';
import { kindOf, ofKind } from './of-kind.js';
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
  lost,
  ...legibility,
];

export { tokens } from './cost.js';

/** Looks among the built-in ones, or in a list with further ones. */
export function measureNamed(id: string, all: readonly Measure[] = measures): Measure | undefined {
  return all.find((measure) => measure.id === id);
}

/** The value of a built-in measure for one task. */
export function taskValue(id: string, run: RunRecord, single: SingleAgentRun | null = null): number {
  return readTask(measureNamed(id)!, run, single);
}

/** What is taken apart. */
export function wholeNamed(whole: Whole): TaskMeasure {
  return [...time, ...errors, allTokens].find(({ id }) => id === whole)!;
}

/** Parts of wholes; those of the latency are measures too. */
const parts: readonly TaskMeasure[] = [...time, ...tokenParts, ...claimParts, ...lossParts];

/** What a whole is taken apart into, in the order in which it is shown. */
export function partsOf(whole: Whole): PartMeasure[] {
  return parts.filter((measure): measure is PartMeasure => measure.part?.whole === whole);
}

/** A measure, a part of one that is not in the list, or one in tasks of one kind, by its id, which no two of them share. */
export function readableNamed(id: string, all: readonly Measure[] = measures): Measure | undefined {
  const of = kindOf(id);
  if (of === null) return measureNamed(id, all) ?? measureNamed(id, parts);
  const measure = measureNamed(of.measure, all);
  return measure?.read === undefined ? undefined : ofKind(measure, of.kind);
}
