import type { Process } from '../../kernel/index.js';
import { takeBack } from '../bus/saga.js';
import type { Artifact, Context } from '../content/artifact.js';
import { incident } from '../content/passing-on.js';
import type { Participant } from '../record/record.js';
import type { Extra, Member, Step } from '../team/member.js';
import { type Payload, payloadFor } from '../team/payload.js';
import type { TaskView } from '../team/task.js';
import type { World } from '../world.js';
import { held } from './holding.js';
import { Outages } from './outages.js';
import { FAILED } from './policies.js';

/** Hands a step to its member and takes the result back, or what it says of its failure: a message each way. */
export function* delegate(
  world: World,
  centre: number,
  step: Step,
  context: Context,
  extra?: Extra,
  member: Member = step.member,
): Process<Artifact> {
  const artifact = yield* answer(world, step, context, centre, extra, member);
  world.exchange.message(artifact.author, centre, artifact);
  return artifact;
}

/** The result of a step; or, where whoever asked takes that too, a text that says that it failed. */
export function answer(
  world: World,
  step: Step,
  context: Context,
  sender: number,
  extra: Extra | undefined,
  member: Member = step.member,
): Process<Artifact> {
  const work = member.perform(step, context, sender, extra);
  return extra?.errorText === undefined ? work : orError(world, step, context, extra.errorText, work);
}

function* orError(
  world: World,
  step: Step,
  context: Context,
  tokens: number,
  work: Process<Artifact>,
): Process<Artifact> {
  try {
    return yield* work;
  } catch (thrown) {
    if (thrown !== FAILED) throw thrown;
    return incident(world, step, context.newest, tokens + world.scenario.provider.framing.message);
  }
}

/** Code that holds the control flow: a participant that calls no model. */
export class Engine implements Participant {
  readonly kind = 'engine';
  readonly outages: Outages;

  constructor(
    private readonly world: World,
    readonly id: number,
    readonly name: string,
  ) {
    this.outages = new Outages(world, name, world.scenario.faults.engine.crash);
  }

  /** Runs what it holds in its hands: its crash ends it. */
  hold<T>(owns: readonly Step[], begin: () => Process<T>): Process<T> {
    if (!this.outages.any) return begin();
    const leaves = new Set(owns.flatMap((step) => step.leaves));
    return held(this.world, this, (_, leaf) => leaves.has(leaf), begin);
  }

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
