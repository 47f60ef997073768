/**
 * What a scenario that is silent means. Nothing here makes an agent better or worse behind the reader's back:
 * it makes no errors, catches none and never fails until the file says otherwise.
 */
export const STANDARD_AGENT = {
  model: 'medium',
  prompt: 400,
  nameTokens: 2,
  hallucination: 0,
  detection: 0,
  falseAlarm: 0,
  credulity: 1,
  deference: 0,
  guess: 0.5,
  failure: 0,
  hang: 0,
  capacity: 1,
  instances: 1,
} as const;

/** Where the coordinator does not follow `agents.defaults`. */
export const STANDARD_COORDINATOR = {
  model: 'large',
  prompt: 600,
  hallucination: 0,
  output: 120,
  decision: 6,
  claims: 0,
  carry: 1,
} as const;
