import type { Distribution } from '../../scenario/scenario.js';
import { quantile } from '../luck/distributions.js';
import { MAX_INDEX, Purpose } from '../luck/luck.js';
import type { Run } from '../run.js';
import type { Step } from '../team/step.js';

/** More than the deliveries of one event: those of a broker, of which a scenario allows 1,000, and an operator's. */
const DELIVERIES = 1009;

/** What is sent with each delivery, each under way by luck of its own: the event, its double, the acknowledgement. */
export const Transmission = { first: 0, double: 1, answer: 2 } as const;
export type Transmission = (typeof Transmission)[keyof typeof Transmission];

/** The path of an event from its step to a listener: which delivery, and which event of the step. */
export interface DeliveryRoute {
  readonly from: Step;
  readonly to: Step;
  /** How often the step had been done before. */
  readonly nth: number;
  readonly delivery: number;
}

/** What happens to messages in transit: random numbers addressed by sender, listener and delivery. */
export class DeliveryFaults {
  constructor(private readonly scenario: Run['scenario']) {}

  isLost(way: DeliveryRoute): boolean {
    const { loss } = this.scenario.faults.messages;
    return loss > 0 && this.uniform(Purpose.loss, way) < loss;
  }

  comesTwice(way: DeliveryRoute): boolean {
    const { duplicate } = this.scenario.faults.messages;
    return duplicate > 0 && this.uniform(Purpose.duplicate, way) < duplicate;
  }

  /** Seconds that a message is in transit. */
  delay(way: DeliveryRoute, transmission: Transmission = Transmission.first): number {
    const { delay, reorder } = this.scenario.faults.messages;
    const plain = this.draw(delay, Purpose.messageDelay, way, transmission);
    if (reorder === null || this.uniform(Purpose.reorder, way, transmission) >= reorder.share) return plain;
    return plain + this.draw(reorder.by, Purpose.holdBack, way, transmission);
  }

  /**
   * When an event that was sent first at `sentAt` has arrived, with as many deliveries as it takes and as the broker makes;
   * never where all of them are lost.
   */
  arrival(from: Step, to: Step, sentAt: number): number {
    const { attempts, idle } = this.scenario.policies.redelivery ?? { attempts: 1, idle: 0 };
    let first = Number.POSITIVE_INFINITY;
    for (let delivery = 0; delivery < attempts && sentAt + delivery * idle < first; delivery++) {
      const way = { from, to, nth: 0, delivery };
      if (!this.isLost(way)) first = Math.min(first, sentAt + delivery * idle + this.delay(way));
    }
    return first;
  }

  private draw(d: Distribution, purpose: Purpose, way: DeliveryRoute, transmission: Transmission): number {
    return d.kind === 'constant' ? d.value : quantile(d, this.uniform(purpose, way, transmission));
  }

  private uniform(
    purpose: Purpose,
    { from, to, nth, delivery }: DeliveryRoute,
    transmission: Transmission = Transmission.first,
  ): number {
    const turn = (nth * DELIVERIES + delivery) * 4 + transmission;
    return to.state.luck.uniform(purpose, to.address, from.address + turn * MAX_INDEX);
  }
}
