import type { Process } from '../../kernel/index.js';
import type { Scenario } from '../../scenario/scenario.js';
import { drawIndex, furtherDraw } from '../../sim/agents/model-request.js';
import type { Sending } from '../../sim/agents/requesting.js';
import { LimitedBy, type RunRecord, Status } from '../../sim/record/record.js';
import { isMalformed } from '../../sim/rules/malformed.js';
import { clientWait, retryWait } from '../../sim/rules/waits.js';
import { closeCalls, settle } from '../../sim/team/settlement.js';
import { type Caller, type Callers, COORDINATOR } from '../cast/caller.js';
import { askLead } from '../cast/lead.js';
import { askMember } from '../cast/member.js';
import type { Backstage, CallOutcome, PlannedCall } from '../cast/planned.js';
import { PromptReader } from '../cast/prompt.js';
import { Visits } from '../cast/visits.js';
import type { ProviderClock, RealCall, RealRun, UnknownCaller } from '../mock-provider.js';
import type { BilledTokens, ModelQuestion } from '../wire/question.js';
import { delivered, dismissIdle } from './delivery.js';
import { Mail } from './mail.js';
import { RealTask } from './real-task.js';
import { GONE } from './run-time.js';

/** How a call ended, and what goes back to its caller. */
export interface Ended {
  readonly call: number;
  readonly status: number;
  readonly made: CallOutcome | null;
  /** It came back, and nobody can read it. */
  readonly isMalformed: boolean;
  readonly usage: BilledTokens;
  readonly at: number;
  /** Seconds after which it may be sent again, as the scenario's client would wait; null: it would not. */
  readonly retryAfter: number | null;
  /** The provider refused it, for load rather than for a limit. */
  readonly isOverload: boolean;
}

interface Request {
  readonly question: ModelQuestion;
  readonly signal: AbortSignal;
  readonly prompt: string | undefined;
}

/** One replication of a real application: answers its requests, and writes down what happened. */
export class RealReplication {
  private readonly backstage: Backstage;
  private readonly calls: RealCall[] = [];
  private readonly unknown = new Map<string, UnknownCaller>();
  private readonly unrepeatable = new Set<string>();
  private readonly mail: Mail;
  /** The last call about a content, by whose it is, hash and round. */
  private readonly last = new Map<string, number>();
  private ignored = 0;

  constructor(
    private readonly scenario: Scenario,
    key: number,
    private readonly replication: number,
    clock: ProviderClock,
    callers: Callers,
    private readonly onCall: (run: RealRun, call: number) => void = () => undefined,
  ) {
    const task = new RealTask(scenario, key, replication, clock);
    this.mail = new Mail(task);
    this.backstage = { task, reader: new PromptReader(task, scenario.real.task), visits: new Visits(), callers };
  }

  get record(): RunRecord {
    return this.backstage.task.state.record;
  }

  /** What was recorded so far. */
  get run(): RealRun {
    const unknown = [...this.backstage.task.names.unknown].map(
      (mark) => `${mark} stood in a prompt or in the answer, and nobody of this replication wrote it.`,
    );
    return {
      replication: this.replication,
      record: this.record,
      calls: this.calls,
      unknown: [...this.unknown.values()],
      ignored: this.ignored,
      unrepeatable: [...this.unrepeatable],
      notes: unknown,
    };
  }

  ignore(): void {
    this.ignored++;
  }

  /** Nobody is known by a request. */
  refuse(fingerprint: string, message: string): void {
    const times = (this.unknown.get(fingerprint)?.times ?? 0) + 1;
    this.unknown.set(fingerprint, { fingerprint, message, times });
  }

  /** Whether somebody of that name has a step, or leads. */
  hasRole(name: string): boolean {
    return name === COORDINATOR || this.backstage.task.agentsOf(name).length > 0;
  }

  /** Answers a request; GONE where its caller went away before. */
  async answer(caller: Caller, request: Request): Promise<Ended | typeof GONE> {
    const { task, visits } = this.backstage;
    task.time.advance();
    const planned =
      caller.name === COORDINATOR
        ? askLead(this.backstage, request.question)
        : askMember(this.backstage, caller, request.question);
    const { who, prompt, place } = planned;
    if (place.isByArrival) this.unrepeatable.add(orderMatters(planned));
    visits.began(who, prompt.hash);
    let call = -1;
    const note = (row: number): void => {
      call = row;
      this.note(row, planned, caller, request);
    };
    try {
      const ended = await task.time.perform(this.perform(planned, note), request.signal);
      if (ended === GONE && call >= 0) this.abandoned(call);
      if (ended === GONE || ended.status !== Status.ok) this.giveBack(planned);
      return ended;
    } finally {
      visits.ended(who, prompt.hash);
      if (call >= 0) this.onCall(this.run, call);
    }
  }

  /** Comes back once only what hangs is in hand; that is paid for as it is. */
  async rest(): Promise<void> {
    const { time } = this.backstage.task;
    await time.still();
    if (time.isStill) closeCalls(this.record);
  }

  /** What the application delivered, or the error that it ended with. */
  settle(text: string | undefined, failed: string | undefined): RunRecord {
    const { task } = this.backstage;
    const { state, time, run } = task;
    const { record } = state;
    time.advance();
    record.endedAt = state.now;
    if (failed !== undefined) {
      record.outcome = 'failed';
      record.lastCall = record.calls.length - 1;
    } else settle(run, state, delivered(task, text ?? ''));
    if (time.isStill) closeCalls(record);
    dismissIdle(task);
    return record;
  }

