import type { Process } from '../../kernel/index.js';
import type { CoordinatorSpec, Distribution } from '../../scenario/scenario.js';
import type { Artifact } from '../content/artifact.js';
import { bits } from '../content/bits.js';
import type { Context } from '../content/context.js';
import { type DrawAddress, drawAddress } from '../content/draw-address.js';
import { EACH_AUTHOR } from '../content/senders.js';
import { NOTHING } from '../luck/distributions.js';
import { Purpose } from '../luck/luck.js';
import { Act, isUnread } from '../record/record.js';
import { chooseWithError, notices, STOP } from '../rules/choice.js';
import { setRates } from '../rules/effective-rates.js';
import { believeAll, blankRates, type ErrorRates } from '../rules/error-rates.js';
import type { Run } from '../run.js';
import { pointsIn, wantedBy } from '../team/needs.js';
import type { Step } from '../team/step.js';
import type { CoordinatorCounts } from '../team/task-facts.js';
import type { TaskState } from '../team/task-state.js';
import type { TaskView } from '../team/task-view.js';
import { effectiveError } from './model.js';
import { type ModelRequest, requestLike } from './model-request.js';
import { compactionOf, type RetryingClient } from './retrying-client.js';

/** A coordinator as a participant, for all tasks of a run. */
export interface CoordinatorParticipant {
  readonly client: RetryingClient;
  readonly spec: CoordinatorSpec;
  /** Where its luck lies. */
  readonly entity: number;
}

/** What a coordinator can decide, right and wrong, and how likely it errs. */
export interface DecisionOptions {
  readonly right: readonly Step[];
  readonly wrong: readonly (Step | null)[];
  readonly error: number;
}

/** What every call of a coordinator for one task is made of: what it can choose, what it believes, what it writes. */
export class CoordinatorCalls {
  readonly id: number;
  readonly spec: CoordinatorSpec;
  readonly entity: number;
  private readonly rates: ErrorRates = blankRates();
  private readonly at: DrawAddress = drawAddress(0, 0);
  private readonly counts: CoordinatorCounts;
  private readonly client: RetryingClient;
  private readonly isDurable: boolean;

  constructor(
    private readonly run: Pick<Run, 'scenario' | 'layout' | 'script'>,
    participant: CoordinatorParticipant,
    readonly state: TaskState,
  ) {
    this.client = participant.client;
    this.spec = participant.spec;
    this.entity = participant.entity;
    this.id = this.client.client.id;
    this.counts = state.facts.counts[this.id]!;
    this.isDurable = run.scenario.policies.durable !== null;
  }

  /** Of its model: whose errors go together with whose. */
  get family(): number {
    return this.client.family;
  }

  /** Index of the draws for its next call. */
  get nextIndex(): number {
    return this.counts.calls;
  }

  /** Which call comes next, and so its luck; of one that was written down, the luck that it had. */
  nextVisit(): number {
    const { counts } = this;
    if (!this.isDurable) return counts.calls++;
    const { journal } = this.state;
    const known = journal.nextCall(this.id);
    if (known !== null) return known.visit;
    const visit = counts.calls++;
    journal.keepCall(this.id, { visit, call: -1, compaction: -1 });
    return visit;
  }

  /** A request of `extras` tokens in the prompt, answered by `written` tokens on top of a drawn output. */
  request(act: number, output: Distribution, outputPurpose: Purpose, extras: number, written: number): ModelRequest {
    return {
      act,
      step: -1,
      entity: this.entity,
      output,
      outputPurpose,
      reasoning: this.spec.reasoning,
      written,
      extras,
      tools: null,
      reliability: this.spec,
      whole: false,
      explores: false,
      unattended: false,
    };
  }

  /** Makes a request until it succeeds; returns its last call. */
  persist(request: ModelRequest, visit: number, context: Context, sender: number): Process<number> {
    const attempts = this.client.persist(this.state, request, visit, context, sender);
    return this.isDurable ? this.writtenDown(request, visit, attempts) : attempts;
  }

