import type { Future, Process, Task } from '../../kernel/index.js';
import { FAILED, orFailed } from '../agents/failure.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { NotedEvent } from '../record/notes.js';
import type { RunRecord } from '../record/record.js';
import type { Run } from '../run.js';
import { type Payload, payloadFor } from '../team/payload.js';
import type { Step } from '../team/step.js';
import type { TaskView } from '../team/task-view.js';
import { BusNotes } from './bus-notes.js';
import { DeliveryFaults, Transmission } from './delivery-faults.js';
import { type BusEvent, type EventHandler, IN_HAND, Listener, type Subscription } from './listener.js';

/** What is known of a step's events. */
interface Topic {
  /** When the first one was sent. */
  readonly announced: Future<number>;
  readonly listeners: Listener[];
  /** How many there were; what the last one carried. */
  count: number;
  last: Artifact | null;
}

/** An event on its way to one listener, until that has acknowledged it. */
interface Delivery {
  readonly event: BusEvent;
  readonly to: Listener;
  /** Null where the broker does not ask. */
  readonly acknowledged: Future<void> | null;
}

/**
 * An event bus: passive, no participant, keeps no log of its own. Each delivery of an event takes the scenario's message
 * delay, may be lost, held back, or come twice. A broker that redelivers does so until the listener has acknowledged the
 * event: once it is handled (at once where the listener still waits for others, else a message delay after its result went
 * on), or already on receipt, where `policies.acknowledge` says so.
 */
