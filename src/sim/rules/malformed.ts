import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';

/** Whose answer it is, and how often that cannot be read. */
interface Answered {
  readonly entity: number;
  readonly reliability: { readonly malformed: number };
}

/** Whether the code that asked for an answer cannot read it. */
export function isMalformed(luck: TaskLuck, { entity, reliability }: Answered, draw: number): boolean {
  const { malformed } = reliability;
  return malformed > 0 && luck.uniform(Purpose.malformed, entity, draw) < malformed;
}