  /** A call that was written down is not made again. */
  private *writtenDown(request: ModelRequest, visit: number, attempts: Process<number>): Process<number> {
    const { journal } = this.state;
    const of = request.whole ? 'compaction' : 'call';
    const known = journal.callOf(this.id, visit, of);
    if (known >= 0) return known;
    const call = yield* attempts;
    journal.noteCall(this.id, visit, of, call);
    return call;
  }

  mustCompact(context: Context, request: ModelRequest): boolean {
    return this.client.mustCompact(this.state, context, request);
  }

  /** A summary in the context's place: one extra call. */
  *compacted(context: Context, request: ModelRequest, visit: number, sender: number): Process<Context> {
    const { context: short, isFull } = this.client.recalled(this.state, context, request);
    if (!isFull) return short;
    // What stays for the rest of the task is as long as an answer.
    const stays = this.spec.compactAt < Number.POSITIVE_INFINITY ? { output: this.spec.output } : {};
    const call = yield* this.persist(requestLike(compactionOf(request), stays), visit, short, sender);
    return this.client.compacted(this.state, call, short, context, this.client.client);
  }

  expectedInput(context: Context, extras: number): number {
    return this.client.expectedInput(context, extras);
  }

  /** Right are the ready steps that the coordinator sees are needed, or to stop (null) when there is none. */
  options(task: TaskView, inputTokens: number, steps = task.inOrder()): DecisionOptions {
    const { state, entity } = this;
    const error = effectiveError(this.spec.misroute, this.client.retention.at(inputTokens));
    const known = (step: Step): boolean => notices(state, entity, step, error);
    const right = steps.filter((step) => task.isReady(step, known));
    const wrong: (Step | null)[] = steps.filter((step) => !right.includes(step));
    if (right.length > 0) wrong.push(null);
    return { right, wrong, error };
  }

  /** The first (or last) right option, or, with the probability of an error, one of the wrong ones. */
  choose({ right, wrong, error }: DecisionOptions, visit: number, takes: 'first' | 'last' = 'first'): Step | null {
    const told = this.run.script[this.counts.choices++]?.step;
    if (told !== undefined) return [...right, ...wrong].find((step) => step?.name === told) ?? null;
    const best = right.at(takes === 'first' ? 0 : -1) ?? null;
    const { entity, family } = this;
    const draws = { errs: Purpose.decide, about: best?.address ?? STOP, family, entity, index: visit };
    return chooseWithError<Step | null>(this.state.luck, draws, best, wrong, error);
  }

  /** What is laid down for its next choice. */
  get nextScripted(): Run['script'][number] | undefined {
    return this.run.script[this.counts.choices];
  }

  /** One call that writes `tokens` of text. Returns the call. */
  *write(context: Context, tokens: number): Process<number> {
    const visit = this.nextVisit();
    const request = this.request(Act.decide, NOTHING, Purpose.decisionOutput, 0, tokens);
    const shown = !this.mustCompact(context, request)
      ? context
      : yield* this.compacted(context, request, visit, this.id);
    return yield* this.persist(request, visit, shown, this.id);
  }

  /** A message without claims that a call wrote; -1: no call did. */
  note(call: number, tokens: number): Artifact {
    return this.state.exchange.note(this.client.client, call, tokens);
  }

  /** What a call wrote, as yet without claims. */
  create(call: number): Artifact {
    return this.state.exchange.create(this.client.client, call, -1);
  }

  /** Notes what comes next, for traces. */
  noteChoice(call: number, choice: string): void {
    const { record } = this.state;
    if (record.detailed) record.chose[call] = choice;
  }

