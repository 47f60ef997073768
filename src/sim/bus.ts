import type { Context } from './artifact.js';
import { quantile } from './distributions.js';
import type { Future, Process } from './kernel/index.js';
import { Purpose } from './luck.js';
import type { Step } from './member.js';
import { type Payload, payloadFor } from './payload.js';
import type { TaskView } from './task.js';
import type { World } from './world.js';

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
    const events = payloadFor(this.world.exchange, task, step, payload);
    if (latest !== undefined) events.newest = latest.artifact!;
    return events;
  }

  /** How long a message is under way. */
  delay(from: Step, to: Step): number {
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
