import type { Process } from '../../kernel/index.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import { type DrawAddress, drawAddress, readerPlace } from '../content/draw-address.js';
import { NOTHING } from '../luck/distributions.js';
import { hashOf, MAX_INDEX, Purpose } from '../luck/luck.js';
import { Act, isUnread } from '../record/record.js';
import { notices } from '../rules/choice.js';
import { setRates } from '../rules/effective-rates.js';
import { believeAll, blankRates, type ErrorRates } from '../rules/error-rates.js';
import { found, untold } from '../rules/search.js';
import type { Reliability } from '../rules/service.js';
import type { Run } from '../run.js';
import { missingShare } from '../team/needs.js';
import { tokensTaken } from '../team/passing-on.js';
import { askedAnew, type Generalist, type Step, type StepRequest } from '../team/step.js';
import type { TaskState } from '../team/task-state.js';
import type { LeafStep } from '../team/work-layout.js';
import { FAILED, orFailed } from './failure.js';
import { effectiveError } from './model.js';
import { type ModelRequest, requestLike } from './model-request.js';
import { compactionOf, type RetryingClient } from './retrying-client.js';
import type { Skill } from './skill.js';

/** Neither fails nor hangs; as fast as its model. */
const SOUND: Reliability = { failure: 0, malformed: 0, hang: 0, latency: null };

/**
 * A mock LLM worker, for all tasks of a run. A specialist has one role's skills; a generalist does each step with that
 * step's role's skills.
 */
export class Agent implements Generalist {
  readonly id: number;
  readonly name: string;
  readonly nameTokens: number;
  readonly contacts: readonly number[];
  /** Those of its role, itself among them, that can go on in its place. */
  private colleagues: readonly Agent[] = [this];
  private readonly mind: number;
  private readonly rates: ErrorRates = blankRates();
  private readonly at: DrawAddress = drawAddress(0, 0);
  /** By leaf. */
  private readonly requests: ModelRequest[] = [];

  constructor(
    private readonly run: Pick<Run, 'scenario' | 'layout'>,
    readonly client: RetryingClient,
    private readonly skillFor: (leaf: LeafStep) => Skill,
    /** By whose opinion it goes: agents of one role are of one mind. */
    mind: string,
    private readonly reliability: Reliability = SOUND,
  ) {
    this.mind = hashOf(mind) % MAX_INDEX;
    this.id = client.client.id;
    this.name = client.client.name;
    this.nameTokens = client.client.spec.nameTokens;
    this.contacts = [this.id];
  }

  /** From now on, these can go on with its work where it is down, as it can with theirs. */
  joinRole(agents: readonly Agent[]): void {
    this.colleagues = agents;
    this.client.colleagues = agents.map(({ client }) => client);
  }

  /** Work that it has in hand or that waits for it. */
  get load(): number {
    return this.client.client.load;
  }

  isThere(): boolean {
    return this.client.client.isThere();
  }

  contactFor(): number {
    return this.id;
  }

  /** See Member. A step that turns out not to be needed costs a call that passes the content on. */
  *perform(
    step: Step,
    context: Context,
    sender: number = context.newest.author,
    given?: StepRequest,
  ): Process<Artifact> {
    const { state } = step;
    const leaf = step.leaf!;
    const { journal } = state;
    // Work that is not waited for is not written down.
    const isDurable =
      this.client.client.waited && given?.unattended !== true && this.run.scenario.policies.durable !== null;
    const voice = given?.visit === undefined ? -1 : this.id;
    const known = isDurable ? journal.nextResult(voice, leaf.index) : null;
    if (known !== null) return step.finish(known);
    state.exchange.deliver(context, sender, this.id);
    const request = askedAnew(step, given);
    const asked = this.requestFor(leaf, request, step);
    const visit = request?.visit ?? state.facts.visits[leaf.index]!++;
    const shown = !this.client.mustCompact(state, context, asked)
      ? context
      : yield* this.compacted(state, context, asked, visit, sender);
    const { person } = this.client;
    const isLast =
      step.fallback === null || request?.instead === true || asked.unattended || person?.failsForGood === true;
    const tried = this.client.persist(state, asked, visit, shown, sender);
    const attempts = state.turns === null ? tried : state.turns.inTurn(leaf, tried);
    const call = isLast ? yield* attempts : yield* orFailed(attempts);
    if (call === FAILED) return yield* step.fallback!.perform(step, context, sender, { ...request, instead: true });
    const artifact = this.doerOf(state, call).makeOf(step, shown, visit, call, request);
    if (isDurable) journal.keepResult(voice, leaf.index, artifact);
    return step.finish(artifact);
  }

