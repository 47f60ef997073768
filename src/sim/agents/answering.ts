import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { ErrorRates } from '../rules/error-rates.js';
import type { LeafStep } from '../team/work-layout.js';

/** A step's call that came back: what its author saw, and with which error rates. */
export interface StepReading {
  readonly leaf: LeafStep;
  readonly context: Context;
  /** Index, in the context, of the first artifact that fitted into the window. */
  readonly first: number;
  readonly call: number;
  /** How often the step had been done before. */
  readonly visit: number;
  readonly rates: ErrorRates;
  /** Share of the inputs that the step needs which the author did not see. */
  readonly missing: number;
  /** What it has to say: the points of the step, those of them that a search found. */
  readonly points: readonly number[];
  /** Where its author's luck as a reader lies. */
  readonly mind: number;
}

/** Writes the claims of an answer, in place of taking up everything that was read and answering anew. */
export type Answering = (answer: Artifact, reading: StepReading) => void;
