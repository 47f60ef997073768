import { type Process, Resource } from '../../kernel/index.js';
import type { AgentSpec, Distribution, ModelSpec } from '../../scenario/scenario.js';
import type { Context } from '../content/artifact.js';
import { quantile } from '../luck/distributions.js';
import { MAX_INDEX, Purpose } from '../luck/luck.js';
import { type Participant, type RunRecord, Status } from '../record/record.js';
import type { World } from '../world.js';
import { Breaker } from './breaker.js';
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
export interface Served {
  readonly entity: number;
  readonly reliability: Reliability;
}

/** A participant that calls a model. One call = wait for a slot, wait for the rate limit, be served. */
export class Caller implements Participant {
  readonly slots: Resource;
  protected readonly breaker: Breaker | null;
  /** Seconds, so far in this run, in which its slots were taken, all added up. */
  busySeconds = 0;
  /** It holds a team's control flow: what it was about to do goes down with it. */
  holds = false;
  /** The caller's caller waits for it: time-outs and retries apply. */
  waited = true;

  constructor(
    readonly world: World,
    readonly id: number,
    readonly name: string,
    readonly kind: 'agent' | 'coordinator',
    readonly spec: Pick<AgentSpec, 'model' | 'prompt' | 'nameTokens' | 'capacity'>,
    readonly outages: Outages,
  ) {
    this.slots = new Resource(world.sim, spec.capacity);
    const { breaker } = world.scenario.policies;
    this.breaker = breaker === null ? null : new Breaker(world.sim, breaker);
  }

  private readonly prefixes = new PrefixCache();

  /** Takes calls now: neither down, nor gone, nor still to come. */
  isThere(): boolean {
    return this.outages.isThere();
  }

  /** Calls that it serves or that wait for it. */
  get load(): number {
    return this.slots.busy + this.slots.waiting;
  }

