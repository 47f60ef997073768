import type { Process } from '../../kernel/index.js';
import type { Distribution } from '../../scenario/scenario.js';
import type { Artifact, Context, Layout } from '../content/artifact.js';
import { EACH_AUTHOR } from '../content/sender.js';
import { Purpose } from '../luck/luck.js';
import { Act } from '../record/record.js';
import type { Extra, Step } from '../team/member.js';
import type { TaskView } from '../team/task.js';
import { Decider } from './decider.js';
import { answer, delegate } from './engine.js';
import { jobLike } from './job.js';
import type { Assignment, Briefing, Choice, Confirming, Decision, Verdict, Wording } from './wording.js';

/** An agent that decides instead of producing. */
export class Coordinator extends Decider {
  /** Receives a brief and opens a transcript with it. */
  openTranscript(brief: Artifact, layout: Layout = 'messages'): Context {
    return this.world.exchange.context(layout).append(this.receive(brief));
  }

  /**
   * One call: names the member whose step comes next, or answers when nothing is left to do. Right with probability
   * 1 - effective error; else a uniformly chosen wrong option: a step that is done, not needed or not ready, or stopping.
   */
  *decide(task: TaskView, transcript: Context, wording: Wording, among = task.inOrder()): Process<Decision> {
    const { spec, world } = this;
    const visit = this.nextVisit();
    const extras = wording.rosterBase + wording.rosterPerMember * among.length;
    const base = this.job(Act.decide, spec.decision, Purpose.decisionOutput, extras, 0);
    const shown = !this.mustCompact(transcript, base)
      ? transcript
      : yield* this.compacted(transcript, base, visit, this.id);
    const next = this.choose(this.options(task, this.expectedInput(shown, extras), among), visit, wording.takes);
    const named = next === null ? 0 : next.member.nameTokens;
    const others = next === null ? NO_OTHERS : this.handoffsToOthers(task, next, wording);
    const job =
      next === null
        ? this.job(Act.compose, spec.output, Purpose.output, extras, 0)
        : jobLike(base, { written: named + others.written });
    const call = yield* this.persist(job, visit, shown, this.id);
    if (next === null) return { next, message: this.synthesis(shown, call) };
    if (world.record.detailed) world.record.chose[call] = next.name;
    const message = world.exchange.note(
      this,
      call,
      wording.handoffMessages ? wording.handoff + 2 * named + others.kept : 0,
    );
    return { next, message };
  }

  /**
   * One call: gives work to one ready step's member, or to those of all ready steps, with a brief for each; or answers.
   * Errs as `decide` does.
   */
  *assign(task: TaskView, transcript: Context, briefing: Briefing): Process<Assignment> {
    const { spec, world } = this;
    const visit = this.nextVisit();
    const extras = briefing.rosterBase + briefing.rosterPerMember * task.inOrder().length;
    const written = (step: Step): number => briefing.assignment + step.member.nameTokens + briefing.brief;
    const options = this.options(task, this.expectedInput(transcript, extras));
    const next = this.choose(options, visit);
    const steps = next === null ? [] : briefing.atOnce && options.right.includes(next) ? options.right : [next];
    const tokens = steps.reduce((sum, step) => sum + written(step), 0);
    const job =
      next === null
        ? this.job(Act.compose, spec.output, Purpose.output, extras, 0)
        : this.job(Act.decide, NOTHING, Purpose.decisionOutput, extras, tokens);
    const shown = !this.mustCompact(transcript, job)
      ? transcript
      : yield* this.compacted(transcript, job, visit, this.id);
    const call = yield* this.persist(job, visit, shown, this.id);
    if (next === null) return { given: [], message: this.synthesis(shown, call) };
    if (world.record.detailed) world.record.chose[call] = steps.map((step) => step.name).join(' and ');
    const message = world.exchange.note(this, call, tokens + world.scenario.provider.framing.message);
    return { given: steps.map((step) => ({ step, brief: this.brief(step, shown, call, briefing) })), message };
  }

  /** One call that decides nothing: it writes `tokens` that nobody reads, and the work waits for it. */
  *preface(transcript: Context, tokens: number): Process<Artifact> {
    return this.world.exchange.note(this, yield* this.write(transcript, tokens), 0);
  }

