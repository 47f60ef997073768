import type { Artifact, Context } from './artifact.js';
import type { Process } from './kernel/index.js';
import type { Extra, Member, Step } from './member.js';
import { type Payload, payloadFor } from './payload.js';
import type { Participant } from './record.js';
import { takeBack } from './saga.js';
import type { TaskView } from './task.js';
import type { World } from './world.js';

/** Hands a step to its member and takes the result back: a message each way. */
export function* delegate(
  world: World,
  centre: number,
  step: Step,
  context: Context,
  extra?: Extra,
  member: Member = step.member,
): Process<Artifact> {
  const artifact = yield* member.perform(step, context, centre, extra);
  world.exchange.message(artifact.author, centre, artifact);
  return artifact;
}

/** Code that holds the control flow: a participant that calls no model. */
export class Engine implements Participant {
  readonly kind = 'engine';

  constructor(
    private readonly world: World,
    readonly id: number,
    readonly name: string,
  ) {}

  delegate(step: Step, context: Context): Process<Artifact> {
    return delegate(this.world, this.id, step, context);
  }

  payloadFor(task: TaskView, step: Step, payload: Payload): Context {
    return payloadFor(this.world.exchange, task, step, payload);
  }

  /** A step failed for good: takes back what was done, the last first. */
  undo(task: TaskView): Process<Artifact> {
    return takeBack(task, this.id, this.world.exchange.alarm());
  }

  /** Hands a step to whom it was awarded, and takes the result back. */
  award(step: Step, to: Member, context: Context): Process<Artifact> {
    return delegate(this.world, this.id, step, context, undefined, to);
  }

  /** Notes that a reply came in. */
  hear(reply: Artifact): void {
    this.world.exchange.message(reply.author, this.id, reply);
  }

  /** Puts results side by side, as they are: nothing is read, nothing is reconciled. */
  collect(artifacts: readonly (Artifact | null)[]): Artifact {
    return this.world.exchange.sideBySide(this.id, artifacts);
  }
}
