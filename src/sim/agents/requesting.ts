import type { Process } from '../../kernel/index.js';
import type { ClientPolicy } from '../../scenario/scenario.js';
import type { Context } from '../content/context.js';
import { Purpose } from '../luck/luck.js';
import { Act, Status } from '../record/record.js';
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

/** Sends the requests of one participant to its model: as its client does it, again where they fail. */
export class Requesting {
  private readonly policy: ClientPolicy;
  /** The client does more than to send a request once and to wait. */
  readonly isCareful: boolean;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    readonly client: ModelClient,
  ) {
    this.policy = run.scenario.client;
    const { agents, coordinator } = run.scenario;
    this.isCareful =
      this.policy.attempts > 1 ||
      this.policy.timeout < Number.POSITIVE_INFINITY ||
      [...agents, coordinator].some(({ malformed }) => malformed > 0);
  }

  /** Sends a request until it is answered or the client gives up; returns its last call. `before`: the call that led to it. */
  *send(sending: Sending, before: number): Process<number> {
    const { state, request, draw, deadline } = sending;
    const { sim } = this.run;
    let call = before;
    let { inner } = sending;
    let [failures, asks] = [0, 0];
    for (let nth = 0; ; nth++) {
      call = yield* this.sendOnce(sending, nth, call, inner);
      const c = state.record.calls.columns;
      const isRead = c.status[call] !== Status.ok || !this.isMalformed(sending, nth);
      if (isRead && !isWorthAnother(c.status[call]!)) return call;
      if (!isRead) c.status[call] = Status.failed;
      if (sim.now >= deadline) return call;
      if (isRead ? ++failures >= this.policy.attempts : asks++ >= this.policy.reask) return call;
      if (isRead) {
        const wait = this.waitAfter(state, call, request.entity, furtherDraw(draw, nth), failures - 1);
        if (wait > 0) yield Math.min(wait, deadline - sim.now);
        if (sim.now >= deadline) return call;
      } else inner += this.complaint(c.outputTokens[call]!);
      state.record.retries++;
    }
  }

  /** The answer to a request came back, and the code that asked for it cannot read it. */
  private isMalformed({ state, request, width, draw }: Sending, nth: number): boolean {
    const { entity, reliability } = request;
    if (width > 0 || reliability.malformed === 0) return false;
    return state.luck.uniform(Purpose.malformed, entity, furtherDraw(draw, nth)) < reliability.malformed;
  }

  /** Tokens of an answer that cannot be read and of what is wrong with it, as two messages. */
  private complaint(answer: number): number {
    return answer + this.policy.error + 2 * this.run.scenario.provider.framing.message;
  }

  private *sendOnce(sending: Sending, nth: number, cause: number, inner: number): Process<number> {
    const { state, request, context, sender, attempt, trip, toolTime, writing } = sending;
    const c = state.record.calls.columns;
    const draw = furtherDraw(sending.draw, nth);
    const output = this.output(state, request, sending.width, draw);
    const call = this.open(state, request, context, inner, { output, draw }, cause);
    c.tried[call] = nth;
    this.describe(state, call, attempt, trip, sender, nth === 0 ? toolTime : 0);
    if (c.status[call] === Status.overflow) return call;
    const deadline = Math.min(sending.deadline, this.run.sim.now + this.policy.timeout);
    yield* this.client.serve(state, call, request, draw, deadline, context, trip, writing);
    return call;
  }

  /** Output tokens of a request: an answer, or `width` calls of a tool. */
  output(state: TaskState, request: ModelRequest, width: number, draw: number): number {
    if (width === 0) return outputTokens(state, request, draw);
    return width * (request.tools!.call + this.client.spec.nameTokens);
  }

  /** Seconds before the next request: as the provider says, or by the client's own backoff. */
  private waitAfter({ luck, record }: TaskState, call: number, entity: number, index: number, nth: number): number {
    const retryAfter = record.calls.columns.retryAfter[call]!;
    if (retryAfter > 0 && retryAfter <= this.policy.obeys) return retryAfter;
    const { base, factor, most, jitter, spread } = this.policy.backoff;
    const wait = Math.min(most, base * factor ** nth);
    if (jitter === 0 || wait === 0) return wait;
    const u = luck.uniform(Purpose.clientWait, entity, index);
    return wait * (1 + jitter * { around: 2 * u - 1, below: -u, above: u }[spread]);
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
