import type { Process } from '../../kernel/index.js';
import type { ClientPolicy, ModelSpec } from '../../scenario/scenario.js';
import type { Context } from '../content/context.js';
import { Purpose } from '../luck/luck.js';
import { Act, Status } from '../record/record.js';
import { isMalformed } from '../rules/malformed.js';
import { clientWait } from '../rules/waits.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import type { ModelClient } from './model-client.js';
import { furtherDraw, type ModelRequest } from './model-request.js';

/** One model request within an attempt: what it sends, and where its luck lies. */
export interface Sending {
  readonly state: TaskState;
  readonly request: ModelRequest;
  readonly context: Context;
  readonly sender: number;
  readonly attempt: number;
  /** How many rounds of tool calls came before it; and how many tools it calls: with 0 it writes the answer. */
  readonly trip: number;
  readonly width: number;
  readonly draw: number;
  /** Tokens in the prompt beside the system prompt and the context. */
  readonly inner: number;
  /** When the attempt ends, whatever comes of the request. */
  readonly deadline: number;
  /** Seconds that the tools before it took, and that it takes to write down what came back. */
  readonly toolTime: number;
  readonly writing: number;
}

/** A row of the record, and where the luck of its call lies. */
export interface Prepared {
  readonly call: number;
  readonly draw: number;
}

/** Second requests have luck of their own, far from that of requests that are sent again. */
const HEDGED = 1_000_003;

