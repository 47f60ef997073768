import type { Process } from '../../kernel/index.js';
import type { AgentSpec } from '../../scenario/scenario.js';
import type { Artifact, Context } from '../content/artifact.js';
import { type Address, blankMind, type Mind } from '../content/mind.js';
import { Purpose } from '../luck/luck.js';
import { Act } from '../record/record.js';
import type { Extra, Generalist, Step } from '../team/member.js';
import type { TaskView } from '../team/task.js';
import type { Leaf } from '../team/work.js';
import type { World } from '../world.js';
import type { Reliability } from './caller.js';
import { type Job, jobLike, Worker } from './job.js';
import { effectiveError } from './model.js';
import type { Outages } from './outages.js';
import { FAILED } from './policies.js';

/** Neither fails nor hangs; as fast as its model. */
const SOUND: Reliability = { failure: 0, hang: 0, latency: null };

/** A role's skills, and the factor on its error rates in the hands of who has them. */
export interface Skill {
  readonly spec: AgentSpec;
  readonly penalty: number;
}

/** A mock LLM worker. A specialist has one role's skills; a generalist does each step with that step's role's skills. */
export class Agent extends Worker implements Generalist {
  private readonly mind: Mind = blankMind();
  /** By leaf. */
  private readonly jobs: Job[] = [];
  readonly contacts: readonly number[] = [this.id];
  private readonly at: Address = { task: 0, entity: 0, visit: 0 };

  constructor(
    world: World,
    id: number,
    name: string,
    spec: Pick<AgentSpec, 'model' | 'prompt' | 'nameTokens' | 'capacity'>,
    outages: Outages,
    private readonly skillFor: (leaf: Leaf) => Skill,
    private readonly reliability: Reliability = SOUND,
  ) {
    super(world, id, name, 'agent', spec, outages);
  }

  /**
   * Does a step on what `context` shows; the one verb that agents and teams share. Throws FAILED when the last attempt
   * failed. A step that turns out not to be needed costs a call that passes the content on.
   */
  *perform(step: Step, context: Context, sender: number = context.newest.author, extra?: Extra): Process<Artifact> {
    const { world } = this;
    const leaf = step.leaf!;
    const { journal } = world.books;
    // Nobody writes down what nobody waits for.
    const isDurable = this.waited && extra?.unattended !== true && world.scenario.policies.durable !== null;
    const voice = extra?.visit === undefined ? -1 : this.id;
    const known = isDurable ? journal.nextResult(voice, leaf.index) : null;
    if (known !== null) {
      step.artifact = known;
      return known;
    }
    world.exchange.deliver(context, sender, this.id);
    const job = this.jobFor(leaf, extra);
    const visit = extra?.visit ?? world.work.visits[leaf.index]!++;
    const shown = !this.mustCompact(context, job) ? context : yield* this.compacted(context, job, visit, sender);
    const isLast = step.fallback === null || extra?.instead === true || job.unattended;
    const attempts = this.persist(job, visit, shown, sender);
    const call = isLast ? yield* attempts : yield* unlessFailed(attempts);
    if (call < 0) return yield* step.fallback!.perform(step, context, sender, { ...extra, instead: true });
    step.artifact = (this.doerOf(call) as Agent).conclude(leaf, shown, visit, call, extra);
    step.artifact.handoverTokens = job.written;
    if (isDurable) journal.keepResult(voice, leaf.index, step.artifact);
    return step.artifact;
  }

  contactFor(): number {
    return this.id;
  }

  /** A call that sees the result that it takes back, and what made it necessary. A failed one changes nothing. */
  *undo(step: Step, sender: number, after: Artifact): Process<Artifact> {
    const { world } = this;
    const leaf = step.leaf!;
    const { compensate } = leaf.spec;
    if (compensate === null) return after;
    const context = world.exchange.context('messages').append(step.artifact!);
    context.newest = after;
    world.exchange.deliver(context, sender, this.id);
    const plain = this.plainJob(leaf);
    const job = jobLike(plain, { output: compensate.output ?? plain.output, tools: null });
    const call = yield* this.persist(job, world.work.visits[leaf.index]!++, context, sender);
    const doer = this.doerOf(call);
    const undone = world.exchange.create(doer, call, leaf.index);
    world.exchange.markAttempt(call, undone.id);
    world.exchange.message(doer.id, sender, undone);
    undone.used = true;
    world.record.compensations++;
    return undone;
  }

