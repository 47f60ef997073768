import type { AgentSpec } from '../../scenario/scenario.js';

/** A role's skills, and the factor on the odds of its errors in the hands of an agent that has them. */
export interface Skill {
  readonly spec: AgentSpec;
  readonly penalty: number;
}
