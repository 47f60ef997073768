import type { CoordinatorSpec, Distribution } from '../scenario/scenario.js';
import type { Artifact, Context } from './artifact.js';
import type { Address, Mind } from './claims.js';
import { delegate } from './engine.js';
import { type Job, Worker } from './job.js';
import type { Process } from './kernel/index.js';
import { Purpose } from './luck.js';
import { effectiveError } from './model.js';
import { Act } from './record.js';
import { EACH_AUTHOR, type Step, type TaskView } from './team.js';
import type { World } from './world.js';

/** What a decision came to: a step and the message that hands it over, or (`next` null) the final answer. */
export interface Decision {
  readonly next: Step | null;
  readonly message: Artifact;
}

/** How a coordinator writes: what its prompt and its messages cost beside the content. */
export interface Wording {
  /** Tokens of what it must know of each member it can address, and once on top. */
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  /** Tokens of a handoff in the transcript, framing included, without the member's name, which stands in it twice. */
  readonly handoff: number;
  /** Handoffs stay in the transcript. */
  readonly handoffMessages: boolean;
  /** The decision names every member that is left, although only the first gets the work. */
  readonly namesAll: boolean;
}

/** An agent that decides instead of producing. */
export class Coordinator extends Worker {
  private readonly mind: Mind = {
    credulity: 1,
    deference: 0,
    hallucination: 0,
    guess: 0.5,
    checks: false,
    detection: 0,
    falseAlarm: 0,
  };
  private readonly at: Address = { task: 0, entity: 0, visit: 0 };
  /** Calls of the run so far: each has luck of its own. */
  private visits = 0;
  /** Syntheses among them: what the first one makes up is the same in every pattern. */
  private syntheses = 0;

  constructor(
    world: World,
    id: number,
    name: string,
    override readonly spec: CoordinatorSpec,
    private readonly entity: number,
  ) {
    super(world, id, name, 'coordinator', spec);
  }

  override reset(): void {
    super.reset();
    this.visits = 0;
    this.syntheses = 0;
  }

  /** Receives a brief and opens a transcript with it. */
  openTranscript(brief: Artifact): Context {
    this.world.exchange.message(brief.author, this.id, brief);
    return this.world.exchange.context('messages').append(brief);
  }

  /**
   * One call: names the member whose step comes next, or answers when nothing is left to do. Right with probability
   * 1 - effective error; else a uniformly chosen wrong option: a step that is done, not needed or not ready, or stopping.
   */
  *decide(task: TaskView, transcript: Context, wording: Wording): Process<Decision> {
    const { spec, world } = this;
    const visit = this.visits++;
    const extras = wording.rosterBase + wording.rosterPerMember * task.inOrder().length;
    const base = this.job(Act.decide, spec.decision, Purpose.decisionOutput, extras, 0);
    const shown = !this.mustCompact(transcript, base)
      ? transcript
      : yield* this.compacted(transcript, base, visit, this.id);
    const next = this.choose(task, visit, this.expectedInput(shown, extras));
    const named = next === null ? 0 : next.member.nameTokens;
    const others = next === null || !wording.namesAll ? 0 : this.writtenForOthers(task, next);
    const job =
      next === null
        ? this.job(Act.compose, spec.output, Purpose.output, extras, 0)
        : { ...base, written: named + others };
    const call = yield* this.persist(job, visit, shown, this.id);
    if (next === null) return { next, message: this.synthesis(shown, call) };
    if (world.record.detailed) world.record.chose[call] = next.name;
    const message = world.exchange.note(this, call, wording.handoffMessages ? wording.handoff + 2 * named + others : 0);
    return { next, message };
  }

  /** One call: merges what it is given into one artifact; a synthesis can drop and invent. */
  *compose(context: Context): Process<Artifact> {
    this.world.exchange.deliver(context, EACH_AUTHOR, this.id);
    const visit = this.visits++;
    const job = this.job(Act.compose, this.spec.output, Purpose.output, 0, 0);
    const shown = !this.mustCompact(context, job) ? context : yield* this.compacted(context, job, visit, EACH_AUTHOR);
    const call = yield* this.persist(job, visit, shown, EACH_AUTHOR);
    return this.synthesis(shown, call);
  }

  /** One call that splits the work up front; `tokens` of its plan go to each member. */
  *plan(context: Context, tokens: number): Process<Artifact> {
    this.world.exchange.deliver(context, context.newest.author, this.id);
    const job = this.job(Act.decide, this.spec.output, Purpose.output, 0, 0);
    const call = yield* this.persist(job, this.visits++, context, context.newest.author);
    return this.world.exchange.note(this, call, tokens);
  }

  delegate(step: Step, context: Context): Process<Artifact> {
    return delegate(this.world, this.id, step, context);
  }

  /** A line that the coordinator's side adds to the transcript without a call. */
  note(tokens: number): Artifact {
    return this.world.exchange.note(this, -1, tokens);
  }

  private job(act: number, output: Distribution, outputPurpose: Purpose, extras: number, written: number): Job {
    const { entity, spec } = this;
    return { act, step: -1, entity, output, outputPurpose, written, extras, tools: null, reliability: spec };
  }

  /** The right option is the first ready step that the coordinator sees is needed, or to stop when there is none. */
  private choose(task: TaskView, visit: number, inputTokens: number): Step | null {
    const { luck, work } = this.world;
    const error = effectiveError(this.spec.misroute, this.retention.at(inputTokens));
    const steps = task.inOrder();
    const known = (step: Step): boolean => this.notices(task, step, this.entity, error);
    const right = steps.filter((step) => task.isReady(step, known));
    const wrong: (Step | null)[] = steps.filter((step) => !right.includes(step));
    if (right.length > 0) wrong.push(null);
    const errs = wrong.length > 0 && error > 0 && luck.uniform(Purpose.decide, work.task, this.entity, visit) < error;
    if (!errs) return right[0] ?? null;
    return wrong[Math.floor(luck.uniform(Purpose.wrongOption, work.task, this.entity, visit) * wrong.length)]!;
  }

  private writtenForOthers(task: TaskView, next: Step): number {
    let tokens = 0;
    for (const step of task.inOrder()) {
      if (step === next || step.done || !task.isNeeded(step)) continue;
      tokens += step.member.nameTokens + (this.spec.decision.kind === 'constant' ? this.spec.decision.value : 0);
    }
    return tokens;
  }

  private synthesis(context: Context, call: number): Artifact {
    const { world, mind, at, spec } = this;
    const { claims, store } = world;
    const c = world.record.calls.columns;
    const artifact = world.exchange.create(this, call, -1);
    world.exchange.markAttempt(call, artifact.id);
    mind.credulity = spec.credulity;
    mind.deference = spec.deference;
    mind.guess = spec.guess;
    mind.hallucination = effectiveError(spec.hallucination, this.retention.at(c.inputTokens[call]!));
    at.task = world.work.task;
    at.entity = this.entity;
    at.visit = this.syntheses++;
    const first = c.firstSeen[call]!;
    claims.read(context, first, this.id, call, mind, at);
    for (let i = first; i < context.length; i++) store.coverAll(artifact, context.artifacts[i]!);
    claims.write(artifact, mind, at, spec.carry, world.layout.synthesisKeys, 0);
    return artifact;
  }
}
