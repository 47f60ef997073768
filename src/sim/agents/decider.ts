import type { Process } from '../../kernel/index.js';
import type { CoordinatorSpec, Distribution } from '../../scenario/scenario.js';
import type { Artifact, Context } from '../content/artifact.js';
import { type Address, blankMind, type Mind } from '../content/mind.js';
import { Purpose } from '../luck/luck.js';
import type { Step } from '../team/member.js';
import type { TaskView } from '../team/task.js';
import type { Tally } from '../team/work.js';
import type { World } from '../world.js';
import { type Job, Worker } from './job.js';
import { effectiveError } from './model.js';
import type { Outages } from './outages.js';

/** What every call of a coordinator is made of: what it can choose, what it believes, what it writes. */
export class Decider extends Worker {
  protected readonly mind: Mind = blankMind();
  protected readonly at: Address = { task: 0, entity: 0, visit: 0 };

  constructor(
    world: World,
    id: number,
    name: string,
    override readonly spec: CoordinatorSpec,
    protected readonly entity: number,
    outages: Outages,
  ) {
    super(world, id, name, 'coordinator', spec, outages);
  }

  /** Of the task at hand. */
  protected get tally(): Tally {
    return this.world.work.tallies[this.id]!;
  }

  /** The next call's luck; of one that was written down, the luck that it had. */
  protected nextVisit(): number {
    const { books, scenario } = this.world;
    if (scenario.policies.durable === null) return this.tally.calls++;
    const known = books.journal.nextCall(this.id);
    if (known !== null) return known.visit;
    const visit = this.tally.calls++;
    books.journal.keepCall(this.id, { visit, call: -1, compaction: -1 });
    return visit;
  }

  protected override persist(job: Job, visit: number, context: Context, sender: number): Process<number> {
    const attempts = super.persist(job, visit, context, sender);
    return this.world.scenario.policies.durable === null ? attempts : this.writtenDown(job, visit, attempts);
  }

  /** A call that was written down is not made again. */
  private *writtenDown(job: Job, visit: number, attempts: Process<number>): Process<number> {
    const { journal } = this.world.books;
    const of = job.whole ? 'compaction' : 'call';
    const known = journal.callOf(this.id, visit, of);
    if (known >= 0) return known;
    const call = yield* attempts;
    journal.noteCall(this.id, visit, of, call);
    return call;
  }

  receive(artifact: Artifact): Artifact {
    this.world.exchange.message(artifact.author, this.id, artifact);
    return artifact;
  }

  protected job(act: number, output: Distribution, outputPurpose: Purpose, extras: number, written: number): Job {
    const { entity, spec } = this;
    return {
      act,
      step: -1,
      entity,
      output,
      outputPurpose,
      written,
      extras,
      tools: null,
      reliability: spec,
      whole: false,
      unattended: false,
    };
  }

  /** Right are the ready steps that the coordinator sees are needed, or to stop (null) when there is none. */
  protected options(task: TaskView, inputTokens: number, steps = task.inOrder()): Options {
    const error = effectiveError(this.spec.misroute, this.retention.at(inputTokens));
    const known = (step: Step): boolean => this.notices(task, step, this.entity, error);
    const right = steps.filter((step) => task.isReady(step, known));
    const wrong: (Step | null)[] = steps.filter((step) => !right.includes(step));
    if (right.length > 0) wrong.push(null);
    return { right, wrong, error };
  }

  /** The first (or last) right option, or, with the probability of an error, one of the wrong ones. */
  protected choose({ right, wrong, error }: Options, visit: number, takes: 'first' | 'last' = 'first'): Step | null {
    const { luck, work, script } = this.world;
    const told = script[this.tally.choices++]?.step;
    if (told !== undefined) return [...right, ...wrong].find((step) => step?.name === told) ?? null;
    const errs = wrong.length > 0 && error > 0 && luck.uniform(Purpose.decide, work.task, this.entity, visit) < error;
    if (!errs) return right.at(takes === 'first' ? 0 : -1) ?? null;
    return wrong[Math.floor(luck.uniform(Purpose.wrongOption, work.task, this.entity, visit) * wrong.length)]!;
  }

  protected synthesis(context: Context, call: number): Artifact {
    const { world, mind, at, spec } = this;
    const artifact = world.exchange.create(this, call, -1);
    world.exchange.markAttempt(call, artifact.id);
    this.setMind(call, false);
    at.entity = this.entity;
    at.visit = this.tally.syntheses++;
    this.read(artifact, context, call);
    world.claims.write(artifact, mind, at, spec.carry, world.layout.synthesisKeys, 0);
    return artifact;
  }

  /** Reads what a call saw; its artifact then holds the results of all of it. */
  protected read(artifact: Artifact, context: Context, call: number): void {
    const { world, mind, at } = this;
    const first = world.record.calls.columns.firstSeen[call]!;
    at.task = world.work.task;
    world.claims.read(context, first, this.id, call, mind, at);
    for (let i = first; i < context.length; i++) world.store.coverAll(artifact, context.artifacts[i]!);
  }

  protected setMind(call: number, checks: boolean): void {
    const { mind, spec } = this;
    const kept = this.retention.at(this.world.record.calls.columns.inputTokens[call]!);
    mind.credulity = spec.credulity;
    mind.deference = spec.deference;
    mind.guess = spec.guess;
    mind.hallucination = effectiveError(spec.hallucination, kept);
    mind.checks = checks;
    mind.detection = 1 - effectiveError(1 - spec.detection, kept);
    mind.falseAlarm = spec.falseAlarm;
  }
}

/** What a coordinator can decide, right and wrong, and how likely it errs. */
export interface Options {
  readonly right: readonly Step[];
  readonly wrong: readonly (Step | null)[];
  readonly error: number;
}