  /** A short reply to a question about work, that makes no claims: one call. */
  *reply(context: Context, sender: number, tokens: number, nth: number): Process<Artifact> {
    const { world } = this;
    world.exchange.deliver(context, sender, this.id);
    const { coordinatorAddresses } = world.layout;
    const call = yield* this.persist(
      {
        act: Act.judge,
        step: -1,
        // Luck of its own: whether its replies come does not tell whether its work will.
        entity: coordinatorAddresses[coordinatorAddresses.length - 1 - (this.id % coordinatorAddresses.length)]!,
        output: { kind: 'constant', value: 0 },
        outputPurpose: Purpose.decisionOutput,
        written: tokens,
        extras: 0,
        tools: null,
        reliability: this.reliability,
        whole: false,
        unattended: false,
      },
      nth,
      context,
      sender,
    );
    return world.exchange.note(this.doerOf(call), call, tokens);
  }

  /** Whether it sees, from its conversation so far, that a step is there to be done. */
  sees(task: TaskView, step: Step, conversation: Context): boolean {
    if (!task.isNeeded(step)) return false;
    if (task.isForeseen(step)) return true;
    const kept = this.retention.at(this.expectedInput(conversation, 0));
    const error = effectiveError(this.world.scenario.generalist.misroute, kept);
    const { address } = this.world.layout.leaves[step.leaves[0]!]!;
    return this.notices(task, step, address, error);
  }

  private jobFor(leaf: Leaf, extra: Extra | undefined): Job {
    const job = this.plainJob(leaf);
    if (extra === undefined) return job;
    const { roster = 0, written = 0, unattended = false } = extra;
    return jobLike(job, { extras: roster, written, unattended });
  }

  private plainJob(leaf: Leaf): Job {
    const known = this.jobs[leaf.index];
    if (known !== undefined) return known;
    const job = this.makeJob(leaf);
    this.jobs[leaf.index] = job;
    return job;
  }

  private makeJob(leaf: Leaf): Job {
    const { spec } = this.skillFor(leaf);
    return {
      act: Act.produce,
      step: leaf.index,
      entity: leaf.address,
      output: leaf.spec.output ?? spec.output,
      outputPurpose: Purpose.output,
      written: 0,
      extras: 0,
      tools: leaf.spec.tools,
      reliability: spec,
      whole: false,
      unattended: false,
    };
  }

  /** The artifact of a step whose last call came back: what its author believed, retracted, and made up. */
  private conclude(leaf: Leaf, context: Context, visit: number, call: number, extra?: Extra): Artifact {
    const { world, mind, at } = this;
    const { store, claims, work } = world;
    const c = world.record.calls.columns;
    const needed = work.needed[leaf.index] === 1;
    const artifact = world.exchange.create(this, call, leaf.index);
    artifact.innerTokens = world.exchange.markAttempt(call, artifact.id);
    this.setMind(leaf, c.inputTokens[call]!, needed);
    at.task = work.task;
    at.entity = leaf.address;
    at.visit = visit;
    const first = c.firstSeen[call]!;
    for (let i = first; i < context.length; i++) store.coverAll(artifact, context.artifacts[i]!);
    const missing = needed ? 1 - (1 - world.missingShare(leaf, artifact)) * (1 - context.leftOut) : 0;
    if (needed && extra?.answers !== undefined) {
      extra.answers(artifact, { leaf, context, first, call, visit, mind, missing });
      store.cover(artifact, leaf.index);
      return artifact;
    }
    claims.read(context, first, this.id, call, mind, at);
    const count = extra?.claims ?? leaf.keys.length;
    const keys = count === leaf.keys.length ? leaf.keys : leaf.keys.slice(0, count);
    claims.write(artifact, mind, at, needed ? leaf.spec.carry : 1, needed ? keys : [], missing);
    if (needed) store.cover(artifact, leaf.index);
    if (leaf.spec.critical) world.books.criticalDone(leaf.index);
    return artifact;
  }

  private setMind(leaf: Leaf, contextTokens: number, needed: boolean): void {
    const { spec, penalty } = this.skillFor(leaf);
    const { mind } = this;
    const kept = this.retention.at(contextTokens);
    mind.credulity = spec.credulity;
    mind.deference = spec.deference;
    mind.guess = spec.guess;
    mind.hallucination = effectiveError(Math.min(1, spec.hallucination * penalty), kept);
    mind.checks = leaf.spec.checks && needed;
    mind.detection = 1 - effectiveError(Math.min(1, (1 - spec.detection) * penalty), kept);
    mind.falseAlarm = Math.min(1, spec.falseAlarm * penalty);
  }
}

/** The last call of a job; -1 where it failed for good. */
function* unlessFailed(attempts: Process<number>): Process<number> {
  try {
    return yield* attempts;
  } catch (thrown) {
    if (thrown !== FAILED) throw thrown;
    return -1;
  }
}