  /**
   * One call that repeats the newest reports: answers when nothing is left to do; else finds so in the transcript (null).
   * Errs as `decide` does.
   */
  *confirm(
    task: TaskView,
    transcript: Context,
    reports: readonly Artifact[],
    { confirmBase, rosterPerMember, verdict }: Confirming,
  ): Process<Artifact | null> {
    const visit = this.nextVisit();
    const repeated = reports.reduce((sum, report) => sum + report.tokens, 0);
    const extras = confirmBase + rosterPerMember * task.inOrder().length + repeated;
    const isDone = this.choose(this.options(task, this.expectedInput(transcript, extras)), visit) === null;
    const job = isDone
      ? this.job(Act.compose, this.spec.output, Purpose.output, extras, 0)
      : this.job(Act.decide, NOTHING, Purpose.decisionOutput, extras, verdict);
    const shown = !this.mustCompact(transcript, job)
      ? transcript
      : yield* this.compacted(transcript, job, visit, this.id);
    const call = yield* this.persist(job, visit, shown, this.id);
    if (isDone) return this.synthesis(shown, call);
    transcript.append(this.world.exchange.note(this, call, 0));
    return null;
  }

  /** What a lead tells one member of all that it knows. */
  brief(
    step: Step,
    context: Context,
    call: number,
    { brief, briefLoss }: Pick<Briefing, 'brief' | 'briefLoss'>,
  ): Artifact {
    const { world, at } = this;
    const artifact = world.exchange.create(this, call, -1);
    artifact.tokens = brief;
    this.setMind(call, false);
    // What it believes is one for all its briefs; what it leaves out is a matter of each.
    at.entity = this.entity;
    this.read(artifact, context, call);
    at.entity = world.layout.leaves[step.leaves[0]!]!.address;
    artifact.leftOut = world.claims.writeBrief(artifact, at, briefLoss);
    return artifact;
  }

  /** A draw for its next call. */
  draws(purpose: Purpose): number {
    return this.world.luck.uniform(purpose, this.world.work.task, this.entity, this.tally.calls);
  }

  /** One call that writes a decision, and `written` tokens on top; it hands nothing over. */
  *say(transcript: Context, extras: number, written: number): Process<Artifact> {
    const job = this.job(Act.decide, this.spec.decision, Purpose.decisionOutput, extras, written);
    const call = yield* this.persist(job, this.nextVisit(), transcript, this.id);
    return this.world.exchange.note(this, call, 0);
  }

  /** Takes in what a member said. */
  hear(artifact: Artifact): void {
    this.world.exchange.message(artifact.author, this.id, artifact);
  }

  /** One call: examines what `context` holds, as a checking step would; `tokens` is the length of the verdict. */
  *judge(context: Context, tokens: number): Process<Verdict> {
    const { world, at } = this;
    world.exchange.deliver(context, EACH_AUTHOR, this.id);
    const visit = this.nextVisit();
    const job = this.job(Act.judge, NOTHING, Purpose.decisionOutput, 0, tokens);
    const shown = !this.mustCompact(context, job) ? context : yield* this.compacted(context, job, visit, EACH_AUTHOR);
    const call = yield* this.persist(job, visit, shown, EACH_AUTHOR);
    const message = world.exchange.create(this, call, -1);
    world.exchange.markAttempt(call, message.id);
    this.setMind(call, true);
    at.entity = this.entity;
    at.visit = visit;
    this.read(message, shown, call);
    return { flags: world.claims.writeVerdict(message), message };
  }

  /** One call: merges what it is given into one artifact; a synthesis can drop and invent. */
  *compose(context: Context, sender: number = EACH_AUTHOR, roster = 0): Process<Artifact> {
    this.world.exchange.deliver(context, sender, this.id);
    const visit = this.nextVisit();
    const job = this.job(Act.compose, this.spec.output, Purpose.output, roster, 0);
    const shown = !this.mustCompact(context, job) ? context : yield* this.compacted(context, job, visit, sender);
    const call = yield* this.persist(job, visit, shown, sender);
    return this.synthesis(shown, call);
  }

  /** One call: says in its own words what it was told, in a conversation of its own with tools in the prompt. */
  restate(transcript: Context, roster: number): Process<Artifact> {
    return this.compose(transcript, this.id, roster);
  }

  /** One call that splits the work up front, as long as an answer or as `written`; `tokens` of its plan go to each member. */
  *plan(context: Context, tokens: number, written: number | null = null): Process<Artifact> {
    this.world.exchange.deliver(context, context.newest.author, this.id);
    const job = this.job(Act.decide, written === null ? this.spec.output : NOTHING, Purpose.output, 0, written ?? 0);
    const call = yield* this.persist(job, this.nextVisit(), context, context.newest.author);
    return this.world.exchange.note(this, call, tokens);
  }