  /** A call that sees the result that it takes back, and what made it necessary. A failed one changes nothing. */
  *undo(step: Step, sender: number, after: Artifact): Process<Artifact> {
    const { state } = step;
    const { exchange } = state;
    const leaf = step.leaf!;
    const { compensate } = leaf.spec;
    if (compensate === null) return after;
    const context = exchange.context('messages').append(step.artifact!);
    context.newest = after;
    exchange.deliver(context, sender, this.id);
    if (compensate.by === 'code') return this.undoneByCode(state, leaf.index, sender, after);
    const plain = this.plainRequest(leaf);
    const request = requestLike(plain, { output: compensate.output ?? plain.output, tools: null });
    const call = yield* this.client.persist(state, request, state.facts.visits[leaf.index]!++, context, sender);
    const doer = this.doerOf(state, call).client.client;
    const undone = exchange.create(doer, call, leaf.index);
    exchange.markAttempt(call, undone.id);
    exchange.message(doer.id, sender, undone);
    undone.used = true;
    state.record.compensations++;
    state.record.note('compensation', state.now, this.id, leaf.index);
    return undone;
  }

  /** Code of the agent's service takes its step back at once; word of it goes to `sender`. */
  private undoneByCode({ exchange, record, now }: TaskState, leaf: number, sender: number, after: Artifact): Artifact {
    const undone = exchange.text(0);
    undone.call = after.call;
    undone.readyAt = now;
    exchange.message(this.id, sender, undone);
    undone.used = true;
    record.compensations++;
    record.note('compensation', now, this.id, leaf);
    return undone;
  }

  /** See Member. It makes no claims. */
  *reply({ state }: Step, context: Context, sender: number, tokens: number, nth: number): Process<Artifact> {
    state.exchange.deliver(context, sender, this.id);
    const { coordinatorAddresses } = this.run.layout;
    const request: ModelRequest = {
      act: Act.judge,
      step: -1,
      // Luck of its own: whether its replies come does not tell whether its work will.
      entity: coordinatorAddresses[coordinatorAddresses.length - 1 - (this.id % coordinatorAddresses.length)]!,
      output: NOTHING,
      outputPurpose: Purpose.decisionOutput,
      reasoning: NOTHING,
      written: tokens,
      extras: 0,
      tools: null,
      reliability: this.reliability,
      whole: false,
      explores: false,
      unattended: false,
    };
    const call = yield* this.client.persist(state, request, nth, context, sender);
    return state.exchange.note(this.doerOf(state, call).client.client, call, tokens);
  }

  /** See Generalist. */
  sees(step: Step, conversation: Context): boolean {
    if (!step.isNeeded) return false;
    if (step.isForeseen) return true;
    const kept = this.client.retention.at(this.client.expectedInput(conversation, 0));
    const error = effectiveError(this.run.scenario.generalist.misroute, kept);
    return notices(step.state, step.address, step, error);
  }

  /** Which agent made a call: a colleague, where this one went down. */
  private doerOf({ record }: TaskState, call: number): Agent {
    const doer = record.calls.columns.participant[call]!;
    return doer === this.id ? this : this.colleagues.find(({ id }) => id === doer)!;
  }

  /** A summary in the context's place: one extra call of the same participant. */
  private *compacted(
    state: TaskState,
    context: Context,
    request: ModelRequest,
    visit: number,
    sender: number,
  ): Process<Context> {
    const { context: short, isFull } = this.client.recalled(state, context, request);
    if (!isFull) return short;
    const call = yield* this.client.persist(state, compactionOf(request), visit, short, sender);
    return this.client.compacted(state, call, short, context, this.doerOf(state, call).client.client);
  }