export class Bus {
  private failure: Future<Step> | null = null;
  private readonly faults: DeliveryFaults;
  private readonly notes: BusNotes;
  private readonly topics = new Map<Step, Topic>();
  private readonly listeners = new Map<Step, Listener>();
  private readonly underWay: Task<void>[] = [];

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario' | 'participants'>,
    private readonly record: RunRecord,
  ) {
    this.faults = new DeliveryFaults(run.scenario);
    this.notes = new BusNotes(run.sim, record);
  }

  reset(): void {
    this.failure = null;
    if (this.topics.size > 0) this.topics.clear();
    if (this.listeners.size > 0) this.listeners.clear();
    if (this.underWay.length > 0) this.underWay.length = 0;
  }

  /** Resolves when the permanent failure of a step is known. */
  get failed(): Future<Step> {
    this.failure ??= this.run.sim.future<Step>();
    return this.failure;
  }

  /** Subscribes to the inputs of `step`; a step without inputs starts with the task. */
  subscribe(task: TaskView, step: Step, subscription: Subscription, react: EventHandler): void {
    const listener = new Listener(this.run, task, step, subscription, react, this.run.sim.future<void>());
    this.listeners.set(step, listener);
    for (const input of step.inputs) this.topic(input).listeners.push(listener);
    if (step.inputs.length === 0) this.send({ from: null, artifact: task.brief, nth: 0 }, listener);
  }

  /** Announces that a step is done; its artifact is the event. A participant does not repeat an announcement that it knows of. */
  publish(step: Step): void {
    const topic = this.topic(step);
    const artifact = step.artifact!;
    const isKnown = topic.last === artifact || this.run.scenario.policies.idempotency;
    if (topic.count > 0 && isKnown) return;
    topic.announced.resolve(this.run.sim.now);
    topic.last = artifact;
    const event = { from: step, artifact, nth: topic.count++ };
    for (const listener of topic.listeners) {
      this.send(event, listener);
      this.conclude(listener);
    }
  }

  /** Waits until all inputs of `step` have arrived; null if they have not `patience` seconds after the last announcement. */
  *arrivals(task: TaskView, step: Step, payload: Payload, patience: number): Process<Context | null> {
    const { sim } = this.run;
    let announced = sim.now;
    let last = 0;
    let latest = step.inputs[0];
    for (const input of step.inputs) {
      announced = yield* this.topic(input).announced.wait();
      const arrival = this.faults.arrival(input, step, announced);
      this.notes.awaited(input, step, announced, arrival);
      if (arrival >= last) {
        last = arrival;
        latest = input;
      }
    }
    announced = sim.now;
    const wait = Math.min(last, announced + patience) - sim.now;
    if (wait > 0) yield wait;
    const events = this.sent(task, step, payload);
    if (latest !== undefined) events.newest = latest.artifact!;
    return last > announced + patience ? null : events;
  }

  /** The inputs that arrive if nothing is lost. */
  sent(task: TaskView, step: Step, payload: Payload): Context {
    return payloadFor(task, step, payload);
  }

  /** Ends with the first result of a step that has a listener, or once it is certain that there will be none. */
  outcome(step: Step): Task<void> {
    return this.listeners.get(step)!.outcome.task;
  }

  /** Seconds that a message is in transit. */
  delay(from: Step, to: Step): number {
    return this.faults.delay({ from, to, nth: 0, delivery: 0 });
  }

  /** Cancels everything in transit. */
  stop(): void {
    for (const task of this.underWay) this.run.sim.interrupt(task);
  }

  /** Event handling is cancelled with `work`; it continues by itself when that ends. */
  *along<T>(work: Process<T>): Process<T> {
    let isOver = false;
    try {
      const result = yield* work;
      isOver = true;
      return result;
    } catch (thrown) {
      isOver = true;
      throw thrown;
    } finally {
      if (!isOver) this.stop();
    }
  }

  private send(event: BusEvent, to: Listener): void {
    const { sim, scenario } = this.run;
    if (scenario.policies.redelivery === null) this.deliver({ event, to, acknowledged: null }, 0);
    else this.start(to, this.insist({ event, to, acknowledged: sim.future<void>() }));
  }

  /** The broker redelivers an event up to the allowed attempts; then it is a dead letter, which an operator may handle. */
  private *insist(sending: Delivery): Process<void> {
    const { attempts, idle } = this.run.scenario.policies.redelivery!;
    const alertAfter = this.run.scenario.policies.deadLetters?.alertAfter ?? Number.POSITIVE_INFINITY;
    try {
      for (let delivery = 0; delivery < attempts; delivery++) {
        this.deliver(sending, delivery);
        if (yield* this.isAcknowledged(sending, idle)) return;
      }
      this.record.deadLetters++;
      this.notes.incident('dead letter', sending.to.step);
      if (alertAfter === Number.POSITIVE_INFINITY || (yield* this.isAcknowledged(sending, alertAfter))) return;
      this.record.alerts++;
      this.notes.incident('operator', sending.to.step);
      const noted = this.notes.sent(sending.event.artifact, sending.to.step, 'redelivery');
      if (!(yield* this.arrive(sending, attempts, Transmission.first, noted)) && sending.to.results === 0)
        this.failed.resolve(sending.to.step);
    } finally {
      this.close(sending.to);
    }
  }

  private *isAcknowledged({ acknowledged }: Delivery, within: number): Process<boolean> {
    const { sim } = this.run;
    return (yield* sim.quorum([acknowledged!.task], 1, sim.now + within)) === 1;
  }

  private deliver(sending: Delivery, delivery: number): void {
    const { event, to } = sending;
    // The task itself is never lost and never comes twice.
    const way = event.from === null ? null : { from: event.from, to: to.step, nth: event.nth, delivery };
    const noted = way === null ? null : this.notes.sent(event.artifact, to.step, delivery > 0 ? 'redelivery' : 'event');
    if (way !== null && this.faults.isLost(way)) return;
    this.start(to, this.carry(sending, delivery, Transmission.first, noted));
    if (way === null || !this.faults.comesTwice(way)) return;
    const double = this.notes.sent(event.artifact, to.step, 'duplicate');
    this.start(to, this.carry(sending, delivery, Transmission.double, double));
  }

  private *carry(
    sending: Delivery,
    delivery: number,
    transmission: Transmission,
    noted: NotedEvent | null,
  ): Process<void> {
    try {
      yield* this.arrive(sending, delivery, transmission, noted);
    } finally {
      this.close(sending.to);
    }
  }

  /** An event arrives and is handled; false where that failed. */
  private *arrive(
    { event, to, acknowledged }: Delivery,
    delivery: number,
    transmission: Transmission,
    noted: NotedEvent | null,
  ): Process<boolean> {
    const { from, nth } = event;
    const way = from === null ? null : { from, to: to.step, nth, delivery };
    const wait = way === null ? 0 : this.faults.delay(way, transmission);
    if (wait > 0) yield wait;
    if (noted !== null) noted.arrivedAt = this.run.sim.now;
    if (acknowledged === null) return (yield* orFailed(to.take(event, delivery))) !== FAILED;
    const answer = this.faults.delay(way ?? { from: to.step, to: to.step, nth, delivery }, Transmission.answer);
    const onReceipt = this.run.scenario.policies.acknowledge === 'received';
    if (onReceipt) this.start(to, this.acknowledge(acknowledged, to, answer));
    const result = yield* orFailed(to.take(event, delivery));
    if (result === FAILED) return false;
    if (onReceipt || result === IN_HAND) return true;
    // A listener that goes down first has not acknowledged the event; its result stays.
    if (result !== null && this.lifeOf(result.author) < answer) return true;
    if (answer > 0) yield answer;
    acknowledged.resolve();
    return true;
  }

  /** The acknowledgement that a listener sends on receipt, unless it is down, or goes down first. */
  private *acknowledge(acknowledged: Future<void>, to: Listener, answer: number): Process<void> {
    try {
      if (this.lifeOf(to.step.member.contactFor(to.step)) <= answer) return;
      if (answer > 0) yield answer;
      acknowledged.resolve();
    } finally {
      this.close(to);
    }
  }

  /** Seconds until a participant goes down. */
  private lifeOf(participant: number): number {
    const { participants, sim } = this.run;
    return (participants[participant]?.outages.downAt() ?? Number.POSITIVE_INFINITY) - sim.now;
  }

  private start(to: Listener, process: Process<void>): void {
    to.open++;
    this.underWay.push(this.run.sim.spawn(process));
  }

  private close(to: Listener): void {
    to.open--;
    this.conclude(to);
  }

  /** If no further input can arrive, a step has no result, and neither have the steps that need it. */
  private conclude(listener: Listener): void {
    if (listener.open > 0 || listener.isOver) return;
    for (const input of listener.step.inputs) {
      const source = this.listeners.get(input);
      if (source === undefined ? this.topic(input).count === 0 : !source.isOver) return;
    }
    listener.isOver = true;
    listener.outcome.resolve();
    for (const next of this.topic(listener.step).listeners) this.conclude(next);
  }

  private topic(step: Step): Topic {
    let topic = this.topics.get(step);
    if (topic === undefined) {
      topic = { announced: this.run.sim.future<number>(), listeners: [], count: 0, last: null };
      this.topics.set(step, topic);
    }
    return topic;
  }
}
