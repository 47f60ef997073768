/** What a scenario says of a role, as those who fill it need it. */
import type { AgentSpec, CoordinatorSpec, Scenario } from '../../scenario/scenario.js';
import type { Skill } from '../agents/skill.js';

export function specOf({ agents }: Scenario, role: string): AgentSpec {
  return agents.find((agent) => agent.role === role)!;
}

/** A role as a coordinator: what only a coordinator has is the coordinator's. */
export function inItsPlace(scenario: Scenario, role: string): CoordinatorSpec {
  return { ...scenario.coordinator, ...specOf(scenario, role) };
}

/** The skills that one agent has at the steps of each role. */
export function skillsOf({ agents, generalist }: Scenario): ReadonlyMap<string, Skill> {
  const penaltyOf = (role: string): number => (generalist.masters.includes(role) ? 1 : generalist.penalty);
  return new Map(agents.map((spec): [string, Skill] => [spec.role, { spec, penalty: penaltyOf(spec.role) }]));
}