  get nameTokens(): number {
    return this.spec.nameTokens;
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
  protected request(act: number, step: number, cause: number, input: number, output: number): number {
    const { calls } = this.world.record;
    const call = calls.add();
    const c = calls.columns;
    c.participant[call] = this.id;
    c.step[call] = step;
    c.act[call] = act;
    c.status[call] = Status.waiting;
    c.attempt[call] = 0;
    c.cause[call] = cause;
    c.requestedAt[call] = this.world.sim.now;
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
  protected *serve(
    call: number,
    { entity, reliability }: Served,
    draw: number,
    deadline: number,
    context: Context,
    trip: number,
    /** Seconds that it takes to write down what came back. */
    writing: number,
  ): Process<number> {
    const { sim, provider } = this.world;
    // Not sent, not billed: a call can also end in the line for its agent, or at the provider's door.
    let sentAt = Number.NaN;
    let heldSince = sim.now;
    let held = this.slots.tryAcquire();
    try {
      if (!held) {
        held = yield* this.slots.acquire(deadline);
        this.world.record.calls.columns.queued[call] = sim.now - heldSince;
        heldSince = sim.now;
        if (!held) return this.end(call, Status.timedOut, 0);
      }
      if (this.outages.any && !(yield* this.returned(call, deadline))) return this.end(call, Status.timedOut, 0);
      const { inputTokens, outputTokens } = this.world.record.calls.columns;
      const tokens = inputTokens[call]! + outputTokens[call]!;
      if (!provider.tryAdmit(tokens)) {
        const since = sim.now;
        const status = yield* provider.admit(tokens, deadline);
        this.world.record.calls.columns.rateLimited[call] = sim.now - since;
        if (status !== Status.ok) return this.end(call, status, 0);
      }
      const life = this.outages.downAt() - sim.now;
      if (life === 0) return this.end(call, Status.lost, 0);
      sentAt = sim.now;
      this.send(call, context, trip);
      const { duration: took, status } = this.fate(call, entity, draw, reliability);
      const duration = status === Status.ok ? took + writing : took;
      const left = deadline - sentAt;
      const wait = Math.min(duration, left, life);
      if (wait === Number.POSITIVE_INFINITY) yield* this.world.never.wait();
      yield wait;
      const isLost = life < duration && life <= left;
      if (isLost) this.world.record.calls.columns.outputTokens[call] = 0;
      return this.end(call, isLost ? Status.lost : duration <= left ? status : Status.timedOut, sim.now - sentAt);
    } finally {
      if (held) {
        this.slots.release();
        this.busySeconds += sim.now - heldSince;
      }
      const { status, outputTokens } = this.world.record.calls.columns;
      if (status[call] === Status.unfinished || status[call] === Status.waiting) {
        outputTokens[call] = 0;
        this.end(call, Status.cancelled, Number.isNaN(sentAt) ? 0 : sim.now - sentAt);
      }
    }
  }

  /** A call to a participant that is down waits at its door; false where the deadline comes first. */
  private *returned(call: number, deadline: number): Process<boolean> {
    const { sim } = this.world;
    for (let back = this.outages.backAt(); back > sim.now; back = this.outages.backAt()) {
      const since = sim.now;
      if (since >= deadline) return false;
      yield* this.outages.pause(Math.min(back, deadline) - since);
      this.world.record.calls.columns.absent[call]! += sim.now - since;
    }
    return true;
  }

  /** The call goes out, with what this participant had been sent before and what the provider still remembers. */
  private send(call: number, context: Context, trip: number): void {
    const { sim, scenario, record } = this.world;
    const { promptCache, cacheTtl } = scenario.provider;
    const c = record.calls.columns;
    const first = c.firstSeen[call]!;
    const seen = context.tokensFrom(first);
    c.status[call] = Status.unfinished;
    c.contextTokens[call] = seen;
    c.resentTokens[call] = trip === 0 ? this.noteShown(context, first) : seen;
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

  private readonly ending = { duration: 0, status: 0 as number };

  /** How long the service takes and how it ends, by luck; a hang takes for ever, a failure a fraction of the time. */
  private fate(call: number, entity: number, draw: number, r: Reliability): { duration: number; status: number } {
    const { luck, work } = this.world;
    const { task } = work;
    this.ending.duration = this.serviceTime(call, entity, draw, r.latency);
    this.ending.status = Status.ok;
    if (r.hang > 0 && luck.uniform(Purpose.hang, task, entity, draw) < r.hang) {
      this.ending.duration = Number.POSITIVE_INFINITY;
      this.world.record.calls.columns.outputTokens[call] = 0;
    } else if (r.failure > 0 && luck.uniform(Purpose.failure, task, entity, draw) < r.failure) {
      this.ending.duration *= luck.uniform(Purpose.failurePoint, task, entity, draw);
      this.ending.status = Status.failed;
      this.world.record.calls.columns.outputTokens[call] = 0;
    }
    return this.ending;
  }

  /** ttft + input / inputRate + output / outputRate, or the latency that is given whole. */
  private serviceTime(call: number, entity: number, draw: number, latency: Distribution | null): number {
    const { record } = this.world;
    if (latency !== null) return this.draw(latency, Purpose.latency, entity, draw);
    const model: ModelSpec = this.spec.model;
    const c = record.calls.columns;
    const first = this.draw(model.ttft, Purpose.ttft, entity, draw);
    const rate = this.draw(model.outputRate, Purpose.outputRate, entity, draw);
    return first + c.inputTokens[call]! / model.inputRate + c.outputTokens[call]! / rate;
  }

  /** A variate at an address; constants cost no draw. */
  protected draw(d: Distribution, purpose: Purpose, entity: number, index: number): number {
    if (d.kind === 'constant') return d.value;
    return quantile(d, this.world.luck.uniform(purpose, this.world.work.task, entity, index));
  }

  /** A number of tokens (or of round trips) at an address: whole, not negative. */
  protected drawWhole(d: Distribution, purpose: Purpose, entity: number, index: number): number {
    return Math.max(0, Math.round(this.draw(d, purpose, entity, index)));
  }

  protected end(call: number, status: number, service: number): number {
    const { record, sim } = this.world;
    const c = record.calls.columns;
    c.status[call] = status;
    c.endedAt[call] = sim.now;
    c.service[call] = service;
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
  private noteShown(context: Context, first: number): number {
    const { store } = this.world;
    let again = 0;
    for (let i = first; i < context.length; i++) {
      const artifact = context.artifacts[i]!;
      artifact.used = true;
      if (store.show(artifact, this.id)) again += artifact.tokens;
    }
    return again;
  }
}

/** When a call that came back had been sent, seconds. */
function sentAt(c: RunRecord['calls']['columns'], call: number): number {
  return c.endedAt[call]! - c.service[call]!;
}
