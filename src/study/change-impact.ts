import { plansFor } from '../patterns/plan.js';
import { noFaults } from '../scenario/faults/index.js';
import type { AgentSpec, Scenario, Step } from '../scenario/scenario.js';
import { undisturbed } from '../scenario/undisturbed.js';
import type { RunRecord } from '../sim/record/record.js';
import { World } from '../sim/world.js';
import { alone } from './knock-out.js';

/** The step that is added, and the role that does it. */
const ADDED = 'added-step';

/**
 * Participants that are there already and exchange messages with others than before, once a step with an agent of its own
 * is added: the mean over all steps that it could come after. Where nothing fails, nobody errs and every step is needed.
 * NaN where the pattern cannot do the larger task (a team that names its members).
 */
export function changeImpact(scenario: Scenario, pattern: string, key: number): number {
  const calm = undisturbed(alone({ ...scenario, growth: null }));
  const before = neighbours(calm, pattern, key);
  if (before === null) return Number.NaN;
  let changed = 0;
  for (const { name } of calm.task.steps) {
    const after = neighbours(withStepAfter(calm, name), pattern, key);
    if (after === null) return Number.NaN;
    for (const [participant, others] of before) if (!isSame(others, after.get(participant))) changed++;
  }
  return changed / calm.task.steps.length;
}

function isSame(before: ReadonlySet<string>, after: ReadonlySet<string> | undefined): boolean {
  return after !== undefined && before.size === after.size && [...before].every((other) => after.has(other));
}

/** With whom each participant exchanges messages, by name; null where the pattern does not fit. */
function neighbours(scenario: Scenario, pattern: string, key: number): Map<string, Set<string>> | null {
  const plan = plansFor(scenario, [pattern]).plans[0];
  return plan === undefined ? null : neighboursIn(new World(scenario, plan, key).run(0));
}

function neighboursIn({ participants, messages }: RunRecord): Map<string, Set<string>> {
  const met = new Map(participants.map(({ name }) => [name, new Set<string>()]));
  const { from, to } = messages.columns;
  for (let i = 0; i < messages.length; i++) {
    if (from[i]! < 0) continue;
    const [a, b] = [participants[from[i]!]!.name, participants[to[i]!]!.name];
    met.get(a)!.add(b);
    met.get(b)!.add(a);
  }
  return met;
}

function withStepAfter(scenario: Scenario, name: string): Scenario {
  const like = scenario.task.steps[0]!;
  const added: Step = {
    ...like,
    name: ADDED,
    role: ADDED,
    fallback: null,
    replica: 0,
    after: [name],
    topic: scenario.task.steps.find((step) => step.name === name)!.topic,
    group: null,
    tools: null,
    compensate: null,
  };
  const agent: AgentSpec = { ...scenario.agents[0]!, role: ADDED, instances: 1 };
  return {
    ...scenario,
    task: { ...scenario.task, steps: [...scenario.task.steps, added] },
    agents: [...scenario.agents, agent],
    faults: { ...scenario.faults, agents: { ...scenario.faults.agents, ...noFaults([ADDED]).agents } },
  };
}
