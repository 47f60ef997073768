import { type Process, Resource } from '../../kernel/index.js';
import type { AgentSpec } from '../../scenario/scenario.js';
import type { Context } from '../content/context.js';
import { Purpose } from '../luck/luck.js';
import { LimitedBy, type Participant, Status } from '../record/record.js';
import { type ServedRequest, Service } from '../rules/service.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { Billing } from './billing.js';
import { addCallRow, dropOutput } from './call-row.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { ModelLimits } from './model-limits.js';
import type { ModelServer, Replica } from './model-server.js';
import type { Outages } from './outages.js';

/** What of an agent's, or a coordinator's, spec its calls depend on. */
export type ClientSpec = Pick<
  AgentSpec,
  'model' | 'prompt' | 'nameTokens' | 'capacity' | 'compactAt' | 'person' | 'latency'
>;

/** Who a client is among the participants, and whether its callers wait for it: only then time-outs and retries apply. */
export interface ClientIdentity {
  readonly id: number;
  readonly name: string;
  readonly kind: 'agent' | 'coordinator';
  readonly waited: boolean;
}

/** A participant's way to its model. One call = wait for a slot, wait for the rate limit, be served, end. */
export class ModelClient implements Participant {
  readonly id: number;
  readonly name: string;
  readonly kind: 'agent' | 'coordinator';
  readonly waited: boolean;
  readonly slots: Resource;
  readonly breaker: CircuitBreaker | null;
  /** Seconds, so far in this run, in which its slots were taken, all added up. */
  busySeconds = 0;
  /** It holds a team's control flow: what it was about to do goes down with it. */
  holds = false;
  /** The way to the model to which it turns where its own fails. */
  readonly fallback: ModelClient | null;
  private readonly billing: Billing;
  private readonly service: Service;
  /** Of the provider on its model; null: none. */
  private readonly limits: ModelLimits | null;
  /** One's own, which its calls share with others; null: an API. */
  private readonly server: ModelServer | null;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario' | 'provider' | 'limits' | 'servers'>,
    identity: ClientIdentity,
    readonly spec: ClientSpec,
    readonly outages: Outages,
    /** Whose fallback it is: they serve calls in the same places. */
    private readonly first: ModelClient | null = null,
  ) {
    this.id = identity.id;
    this.name = identity.name;
    this.kind = identity.kind;
    this.waited = identity.waited;
    this.slots = first?.slots ?? new Resource(run.sim, spec.capacity);
    this.billing = new Billing(run, this.id, spec.model);
    this.service = new Service(spec.model);
    this.limits = run.limits.of(spec.model);
    this.server = run.servers.of(spec.model);
    const { fallback: model } = spec.model;
    this.fallback = model === null ? null : new ModelClient(run, identity, { ...spec, model }, outages, first ?? this);
    const { breaker } = run.scenario.policies;
    this.breaker = breaker === null ? null : new CircuitBreaker(run.sim, breaker);
  }

  /** Takes calls now: neither down, nor gone, nor still to come. */
  isThere(): boolean {
    return this.outages.isThere();
  }

  /** Calls that it serves or that wait for it. */
  get load(): number {
    return this.slots.busy + this.slots.waiting;
  }

  /** Back to the beginning of a run. `knockedOut`: when it goes down for good; Infinity: as the scenario says. */
  reset(knockedOut: number): void {
    this.slots.reset();
    for (let one: ModelClient | null = this; one !== null; one = one.fallback) one.billing.reset();
    this.outages.reset(knockedOut);
    this.breaker?.reset();
    this.busySeconds = 0;
  }

  /** A row of the record for a call that is about to be made. */
  request(state: TaskState, act: number, step: number, cause: number, input: number, output: number): number {
    return addCallRow(state.record.calls, this.id, this.run.sim.now, act, step, cause, input, output);
  }

  /**
   * Serves a requested call until it ends or `deadline` passes; returns how it ended. `writing`: seconds that it takes to
   * write down what came back.
   */
  *serve(
    state: TaskState,
    call: number,
    request: ServedRequest,
    draw: number,
    deadline: number,
    context: Context,
    trip: number,
    writing: number,
  ): Process<number> {
    const { sim, provider } = this.run;
    const tokens = tokensOf(state, call);
    // An interrupt leaves this process without giving the call another end.
    let status: number = Status.cancelled;
    // Not sent, not billed: a call can also end in the line for its agent, or at the provider's door.
    let sentAt = Number.NaN;
    let heldSince = sim.now;
    let held = this.slots.tryAcquire();
    let isCounted = false;
    let place: Replica | null = null;
    try {
      if (!held) {
        held = yield* this.queue(state, call, deadline);
        heldSince = sim.now;
      }
      const isFree = held && !this.outages.any && provider.tryAdmit(tokens);
      let admitted: number = isFree ? Status.ok : Status.timedOut;
      if (held && !isFree) admitted = yield* this.admitted(state, call, tokens, deadline);
      if (this.limits !== null && admitted === Status.ok) {
        admitted = yield* this.limited(this.limits, state, call, request, draw, deadline, context, trip);
        isCounted = admitted === Status.ok;
      }
      if (this.server !== null && admitted === Status.ok) {
        const chosen = this.server.replica();
        admitted = yield* this.seated(state, call, chosen, tokens, deadline);
        if (admitted === Status.ok) place = chosen;
      }
      const life = this.outages.downAt() - sim.now;
      if (admitted !== Status.ok || life === 0) {
        status = admitted === Status.ok ? Status.lost : admitted;
        return status;
      }
      sentAt = sim.now;
      this.billing.sent(state, call, context, trip);
      const fate = this.service.draw(state, call, request, draw);
      const { status: ending } = fate;
      const duration = ending === Status.ok ? fate.duration + writing : fate.duration;
      if (place !== null && duration < Number.POSITIVE_INFINITY) {
        status = yield* place.serve(fate, writing, deadline, sentAt + life);
        return status;
      }
      // What hangs is lost on the way: it keeps no place on a server.
      place?.exit(tokens);
      place = null;
      const left = deadline - sentAt;
      // A hang that no deadline ends waits until it is interrupted.
      yield Math.min(duration, left, life);
      status = life < duration && life <= left ? Status.lost : duration <= left ? ending : Status.timedOut;
      return status;
    } finally {
      this.end(state, call, status, Number.isNaN(sentAt) ? 0 : sim.now - sentAt);
      if (isCounted) this.discharge(this.limits!, state, call);
      place?.exit(tokens);
      if (held) {
        this.slots.release();
        (this.first ?? this).busySeconds += sim.now - heldSince;
      }
    }
  }

  /** Waits for a slot; false where the deadline comes first. */
  private *queue(state: TaskState, call: number, deadline: number): Process<boolean> {
    const { sim } = this.run;
    const since = sim.now;
    const held = yield* this.slots.acquire(deadline);
    state.record.calls.columns.queued[call] = sim.now - since;
    return held;
  }

  /** What a call that has a slot waits for: its participant, then the rate limit. Whether it may go, or how it ended. */
  private *admitted(state: TaskState, call: number, tokens: number, deadline: number): Process<number> {
    const { sim, provider } = this.run;
    if (!(yield* this.returned(state, call, deadline))) return Status.timedOut;
    if (provider.tryAdmit(tokens)) return Status.ok;
    const since = sim.now;
    const status = yield* provider.admit(tokens, deadline);
    const c = state.record.calls.columns;
    c.rateLimited[call] = sim.now - since;
    if (status === Status.refused) c.limitedBy[call] = LimitedBy.line;
    return status;
  }

  /** What the provider makes of a call by the limits of its model: whether it goes, perhaps later, or how it ended. */
  private *limited(
    limits: ModelLimits,
    state: TaskState,
    call: number,
    { entity }: ServedRequest,
    draw: number,
    deadline: number,
    context: Context,
    trip: number,
  ): Process<number> {
    const { sim } = this.run;
    const { overloaded, cachedCounts } = limits.spec;
    const { columns } = state.record.calls;
    if (overloaded > 0 && state.luck.uniform(Purpose.overloaded, entity, draw) < overloaded) {
      columns.limitedBy[call] = LimitedBy.overload;
      return Status.refused;
    }
    const cached = cachedCounts ? 0 : this.billing.wouldRead(state, call, context, trip);
    const size = { input: columns.inputTokens[call]! - cached, output: columns.outputTokens[call]! };
    const since = sim.now;
    const status = yield* limits.admit(size, deadline);
    // Rows may have moved while it waited.
    const c = state.record.calls.columns;
    c.rateLimited[call]! += sim.now - since;
    c.limitedBy[call] = limits.limitedBy;
    if (status === Status.refused) c.retryAfter[call] = limits.wait;
    return status;
  }

  /** An admitted call has ended: what it counts for in the provider's limits. */
  private discharge(limits: ModelLimits, { record }: TaskState, call: number): void {
    const c = record.calls.columns;
    const uncounted = limits.spec.cachedCounts ? 0 : c.cachedTokens[call]!;
    limits.ended(c.inputTokens[call]! - uncounted + c.outputTokens[call]!, c.cost[call]!);
  }

  /** Waits for a place on the model's own server. */
  private *seated(state: TaskState, call: number, replica: Replica, tokens: number, deadline: number): Process<number> {
    const since = this.run.sim.now;
    const status = yield* replica.enter(tokens, deadline);
    const waited = this.run.sim.now - since;
    const c = state.record.calls.columns;
    if (waited > c.rateLimited[call]!) c.limitedBy[call] = LimitedBy.server;
    c.rateLimited[call]! += waited;
    return status;
  }

  /** A call to a participant that is down waits at its door; false where the deadline comes first. */
  private *returned(state: TaskState, call: number, deadline: number): Process<boolean> {
    const { sim } = this.run;
    for (let back = this.outages.backAt(); back > sim.now; back = this.outages.backAt()) {
      const since = sim.now;
      if (since >= deadline) return false;
      yield* this.outages.pause(Math.min(back, deadline) - since);
      state.record.calls.columns.absent[call]! += sim.now - since;
    }
    return true;
  }

  /** A call that was cut off, since another one brought the answer, is paid to its end: its model writes on. */
  payWhole(state: TaskState, call: number, output: number): void {
    const c = state.record.calls.columns;
    if (c.status[call] !== Status.cancelled || c.service[call] === 0) return;
    const before = c.cost[call]!;
    c.outputTokens[call] = output;
    this.billing.bill(state, call);
    state.budget?.add(output, c.cost[call]! - before);
  }

  /** The end of a call, and what it costs. */
  end(state: TaskState, call: number, status: number, service: number): number {
    const c = state.record.calls.columns;
    c.status[call] = status;
    c.endedAt[call] = this.run.sim.now;
    c.service[call] = service;
    if (status === Status.cancelled || status === Status.lost) dropOutput(c, call);
    // A call that was never admitted is not billed.
    const served = service > 0 || status === Status.ok;
    if (!served) {
      c.inputTokens[call] = 0;
      dropOutput(c, call);
      c.cachedTokens[call] = 0;
      c.cacheWrites[call] = 0;
      c.resentTokens[call] = 0;
    }
    this.billing.bill(state, call);
    state.budget?.pay(call);
    return status;
  }
}

function tokensOf({ record }: TaskState, call: number): number {
  const { inputTokens, outputTokens } = record.calls.columns;
  return inputTokens[call]! + outputTokens[call]!;
}