  /** One request at the provider, from its arrival to its answer. */
  private *perform(planned: PlannedCall, note: (call: number) => void): Process<Ended> {
    const { task } = this.backstage;
    const { state } = task;
    const { columns } = state.record.calls;
    const { participant, request, place, trip, prompt, width } = planned;
    const requesting = task.requesting(participant);
    const { attempts } = this.scenario.client;
    const tried = place.attempt % attempts;
    const attempt = Math.floor(place.attempt / attempts);
    const draw = drawIndex(place.visit, attempt, trip);
    const cause = this.causeOf(planned);
    const sending: Sending = {
      ...{
        state,
        request,
        context: this.contextOf(planned),
        sender: this.mail.senderOf(planned),
        attempt,
        trip,
        width,
        draw,
      },
      ...{ inner: planned.inner, deadline: Number.POSITIVE_INFINITY, writing: 0 },
      toolTime: trip > 0 && cause >= 0 ? state.now - columns.endedAt[cause]! : 0,
    };
    this.mail.deliver(planned);
    const prepared = requesting.prepared(sending, tried, furtherDraw(draw, tried), cause, planned.inner);
    const { call } = prepared;
    note(call);
    if (place.attempt > 0) state.record.retries++;
    this.last.set(`${planned.who} ${prompt.hash} ${trip}`, call);
    yield* requesting.served(sending, prepared);
    const c = state.record.calls.columns;
    const isUnread = c.status[call] === Status.ok && width === 0 && isMalformed(state.luck, request, prepared.draw);
    const made = c.status[call] === Status.ok ? (isUnread ? UNREADABLE : planned.conclude(call)) : null;
    if (isUnread) c.status[call] = Status.failed;
    if (made !== null) this.made(planned, call, made);
    return {
      ...{ call, made, isMalformed: isUnread, status: isUnread ? Status.ok : c.status[call]! },
      usage: {
        input: c.inputTokens[call]!,
        cached: c.cachedTokens[call]!,
        cacheWrites: c.cacheWrites[call]!,
        output: c.outputTokens[call]!,
        reasoning: c.reasoningTokens[call]!,
      },
      at: state.now,
      retryAfter: this.retryAfter(planned, call, tried, attempt, draw),
      isOverload: c.limitedBy[call] === LimitedBy.overload,
    };
  }

  /** As long as the scenario's client, or whoever retries around it, would wait. */
  private retryAfter(
    { request, place }: PlannedCall,
    call: number,
    tried: number,
    attempt: number,
    draw: number,
  ): number | null {
    const { client, policies } = this.scenario;
    const { luck, record } = this.backstage.task.state;
    const { entity } = request;
    if (tried + 1 < client.attempts) {
      const told = record.calls.columns.retryAfter[call]!;
      return clientWait(client, luck, entity, furtherDraw(draw, tried), tried, told);
    }
    if (attempt + 1 >= policies.retry.attempts) return null;
    return retryWait(policies.retry.backoff, luck, entity, drawIndex(place.visit, attempt, 0), attempt);
  }

  private causeOf({ who, prompt, place, trip }: PlannedCall): number {
    if (place.attempt > 0) return this.last.get(`${who} ${prompt.hash} ${trip}`) ?? -1;
    if (trip > 0) {
      const id = prompt.rounds.at(-1)!.calls[0]!.id;
      return this.backstage.reader.issued.get(id)?.call ?? -1;
    }
    return prompt.context.length === 0 ? -1 : prompt.context.newest.call;
  }

  /** A context has something in it, be it nothing. */
  private contextOf({ prompt }: PlannedCall): PlannedCall['prompt']['context'] {
    const { exchange } = this.backstage.task.state;
    return prompt.context.length > 0 ? prompt.context : prompt.context.attach(exchange.text(0));
  }

  private made({ participant }: PlannedCall, call: number, { artifact, called }: CallOutcome): void {
    if (artifact !== null) this.mail.keep(participant, artifact);
    this.calls[call] = { ...this.calls[call]!, called };
  }

  /** A caller that waited as long as the scenario lets it wait gave up; another one cancelled. */
  private abandoned(call: number): void {
    const { timeout } = this.scenario.policies;
    const c = this.record.calls.columns;
    if (c.status[call] !== Status.cancelled) return;
    const waited = c.endedAt[call]! - c.requestedAt[call]!;
    if (waited >= Math.min(timeout, this.scenario.client.timeout) - 0.01) c.status[call] = Status.timedOut;
  }

  private giveBack({ step, prompt }: PlannedCall): void {
    if (step?.leaf?.isReplica === true) {
      this.backstage.visits.giveBack(step.leaf.spec.role, prompt.hash, step.name);
    }
  }

  private note(call: number, planned: PlannedCall, { by }: Caller, { question, prompt }: Request): void {
    const { place } = planned;
    this.calls[call] = {
      agent: planned.agent,
      step: planned.step?.name ?? null,
      visit: place.visit,
      attempt: place.attempt,
      api: question.api,
      knownBy: by,
      promptCharacters: planned.prompt.characters,
      hash: planned.prompt.hash,
      markers: planned.prompt.markers,
      called: [],
      ...(prompt === undefined ? {} : { prompt }),
    };
  }
}

const UNREADABLE: CallOutcome = { artifact: null, text: '', calls: [], called: [] };

const orderMatters = ({ agent }: PlannedCall): string =>
  `${agent} was asked different things at once, and which came first decided whose luck was whose: write real: { agents: { ${agent}: { atOnce: true } } }.`;
