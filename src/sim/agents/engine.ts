import type { Process } from '../../kernel/index.js';
import { takeBack } from '../bus/saga.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { Participant } from '../record/record.js';
import type { Run } from '../run.js';
import { type Payload, payloadFor } from '../team/payload.js';
import type { Member, Step } from '../team/step.js';
import type { TaskState } from '../team/task-state.js';
import type { TaskView } from '../team/task-view.js';
import { delegate } from './delegation.js';
import { Outages } from './outages.js';
import { held } from './recovery.js';

/** Code that holds the control flow, as a participant: it calls no model. */
export class EngineParticipant implements Participant {
  readonly kind = 'engine';
  readonly outages: Outages;

  constructor(
    { sim, luck, scenario }: Pick<Run, 'sim' | 'luck' | 'scenario'>,
    readonly id: number,
    readonly name: string,
  ) {
    this.outages = new Outages(sim, luck, name, scenario.faults.engine.crash);
  }
}

/** An engine at one task: what a pattern can have it do. */
export class Engine {
  readonly id: number;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    private readonly participant: EngineParticipant,
    private readonly state: TaskState,
  ) {
    this.id = participant.id;
  }

  /** Runs what it holds in its hands: its crash ends it. */
  hold<T>(owns: readonly Step[], begin: () => Process<T>): Process<T> {
    const { outages } = this.participant;
    if (!outages.any) return begin();
    const leaves = new Set(owns.flatMap((step) => step.leaves));
    return held(this.run, this.state, outages, (_, leaf) => leaves.has(leaf), begin);
  }

  delegate(step: Step, context: Context): Process<Artifact> {
    return this.award(step, step.member, context);
  }

  payloadFor(task: TaskView, step: Step, payload: Payload): Context {
    return payloadFor(task, step, payload);
  }

  /** A step failed for good: takes back what was done, the last first. */
  undo(task: TaskView): Process<Artifact> {
    return takeBack(task.steps, this.id, this.state.exchange.alarm());
  }

  /** Hands a step to the member that it was awarded to, and takes the result back. */
  award(step: Step, to: Member, context: Context): Process<Artifact> {
    return delegate(this.id, 0, step, context, undefined, to);
  }

  /** Notes that a reply came in. */
  hear(reply: Artifact): void {
    this.state.exchange.message(reply.author, this.id, reply);
  }

  /** Puts results side by side, as they are: nothing is read, nothing is reconciled. */
  collect(artifacts: readonly (Artifact | null)[]): Artifact {
    return this.state.exchange.sideBySide(this.id, artifacts);
  }
}
