import type { Scenario } from '../scenario/scenario.js';
import { type Artifact, ArtifactStore } from './artifact.js';
import { Bus } from './bus.js';
import type { Caller } from './caller.js';
import { buildCast, type Troupe } from './casting.js';
import { Claims } from './claims.js';
import { Exchange } from './exchange.js';
import { type Future, type Process, Simulator } from './kernel/index.js';
import { Luck } from './luck.js';
import { price } from './model.js';
import type { Plan } from './plan.js';
import { FAILED } from './policies.js';
import { Provider } from './provider.js';
import { type Outcome, type Participant, RunRecord, Status } from './record.js';
import { USER } from './sender.js';
import type { Shape } from './shape.js';
import type { Scripted } from './wording.js';
import { type Leaf, layOut, Work } from './work.js';

/** One scenario under one pattern: builds the cast once, then rehearses any replication of it. */
export class World {
  readonly sim: Simulator;
  readonly luck: Luck;
  readonly layout;
  readonly work: Work;
  readonly record = new RunRecord();
  readonly store: ArtifactStore;
  readonly claims: Claims;
  readonly exchange: Exchange;
  readonly provider: Provider;
  readonly bus: Bus;
  /** What a hang waits for. */
  never!: Future<void>;
  private readonly troupe: Troupe;
  private readonly brief: Artifact;
  private criticalLeft = 0;
  private readonly criticalSeen: Uint8Array;

  constructor(
    readonly scenario: Scenario,
    plan: Plan,
    key: number,
    /** Seed of a debug mode that permutes simultaneous events: results must not depend on their order. */
    shuffle?: number,
    /** What coordinators choose, in their order, in place of choosing for themselves. */
    readonly script: readonly Scripted[] = [],
  ) {
    this.sim = new Simulator(shuffle === undefined ? {} : { shuffle });
    this.luck = new Luck(key);
    this.layout = layOut(scenario);
    this.work = new Work(this.layout, scenario.task);
    this.provider = new Provider(this.sim, scenario.provider);
    this.bus = new Bus(this);
    this.troupe = buildCast(this, plan);
    this.store = new ArtifactStore(this.troupe.participants.length, this.layout.leaves.length);
    this.exchange = new Exchange(this);
    this.claims = new Claims(this.record, this.store, this.luck);
    this.criticalSeen = new Uint8Array(this.layout.leaves.length);
    const { record } = this;
    record.participants = this.troupe.participants;
    record.believed = new Uint8Array(this.troupe.participants.length);
    record.stepNames = this.layout.leaves.map((leaf) => leaf.spec.name);
    record.tracing = scenario.policies.tracing;
    record.edgesPossible = this.troupe.edgesPossible;
    record.store = this.store;
    this.brief = this.makeBrief();
    record.briefClaims = record.claims.length;
  }

  /** What of the top team's task can be counted beforehand. */
  get shape(): Shape {
    return this.troupe.shape;
  }

  get participants(): readonly Participant[] {
    return this.troupe.participants;
  }

  /** One replication, from the task's arrival to its end. The record is valid until the next one. */
  run(replication: number): RunRecord {
    this.reset(replication);
    const { sim, record } = this;
    const task = sim.spawn(this.rehearse());
    try {
      sim.run();
    } catch (thrown) {
      // Nobody waits for the task itself, so its loud failure comes out here; anything else is a bug.
      if (thrown !== FAILED) throw thrown;
    }
    if (task.done && !task.failed) this.settle(task.result as Artifact);
    else if (task.failed) this.fail(task.error);
    this.closeBooks();
    return record;
  }

  private *rehearse(): Process<Artifact> {
    const artifact = yield* this.troupe.top.work(this.brief);
    this.record.endedAt = artifact.readyAt;
    return artifact;
  }

