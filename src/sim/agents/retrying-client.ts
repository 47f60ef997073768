import type { Process } from '../../kernel/index.js';
import type { Policies } from '../../scenario/scenario.js';
import type { Context } from '../content/context.js';
import { mean, NOTHING } from '../luck/distributions.js';
import { Purpose } from '../luck/luck.js';
import { Act, Status } from '../record/record.js';
import { searchOf } from '../rules/search.js';
import { toolRoundTokens } from '../rules/tool-round.js';
import { retryWait } from '../rules/waits.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { Compactions } from './compactions.js';
import { FAILED } from './failure.js';
import { familyOf, type Retention, retentionOf } from './model.js';
import type { ModelClient } from './model-client.js';
import { drawIndex, type ModelRequest, requestLike } from './model-request.js';
import { Person } from './person.js';
import { Requesting } from './requesting.js';
import { goesOn, roundsOf, ToolUse } from './tool-use.js';

/** What a caller that waits does for a request; time-outs and retries are his who waits. */
interface Care {
  readonly timeout: number;
  readonly attempts: number;
  readonly breaker: CircuitBreaker | null;
  readonly write: Policies['durable'];
}

const UNATTENDED: Care = { timeout: Number.POSITIVE_INFINITY, attempts: 1, breaker: null, write: null };

