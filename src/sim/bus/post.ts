import type { Distribution } from '../../scenario/scenario.js';
import { quantile } from '../luck/distributions.js';
import { MAX_INDEX, Purpose } from '../luck/luck.js';
import type { Step } from '../team/member.js';
import type { World } from '../world.js';

/** Scatters the keys of deliveries (odd, so that all keys are met before one comes back). */
const DELIVERY = 25_717;
/** Deliveries of one event that have luck of their own. */
const DELIVERIES = 1009;

/** What is sent with each delivery, each under way by luck of its own: the event, its double, the answer. */
export const Leg = { first: 0, double: 1, answer: 2 } as const;
export type Leg = (typeof Leg)[keyof typeof Leg];

/** The way of an event from the step that made it to one that listens: which of its deliveries, and of which of its events. */
export interface Way {
  readonly from: Step;
  readonly to: Step;
  /** How often the step had been done before. */
  readonly nth: number;
  readonly delivery: number;
}

/** What happens to messages under way: by luck that goes by who sends, who listens, and which delivery it is. */
export class Post {
  constructor(private readonly world: World) {}

  isLost(way: Way): boolean {
    const { loss } = this.world.scenario.faults.messages;
    return loss > 0 && this.uniform(Purpose.loss, way) < loss;
  }

  comesTwice(way: Way): boolean {
    const { duplicate } = this.world.scenario.faults.messages;
    return duplicate > 0 && this.uniform(Purpose.duplicate, way) < duplicate;
  }

  /** Seconds that a message is under way. */
  delay(way: Way, leg: Leg = Leg.first): number {
    const { delay, reorder } = this.world.scenario.faults.messages;
    const plain = this.draw(delay, Purpose.messageDelay, way, leg);
    if (reorder === null || this.uniform(Purpose.reorder, way, leg) >= reorder.share) return plain;
    return plain + this.draw(reorder.by, Purpose.holdBack, way, leg);
  }

  /**
   * When an event that was sent first at `sentAt` has arrived, with as many deliveries as it takes and as the broker makes;
   * never where all of them are lost.
   */
  arrival(from: Step, to: Step, sentAt: number): number {
    const { attempts, idle } = this.world.scenario.policies.redelivery ?? { attempts: 1, idle: 0 };
    let first = Number.POSITIVE_INFINITY;
    for (let delivery = 0; delivery < attempts && sentAt + delivery * idle < first; delivery++) {
      const way = { from, to, nth: 0, delivery };
      if (!this.isLost(way)) first = Math.min(first, sentAt + delivery * idle + this.delay(way));
    }
    return first;
  }

  private draw(d: Distribution, purpose: Purpose, way: Way, leg: Leg): number {
    return d.kind === 'constant' ? d.value : quantile(d, this.uniform(purpose, way, leg));
  }

  private uniform(purpose: Purpose, { from, to, nth, delivery }: Way, leg: Leg = Leg.first): number {
    const { luck, work, layout } = this.world;
    const addressOf = (step: Step): number => layout.leaves[step.leaves[0]!]!.address;
    const turn = (nth * DELIVERIES + delivery) * 4 + leg;
    return luck.uniform(purpose, work.task, addressOf(to), (addressOf(from) + turn * DELIVERY) % MAX_INDEX);
  }
}