  /** What it asks its model for, to do a step. A revision is as long as the draft that it takes the place of. */
  requestFor(leaf: LeafStep, extra: StepRequest | undefined, { artifact: draft, state }: Step): ModelRequest {
    const request = this.plainRequest(leaf);
    if (extra === undefined) return request;
    const { roster = 0, written = 0, unattended = false, explores = false } = extra;
    const changes = { extras: roster, written: written + request.written, unattended, explores };
    if (extra.points === undefined || draft === null || leaf.spec.verdict !== null)
      return requestLike(request, changes);
    return requestLike(request, { ...changes, output: { kind: 'constant', value: draft.tokens / state.facts.size } });
  }

  private plainRequest(leaf: LeafStep): ModelRequest {
    const known = this.requests[leaf.index];
    if (known !== undefined) return known;
    const request = this.makeRequest(leaf);
    this.requests[leaf.index] = request;
    return request;
  }

  private makeRequest(leaf: LeafStep): ModelRequest {
    const { spec } = this.skillFor(leaf);
    return {
      act: Act.produce,
      step: leaf.index,
      entity: leaf.address,
      output: leaf.spec.verdict === null ? (leaf.spec.output ?? spec.output) : NOTHING,
      outputPurpose: Purpose.output,
      reasoning: spec.reasoning,
      written: leaf.spec.verdict ?? 0,
      extras: 0,
      tools: leaf.spec.tools,
      reliability: spec,
      whole: false,
      explores: false,
      unattended: false,
    };
  }

  /** What it makes of a step, once its last call came back; what it lets through is as long as what it took. */
  makeOf(step: Step, context: Context, visit: number, call: number, request?: StepRequest): Artifact {
    const artifact = this.conclude(step, context, visit, call, request);
    if (this.letsThrough(step.leaf!) || isUnread(step.state.record, call)) {
      artifact.tokens = tokensTaken(step);
      artifact.isPassedOn = true;
    }
    artifact.handoverTokens = request?.written ?? 0;
    return artifact;
  }

  /** The artifact of a step whose last call came back: what its author believed, retracted, and made up. */
  private conclude(step: Step, context: Context, visit: number, call: number, request?: StepRequest): Artifact {
    const { state } = step;
    const leaf = step.leaf!;
    const { rates, at } = this;
    const { store, claims, facts, exchange } = state;
    const c = state.record.calls.columns;
    const needed = facts.needed[leaf.index] === 1;
    const artifact = exchange.create(this.client.client, call, leaf.index);
    artifact.innerTokens = exchange.markAttempt(call, artifact.id);
    at.entity = leaf.address;
    at.visit = visit;
    const first = c.firstSeen[call]!;
    for (let i = first; i < context.length; i++) store.coverAll(artifact, context.at(i));
    const missing = needed ? untold(missingShare(state, leaf, context, first), leaf, c.unanswered[call]!) : 0;
    const { spec, penalty } = this.skillFor(leaf);
    setRates(rates, spec, {
      kept: this.client.keptBy(state, call),
      factor: penalty * facts.hardness,
      family: this.client.familyOf(state, call),
      checks: leaf.spec.checks && needed,
      missing,
    });
    const isPassed = isUnread(state.record, call);
    if (isPassed) believeAll(rates);
    const points = needed
      ? (request?.points ?? found(state, leaf, visit, call, request?.explores === true))
      : NO_POINTS;
    if (needed && request?.answers !== undefined) {
      request.answers(artifact, { leaf, context, first, call, visit, rates, missing, points, mind: this.mind });
      store.cover(artifact, leaf.index);
      return artifact;
    }
    claims.read(context, first, this.id, call, rates, readerPlace(this.mind, leaf.spec.replica));
    if (this.letsThrough(leaf) || isPassed) claims.copy(artifact);
    else claims.write(artifact, rates, at, needed ? leaf.spec.carry : 1, points, missing);
    if (needed) store.cover(artifact, leaf.index);
    if (leaf.spec.critical) state.criticalDone(leaf.index);
    return artifact;
  }

  /** It only says what it objects to; code passes on the rest. */
  private letsThrough(leaf: LeafStep): boolean {
    return leaf.spec.verdict !== null || (leaf.spec.checks && this.skillFor(leaf).spec.person !== null);
  }
}

const NO_POINTS: readonly number[] = [];
