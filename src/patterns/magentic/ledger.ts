import {
  Act,
  type Artifact,
  type Cast,
  type Context,
  type Coordinator,
  type Member,
  NOTHING,
  type Process,
  Purpose,
  rosterTokens,
  type Step,
  type TaskView,
} from '../kit.js';

/** How long the texts are with which a lead keeps ledgers, in tokens, and what becomes of what it knew. */
export interface LedgerWording {
  /** Requests, each without the task, the team and the facts that it repeats. */
  readonly factsPrompt: number;
  readonly planPrompt: number;
  readonly progressPrompt: number;
  readonly progressPerMember: number;
  readonly progressNames: number;
  readonly finalPrompt: number;
  readonly factsUpdate: number;
  readonly planUpdate: number;
  /** The task ledger beside task, team, facts and plan. */
  readonly ledgerText: number;
  /** Answers. */
  readonly facts: number;
  readonly plan: number;
  readonly progress: number;
  readonly instruction: number;
  /** The team's description. */
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  readonly rosterNames: number;
  /** What a member sees: the task ledger and all that was said, or its own instructions and what others answered. */
  readonly sees: 'all' | 'instruction';
  /** A new plan leaves the count of stalls as it is. */
  readonly stallsStay: boolean;
  /** The task also opens the lead's own conversation, until that is cleared. */
  readonly opensWithTask: boolean;
  /** Whether the thread is cleared before the facts are written anew, or after. */
  readonly clears: 'before' | 'after';
  /** Probability that a result stands in the facts when they are written anew. */
  readonly factsKeep: number;
}

/** A task ledger (facts and a plan) and the thread that follows it. */
export class Ledger {
  /** Rounds without progress: one more for each, one less for each that brings the work on. */
  stalls = 0;
  /** Instructions and answers since the plan, after the ledger itself. */
  thread: Context;
  private facts!: Artifact;
  /** Says nothing, but what comes next comes of it. */
  private entry: Artifact | null = null;
  private progressed = true;
  private plans = 0;
  private opens: boolean;
  private replies: Artifact[] = [];
  private readonly memories = new Map<Member, Memory>();
  private readonly requests = new Map<number, Artifact>();

  private readonly state: Cast['state'];
  private readonly task: TaskView;
  private readonly lead: Coordinator;
  private readonly framing: number;

  constructor(
    { run, state, task, coordinator }: Pick<Cast<'coordinator'>, 'run' | 'state' | 'task' | 'coordinator'>,
    private readonly wording: LedgerWording,
  ) {
    this.state = state;
    this.task = task;
    this.lead = coordinator;
    this.framing = run.scenario.provider.framing.message;
    this.thread = this.context();
    this.opens = wording.opensWithTask;
    this.lead.hear(task.brief);
  }

  /** Two calls: what is known, and what is to be done. */
  *survey(): Process<void> {
    const { factsPrompt, facts, planPrompt } = this.wording;
    const asked = this.conversation().append(this.request(factsPrompt));
    // A request is no agent's work: it is the brief that made it possible.
    asked.newest = this.task.brief;
    this.facts = this.lead.calls.extract(yield* this.lead.calls.write(asked, facts), [this.task.brief]);
    yield* this.plan(asked, planPrompt);
  }

  /** Two calls: facts and plan anew. The thread is cleared: what the new facts do not hold is lost, and has to be done again. */
  *replan(): Process<void> {
    const { clears, factsUpdate, facts, planUpdate, factsKeep } = this.wording;
    if (clears === 'before') this.clear();
    const asked = this.conversation().append(this.request(factsUpdate, this.facts));
    const call = yield* this.lead.calls.write(asked, facts);
    const done = this.task.inOrder().filter((step) => step.done);
    const kept = clears === 'before' ? [] : done.filter((step) => this.keeps(step, factsKeep));
    this.facts = this.lead.calls.extract(call, [this.facts, ...kept.map((step) => step.artifact!)]);
    for (const step of done) if (!kept.includes(step)) step.artifact = null;
    yield* this.plan(asked, planUpdate);
  }

  /** One call: is it done, does it go on, who is next and with what instruction. */
  *progress(): Process<{ readonly next: Step | null; readonly call: number }> {
    const { progressPrompt, progressPerMember, progressNames, progress, instruction } = this.wording;
    const names = { rosterBase: progressPrompt, rosterPerMember: progressPerMember, rosterNames: progressNames };
    const request = this.request(this.team + rosterTokens(this.task.inOrder(), names));
    const seen = this.conversation().append(request);
    const { next, call, isRight, seesProgress } = yield* this.pick(seen, progress + instruction);
    this.entry = this.lead.calls.note(call, 0);
    this.stalls = seesProgress ? Math.max(0, this.stalls - 1) : this.stalls + 1;
    this.progressed = isRight;
    return { next, call };
  }

  /** What the member of a step sees, its instruction last. */
  instruct(step: Step, call: number): Context {
    const { sees, instruction } = this.wording;
    const brief = this.lead.calls.brief(step, this.conversation(), call, instruction, 0);
    this.thread.append(brief);
    if (sees === 'all') return this.thread;
    const { conversation, unread } = this.memoryOf(step.member);
    for (const reply of unread.splice(0)) conversation.append(reply);
    return conversation.append(this.unsigned(brief));
  }