/** Sends the requests of one participant to its model: as its client does it, again where they fail. */
export class Requesting {
  private readonly policy: ClientPolicy;
  /** The same with the model to which the client turns where this one fails. */
  private readonly fallback: Requesting | null;
  /** The client does more than to send a request once and to wait. */
  readonly isCareful: boolean;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    readonly client: ModelClient,
    /** How far down the line of fallbacks. */
    private readonly depth = 0,
  ) {
    this.policy = run.scenario.client;
    this.fallback = client.fallback === null ? null : new Requesting(run, client.fallback, depth + 1);
    const { agents, coordinator } = run.scenario;
    this.isCareful =
      this.policy.attempts > 1 ||
      this.fallback !== null ||
      Math.min(this.policy.timeout, this.policy.hedge) < Number.POSITIVE_INFINITY ||
      [...agents, coordinator].some(({ malformed }) => malformed > 0);
  }

  /** The model that a call went to. */
  modelOf(state: TaskState, call: number): ModelSpec {
    const isOwn = state.record.calls.columns.fallback[call]! === this.depth;
    return isOwn || this.fallback === null ? this.client.spec.model : this.fallback.modelOf(state, call);
  }

  /** Sends a request until it is answered or the client gives up; returns its last call. `before`: the call that led to it. */
  *send(sending: Sending, before: number): Process<number> {
    const { state, request, draw, deadline } = sending;
    const { sim } = this.run;
    let call = before;
    let { inner } = sending;
    let target: Requesting = this;
    let [failures, asks] = [0, 0];
    for (let nth = 0; ; nth++) {
      call = yield* target.sendOnce(sending, nth, call, inner);
      const c = state.record.calls.columns;
      const isRead = c.status[call] !== Status.ok || !this.isMalformed(sending, nth);
      if (isRead && !isWorthAnother(c.status[call]!)) return call;
      if (!isRead) c.status[call] = Status.failed;
      if (sim.now >= deadline) return call;
      if (!isRead) {
        if (asks++ >= this.policy.reask) return call;
        inner += this.complaint(c.outputTokens[call]!);
      } else if (++failures < this.policy.attempts) {
        const wait = this.waitAfter(state, call, request.entity, furtherDraw(draw, nth), failures - 1);
        if (wait > 0) yield Math.min(wait, deadline - sim.now);
        if (sim.now >= deadline) return call;
      } else if (target.fallback === null) return call;
      else [target, failures] = [target.fallback, 0];
      state.record.retries++;
    }
  }

  /** The answer to a request came back, and the code that asked for it cannot read it. */
  private isMalformed({ state, request, width, draw }: Sending, nth: number): boolean {
    return width === 0 && isMalformed(state.luck, request, furtherDraw(draw, nth));
  }

  /** Tokens of an answer that cannot be read and of what is wrong with it, as two messages. */
  private complaint(answer: number): number {
    return answer + this.policy.error + 2 * this.run.scenario.provider.framing.message;
  }

  /** One request; where it takes long, a second one beside it. */
  private *sendOnce(sending: Sending, nth: number, cause: number, inner: number): Process<number> {
    const first = this.prepared(sending, nth, furtherDraw(sending.draw, nth), cause, inner);
    if (this.policy.hedge === Number.POSITIVE_INFINITY) yield* this.served(sending, first);
    else return yield* this.hedged(sending, first, nth, cause, inner);
    return first.call;
  }

  /** The request that brings an answer first; the other one is cut off, and paid. */
  private *hedged(sending: Sending, first: Prepared, nth: number, cause: number, inner: number): Process<number> {
    const { sim } = this.run;
    const { state, draw } = sending;
    const one = sim.spawn(this.served(sending, first));
    yield* sim.quorum([one], 1, sim.now + this.policy.hedge);
    if (one.done) return first.call;
    const second = this.prepared(sending, nth, furtherDraw(draw, HEDGED + nth), cause, inner);
    this.besides(state, first.call, second.call);
    const other = sim.spawn(this.served(sending, second));
    yield* sim.quorum([one, other], 1);
    const [early, late] = one.done ? [first, second] : [second, first];
    const lateTask = one.done ? other : one;
    const { columns } = state.record.calls;
    if (columns.status[early.call] !== Status.ok) {
      yield* sim.join(lateTask);
      return late.call;
    }
    if (!lateTask.done) {
      const output = columns.outputTokens[late.call]!;
      sim.interrupt(lateTask);
      this.client.payWhole(state, late.call, output);
    }
    return early.call;
  }

  /** A row for a request that is about to be sent. */
  prepared(sending: Sending, nth: number, draw: number, cause: number, inner: number): Prepared {
    const { state, request, context, sender, attempt, trip, width, toolTime } = sending;
    const output = this.output(state, request, width, draw);
    const call = this.open(state, request, context, inner, { output, draw }, cause);
    const c = state.record.calls.columns;
    c.tried[call] = nth;
    c.fallback[call] = this.depth;
    this.describe(state, call, attempt, trip, sender, nth === 0 ? toolTime : 0);
    return { call, draw };
  }

  /** Serves a prepared request until it ends. */
  *served(sending: Sending, { call, draw }: Prepared): Process<void> {
    const { state, request, context, trip, writing } = sending;
    if (state.record.calls.columns.status[call] === Status.overflow) return;
    const deadline = Math.min(sending.deadline, this.run.sim.now + this.policy.timeout);
    yield* this.client.serve(state, call, request, draw, deadline, context, trip, writing);
  }

  /** What came before the second request: what came before the first one, and the wait for its answer. */
  private besides({ record }: TaskState, first: number, second: number): void {
    const c = record.calls.columns;
    for (const column of [c.tool, c.messageDelay, c.repair]) column[second] = column[first]!;
    c.backoff[second] = c.backoff[first]! + c.requestedAt[second]! - c.requestedAt[first]!;
  }

  /** Output tokens of a request: an answer, or `width` calls of a tool. */
  output(state: TaskState, request: ModelRequest, width: number, draw: number): number {
    if (width === 0) return outputTokens(state, request, draw);
    return width * (request.tools!.call + this.client.spec.nameTokens);
  }

  /** Seconds before the next request. */
  private waitAfter({ luck, record }: TaskState, call: number, entity: number, index: number, nth: number): number {
    return clientWait(this.policy, luck, entity, index, nth, record.calls.columns.retryAfter[call]!);
  }

  /** What came before a call: who handed the work over, which attempt it is, what it had to wait for. */
  describe({ record }: TaskState, call: number, attempt: number, trip: number, sender: number, tool: number): void {
    const { now } = this.run.sim;
    const c = record.calls.columns;
    c.attempt[call] = attempt;
    c.sender[call] = sender;
    c.tool[call] = tool;
    if (trip > 0 && c.tried[call] === 0) return;
    const cause = c.cause[call]!;
    const since = cause < 0 ? record.arrivedAt : c.endedAt[cause]!;
    if (attempt === 0 && c.tried[call] === 0) {
      c.repair[call] = Math.max(0, record.resumedAt - since);
      c.messageDelay[call] = Math.max(0, now - Math.max(since, record.resumedAt));
    }
    // A tool that failed after the last call came back is part of the pause.
    else c.backoff[call] = now - since;
  }

  /** Requests a call with what fits into the window: the oldest content goes first, or the call is refused. */
  open(
    state: TaskState,
    request: ModelRequest,
    context: Context,
    inner: number,
    { output, draw }: { readonly output: number; readonly draw: number },
    cause: number,
  ): number {
    const { client } = this;
    const { framing, overflow } = this.run.scenario.provider;
    const { record } = state;
    const fixed = framing.call + framing.message + client.spec.prompt + inner;
    const reasoning = reasoningTokens(state, request, draw);
    const room = client.spec.model.contextWindow - fixed - reasoning;
    const first = request.whole ? 0 : context.firstThatFits(room);
    const seen = context.tokensFrom(first);
    const call = client.request(state, request.act, request.step, cause, fixed + seen, output + reasoning);
    record.calls.columns.reasoningTokens[call] = reasoning;
    record.calls.columns.firstSeen[call] = first;
    if (record.detailed) record.saw[call] = context.list(first).map((artifact) => artifact.id);
    if ((seen > room && !request.whole) || (first > 0 && overflow === 'error')) {
      client.end(state, call, Status.overflow, 0);
    }
    return call;
  }
}

/** The provider failed, refused, or did not answer in time. What does not fit will not fit the next time either. */
function isWorthAnother(status: number): boolean {
  return status === Status.failed || status === Status.timedOut || status === Status.refused;
}

/** Results, syntheses and summaries are as long as the task is large; decisions and verdicts are not. */
const sizeOf = ({ facts }: TaskState, { act }: ModelRequest): number =>
  act === Act.produce || act === Act.compose ? facts.size : 1;

function outputTokens(state: TaskState, request: ModelRequest, draw: number): number {
  const { output, outputPurpose, entity, written } = request;
  return Math.max(1, state.luck.whole(output, outputPurpose, entity, draw, sizeOf(state, request)) + written);
}

/** What a call thinks: the more, the larger the task. */
function reasoningTokens(state: TaskState, request: ModelRequest, draw: number): number {
  const { reasoning, entity } = request;
  if (reasoning.kind === 'constant' && reasoning.value === 0) return 0;
  return state.luck.whole(reasoning, Purpose.reasoning, entity, draw, sizeOf(state, request));
}
