import type { Artifact, Context } from '../content/artifact.js';
import type { Mind } from '../content/mind.js';
import type { Leaf } from '../team/work.js';

/** A step's call that came back: what its author saw, and in what state of mind. */
export interface Reading {
  readonly leaf: Leaf;
  readonly context: Context;
  /** Index, in the context, of the first artifact that fitted into the window. */
  readonly first: number;
  readonly call: number;
  /** How often the step had been done before. */
  readonly visit: number;
  readonly mind: Mind;
  /** Share of the inputs that the step needs which the author did not see. */
  readonly missing: number;
}

/** Writes the claims of an answer, in place of taking up everything that was read and answering anew. */
export type Answering = (answer: Artifact, reading: Reading) => void;