  /** One call: says what is to be done about what it is told last. */
  *direct(context: Context): Process<Artifact> {
    const { author } = context.newest;
    this.world.exchange.deliver(context, author, this.id);
    const job = this.job(Act.decide, this.spec.decision, Purpose.decisionOutput, 0, 0);
    const call = yield* this.persist(job, this.nextVisit(), context, author);
    return this.world.exchange.note(this, call, 0);
  }

  /** One call that writes `tokens` of text. Returns the call. */
  *write(context: Context, tokens: number): Process<number> {
    const visit = this.nextVisit();
    const job = this.job(Act.decide, NOTHING, Purpose.decisionOutput, 0, tokens);
    const shown = !this.mustCompact(context, job) ? context : yield* this.compacted(context, job, visit, this.id);
    return yield* this.persist(job, visit, shown, this.id);
  }

  /** What a call wrote down of `sources`: all that it accepts of them, and nothing else. */
  writeDown(call: number, sources: readonly Artifact[]): Artifact {
    const { world, mind, at } = this;
    const { exchange, store, claims, work } = world;
    const artifact = exchange.create(this, call, -1);
    exchange.markAttempt(call, artifact.id);
    const context = exchange.context('messages');
    for (const source of sources) context.append(source);
    this.setMind(call, false);
    at.task = work.task;
    at.entity = this.entity;
    claims.read(context, 0, this.id, call, mind, at);
    for (const source of sources) store.coverAll(artifact, source);
    claims.write(artifact, mind, at, 1, [], 0);
    return artifact;
  }

  /**
   * One call that writes `tokens` and a name: what comes next, and whether the last round brought the work on. Errs as `decide` does, and takes progress
   * for a standstill, or a standstill for progress, with the same probability.
   */
  *pick(task: TaskView, context: Context, progressed: boolean, tokens: number): Process<Choice> {
    const { luck, work, script } = this.world;
    const visit = this.nextVisit();
    const told = script[this.tally.choices];
    const options = this.options(task, this.expectedInput(context, 0));
    const next = this.choose(options, visit);
    // Somebody is named even where nobody has to go on.
    const named = next ?? task.inOrder()[0];
    const written = tokens + (named === undefined ? 0 : named.member.nameTokens);
    const job = this.job(Act.decide, NOTHING, Purpose.decisionOutput, 0, written);
    const shown = !this.mustCompact(context, job) ? context : yield* this.compacted(context, job, visit, this.id);
    const call = yield* this.persist(job, visit, shown, this.id);
    if (this.world.record.detailed) this.world.record.chose[call] = next?.name ?? 'the answer';
    const errs = options.error > 0 && luck.uniform(Purpose.progress, work.task, this.entity, visit) < options.error;
    const isRight = next === null ? options.right.length === 0 : options.right.includes(next);
    return { next, call, isRight, seesProgress: told?.progress ?? progressed !== errs };
  }

  delegate(step: Step, context: Context, extra?: Extra): Process<Artifact> {
    return delegate(this.world, this.id, step, context, extra);
  }

  /** Hands a step over, and is not there any more to take the result back. */
  dispatch(step: Step, context: Context, extra?: Extra): Process<Artifact> {
    return answer(this.world, step, context, this.id, extra);
  }

  /** A line that the coordinator's side adds to the transcript without a call. */
  note(tokens: number): Artifact {
    return this.world.exchange.note(this, -1, tokens);
  }

  /** Tokens of the handoffs that are written and not taken, and of what stays of them. */
  private handoffsToOthers(task: TaskView, next: Step, { namesAll, others, handoff }: Wording): typeof NO_OTHERS {
    if (!namesAll) return NO_OTHERS;
    const { decision } = this.spec;
    const left = task.inOrder().filter((step) => step !== next && !step.done && task.isNeeded(step));
    const names = left.reduce((sum, step) => sum + step.member.nameTokens, 0);
    const written = names + left.length * (decision.kind === 'constant' ? decision.value : 0);
    const answered = 2 * names + left.length * (handoff - this.world.scenario.provider.framing.message);
    return { written, kept: { dropped: 0, unanswered: written, answered }[others] };
  }
}

const NOTHING: Distribution = { kind: 'constant', value: 0 };
const NO_OTHERS = { written: 0, kept: 0 };