  /** What a call merged of all that it saw; of the brief nothing stands there word for word. */
  synthesis(context: Context, call: number): Artifact {
    const { state, rates, at, spec } = this;
    const artifact = this.create(call);
    state.exchange.markAttempt(call, artifact.id);
    this.read(artifact, context, call, false, this.counts.syntheses++);
    artifact.parts = 0;
    state.claims.write(artifact, rates, at, spec.carry, this.run.layout.synthesisKeys, 0);
    return artifact;
  }

  /** What a call found in all that it saw: `flags` claims that it objects to. */
  verdict(context: Context, call: number, visit: number): { readonly flags: number; readonly message: Artifact } {
    const { state } = this;
    const message = this.create(call);
    state.exchange.markAttempt(call, message.id);
    this.read(message, context, call, true, visit);
    return { flags: state.claims.writeVerdict(message), message };
  }

  /** What a call wrote for one member: each claim that it accepted is left out with probability `loss`. */
  brief(step: Step, context: Context, call: number, tokens: number, loss: number): Artifact {
    const { at } = this;
    const artifact = this.create(call);
    artifact.tokens = tokens;
    // What it believes is one for all its briefs; what it leaves out is a matter of each.
    this.read(artifact, context, call, false, at.visit);
    at.entity = step.address;
    artifact.leftOut = this.state.claims.writeBrief(artifact, at, loss, wantedBy(step, this.state));
    return artifact;
  }

  /** Tokens of all that a context tells of what a step needs. */
  tokensToTell(step: Step, context: Context): number {
    const { claimTokens } = this.run.scenario.task;
    return claimTokens === 0 ? 0 : claimTokens * pointsIn(context, wantedBy(step, this.state), this.state);
  }

  /** What a call wrote down of `sources`: all that it accepts of them, and nothing else. */
  extract(call: number, sources: readonly Artifact[]): Artifact {
    const { state, rates, at } = this;
    const { exchange, store, claims } = state;
    const artifact = this.create(call);
    exchange.markAttempt(call, artifact.id);
    const context = exchange.context('messages');
    for (const source of sources) context.append(source);
    this.setRates(call, false);
    at.entity = this.entity;
    claims.read(context, 0, this.id, call, rates, this.entity);
    for (const source of sources) store.coverAll(artifact, source);
    claims.write(artifact, rates, at, 1, [], 0);
    return artifact;
  }

  /** Hands a context to the coordinator. */
  deliver(context: Context, sender = EACH_AUTHOR): void {
    this.state.exchange.deliver(context, sender, this.id);
  }

  /** Takes in what its author said. */
  receive(artifact: Artifact): Artifact {
    this.state.exchange.message(artifact.author, this.id, artifact);
    return artifact;
  }

  /** Reads what a call saw; its artifact then holds the results of all of it. */
  private read(artifact: Artifact, context: Context, call: number, checks: boolean, visit: number): void {
    const { state, rates, at } = this;
    const { claims, store, record } = state;
    const first = record.calls.columns.firstSeen[call]!;
    for (let i = first; i < context.length; i++) {
      store.coverAll(artifact, context.at(i));
      artifact.parts |= context.at(i).parts;
    }
    this.setRates(call, checks, checks ? this.shareUnseen(artifact.parts) : 0);
    at.entity = this.entity;
    at.visit = visit;
    claims.read(context, first, this.id, call, rates, this.entity);
  }

  /** Who checks needs the work and what it goes back to: the brief, where it says anything. */
  private shareUnseen(shown: number): number {
    const { parts, briefKeys } = this.run.layout;
    return briefKeys.length === 0 ? 0 : (bits(parts.all & ~shown) / bits(parts.all)) * 0.5;
  }

  private setRates(call: number, checks: boolean, missing = 0): void {
    const { client, spec, state } = this;
    setRates(this.rates, spec, {
      kept: client.keptBy(state, call),
      factor: state.facts.hardness,
      family: client.familyOf(state, call),
      checks,
      missing,
    });
    if (isUnread(state.record, call)) believeAll(this.rates);
  }
}
