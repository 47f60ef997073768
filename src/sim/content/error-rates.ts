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
