import type { Context } from './artifact.js';
import { quantile } from './distributions.js';
import type { Future, Process } from './kernel/index.js';
import { Purpose } from './luck.js';
import type { TaskView } from './task.js';
import type { Step } from './team.js';
import type { World } from './world.js';

/** What an event carries: the last artifact, or everything that led to it. */
export type Payload = 'previous' | 'accumulated';

/** An event bus: passive, no participant, keeps no log of its own. Each delivery takes the scenario's message delay. */
export class Bus {
  private readonly topics = new Map<Step, Future<number>>();

  constructor(private readonly world: World) {}

  reset(): void {
    this.topics.clear();
  }

  /** Announces that a step is done; its artifact is the event. */
  publish(step: Step): void {
    this.topic(step).resolve(this.world.sim.now);
  }

  /** Waits until everything that `step` takes has arrived; what its member then sees, the last arrival its newest. */
  *arrivals(task: TaskView, step: Step, payload: Payload): Process<Context> {
    let last = 0;
    let latest = step.inputs[0];
    for (const input of step.inputs) {
      const arrival = (yield* this.topic(input).wait()) + this.delay(input, step);
      if (arrival >= last) {
        last = arrival;
        latest = input;
      }
    }
    const wait = last - this.world.sim.now;
    if (wait > 0) yield wait;
    const events = this.contents(task, step, payload);
    if (latest !== undefined) events.newest = latest.artifact!;
    return events;
  }

  private contents(task: TaskView, step: Step, payload: Payload): Context {
    if (payload === 'previous') {
      const events = this.world.exchange.context('messages');
      for (const artifact of task.inputsOf(step)) events.append(artifact);
      return events;
    }
    const events = this.world.exchange.context('joined');
    if (step.inputs.length > 0) events.attach(task.brief);
    else events.append(task.brief);
    for (const before of task.everythingBefore(step)) {
      if (step.inputs.includes(before)) events.append(before.artifact!);
      else events.attach(before.artifact!);
    }
    return events;
  }

  private delay(from: Step, to: Step): number {
    const { delay } = this.world.scenario.faults.messages;
    if (delay.kind === 'constant') return delay.value;
    const { luck, work, layout } = this.world;
    const addressOf = (step: Step): number => layout.leaves[step.leaves[0]!]!.address;
    return quantile(delay, luck.uniform(Purpose.messageDelay, work.task, addressOf(to), addressOf(from)));
  }

  private topic(step: Step): Future<number> {
    let topic = this.topics.get(step);
    if (topic === undefined) {
      topic = this.world.sim.future<number>();
      this.topics.set(step, topic);
    }
    return topic;
  }
}
