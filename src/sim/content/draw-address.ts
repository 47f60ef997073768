import { MAX_INDEX } from '../luck/luck.js';

/** Scatters the keys of the members of a panel (odd, so that all keys are met before one comes back). */
const VOICE = 25_717;

/** How the draws of a call are addressed: by the work, not by who does it, so that patterns meet the same luck. */
export interface DrawAddress {
  entity: number;
  /** 0 for the first time that this work is done; new claims are drawn anew each time. */
  visit: number;
  /** Which member of a panel it is, from 0: each has luck of its own. */
  voice: number;
  /** Probability that the whole panel meets the same luck in a claim: that of its first member; NaN where it never does. */
  together: number;
}

/** NaN, and not 0: all addresses keep one shape, in which `together` is a double, from the first one on. */
export function drawAddress(entity: number, visit: number, voice = 0, together = Number.NaN): DrawAddress {
  return { entity, visit, voice, together };
}

/** The key of what the nth member of a panel says to the question `key`; the first one's is the question's own. */
export function keyOfVoice(key: number, voice: number): number {
  return (key + voice * VOICE) % MAX_INDEX;
}
