import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { Step } from './step.js';
import type { TaskView } from './task-view.js';

/** What an event or a command carries: what the step takes, or everything that led to it, in one message. */
export type Payload = 'previous' | 'accumulated';

/** What a step is shown of the inputs that are there: `there` gives the result of each, null where it is missing. */
export function payloadFor(
  task: TaskView,
  step: Step,
  payload: Payload,
  there: (input: Step) => Artifact | null = artifactOf,
): Context {
  const { exchange } = step.state;
  if (payload === 'previous') {
    const seen = exchange.context('messages');
    if (step.fromBrief) seen.append(task.briefFor(step));
    for (const input of step.inputs) {
      const result = there(input);
      if (result !== null) seen.append(result);
    }
    return seen;
  }
  const seen = exchange.context('joined');
  const inputs = step.inputs.filter((input) => there(input) !== null);
  if (step.inputs.length > 0) seen.attach(task.brief);
  else seen.append(task.brief);
  const ledHere =
    inputs.length === step.inputs.length ? null : new Set(inputs.flatMap((input) => task.everythingBefore(input)));
  for (const before of task.everythingBefore(step)) {
    if (inputs.includes(before)) seen.append(there(before)!);
    else if (ledHere === null || ledHere.has(before)) seen.attach(before.artifact!);
  }
  return seen;
}

const artifactOf = (input: Step): Artifact | null => input.artifact;
