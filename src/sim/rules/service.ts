import type { Distribution, ModelSpec } from '../../scenario/scenario.js';
import { dropOutput } from '../agents/call-row.js';
import { prefillOf } from '../agents/model.js';
import { Purpose } from '../luck/luck.js';
import { Status } from '../record/record.js';
import type { TaskState } from '../team/task-state.js';
import type { Fate } from './fate.js';

/** The fault rates and the latency of what is called, which may differ from step to step. */
export interface Reliability {
  readonly failure: number;
  readonly malformed: number;
  readonly hang: number;
  readonly latency: Distribution | null;
}

/** What is served: where its luck lies, and how reliable it is. */
export interface ServedRequest {
  readonly entity: number;
  readonly reliability: Reliability;
}

/** How long one model takes for a call, and how the call ends: by luck. */
export class Service {
  private readonly fate = { duration: 0, status: 0 as number, first: 0, reading: 0 };

  constructor(private readonly model: ModelSpec) {}

  /** A hang takes for ever, a failure a fraction of the time. The result is valid until the next call. */
  draw(state: TaskState, call: number, { entity, reliability }: ServedRequest, draw: number): Fate {
    const { luck } = state;
    const { fate } = this;
    const { failure, hang, latency } = reliability;
    const wait = this.wait(state, entity, draw);
    fate.duration = wait + this.time(state, call, entity, draw, latency);
    fate.first += wait;
    fate.status = Status.ok;
    if (hang > 0 && luck.uniform(Purpose.hang, entity, draw) < hang) {
      fate.duration = Number.POSITIVE_INFINITY;
      dropOutput(state.record.calls.columns, call);
    } else if (failure > 0 && luck.uniform(Purpose.failure, entity, draw) < failure) {
      fate.duration *= luck.uniform(Purpose.failurePoint, entity, draw);
      fate.status = Status.failed;
      dropOutput(state.record.calls.columns, call);
    }
    return fate;
  }

  /** How long a provider leaves a call of its tier until it serves it. */
  private wait({ luck }: TaskState, entity: number, draw: number): number {
    const { wait, longest } = this.model.tier;
    return wait === null ? 0 : Math.min(longest, luck.draw(wait, Purpose.tierWait, entity, draw));
  }

  /** ttft + input / inputRate + output / outputRate, or the latency that is given whole; cached input takes less. */
  private time(
    { luck, record }: TaskState,
    call: number,
    entity: number,
    draw: number,
    latency: Distribution | null,
  ): number {
    const { model, fate } = this;
    fate.first = 0;
    fate.reading = 0;
    if (latency !== null) return luck.draw(latency, Purpose.latency, entity, draw);
    const c = record.calls.columns;
    const first = luck.draw(model.ttft, Purpose.ttft, entity, draw);
    const rate = luck.draw(model.outputRate, Purpose.outputRate, entity, draw);
    const reading = prefillOf(model, c, call) / model.inputRate;
    const { speed } = model.tier;
    fate.first = first / speed;
    fate.reading = reading / speed;
    // On a server of one's own, what others read comes between.
    if (model.server === null) c.firstToken[call] = (first + reading) / speed;
    return (first + reading + c.outputTokens[call]! / rate) / speed;
  }
}
