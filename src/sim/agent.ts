import type { AgentSpec } from '../scenario/scenario.js';
import type { Artifact, Context } from './artifact.js';
import type { Address, Mind } from './claims.js';
import { type Job, Worker } from './job.js';
import type { Process } from './kernel/index.js';
import { Purpose } from './luck.js';
import { effectiveError } from './model.js';
import { Act } from './record.js';
import type { TaskView } from './task.js';
import type { Generalist, Step } from './team.js';
import type { Leaf } from './work.js';
import type { World } from './world.js';

/** A role's skills, and the factor on its error rates in the hands of who has them. */
export interface Skill {
  readonly spec: AgentSpec;
  readonly penalty: number;
}

/** A mock LLM worker. A specialist has one role's skills; a generalist does each step with that step's role's skills. */
export class Agent extends Worker implements Generalist {
  private readonly mind: Mind = {
    credulity: 1,
    deference: 0,
    hallucination: 0,
    guess: 0.5,
    checks: false,
    detection: 0,
    falseAlarm: 0,
  };
  /** By leaf. */
  private readonly jobs: Job[] = [];
  private readonly at: Address = { task: 0, entity: 0, visit: 0 };

  constructor(
    world: World,
    id: number,
    name: string,
    spec: Pick<AgentSpec, 'model' | 'prompt' | 'nameTokens' | 'capacity'>,
    private readonly skillFor: (leaf: Leaf) => Skill,
  ) {
    super(world, id, name, 'agent', spec);
  }

  /**
   * Does a step on what `context` shows; the one verb that agents and teams share. Throws FAILED when the last attempt
   * failed. A step that turns out not to be needed costs a call that passes the content on.
   */
  *perform(step: Step, context: Context, sender: number = context.newest.author): Process<Artifact> {
    const { world } = this;
    const leaf = step.leaf!;
    world.exchange.deliver(context, sender, this.id);
    const job = this.jobFor(leaf);
    const visit = world.work.visits[leaf.index]!++;
    const shown = !this.mustCompact(context, job) ? context : yield* this.compacted(context, job, visit, sender);
    const call = yield* this.persist(job, visit, shown, sender);
    step.artifact = this.conclude(leaf, shown, visit, call);
    return step.artifact;
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

  private jobFor(leaf: Leaf): Job {
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
    };
  }

  /** The artifact of a step whose last call came back: what its author believed, retracted, and made up. */
  private conclude(leaf: Leaf, context: Context, visit: number, call: number): Artifact {
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
    claims.read(context, first, this.id, call, mind, at);
    for (let i = first; i < context.length; i++) store.coverAll(artifact, context.artifacts[i]!);
    if (needed) {
      const missing = world.missingShare(leaf, artifact);
      claims.write(artifact, mind, at, leaf.spec.carry, leaf.keys, missing);
      store.cover(artifact, leaf.index);
    } else {
      claims.write(artifact, mind, at, 1, [], 0);
    }
    if (leaf.spec.critical) world.criticalDone(leaf.index);
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
