import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import { noFaults } from '../scenario/faults/index.js';
import type { AgentSpec, Scenario, StepSpec } from '../scenario/scenario.js';
import { undisturbed } from '../scenario/undisturbed.js';
import type { RunRecord } from '../sim/record/record.js';
import { World } from '../sim/world.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import { alone } from './knock-out.js';

/** The step that is added, and the role that does it. */
const ADDED = 'added-step';

/**
 * Adds a step with an agent of its own after each step in turn, with all faults and errors switched off and every step
 * needed: how many of the existing participants exchange messages with others than before, per step. Null where the pattern
 * cannot do the larger task (a team that names its members).
 */
export function neighboursChanged(
  scenario: Scenario,
  pattern: string,
  key: number,
  { patterns }: Catalogue = builtInCatalogue,
): number[] | null {
  const calm = undisturbed(alone({ ...scenario, growth: null }));
  const before = neighbours(calm, pattern, key, patterns);
  if (before === null) return null;
  const counts: number[] = [];
  for (const { name } of calm.task.steps) {
    const after = neighbours(withStepAfter(calm, name), pattern, key, patterns);
    if (after === null) return null;
    counts.push([...before].filter(([participant, others]) => !isSame(others, after.get(participant))).length);
  }
  return counts;
}

function isSame(before: ReadonlySet<string>, after: ReadonlySet<string> | undefined): boolean {
  return after !== undefined && before.size === after.size && [...before].every((other) => after.has(other));
}

/** With whom each participant exchanges messages, by name; null where the pattern does not fit. */
function neighbours(
  scenario: Scenario,
  pattern: string,
  key: number,
  patterns: readonly Pattern[],
): Map<string, Set<string>> | null {
  const plan = plansFor(scenario, [pattern], patterns).plans[0];
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
  const added: StepSpec = {
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
