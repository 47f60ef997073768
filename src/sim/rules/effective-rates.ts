import type { AgentSpec } from '../../scenario/scenario.js';
import { effectiveError, worsened } from '../agents/model.js';
import type { ErrorRates } from './error-rates.js';

/** Under what a call is made. */
export interface Circumstances {
  /** Share of its accuracy that its model keeps with so much context. */
  readonly kept: number;
  /** Factor on the odds of its errors: of an agent outside its skills, of a hard task. */
  readonly factor: number;
  readonly family: number;
  readonly checks: boolean;
  /** Share of what it needs that it did not see: it checks that much blindly. */
  readonly missing: number;
}

type Skills = Pick<
  AgentSpec,
  'credulity' | 'doubt' | 'deference' | 'guess' | 'hallucination' | 'detection' | 'falseAlarm'
>;

/**
 * Sets the error rates of one call. The factor comes first, then the context, and both act on what it makes up and on what a
 * check overlooks; the factor acts on false alarms, too. How it reads without being asked to check is a trait, and stays.
 */
export function setRates(
  rates: ErrorRates,
  skills: Skills,
  { kept, factor, family, checks, missing }: Circumstances,
): void {
  rates.credulity = skills.credulity;
  rates.doubt = skills.doubt;
  rates.deference = skills.deference;
  rates.guess = skills.guess;
  rates.hallucination = effectiveError(worsened(skills.hallucination, factor), kept);
  rates.checks = checks;
  rates.detection = (1 - effectiveError(worsened(1 - skills.detection, factor), kept)) * (1 - missing);
  rates.falseAlarm = worsened(skills.falseAlarm, factor);
  rates.family = family;
}
