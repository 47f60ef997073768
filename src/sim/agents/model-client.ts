import { type Process, Resource } from '../../kernel/index.js';
import type { AgentSpec, Distribution } from '../../scenario/scenario.js';
import type { Context } from '../content/context.js';
import { MAX_INDEX, Purpose } from '../luck/luck.js';
import { type CallColumns, type Participant, Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { price } from './model.js';
import type { Outages } from './outages.js';
import { PrefixCache } from './prefix-cache.js';

/** Attempts and round trips that have luck of their own; further ones meet the same luck again. */
const ATTEMPTS = 8;
const TRIPS = 16;

/** Index of a call's draws at its address. */
export function drawIndex(visit: number, attempt: number, trip: number): number {
  return ((visit * ATTEMPTS + (attempt % ATTEMPTS)) * TRIPS + (trip % TRIPS)) % MAX_INDEX;
}

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

/** What of an agent's, or a coordinator's, spec its calls depend on. */
export type ClientSpec = Pick<AgentSpec, 'model' | 'prompt' | 'nameTokens' | 'capacity'>;

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
  private readonly prefixes = new PrefixCache();
  private readonly fate = { duration: 0, status: 0 as number };

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario' | 'provider'>,
    identity: ClientIdentity,
    readonly spec: ClientSpec,
    readonly outages: Outages,
  ) {
    this.id = identity.id;
    this.name = identity.name;
    this.kind = identity.kind;
    this.waited = identity.waited;
    this.slots = new Resource(run.sim, spec.capacity);
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
    this.prefixes.clear();
    this.outages.reset(knockedOut);
    this.breaker?.reset();
    this.busySeconds = 0;
  }

  /** A row of the record for a call that is about to be made. */
  request(state: TaskState, act: number, step: number, cause: number, input: number, output: number): number {
    const { calls } = state.record;
    const call = calls.add();
    const c = calls.columns;
    c.participant[call] = this.id;
    c.step[call] = step;
    c.act[call] = act;
    c.status[call] = Status.waiting;
    c.attempt[call] = 0;
    c.cause[call] = cause;
    c.requestedAt[call] = this.run.sim.now;
    c.endedAt[call] = Number.NaN;
    c.messageDelay[call] = 0;
    c.backoff[call] = 0;
    c.tool[call] = 0;
    c.repair[call] = 0;
    c.absent[call] = 0;
    c.queued[call] = 0;
    c.rateLimited[call] = 0;
    c.service[call] = 0;
    c.inputTokens[call] = input;
    c.cachedTokens[call] = 0;
    c.outputTokens[call] = output;
    c.contextTokens[call] = 0;
    c.resentTokens[call] = 0;
    c.cost[call] = 0;
    c.artifact[call] = -1;
    c.sender[call] = -1;
    c.firstSeen[call] = 0;
    return call;
  }

  /** Serves a requested call until it ends or `deadline` passes; returns how it ended. */
  *serve(
    state: TaskState,
    call: number,
    request: ServedRequest,
    draw: number,
    deadline: number,
    context: Context,
    trip: number,
    /** Seconds that it takes to write down what came back. */
    writing: number,
  ): Process<number> {
    const { sim, provider } = this.run;
    const { inputTokens, outputTokens } = state.record.calls.columns;
    const tokens = inputTokens[call]! + outputTokens[call]!;
    // An interrupt leaves this process without giving the call another end.
    let status: number = Status.cancelled;
    // Not sent, not billed: a call can also end in the line for its agent, or at the provider's door.
    let sentAt = Number.NaN;
    let heldSince = sim.now;
    let held = this.slots.tryAcquire();
    try {
      if (!held) {
        held = yield* this.queue(state, call, deadline);
        heldSince = sim.now;
      }
      const isFree = held && !this.outages.any && provider.tryAdmit(tokens);
      const admitted = isFree
        ? Status.ok
        : held
          ? yield* this.admitted(state, call, tokens, deadline)
          : Status.timedOut;
      const life = this.outages.downAt() - sim.now;
      if (admitted !== Status.ok || life === 0) {
        status = admitted === Status.ok ? Status.lost : admitted;
        return status;
      }
      sentAt = sim.now;
      this.send(state, call, context, trip);
      this.drawFate(state, call, request, draw);
      const { duration: took, status: ending } = this.fate;
      const duration = ending === Status.ok ? took + writing : took;
      const left = deadline - sentAt;
      // A hang that no deadline ends waits until it is interrupted.
      yield Math.min(duration, left, life);
      status = life < duration && life <= left ? Status.lost : duration <= left ? ending : Status.timedOut;
      return status;
    } finally {
      this.end(state, call, status, Number.isNaN(sentAt) ? 0 : sim.now - sentAt);
      if (held) {
        this.slots.release();
        this.busySeconds += sim.now - heldSince;
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
    state.record.calls.columns.rateLimited[call] = sim.now - since;
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

  /** The call goes out, with what this participant had been sent before and what the provider still remembers. */
  private send(state: TaskState, call: number, context: Context, trip: number): void {
    const { sim, scenario } = this.run;
    const { promptCache, cacheTtl } = scenario.provider;
    const c = state.record.calls.columns;
    const first = c.firstSeen[call]!;
    const seen = context.tokensFrom(first);
    c.status[call] = Status.unfinished;
    c.contextTokens[call] = seen;
    c.resentTokens[call] = trip === 0 ? this.noteShown(state, context, first) : seen;
    if (!promptCache) return;
    if (trip === 0) {
      c.cachedTokens[call] = this.prefixes.use(context, first, c.inputTokens[call]! - seen, sim.now, cacheTtl);
      return;
    }
    // A further round trip begins with all that the one before sent.
    const before = c.cause[call]!;
    const remembered = first === c.firstSeen[before]! && sim.now - sentAt(c, before) <= cacheTtl;
    c.cachedTokens[call] = remembered ? c.inputTokens[before]! : 0;
  }

  /** How long the service takes and how it ends, by luck; a hang takes for ever, a failure a fraction of the time. */
  private drawFate(state: TaskState, call: number, { entity, reliability }: ServedRequest, draw: number): void {
    const { luck } = state;
    const { fate } = this;
    const { failure, hang, latency } = reliability;
    fate.duration = this.serviceTime(state, call, entity, draw, latency);
    fate.status = Status.ok;
    if (hang > 0 && luck.uniform(Purpose.hang, entity, draw) < hang) {
      fate.duration = Number.POSITIVE_INFINITY;
      state.record.calls.columns.outputTokens[call] = 0;
    } else if (failure > 0 && luck.uniform(Purpose.failure, entity, draw) < failure) {
      fate.duration *= luck.uniform(Purpose.failurePoint, entity, draw);
      fate.status = Status.failed;
      state.record.calls.columns.outputTokens[call] = 0;
    }
  }

  /** ttft + input / inputRate + output / outputRate, or the latency that is given whole. */
  private serviceTime(
    { luck, record }: TaskState,
    call: number,
    entity: number,
    draw: number,
    latency: Distribution | null,
  ): number {
    if (latency !== null) return luck.draw(latency, Purpose.latency, entity, draw);
    const { model } = this.spec;
    const c = record.calls.columns;
    const first = luck.draw(model.ttft, Purpose.ttft, entity, draw);
    const rate = luck.draw(model.outputRate, Purpose.outputRate, entity, draw);
    return first + c.inputTokens[call]! / model.inputRate + c.outputTokens[call]! / rate;
  }

  end(state: TaskState, call: number, status: number, service: number): number {
    const c = state.record.calls.columns;
    c.status[call] = status;
    c.endedAt[call] = this.run.sim.now;
    c.service[call] = service;
    if (status === Status.cancelled || status === Status.lost) c.outputTokens[call] = 0;
    // A call that was never admitted is not billed.
    const served = service > 0 || status === Status.ok;
    if (!served) {
      c.inputTokens[call] = 0;
      c.outputTokens[call] = 0;
      c.cachedTokens[call] = 0;
      c.resentTokens[call] = 0;
    }
    const cached = c.cachedTokens[call]!;
    c.cost[call] = price(this.spec.model, c.inputTokens[call]! - cached, cached, c.outputTokens[call]!);
    return status;
  }

  /** Notes what of the context this participant had been sent before; returns those tokens. */
  private noteShown({ store }: TaskState, context: Context, first: number): number {
    let again = 0;
    for (let i = first; i < context.length; i++) {
      const artifact = context.at(i);
      artifact.used = true;
      if (store.show(artifact, this.id)) again += artifact.tokens;
    }
    return again;
  }
}

/** When a call that came back had been sent, seconds. */
function sentAt(c: CallColumns, call: number): number {
  return c.endedAt[call]! - c.service[call]!;
}
