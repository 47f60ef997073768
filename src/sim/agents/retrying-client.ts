import type { Process } from '../../kernel/index.js';
import type { Context } from '../content/context.js';
import { NOTHING } from '../luck/distributions.js';
import { Purpose } from '../luck/luck.js';
import { Act, Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { FAILED } from './failure.js';
import { familyOf, type Retention, retentionOf } from './model.js';
import type { ModelClient } from './model-client.js';
import { drawIndex, type ModelRequest, requestLike } from './model-request.js';
import { Person } from './person.js';
import { searchOf } from './search.js';

/** Calls a model until a request succeeds: retries with backoff, tool round trips, contexts that do not fit. */
export class RetryingClient {
  /** Those of its role, itself among them, that can go on in its place. */
  colleagues: readonly RetryingClient[] = [this];
  readonly retention: Retention;
  /** Whose errors go together with whose. */
  readonly family: number;
  /** Who answers in place of a model. */
  readonly person: Person | null;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario' | 'tools'>,
    readonly client: ModelClient,
  ) {
    this.retention = retentionOf(client.spec.model);
    this.family = familyOf(client.spec.model);
    const { person, latency } = client.spec;
    this.person = person === null ? null : new Person(run, client, person, latency ?? NOTHING);
  }

  /**
   * Attempts a request that was done `visit` times before until it succeeds; returns its last call, which a colleague made
   * where this one went down. An attempt is a call, and one more for each tool round trip. Throws FAILED after the last
   * attempt, which is the first one where the caller does not wait. One generator for both loops: each further level costs
   * every call.
   */
  *persist(
    state: TaskState,
    request: ModelRequest,
    visit: number,
    context: Context,
    sender: number,
    first = 0,
    before = context.newest.call,
  ): Process<number> {
    const { client, person } = this;
    if (person !== null) return yield* person.answer(state, request, visit, context, sender, before);
    const { sim, scenario } = this.run;
    const { record } = state;
    const { timeout, retry, durable } = scenario.policies;
    const isWaitedFor = client.waited && !request.unattended;
    const attempts = isWaitedFor ? retry.attempts : 1;
    const breaker = isWaitedFor ? client.breaker : null;
    const write = isWaitedFor ? durable : null;
    let cause = before;
    for (let attempt = first; ; attempt++) {
      const isRefused = breaker !== null && !breaker.lets();
      if (attempt > 0) record.retries++;
      if (isRefused && attempt + 1 >= attempts) throw FAILED;
      if (isRefused) {
        yield this.backoff(state, request.entity, drawIndex(visit, attempt, 0), attempt);
        continue;
      }
      const deadline = isWaitedFor ? sim.now + timeout : Number.POSITIVE_INFINITY;
      const { tools, explores, entity } = request;
      const trips = searchOf(state, tools, explores, entity, drawIndex(visit, attempt, 0)).made;
      let inner = request.extras + (request.tools === null ? 0 : request.tools.definition);
      let toolTime = 0;
      for (let trip = 0; ; trip++) {
        // What still goes on in the name of a task that was ended comes to nothing.
        if (state.budget?.isSpent === true) yield Number.POSITIVE_INFINITY;
        const draw = drawIndex(visit, attempt, trip);
        const output =
          trip === trips ? outputTokens(state, request, draw) : request.tools!.call + client.spec.nameTokens;
        const call = this.open(state, request, context, inner, output, cause);
        this.describe(state, call, attempt, trip, sender, toolTime);
        if (record.calls.columns.status[call] !== Status.overflow) {
          const writing = write === null ? 0 : state.luck.draw(write.write, Purpose.write, request.entity, draw);
          yield* client.serve(state, call, request, draw, deadline, context, trip, writing);
        }
        cause = call;
        const status = record.calls.columns.status[call];
        if (status === Status.lost && client.holds) yield Number.POSITIVE_INFINITY;
        if (status !== Status.ok) break;
        if (trip === trips) {
          breaker?.succeeded();
          return call;
        }
        const since = sim.now;
        if (!(yield* this.useTool(state, request, draw, deadline))) break;
        toolTime = sim.now - since;
        inner += this.roundTripTokens(state, request, draw, output);
      }
      breaker?.failed();
      if (attempt + 1 >= attempts) throw FAILED;
      yield this.backoff(state, request.entity, drawIndex(visit, attempt, 0), attempt);
      const other = client.isThere() ? null : this.substitute();
      if (other === null) continue;
      state.exchange.deliver(context, sender, other.client.id);
      return yield* other.persist(state, request, visit, context, sender, attempt + 1, cause);
    }
  }

  /** Whether the context has to be compacted before the request: it does not fit, and the provider's `overflow` says so. */
  mustCompact(context: Context, request: ModelRequest): boolean {
    const { provider } = this.run.scenario;
    if (provider.overflow !== 'compact') return false;
    const tools = request.tools === null ? 0 : request.tools.definition;
    const fixed = this.expectedInput(context, request.extras + tools) - context.tokens;
    return context.firstThatFits(this.client.spec.model.contextWindow - fixed) > 0;
  }

  /** A context with what a compaction call kept in place of all that it read. */
  compacted(state: TaskState, call: number, context: Context, doer: ModelClient): Context {
    const { exchange, claims, store } = state;
    const summary = exchange.create(doer, call, -1);
    state.record.calls.columns.artifact[call] = summary.id;
    claims.condense(summary, context, doer.id);
    for (let i = 0; i < context.length; i++) {
      store.coverAll(summary, context.at(i));
      summary.parts |= context.at(i).parts;
    }
    return exchange.context('messages').append(summary);
  }

  /** Input tokens of a call with all of `context`, and `extras` tokens in the prompt. */
  expectedInput(context: Context, extras: number): number {
    const { framing } = this.run.scenario.provider;
    return framing.call + framing.message + this.client.spec.prompt + extras + context.tokens;
  }

  /** A colleague that is there, where there is one. */
  private substitute(): RetryingClient | null {
    return this.colleagues.find((other) => other !== this && other.client.isThere()) ?? null;
  }

  /** Seconds before the attempt after `attempt` (from 0): base * factor^attempt * (1 + jitter * u), u in [-1, 1]. */
  private backoff({ luck }: TaskState, entity: number, index: number, attempt: number): number {
    const { base, factor, jitter } = this.run.scenario.policies.retry.backoff;
    const wait = base * factor ** attempt;
    if (jitter === 0) return wait;
    return wait * (1 + jitter * (2 * luck.uniform(Purpose.backoff, entity, index) - 1));
  }

  /** What came before a call: who handed the work over, which attempt it is, what it had to wait for. */
  private describe(
    { record }: TaskState,
    call: number,
    attempt: number,
    trip: number,
    sender: number,
    tool: number,
  ): void {
    const { now } = this.run.sim;
    const c = record.calls.columns;
    c.attempt[call] = attempt;
    c.sender[call] = sender;
    c.tool[call] = tool;
    if (trip > 0) return;
    const cause = c.cause[call]!;
    const since = cause < 0 ? record.arrivedAt : c.endedAt[cause]!;
    if (attempt === 0) {
      c.repair[call] = Math.max(0, record.resumedAt - since);
      c.messageDelay[call] = Math.max(0, now - Math.max(since, record.resumedAt));
    }
    // A tool that failed after the last call came back is part of the pause.
    else c.backoff[call] = now - since;
  }

  /** Waits for the tool; false when it fails or the deadline passes. */
  private *useTool(
    { luck }: TaskState,
    { tools, entity }: ModelRequest,
    draw: number,
    deadline: number,
  ): Process<boolean> {
    const { use, hang, latency, failure } = tools!;
    const hangs = hang > 0 && luck.uniform(Purpose.toolHang, entity, draw) < hang;
    const takes = hangs ? Number.POSITIVE_INFINITY : luck.draw(latency, Purpose.toolLatency, entity, draw);
    const station = use === null ? undefined : this.run.tools.get(use);
    if (station === undefined) {
      const wait = Math.min(takes, deadline - this.run.sim.now);
      if (wait > 0) yield wait;
      if (takes > wait) return false;
    } else if (!(yield* station.use(takes, deadline))) return false;
    return !(failure > 0 && luck.uniform(Purpose.toolFailure, entity, draw) < failure);
  }

  /** What a round trip adds to the agent's own context: its call and the result, each a message. */
  private roundTripTokens(
    { luck, facts }: TaskState,
    { tools, entity }: ModelRequest,
    draw: number,
    call: number,
  ): number {
    const { framing } = this.run.scenario.provider;
    const result = luck.whole(tools!.result, Purpose.toolResult, entity, draw, facts.size);
    return call + result + 2 * framing.message + (framing.named ? 1 + this.client.spec.nameTokens : 0);
  }

  /** Requests a call with what fits into the window: the oldest content goes first, or the call is refused. */
  private open(
    state: TaskState,
    request: ModelRequest,
    context: Context,
    inner: number,
    output: number,
    cause: number,
  ): number {
    const { client } = this;
    const { framing, overflow } = this.run.scenario.provider;
    const { record } = state;
    const fixed = framing.call + framing.message + client.spec.prompt + inner;
    const room = client.spec.model.contextWindow - fixed;
    const first = request.whole ? 0 : context.firstThatFits(room);
    const seen = context.tokensFrom(first);
    const call = client.request(state, request.act, request.step, cause, fixed + seen, output);
    record.calls.columns.firstSeen[call] = first;
    if (record.detailed) record.saw[call] = context.list(first).map((artifact) => artifact.id);
    if ((seen > room && !request.whole) || (first > 0 && overflow === 'error')) {
      client.end(state, call, Status.overflow, 0);
    }
    return call;
  }
}

/** One extra call of the same participant: a summary in the place of a request's context. */
export function compactionOf(request: ModelRequest): ModelRequest {
  return requestLike(request, { act: Act.compose, step: -1, written: 0, tools: null, whole: true });
}

/** Results, syntheses and summaries are as long as the task is large; decisions and verdicts are not. */
function outputTokens({ luck, facts }: TaskState, request: ModelRequest, draw: number): number {
  const { act, output, outputPurpose, entity, written } = request;
  const size = act === Act.produce || act === Act.compose ? facts.size : 1;
  return Math.max(1, luck.whole(output, outputPurpose, entity, draw, size) + written);
}
