import type { Decision } from '../../../decide/decision.js';
import { verdictOf } from './index.js';
import type { Verdict } from './verdict.js';

export function decisionVerdict(decision: Decision): Verdict {
  return verdictOf(decision.comparison);
}
