/** Effective error rates of one call: after retention and penalty. */
export interface ErrorRates {
  credulity: number;
  deference: number;
  hallucination: number;
  guess: number;
  /** A checking call: `detection` replaces 1 - credulity, and true claims meet `falseAlarm`. */
  checks: boolean;
  detection: number;
  falseAlarm: number;
}

/** Rates to be set before each reading. */
export function blankRates(): ErrorRates {
  return { credulity: 1, deference: 0, hallucination: 0, guess: 0.5, checks: false, detection: 0, falseAlarm: 0 };
}

/** How the draws of a call are addressed: by the work, not by who does it, so that patterns meet the same luck. */
export interface DrawAddress {
  entity: number;
  /** 0 for the first time that this work is done; new claims are drawn anew each time. */
  visit: number;
  /** Which member of a panel it is, from 0: each has luck of its own. */
  voice: number;
  /** Probability that the whole panel meets the same luck in a claim: that of its first member. */
  together: number;
}

export function drawAddress(entity: number, visit: number, voice = 0, together = 0): DrawAddress {
  return { entity, visit, voice, together };
}
