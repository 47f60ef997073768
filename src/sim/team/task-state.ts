import type { Scope, Task } from '../../kernel/index.js';
import { type Artifact, ArtifactStore } from '../content/artifact.js';
import { Claims } from '../content/claims.js';
import { Exchange } from '../content/exchange.js';
import { USER } from '../content/senders.js';
import { TaskLuck } from '../luck/task-luck.js';
import { RunRecord } from '../record/record.js';
import type { Run } from '../run.js';
import { Budget, isLimitless } from './budget.js';
import { Journal } from './journal.js';
import { ReplicaTurns } from './replica-turns.js';
import { TaskFacts } from './task-facts.js';

/**
 * Events after which a task is broken off: a chat of agents that never agree, or a loop that an extreme value never leaves.
 * The largest task of the built-in scenarios has 5,300. What grows fastest with a task, bids of every participant for every
 * step, takes two events each.
 */
const MOST_EVENTS = 200_000;
const EVENTS_PER_BID = 20;

/**
 * What is kept of one task in progress: what is true of it, all content, what happened. Each task in flight has its own,
 * and whatever is done for a task is given its state. States are pooled: after one task they serve a later one.
 */
export class TaskState implements Scope {
  live = 0;
  eventsLeft = 0;
  /** Works the task off; ends with it, where it is broken off. */
  work: Task<void> | null = null;
  readonly luck: TaskLuck;
  readonly facts: TaskFacts;
  readonly record = new RunRecord();
  readonly store: ArtifactStore;
  readonly claims: Claims;
  readonly exchange: Exchange;
  readonly journal = new Journal();
  /** Null where replicas may always begin. */
  readonly turns: ReplicaTurns | null;
  /** Null: without limit. */
  readonly budget: Budget | null;
  readonly brief: Artifact;
  /** How many tasks it has served, the one at hand included. */
  openings = 0;
  /** Critical steps that are not done yet. */
  private criticalLeft = 0;
  private readonly criticalSeen: Uint8Array;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario' | 'layout' | 'luck' | 'participants'>,
    /** Which of the run's states it is, from 0. */
    readonly index: number,
    edgesPossible: number,
    private readonly close: (state: TaskState) => void,
  ) {
    const { sim, scenario, layout, participants } = run;
    const { record } = this;
    const { difficulty, claimTokens, brief } = scenario.task;
    this.luck = new TaskLuck(run.luck, difficulty);
    this.turns = ReplicaTurns.of(sim, layout);
    this.facts = new TaskFacts(layout, scenario.task, participants.length);
    const { owed } = this.facts.owed;
    this.store = new ArtifactStore(participants.length, layout.leaves.length);
    this.exchange = new Exchange(sim, scenario.provider.framing, record, this.store);
    this.claims = new Claims(record, this.store, this.luck, {
      claimTokens,
      wrongAnswers: difficulty.wrongAnswers,
      owed,
    });
    this.criticalSeen = new Uint8Array(layout.leaves.length);
    const { budget } = scenario.policies;
    this.budget = isLimitless(budget) ? null : new Budget(sim, budget, record);
    record.participants = participants;
    record.believed = new Uint8Array(participants.length);
    record.stepNames = layout.leaves.map((leaf) => leaf.spec.name);
    record.tracing = scenario.policies.tracing;
    record.edgesPossible = edgesPossible;
    record.store = this.store;
    this.brief = this.store.create(USER, -1, -1, brief.tokens, 0);
    this.brief.parts = layout.parts.all;
    for (const [i, point] of layout.briefKeys.entries()) this.claims.seed(this.brief, point, i < brief.falseClaims);
    record.briefClaims = record.claims.length;
  }

  /** Which of the replication's tasks it serves, from 0. */
  get task(): number {
    return this.luck.task;
  }

  /** Virtual seconds after the beginning of the run. */
  get now(): number {
    return this.run.sim.now;
  }

  /** Serves the nth task of a replication, which arrives now. */
  open(task: number, replication: number): void {
    const { record, facts, luck, run } = this;
    this.live = 0;
    this.eventsLeft = MOST_EVENTS + EVENTS_PER_BID * run.layout.leaves.length * run.participants.length;
    this.openings++;
    luck.task = task;
    record.clear(replication, run.sim.now);
    this.store.rewind();
    this.brief.readyAt = run.sim.now;
    this.exchange.reset();
    this.journal.clear();
    this.turns?.clear();
    this.budget?.open();
    facts.open(luck);
    this.brief.tokens = facts.briefTokens;
    record.kind = facts.kind;
    record.size = facts.size;
    this.criticalSeen.fill(0);
    this.criticalLeft = 0;
    for (const leaf of run.layout.leaves) {
      if (leaf.spec.critical && facts.needed[leaf.index] === 1) this.criticalLeft++;
    }
  }

  /** The last process of the task has ended. */
  ended(): void {
    this.close(this);
  }

  /** It goes on and on: it is broken off, and stalls. */
  exhausted(): void {
    this.record.isBrokenOff = true;
    this.run.sim.interrupt(this.work!);
  }

  /** A critical step is done for the first time. */
  criticalDone(leaf: number): void {
    if (this.criticalSeen[leaf] === 1 || this.facts.needed[leaf] === 0) return;
    this.criticalSeen[leaf] = 1;
    if (--this.criticalLeft === 0) this.record.criticalAt = this.run.sim.now;
  }
}
