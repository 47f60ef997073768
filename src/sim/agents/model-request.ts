import type { Distribution, Tools } from '../../scenario/scenario.js';
import { MAX_INDEX, type Purpose } from '../luck/luck.js';
import type { Reliability } from '../rules/service.js';

/** An index below MAX_INDEX holds the low bits of all three: 9 of the visit, 3 of the attempt, 4 of the round trip. */
const VISITS = 512;
const ATTEMPTS = 8;
const TRIPS = 16;
/** Above it: the rest of up to 1,024 attempts, of which a scenario allows 1,000, and of a million round trips. */
const FURTHER_ATTEMPTS = 128;
const FURTHER_TRIPS = 65_536;

/** Index of a call's draws at its address: another one for each visit, attempt and round trip. */
export function drawIndex(visit: number, attempt: number, trip: number): number {
  const low = ((visit % VISITS) * ATTEMPTS + (attempt % ATTEMPTS)) * TRIPS + (trip % TRIPS);
  if (visit < VISITS && attempt < ATTEMPTS && trip < TRIPS) return low;
  const further = Math.floor(visit / VISITS) * FURTHER_ATTEMPTS + Math.floor(attempt / ATTEMPTS);
  return low + MAX_INDEX * (further * FURTHER_TRIPS + Math.floor(trip / TRIPS));
}

/**
 * Index of the draws of the nth request for the same answer: those of the first one lie at `index` itself, all others far
 * above any index.
 */
export function furtherDraw(index: number, nth: number): number {
  if (nth === 0) return index;
  const mixed = (Math.imul(nth, 0x9e3779b1) ^ Math.imul(Math.floor(index / MAX_INDEX), 0x85ebca6b)) >>> 0;
  return (index % MAX_INDEX) + MAX_INDEX * (ABOVE_ALL + mixed);
}

const ABOVE_ALL = 2 ** 36;

/** Something that a participant asks its model for: in one call, or in more with tools and retries. */
export interface ModelRequest {
  readonly act: number;
  /** Leaf step, or -1. */
  readonly step: number;
  /** Address of its luck. */
  readonly entity: number;
  readonly output: Distribution;
  readonly outputPurpose: Purpose;
  /** Thought in each of its calls. */
  readonly reasoning: Distribution;
  /** Output tokens on top of the drawn ones: names that are written. */
  readonly written: number;
  /** Tokens beside the system prompt: a roster. */
  readonly extras: number;
  readonly tools: Tools | null;
  readonly reliability: Reliability;
  /** It reads all of the context, however long: a compaction, which stands for those that were made in time. */
  readonly whole: boolean;
  /** It may search further than it was asked. */
  readonly explores: boolean;
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
    reasoning: request.reasoning,
    written: changes.written ?? request.written,
    extras: changes.extras ?? request.extras,
    tools: changes.tools === undefined ? request.tools : changes.tools,
    reliability: request.reliability,
    whole: changes.whole ?? request.whole,
    explores: changes.explores ?? request.explores,
    unattended: changes.unattended ?? request.unattended,
  };
}
