/** How agents and coordinators decide: right with probability 1 - error, and what they overlook. */
import type { Scenario } from '../../scenario/scenario.js';
import { effectiveError, retention } from '../agents/model.js';
import { Purpose } from '../luck/luck.js';
import { further } from '../luck/shared-luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import type { Step } from '../team/step.js';

/** Where the luck of one choice lies. */
export interface ChoiceDraws {
  readonly errs: Purpose;
  /** What would be right, as an address: whoever misunderstands that errs together with others, and in the same way. */
  readonly about: number;
  readonly family: number;
  /** Who decides, and the how manieth time. */
  readonly entity: number;
  readonly index: number;
}

/** To stop, as an address. */
export const STOP = 65_535;

/** `right` with probability 1 - `error`; else one of the wrong options, each as likely as the others. */
export function chooseWithError<T>(
  luck: TaskLuck,
  { errs, about, family, entity, index }: ChoiceDraws,
  right: T,
  wrong: readonly T[],
  error: number,
): T {
  if (wrong.length === 0 || error <= 0) return right;
  const u = luck.together(errs, 0, about, family, entity, index);
  return u < error ? wrong[Math.floor(further(u) * wrong.length)]! : right;
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
