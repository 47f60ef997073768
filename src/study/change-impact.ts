import type { StepAdded } from '../measures/disturbed.js';
import { editedBetween, type Places } from '../patterns/edits.js';
import type { Pattern } from '../patterns/pattern.js';
import { plansFor } from '../patterns/plan.js';
import { noFaults } from '../scenario/faults/index.js';
import type { AgentSpec, Scenario, StepSpec } from '../scenario/scenario.js';
import { undisturbed } from '../scenario/undisturbed.js';
import type { RunRecord } from '../sim/record/record.js';
import { World } from '../sim/world.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import { alone, evenly } from './knock-out.js';

/** The step that is added, and the role that does it. */
const ADDED = 'added-step';

/** Steps that are done, in all, to see what an added one changes, and the fewest that one is added after. */
const MOST_STEPS = 60_000;
const FEWEST = 20;
/** Events, in all, after which those steps have to do that one was added after so far. */
const MOST_EVENTS = 300_000;

/** After how many of the steps one is added: all but in very large tasks. */
function addedAfter({ task: { steps } }: Scenario): number {
  return Math.min(steps.length, Math.max(FEWEST, Math.floor(MOST_STEPS / steps.length)));
}

/**
 * Adds a step with an agent of its own after each step in turn, or after some of very many (`addedAfter`), with all faults and errors switched off and every step
 * needed: how many of the existing participants exchange messages with others than before, and how many files and prompts
 * are edited, per step. Null where the pattern cannot do the larger task (a team that names its members).
 */
export function stepsAdded(
  scenario: Scenario,
  pattern: string,
  key: number,
  { patterns }: Catalogue = builtInCatalogue,
): StepAdded[] | null {
  const calm = undisturbed(alone({ ...scenario, growth: null }));
  const before = builtOf(calm, pattern, key, patterns);
  if (before === null) return null;
  const added: StepAdded[] = [];
  let events = 0;
  for (const { name } of evenly(calm.task.steps, addedAfter(calm))) {
    if (events >= MOST_EVENTS) break;
    const after = builtOf(withStepAfter(calm, name), pattern, key, patterns);
    if (after === null) return null;
    events += after.events;
    const isChanged = ([participant, others]: readonly [string, ReadonlySet<string>]): boolean =>
      !isSame(others, after.neighbours.get(participant));
    added.push({
      neighboursChanged: [...before.neighbours].filter(isChanged).length,
      placesEdited: editedBetween(before.places, after.places),
    });
  }
  return added;
}

/** A pattern as it is built for a task. */
interface BuiltPattern {
  /** With whom each participant exchanges messages, by name. */
  readonly neighbours: ReadonlyMap<string, ReadonlySet<string>>;
  readonly places: Places;
  /** Events of its run. */
  readonly events: number;
}

function isSame(before: ReadonlySet<string>, after: ReadonlySet<string> | undefined): boolean {
  return after !== undefined && before.size === after.size && [...before].every((other) => after.has(other));
}

/** Null where the pattern does not fit. */
function builtOf(scenario: Scenario, pattern: string, key: number, patterns: readonly Pattern[]): BuiltPattern | null {
  const plan = plansFor(scenario, [pattern], patterns).plans[0];
  if (plan === undefined) return null;
  const world = new World(scenario, plan, key);
  const neighbours = neighboursIn(world.run(0));
  return { neighbours, places: plan.pattern.edits(world.shape), events: world.sim.events };
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
