import type { Future, Process } from '../../kernel/index.js';
import { FAILED } from '../agents/failure.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import { Status } from '../record/record.js';
import type { Run } from '../run.js';
import { type Payload, payloadFor } from '../team/payload.js';
import type { Step } from '../team/step.js';
import type { TaskView } from '../team/task-view.js';

/** The event that announces the result of a step or, before all steps, the task. */
export interface BusEvent {
  readonly from: Step | null;
  readonly artifact: Artifact;
  /** How often the step had been done before. */
  readonly nth: number;
}

/** What an event carries; whether a listener waits for all that its step needs, or begins with whatever is there first. */
export interface Subscription {
  readonly payload: Payload;
  readonly join: 'wait' | 'any';
}

/** The event is refused because a copy of it is being handled. */
export const IN_HAND = Symbol('in hand');

/** Handles the events; null if they are ignored. Throws FAILED if the handling failed. */
export type EventHandler = (events: Context) => Process<Artifact | null>;

/** Listens for the events that a step needs, and keeps them until all have arrived. */
export class Listener {
  /** How many results it has produced. */
  results = 0;
  /** Deliveries that are in transit, being handled, or still to come. */
  open = 0;
  /** It can produce no further result. */
  isOver = false;
  /** Deliveries that it is handling. */
  private readonly inHand = new Set<number>();
  private readonly heard = new Map<Step | null, { readonly artifact: Artifact; readonly at: number }>();
  /** The inputs with which it began. */
  private starter: Step | null | undefined = undefined;
  /** Stands for the call that failed last. */
  private setback: Artifact | null = null;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    private readonly task: TaskView,
    readonly step: Step,
    private readonly subscription: Subscription,
    private readonly react: EventHandler,
    /** Resolves with its first result, or when there can be none. */
    readonly outcome: Future<void>,
  ) {}

  /**
   * An event arrives: it is kept, or the step is done, or done again. What came of it; null where nothing did, IN_HAND where
   * that is not known yet. Throws FAILED where the work failed.
   */
  *take({ from, artifact }: BusEvent, delivery: number): Process<Artifact | null | typeof IN_HAND> {
    const before = this.heard.get(from);
    if (before !== undefined && this.knows(from, delivery)) return this.isPending(from, delivery) ? IN_HAND : null;
    if (before?.artifact !== artifact) this.heard.set(from, { artifact, at: this.run.sim.now });
    if (!this.begins(from)) return null;
    this.starter = from;
    this.inHand.add(delivery);
    try {
      const result = yield* this.react(this.events());
      if (result === null) return null;
      if (this.results++ > 0) this.noteDuplicate();
      this.outcome.resolve();
      return result;
    } catch (thrown) {
      if (thrown === FAILED) this.setback = this.failure(artifact);
      throw thrown;
    } finally {
      this.inHand.delete(delivery);
    }
  }

  private noteDuplicate(): void {
    const { step } = this;
    const { record } = step.state;
    record.duplicates++;
    record.note('duplicate', this.run.sim.now, step.member.contactFor(step), step.leaves[0]!);
  }

  /** What it has noted of an event that it met before, where it notes any: that it was handled, or that it is in hand. */
  private knows(from: Step | null, delivery: number): boolean {
    if (!this.run.scenario.policies.idempotency) return false;
    return from !== this.starter || this.results > 0 || this.inHand.has(delivery);
  }

  /** Whether a copy of it is being handled, and nothing came of the event before. */
  private isPending(from: Step | null, delivery: number): boolean {
    return from === this.starter && this.results === 0 && this.inHand.has(delivery);
  }

  private begins(from: Step | null): boolean {
    if (this.subscription.join === 'any') return this.starter === undefined || this.starter === from;
    return this.heard.size === Math.max(1, this.step.inputs.length);
  }

  /** All events that it received; the last one, even a failure, is the cause of the next call. */
  private events(): Context {
    const { task, step, setback } = this;
    const heard = (input: Step): Artifact | null => this.heard.get(input)?.artifact ?? null;
    const events = payloadFor(task, step, this.subscription.payload, heard);
    let last = Number.NEGATIVE_INFINITY;
    for (const input of step.inputs) {
      const event = this.heard.get(input);
      if (event === undefined || event.at < last) continue;
      last = event.at;
      events.newest = event.artifact;
    }
    if (setback !== null && setback.readyAt >= last) events.newest = setback;
    return events;
  }

  /** Stands for the call of this step that failed just now, if it was one. */
  private failure(event: Artifact): Artifact | null {
    const { record, store } = this.step.state;
    const { now } = this.run.sim;
    const { step, status, endedAt } = record.calls.columns;
    for (let call = record.calls.length - 1; call >= 0; call--) {
      if (endedAt[call] !== now || status[call] === Status.ok || !this.step.leaves.includes(step[call]!)) continue;
      const note = store.create(event.author, call, -1, 0, now);
      note.framed = true;
      return note;
    }
    return this.setback;
  }
}
