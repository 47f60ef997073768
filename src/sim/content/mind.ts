/** What a call's author believes and gets wrong: effective rates, after retention and penalty. */
export interface Mind {
  credulity: number;
  deference: number;
  hallucination: number;
  guess: number;
  /** A checking call: `detection` replaces 1 - credulity, and true claims meet `falseAlarm`. */
  checks: boolean;
  detection: number;
  falseAlarm: number;
}

/** A mind to be set before each reading. */
export function blankMind(): Mind {
  return { credulity: 1, deference: 0, hallucination: 0, guess: 0.5, checks: false, detection: 0, falseAlarm: 0 };
}

/** How a call's draws are addressed: by the work, not by who does it, so that patterns meet the same luck. */
export interface Address {
  task: number;
  entity: number;
  /** 0 for the first time that this work is done; new claims are drawn anew each time. */
  visit: number;
  /** Which member of a panel it is, from 0: each has luck of its own. */
  readonly voice?: number;
  /** Probability that the whole panel meets the same luck in a claim: that of its first member. */
  readonly together?: number;
}