/** Calls a model until a request succeeds: retries with backoff, tool round trips, contexts that do not fit. */
export class RetryingClient {
  /** Those of its role, itself among them, that can go on in its place. */
  colleagues: readonly RetryingClient[] = [this];
  readonly retention: Retention;
  /** Whose errors go together with whose. */
  readonly family: number;
  private readonly compactions = new Compactions();
  private readonly requests: Requesting;
  private readonly toolUse: ToolUse;
  private readonly care: Care;
  /** Who answers in place of a model. */
  readonly person: Person | null;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario' | 'tools'>,
    readonly client: ModelClient,
  ) {
    this.retention = retentionOf(client.spec.model);
    this.family = familyOf(client.spec.model);
    this.requests = new Requesting(run, client);
    this.toolUse = new ToolUse(run);
    const { timeout, retry, durable } = run.scenario.policies;
    const { attempts } = retry;
    this.care = client.waited ? { timeout, attempts, breaker: client.breaker, write: durable } : UNATTENDED;
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
    const { client, requests, person } = this;
    if (person !== null) return yield* person.answer(state, request, visit, context, sender, before);
    const { sim } = this.run;
    const { timeout, attempts, breaker, write } = request.unattended ? UNATTENDED : this.care;
    const { tools, explores, entity } = request;
    let cause = before;
    for (let attempt = first; ; attempt++) {
      const isRefused = breaker !== null && !breaker.lets();
      if (attempt > 0) state.record.retries++;
      if (isRefused && attempt + 1 >= attempts) throw FAILED;
      if (isRefused) {
        yield this.backoff(state, entity, drawIndex(visit, attempt, 0), attempt);
        continue;
      }
      const deadline = sim.now + timeout;
      const rounds = roundsOf(searchOf(state, tools, explores, entity, drawIndex(visit, attempt, 0)).made);
      let [inner, toolTime] = [request.extras + (tools?.definition ?? 0), 0];
      for (let trip = 0; ; trip++) {
        // What still goes on in the name of a task that was ended comes to nothing.
        if (state.budget?.isSpent === true) yield Number.POSITIVE_INFINITY;
        const draw = drawIndex(visit, attempt, trip);
        const width = tools === null ? 0 : Math.min(tools.parallel, rounds.left);
        const writing = write === null ? 0 : state.luck.draw(write.write, Purpose.write, entity, draw);
        let call: number;
        if (requests.isCareful) {
          const at = { attempt, trip, width, draw, inner, deadline, toolTime, writing };
          call = yield* requests.send({ state, request, context, sender, ...at }, cause);
        } else {
          const output = requests.output(state, request, width, draw);
          call = requests.open(state, request, context, inner, { output, draw }, cause);
          requests.describe(state, call, attempt, trip, sender, toolTime);
          if (state.record.calls.columns.status[call] !== Status.overflow) {
            yield* client.serve(state, call, request, draw, deadline, context, trip, writing);
          }
        }
        cause = call;
        const c = state.record.calls.columns;
        const status = c.status[call];
        if (status === Status.lost && client.holds) yield Number.POSITIVE_INFINITY;
        if (status !== Status.ok) break;
        if (width === 0) {
          breaker?.succeeded();
          if (rounds.lost > 0) c.unanswered[call] = rounds.lost / rounds.asked;
          return call;
        }
        const since = sim.now;
        const { failed, results } = yield* this.toolUse.round(state, request, draw, width, deadline, rounds);
        if (sim.now >= deadline || !goesOn(rounds, request, failed, width)) break;
        toolTime = sim.now - since;
        inner += this.roundTokens(c.outputTokens[call]!, results, width);
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

  /** Share of its accuracy that the model of a call kept over what it read. */
  keptBy(state: TaskState, call: number): number {
    const { inputTokens, fallback } = state.record.calls.columns;
    const retention = fallback[call] === 0 ? this.retention : retentionOf(this.requests.modelOf(state, call));
    return retention.at(inputTokens[call]!);
  }

  /** Whose errors go together with those of a call. */
  familyOf(state: TaskState, call: number): number {
    return state.record.calls.columns.fallback[call] === 0 ? this.family : familyOf(this.requests.modelOf(state, call));
  }

  /** Whether a summary stands for the context, or for its beginning: there is one, or it has to be made. */
  mustCompact(state: TaskState, context: Context, request: ModelRequest): boolean {
    return this.compactions.has(state, context) || this.isFull(context, request);
  }

  /** The context with the summaries that were made of its beginning, and whether it is still too full. */
  recalled(state: TaskState, context: Context, request: ModelRequest): { context: Context; isFull: boolean } {
    const short = this.compactions.recall(state, context);
    return { context: short, isFull: this.isFull(short, request) };
  }

  /** The context is longer than its participant lets it grow, or does not fit and the provider's `overflow` says compact. */
  private isFull(context: Context, request: ModelRequest): boolean {
    const { provider } = this.run.scenario;
    const { compactAt, model } = this.client.spec;
    if (provider.overflow !== 'compact' && compactAt === Number.POSITIVE_INFINITY) return false;
    const tools = request.tools === null ? 0 : request.tools.definition;
    const fixed = this.expectedInput(context, request.extras + tools) - context.tokens;
    if (fixed + context.tokens > compactAt && context.length > 1) return true;
    if (provider.overflow !== 'compact') return false;
    return context.firstThatFits(model.contextWindow - fixed - mean(request.reasoning)) > 0;
  }

  /** A context with what a compaction call kept in place of all that it read, for now and, below the window, from now on. */
  compacted(state: TaskState, call: number, context: Context, whole: Context, doer: ModelClient): Context {
    const { exchange, claims, store } = state;
    const summary = exchange.create(doer, call, -1);
    state.record.calls.columns.artifact[call] = summary.id;
    claims.condense(summary, context, doer.id);
    for (let i = 0; i < context.length; i++) {
      store.coverAll(summary, context.at(i));
      summary.parts |= context.at(i).parts;
    }
    if (this.client.spec.compactAt < Number.POSITIVE_INFINITY) this.compactions.keep(state, whole, summary);
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

  /** Seconds before the attempt after `attempt` (from 0). */
  private backoff({ luck }: TaskState, entity: number, index: number, attempt: number): number {
    return retryWait(this.run.scenario.policies.retry.backoff, luck, entity, index, attempt);
  }

  /** What a round of tool calls adds to the agent's own context: the calls and each result, a message each. */
  private roundTokens(call: number, results: number, width: number): number {
    const { framing } = this.run.scenario.provider;
    return toolRoundTokens(framing, this.client.spec.nameTokens, call, results, width);
  }
}

/** One extra call of the same participant: a summary in the place of a request's context. */
export function compactionOf(request: ModelRequest): ModelRequest {
  return requestLike(request, { act: Act.compose, step: -1, written: 0, tools: null, whole: true });
}
