import type { Distribution, ModelSpec } from '../../scenario/scenario.js';
import { Purpose } from '../luck/luck.js';
import { Status } from '../record/record.js';
import type { TaskState } from '../team/task-state.js';

/** The fault rates and the latency of what is called, which may differ from step to step. */
export interface Reliability {
  readonly failure: number;
  readonly hang: number;
  readonly latency: Distribution | null;
}

/** What is served: where its luck lies, and how reliable it is. */
export interface ServedRequest {
  readonly entity: number;
  readonly reliability: Reliability;
}

/** How a call goes, once its model has it. */
export interface Fate {
  /** Seconds; Infinity: it hangs. */
  readonly duration: number;
  readonly status: number;
  /** Seconds before the model begins, and seconds in which it reads, of a call that comes back; the rest it writes. */
  readonly first: number;
  readonly reading: number;
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
    fate.duration = this.time(state, call, entity, draw, latency);
    fate.status = Status.ok;
    if (hang > 0 && luck.uniform(Purpose.hang, entity, draw) < hang) {
      fate.duration = Number.POSITIVE_INFINITY;
      state.record.calls.columns.outputTokens[call] = 0;
    } else if (failure > 0 && luck.uniform(Purpose.failure, entity, draw) < failure) {
      fate.duration *= luck.uniform(Purpose.failurePoint, entity, draw);
      fate.status = Status.failed;
      state.record.calls.columns.outputTokens[call] = 0;
    }
    return fate;
  }

  /** ttft + input / inputRate + output / outputRate, or the latency that is given whole. */
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
    fate.first = luck.draw(model.ttft, Purpose.ttft, entity, draw);
    const rate = luck.draw(model.outputRate, Purpose.outputRate, entity, draw);
    fate.reading = c.inputTokens[call]! / model.inputRate;
    return fate.first + fate.reading + c.outputTokens[call]! / rate;
  }
}
