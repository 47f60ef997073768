import type { Scope } from '../../kernel/index.js';
import { type Artifact, ArtifactStore } from '../content/artifact.js';
import { Claims } from '../content/claims.js';
import { Exchange } from '../content/exchange.js';
import { USER } from '../content/sender.js';
import { RunRecord } from '../record/record.js';
import type { World } from '../world.js';
import { Journal } from './journal.js';
import type { Cast, Team } from './team.js';
import { Work } from './work.js';

/**
 * What is kept of one task in progress: what is true of it, all content, what happened. A world with many tasks in flight
 * has one of these for each, and shows those of the task whose process executes.
 */
export class Books implements Scope {
  live = 0;
  readonly work: Work;
  readonly record = new RunRecord();
  readonly store: ArtifactStore;
  readonly claims: Claims;
  readonly exchange: Exchange;
  readonly journal: Journal;
  readonly brief: Artifact;
  /** Critical steps that are not done yet. */
  criticalLeft = 0;
  private readonly criticalSeen: Uint8Array;
  private readonly casts: { readonly team: Team; readonly cast: Cast }[] = [];

  constructor(
    private readonly world: World,
    private readonly close: (books: Books) => void,
  ) {
    const { scenario, layout, participants, luck } = world;
    const { record } = this;
    this.work = new Work(layout, scenario.task, participants.length);
    this.store = new ArtifactStore(participants.length, layout.leaves.length);
    this.exchange = new Exchange(world);
    this.claims = new Claims(record, this.store, luck);
    this.journal = new Journal();
    this.criticalSeen = new Uint8Array(layout.leaves.length);
    record.participants = participants;
    record.believed = new Uint8Array(participants.length);
    record.stepNames = layout.leaves.map((leaf) => leaf.spec.name);
    record.tracing = scenario.policies.tracing;
    record.edgesPossible = world.edgesPossible;
    record.store = this.store;
    const { tokens, falseClaims } = scenario.task.brief;
    this.brief = this.store.create(USER, -1, -1, tokens, 0);
    for (const [i, key] of layout.briefKeys.entries()) this.claims.seed(this.brief, key, i < falseClaims);
    record.briefClaims = record.claims.length;
  }

  /** Clean books for the nth task of a run, which arrives now. */
  open(task: number, replication: number): void {
    const { record, work, world } = this;
    this.live = 0;
    record.clear(replication, world.sim.now);
    this.store.rewind();
    this.brief.readyAt = world.sim.now;
    this.exchange.reset();
    this.journal.clear();
    work.open(task, world.luck);
    this.criticalSeen.fill(0);
    this.criticalLeft = 0;
    for (const leaf of world.layout.leaves) {
      if (leaf.spec.critical && work.needed[leaf.index] === 1) this.criticalLeft++;
    }
  }

  enter(): void {
    this.world.show(this);
  }

  ended(): void {
    this.close(this);
  }

  /** A team's cast works on this task, until its books are closed. */
  engage(team: Team, cast: Cast): void {
    this.casts.push({ team, cast });
  }

  /** Nobody works on it any more. */
  dismiss(): void {
    for (let one = this.casts.pop(); one !== undefined; one = this.casts.pop()) one.team.takeBack(one.cast);
  }

  /** A critical step is done for the first time. */
  criticalDone(leaf: number): void {
    if (this.criticalSeen[leaf] === 1 || this.work.needed[leaf] === 0) return;
    this.criticalSeen[leaf] = 1;
    if (--this.criticalLeft === 0) this.record.criticalAt = this.world.sim.now;
  }
}