  private reset(replication: number): void {
    this.luck.replication = replication;
    this.sim.reset();
    this.never = this.sim.future<void>();
    this.record.clear(replication);
    this.store.rewind();
    this.provider.reset();
    this.bus.reset();
    this.troupe.reset();
    this.exchange.reset();
    this.work.open(0, this.luck);
    this.criticalSeen.fill(0);
    this.criticalLeft = 0;
    for (const leaf of this.layout.leaves) {
      if (leaf.spec.critical && this.work.needed[leaf.index] === 1) this.criticalLeft++;
    }
  }

  private makeBrief(): Artifact {
    const { tokens, falseClaims } = this.scenario.task.brief;
    const brief = this.store.create(USER, -1, -1, tokens, 0);
    for (const [i, key] of this.layout.briefKeys.entries()) this.claims.seed(brief, key, i < falseClaims);
    return brief;
  }

  /** The task ended with an artifact: who gets what, and is it right. */
  private settle(artifact: Artifact): void {
    const { record, store, work, scenario } = this;
    record.lastCall = artifact.call;
    artifact.used = true;
    let falseClaims = 0;
    for (let entry = artifact.claimStart; entry < artifact.claimEnd; entry++) {
      if (this.deliverClaim(artifact, entry)) falseClaims++;
    }
    for (const leaf of this.layout.leaves) {
      if (work.needed[leaf.index] === 1 && !store.isCovered(artifact, leaf.index)) record.missingSteps++;
    }
    const right = falseClaims <= scenario.policies.tolerance && record.missingSteps === 0;
    const late = record.endedAt > scenario.policies.deadline;
    const outcome: Outcome = late ? 'late' : right ? 'correct' : 'wrong';
    record.outcome = outcome;
  }

  /** Lists a delivered claim once; true where it is a false one that is new to the list. */
  private deliverClaim(artifact: Artifact, entry: number): boolean {
    const { record, store } = this;
    const claim = store.claims[entry]!;
    const known = record.delivered.columns;
    const count = store.endorsementsOf(entry);
    // Only what was put side by side can hold a claim twice.
    const listed = artifact.newestPart < 0 ? 0 : record.delivered.length;
    for (let i = 0; i < listed; i++) {
      if (known.claim[i] !== claim) continue;
      known.endorsements[i] = Math.max(known.endorsements[i]!, count);
      return false;
    }
    const row = record.delivered.add();
    record.delivered.columns.claim[row] = claim;
    record.delivered.columns.endorsements[row] = count;
    record.delivered.columns.artifact[row] = artifact.id;
    return record.claims.columns.isFalse[claim] === 1;
  }

  private fail(thrown: unknown): void {
    if (thrown !== FAILED) throw thrown;
    this.record.endedAt = this.sim.now;
    this.record.outcome = 'failed';
    this.record.lastCall = this.record.calls.length - 1;
  }

  /** Calls that nothing will ever end: what was sent is paid; what still waits for its turn was not. */
  private closeBooks(): void {
    const { calls, participants } = this.record;
    const c = calls.columns;
    for (let call = 0; call < calls.length; call++) {
      const isSent = c.status[call] === Status.unfinished;
      if (!isSent && c.status[call] !== Status.waiting) continue;
      c.status[call] = Status.unfinished;
      c.outputTokens[call] = 0;
      if (!isSent) c.inputTokens[call] = 0;
      const caller = participants[c.participant[call]!] as Caller;
      c.cost[call] = price(caller.spec.model, c.inputTokens[call]! - c.cachedTokens[call]!, c.cachedTokens[call]!, 0);
    }
  }

  /** Share of the inputs that `leaf` needs which did not go into `artifact`'s context. */
  missingShare(leaf: Leaf, artifact: Artifact): number {
    const inputs = this.work.inputs[leaf.index]!;
    if (inputs.length === 0) return 0;
    let missing = 0;
    for (const input of inputs) if (!this.store.isCovered(artifact, input)) missing++;
    return missing / inputs.length;
  }

  /** A critical step is done for the first time. */
  criticalDone(leaf: number): void {
    if (this.criticalSeen[leaf] === 1 || this.work.needed[leaf] === 0) return;
    this.criticalSeen[leaf] = 1;
    if (--this.criticalLeft === 0) this.record.criticalAt = this.sim.now;
  }
}