  hear(step: Step, reply: Artifact): void {
    this.thread.append(reply);
    this.replies.push(reply);
    for (const [member, { conversation, unread }] of this.memories) {
      if (member === step.member) conversation.append(reply);
      else unread.push(reply);
    }
  }

  /** One call: the answer, from all that is in the thread. */
  answer(): Process<Artifact> {
    return this.lead.restate(this.conversation().append(this.request(this.wording.finalPrompt)), 0);
  }

  /**
   * One call that writes `tokens` and a name: what comes next, and whether the last round brought the work on. Errs as
   * `Coordinator.decide` does, and takes progress for a standstill, or a standstill for progress, with the same probability.
   */
  private *pick(context: Context, tokens: number): Process<ProgressEntry> {
    const { task, lead, state } = this;
    const { calls } = lead;
    const visit = calls.nextVisit();
    const told = calls.nextScripted;
    const options = calls.options(task, calls.expectedInput(context, 0));
    const next = calls.choose(options, visit);
    // A member is named even where none has to go on.
    const named = next ?? task.inOrder()[0];
    const written = tokens + (named === undefined ? 0 : named.member.nameTokens);
    const request = calls.request(Act.decide, NOTHING, Purpose.decisionOutput, 0, written);
    const shown = !calls.mustCompact(context, request)
      ? context
      : yield* calls.compacted(context, request, visit, lead.id);
    const call = yield* calls.persist(request, visit, shown, lead.id);
    calls.noteChoice(call, next?.name ?? 'the answer');
    const { error } = options;
    const errs = error > 0 && state.luck.uniform(Purpose.progress, calls.entity, visit) < error;
    const isRight = next === null ? options.right.length === 0 : options.right.includes(next);
    return { next, call, isRight, seesProgress: told?.progress ?? this.progressed !== errs };
  }

  private *plan(asked: Context, prompt: number): Process<void> {
    const { lead, state, task, wording } = this;
    asked.append(this.facts).append(this.said(prompt + this.team));
    const call = yield* lead.calls.write(asked, wording.plan);
    this.clear();
    const ledger = state.exchange.sideBySide(lead.id, [task.brief, this.facts]);
    ledger.tokens = task.brief.tokens + wording.facts + wording.plan + wording.ledgerText + this.team;
    ledger.nameTokens = lead.nameTokens;
    ledger.call = call;
    ledger.readyAt = state.now;
    state.exchange.markAttempt(call, ledger.id);
    this.thread.append(ledger);
    this.opens = this.opens && this.plans === 0;
    this.plans++;
    if (!this.wording.stallsStay) this.stalls = 0;
    this.progressed = true;
  }

  private clear(): void {
    this.thread = this.context();
    this.opens = this.opens && this.plans === 0;
    this.replies = [];
    for (const { unread } of this.memories.values()) unread.length = 0;
  }

  /** All that the lead sees before its next request. */
  private conversation(): Context {
    const seen = this.context();
    if (this.opens) seen.append(this.task.brief);
    for (let i = 0; i < this.thread.length; i++) seen.append(this.thread.at(i));
    return this.entry === null ? seen : seen.append(this.entry);
  }

  /** A request that repeats the task, and the facts where they are given; the same text is the same artifact. */
  private request(tokens: number, facts: Artifact | null = null): Artifact {
    const known = facts === null ? this.requests.get(tokens) : undefined;
    if (known !== undefined) return known;
    const request = this.state.exchange.sideBySide(this.lead.id, [this.task.brief, facts]);
    request.tokens += tokens;
    // What the lead asks itself comes of its last ledger, not of the facts that it repeats.
    request.call = -1;
    request.nameTokens = this.lead.nameTokens;
    if (facts === null) this.requests.set(tokens, request);
    return request;
  }

  private said(tokens: number): Artifact {
    const text = this.state.store.create(this.lead.id, -1, -1, tokens, 0);
    text.nameTokens = this.lead.nameTokens;
    return text;
  }

  /** The member gets the instruction without the name of its sender. */
  private unsigned(brief: Artifact): Artifact {
    const instruction = this.state.exchange.sideBySide(brief.author, [brief]);
    instruction.tokens += this.framing;
    instruction.framed = true;
    return instruction;
  }

  /** Several agents of one role remember nothing: who is next may be one who was not there. */
  private memoryOf(member: Member): Memory {
    const known = this.memories.get(member);
    if (known !== undefined) return known;
    const memory = { conversation: this.context(), unread: [...this.replies] };
    if (member.contacts.length === 1) this.memories.set(member, memory);
    return memory;
  }

  private keeps(step: Step, probability: number): boolean {
    return this.state.luck.uniform(Purpose.keep, step.address, this.plans) < probability;
  }

  private context(): Context {
    return this.state.exchange.context('messages');
  }

  private get team(): number {
    return rosterTokens(this.task.inOrder(), this.wording);
  }
}

/** Which member goes on, and whether the work comes on. */
interface ProgressEntry {
  readonly next: Step | null;
  readonly call: number;
  /** It is what a lead that does not err would have chosen. */
  readonly isRight: boolean;
  readonly seesProgress: boolean;
}

/** What a member was told and answered, and what others answered since. */
interface Memory {
  readonly conversation: Context;
  readonly unread: Artifact[];
}
