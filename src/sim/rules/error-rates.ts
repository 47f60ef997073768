/** Effective error rates of one call: after retention, penalty and the hardness of the task. */
export interface ErrorRates {
  /** A reader's test of what it reads: it accepts a false claim, it drops a true one. */
  credulity: number;
  doubt: number;
  deference: number;
  hallucination: number;
  guess: number;
  /** A checking call: `detection` replaces 1 - credulity, and `falseAlarm` replaces doubt. */
  checks: boolean;
  detection: number;
  falseAlarm: number;
  /** Whose errors go together with whose: the family of the model, from 1. */
  family: number;
}

/** Rates to be set before each reading. */
export function blankRates(): ErrorRates {
  return {
    credulity: 1,
    doubt: 0,
    deference: 0,
    hallucination: 0,
    guess: 0.5,
    checks: false,
    detection: 0,
    falseAlarm: 0,
    family: 1,
  };
}

/** Of what passes unread: all of it is believed, and nothing is made up. */
export function believeAll(rates: ErrorRates): void {
  rates.credulity = 1;
  rates.doubt = 0;
  rates.hallucination = 0;
  rates.checks = false;
}
