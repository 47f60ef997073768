import type { Distribution, Tools } from '../../scenario/scenario.js';
import { MAX_INDEX, type Purpose } from '../luck/luck.js';
import type { Reliability } from './model-client.js';

/** Attempts and round trips that have luck of their own; further ones meet the same luck again. */
const ATTEMPTS = 8;
const TRIPS = 16;

/** Index of a call's draws at its address. */
export function drawIndex(visit: number, attempt: number, trip: number): number {
  return ((visit * ATTEMPTS + (attempt % ATTEMPTS)) * TRIPS + (trip % TRIPS)) % MAX_INDEX;
}

/** Something that a participant asks its model for: in one call, or in more with tools and retries. */
export interface ModelRequest {
  readonly act: number;
  /** Leaf step, or -1. */
  readonly step: number;
  /** Address of its luck. */
  readonly entity: number;
  readonly output: Distribution;
  readonly outputPurpose: Purpose;
  /** Output tokens on top of the drawn ones: names that are written. */
  readonly written: number;
  /** Tokens beside the system prompt: a roster. */
  readonly extras: number;
  readonly tools: Tools | null;
  readonly reliability: Reliability;
  /** It reads all of the context, however long: a compaction, which stands for those that were made in time. */
  readonly whole: boolean;
  /** The caller does not wait for this one, though it waits for the participant's others. */
  readonly unattended: boolean;
}

/** The same request but for some changes. Field by field: requests of one shape are what keeps calls fast. */
export function requestLike(request: ModelRequest, changes: Partial<ModelRequest>): ModelRequest {
  return {
    act: changes.act ?? request.act,
    step: changes.step ?? request.step,
    entity: request.entity,
    output: changes.output ?? request.output,
    outputPurpose: request.outputPurpose,
    written: changes.written ?? request.written,
    extras: changes.extras ?? request.extras,
    tools: changes.tools === undefined ? request.tools : changes.tools,
    reliability: request.reliability,
    whole: changes.whole ?? request.whole,
    unattended: changes.unattended ?? request.unattended,
  };
}
