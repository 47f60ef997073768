import type { Process } from '../../kernel/index.js';
import type { Distribution } from '../../scenario/distribution.js';
import type { PersonSpec } from '../../scenario/people.js';
import type { Context } from '../content/context.js';
import { Purpose } from '../luck/luck.js';
import { Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { FAILED } from './failure.js';
import type { ModelClient } from './model-client.js';
import { drawIndex, type ModelRequest } from './model-request.js';
import { untilThere } from './recovery.js';
import { WorkingHours } from './working-hours.js';

/** Somebody who answers requests in place of a model: they wait until they are seen, in a line, and for the morning. */
export class Person {
  private readonly hours: WorkingHours;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    private readonly client: ModelClient,
    private readonly spec: PersonSpec,
    /** Work on one request. */
    private readonly work: Distribution,
  ) {
    this.hours = new WorkingHours(spec.hours, run.scenario.workload.begins);
  }

  /** Whether an answer that came too late is the end of it, whatever stands ready in its place. */
  get failsForGood(): boolean {
    return this.spec.onDeadline === 'fail';
  }

  /** Answers a request; returns its call. Throws FAILED where the answer would come too late, unless that counts as a yes. */
  *answer(
    state: TaskState,
    request: ModelRequest,
    visit: number,
    context: Context,
    sender: number,
    cause: number,
  ): Process<number> {
    const { sim } = this.run;
    const { luck, record, budget } = state;
    if (budget?.isSpent === true) yield Number.POSITIVE_INFINITY;
    const draw = drawIndex(visit, 0, 0);
    const call = this.open(state, request, context, sender, cause);
    const c = record.calls.columns;
    const deadline = sim.now + this.spec.deadline;
    let status: number = Status.cancelled;
    try {
      const responds = luck.draw(this.spec.responds, Purpose.respond, request.entity, draw);
      const seen = responds === 0 ? sim.now : this.hours.after(sim.now, responds);
      const work = luck.draw(this.work, Purpose.latency, request.entity, draw);
      const isDone = (yield* this.until(seen, deadline)) && (yield* this.inTurn(state, call, work, deadline));
      status = isDone ? Status.ok : Status.timedOut;
    } finally {
      this.end(state, call, status);
    }
    const isYes = status === Status.timedOut && this.spec.onDeadline === 'approve';
    if (status === Status.timedOut && !isYes) throw FAILED;
    // Who waved it through has the text as it was.
    if (isYes) c.status[call] = Status.ok;
    record.answers.set(call, { tokens: isYes ? context.tokens : lengthOf(state, request, draw), isUnread: isYes });
    return call;
  }

  private open(state: TaskState, request: ModelRequest, context: Context, sender: number, cause: number): number {
    const { record, store } = state;
    const { client } = this;
    const call = client.request(state, request.act, request.step, cause, 0, 0);
    const c = record.calls.columns;
    c.sender[call] = sender;
    const since = cause < 0 ? record.arrivedAt : c.endedAt[cause]!;
    c.repair[call] = Math.max(0, record.resumedAt - since);
    c.messageDelay[call] = Math.max(0, this.run.sim.now - Math.max(since, record.resumedAt));
    for (let i = 0; i < context.length; i++) {
      context.at(i).used = true;
      store.show(context.at(i), client.id);
    }
    if (record.detailed) record.saw[call] = context.list(0).map((artifact) => artifact.id);
    return call;
  }

  /** Waits until a time; false where the deadline comes first. */
  private *until(time: number, deadline: number): Process<boolean> {
    const { sim } = this.run;
    const wait = Math.min(time, deadline) - sim.now;
    if (wait > 0) yield wait;
    return time <= deadline;
  }

  /** Waits for a free hand and works, in working hours; false where the deadline comes first. Who drops out begins again. */
  private *inTurn(state: TaskState, call: number, work: number, deadline: number): Process<boolean> {
    const { sim } = this.run;
    const { slots, outages } = this.client;
    if (!slots.tryAcquire() && !(yield* slots.acquire(deadline))) return false;
    let worked = 0;
    try {
      for (;;) {
        if (outages.any) yield* sim.within(deadline - sim.now, untilThere(sim, outages));
        const done = this.hours.after(sim.now, work);
        const down = outages.any ? outages.downAt() : Number.POSITIVE_INFINITY;
        if (sim.now >= deadline) return false;
        if (done <= down || deadline <= down) {
          const inTime = yield* this.until(done, deadline);
          worked = inTime ? work : 0;
          return inTime;
        }
        yield down - sim.now;
      }
    } finally {
      state.record.calls.columns.service[call] = worked;
      slots.release();
      // As if they worked all the time, only more slowly: a load of 1 is what they can do in the hours that they work.
      this.client.busySeconds += worked / this.hours.share;
    }
  }

  private end({ record, budget }: TaskState, call: number, status: number): void {
    const c = record.calls.columns;
    const { wage, fee } = this.spec;
    c.status[call] = status;
    c.endedAt[call] = this.run.sim.now;
    c.queued[call] = this.run.sim.now - c.requestedAt[call]! - c.service[call]!;
    c.cost[call] = status === Status.ok ? fee + (wage * c.service[call]!) / 3600 : 0;
    budget?.pay(call);
  }
}

/** Tokens of what they write, which no model is paid for. */
function lengthOf(
  { luck, facts }: TaskState,
  { output, outputPurpose, entity, written }: ModelRequest,
  draw: number,
): number {
  return luck.whole(output, outputPurpose, entity, draw, facts.size) + written;
}
