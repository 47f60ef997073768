/** How agents and coordinators decide: right with probability 1 - error, and what they overlook. */
import type { Scenario } from '../../scenario/scenario.js';
import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import type { Step } from '../team/step.js';
import { effectiveError, retention } from './model.js';

/** Where the luck of one choice lies: whether it errs, and which wrong option it takes then. */
export interface ChoiceDraws {
  readonly errs: Purpose;
  readonly takes: Purpose;
  readonly entity: number;
  readonly index: number;
}

/** `right` with probability 1 - `error`; else one of the wrong options, each as likely as the others. */
export function chooseWithError<T>(
  luck: TaskLuck,
  { errs, takes, entity, index }: ChoiceDraws,
  right: T,
  wrong: readonly T[],
  error: number,
): T {
  if (wrong.length === 0 || error <= 0 || luck.uniform(errs, entity, index) >= error) return right;
  return wrong[Math.floor(luck.uniform(takes, entity, index) * wrong.length)]!;
}

/** Sees that a needed step is there to be done: an unforeseen one with probability 1 - `error`. */
export function notices({ luck }: { readonly luck: TaskLuck }, entity: number, step: Step, error: number): boolean {
  return step.isForeseen || luck.uniform(Purpose.notice, entity, step.address) >= error;
}

/**
 * Whether the agent whose work it is sees from `tokens` of context that a step is there to be done: an unforeseen one it
 * overlooks with the effective rate of wrong decisions.
 */
export function noticed(scenario: Scenario, step: Step, tokens: number): boolean {
  if (!step.isNeeded) return false;
  if (step.isForeseen) return true;
  const { role } = scenario.task.steps[step.leaves[0]!]!;
  const { model, prompt } = scenario.agents.find((agent) => agent.role === role)!;
  const error = effectiveError(scenario.coordinator.misroute, retention(model, prompt + tokens));
  return notices(step.state, step.address, step, error);
}
