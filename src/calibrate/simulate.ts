import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import type { Story } from '../sim/record/story.js';
import { World } from '../sim/world.js';
import { watch } from '../study/watch.js';
import { observedOf } from './from-story.js';
import { type ReadTask, readTaskOf } from './measures.js';

/** The scenario with one task at a time, whatever its workload: what a task does by itself is what traces are compared by. */
export function oneAtATime(scenario: Scenario): Scenario {
  return { ...scenario, workload: { ...scenario.workload, tasks: 1, arrivals: null } };
}

/** So many tasks of a scenario under a pattern or a team of it, one at a time; empty where the pattern cannot do them. */
export function simulatedStories(scenario: Scenario, pattern: string, count: number, seed: string, from = 0): Story[] {
  const { plans } = plansFor(scenario, [pattern]);
  const plan = plans.find(({ name }) => name === pattern);
  if (plan === undefined) return [];
  const world = new World(oneAtATime(scenario), plan, keyOf(seed));
  const stories: Story[] = [];
  for (let replication = from; replication < from + count; replication++) {
    const story = watch(world, { pattern, seed, replication, task: 0 });
    if (story !== null) stories.push(story);
  }
  return stories;
}

/** The same, as traces of them would be read; tasks without a call are left out, as no trace is left of them. */
export function simulatedTasks(scenario: Scenario, pattern: string, count: number, seed: string, from = 0): ReadTask[] {
  return simulatedStories(scenario, pattern, count, seed, from)
    .filter(({ calls }) => calls.length > 0)
    .map((story) => readTaskOf(observedOf(story)));
}
