/** What a round of tool calls adds to the prompt of the agent that made it. Tokens. */
import type { ProviderSpec, Tools } from '../../scenario/scenario.js';
import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';

/** Length of what a tool returned; of a failed call, of its error. */
export function toolResultTokens(
  luck: TaskLuck,
  size: number,
  { result, error }: Tools,
  entity: number,
  draw: number,
  isBack: boolean,
): number {
  return isBack ? luck.whole(result, Purpose.toolResult, entity, draw, size) : error;
}

/** The calls and each result, a message each. */
export function toolRoundTokens(
  { message, named }: ProviderSpec['framing'],
  nameTokens: number,
  call: number,
  results: number,
  width: number,
): number {
  return call + results + (1 + width) * message + (named ? 1 + nameTokens : 0);
}
