import { plansFor } from '../../patterns/plan.js';
import type { Scenario } from '../../scenario/scenario.js';
import { keyOf } from '../../sim/luck/seed.js';
import type { RunRecord } from '../../sim/record/record.js';
import type { Plan } from '../../sim/team/plan.js';
import { World } from '../../sim/world.js';
import { alone } from '../../study/knock-out.js';
import { factsOf, type RunFacts } from './facts.js';

/** Simulates replications of one task in detail, one after the other; a record is valid during `read` only. */
export function simulate(
  scenario: Scenario,
  plan: Plan,
  seed: string,
  replications: readonly number[],
  read: (record: RunRecord) => void,
): void {
  const world = new World(alone(scenario), plan, keyOf(seed));
  world.watched = 0;
  for (const replication of replications) world.rehearse(replication, read);
}

/** The facts of replications under one plan. */
export function simulatedFacts(
  scenario: Scenario,
  plan: Plan,
  seed: string,
  replications: readonly number[],
): RunFacts[] {
  const all: RunFacts[] = [];
  simulate(scenario, plan, seed, replications, (record) => all.push(factsOf(record)));
  return all;
}

/** The same under every pattern and team that can do the task, or the named ones of them, by name. */
export function factsByPattern(
  scenario: Scenario,
  seed: string,
  replications: readonly number[],
  only: readonly string[] | null = null,
): Map<string, readonly RunFacts[]> {
  const { plans } = plansFor(alone(scenario), only);
  return new Map(plans.map((plan) => [plan.name, simulatedFacts(scenario, plan, seed, replications)]));
}
