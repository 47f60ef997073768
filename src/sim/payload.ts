import type { Context } from './artifact.js';
import type { Exchange } from './exchange.js';
import type { Step } from './member.js';
import type { TaskView } from './task.js';

/** What an event or a command carries: what the step takes, or everything that led to it, in one message. */
export type Payload = 'previous' | 'accumulated';

export function payloadFor(exchange: Exchange, task: TaskView, step: Step, payload: Payload): Context {
  if (payload === 'previous') {
    const seen = exchange.context('messages');
    for (const artifact of task.inputsOf(step)) seen.append(artifact);
    return seen;
  }
  const seen = exchange.context('joined');
  if (step.inputs.length > 0) seen.attach(task.brief);
  else seen.append(task.brief);
  for (const before of task.everythingBefore(step)) {
    if (step.inputs.includes(before)) seen.append(before.artifact!);
    else seen.attach(before.artifact!);
  }
  return seen;
}
