import { Purpose } from '../luck/luck.js';
import type { Step } from '../team/member.js';
import type { TaskView } from '../team/task.js';
import type { World } from '../world.js';
import { effectiveError, retention } from './model.js';

/**
 * Whether the agent whose work it is sees from `tokens` of context that a step is there to be done: one that nobody foresaw
 * it overlooks with the effective rate of wrong decisions.
 */
export function noticed(world: World, task: TaskView, step: Step, tokens: number): boolean {
  if (!task.isNeeded(step)) return false;
  if (task.isForeseen(step)) return true;
  const { scenario, layout, luck, work } = world;
  const leaf = layout.leaves[step.leaves[0]!]!;
  const { model, prompt } = scenario.agents.find((agent) => agent.role === leaf.spec.role)!;
  const error = effectiveError(scenario.coordinator.misroute, retention(model, prompt + tokens));
  return luck.uniform(Purpose.notice, work.task, leaf.address, leaf.address) >= error;
}
