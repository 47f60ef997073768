import { type Future, type Process, Simulator, type Task } from '../kernel/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { beginAnew } from './agents/holding.js';
import { FAILED } from './agents/policies.js';
import { Provider } from './agents/provider.js';
import type { Scripted } from './agents/wording.js';
import { arriving, asking } from './arrivals.js';
import type { Artifact, ArtifactStore } from './content/artifact.js';
import type { Claims } from './content/claims.js';
import type { Exchange } from './content/exchange.js';
import { Luck } from './luck/luck.js';
import type { Participant, RunRecord } from './record/record.js';
import { Books } from './team/books.js';
import { buildCast, type KnockOut, type Troupe } from './team/casting.js';
import { closeCalls, settle } from './team/closing.js';
import type { Plan } from './team/plan.js';
import type { Shape } from './team/shape.js';
import { type Leaf, layOut, type Work } from './team/work.js';

/** One scenario under one pattern: builds the cast once, then rehearses any replication of it, with all its tasks. */
export class World {
  readonly sim: Simulator;
  readonly luck: Luck;
  readonly layout;
  readonly provider: Provider;
  /** What a hang waits for. */
  never!: Future<void>;
  // The books of the task whose process executes.
  books!: Books;
  work!: Work;
  record!: RunRecord;
  store!: ArtifactStore;
  claims!: Claims;
  exchange!: Exchange;
  private readonly troupe: Troupe;
  private readonly open: Books[] = [];
  private readonly shelved: Books[] = [];
  private replication = 0;
  /** Who goes down for good in the next run, and when. */
  knockedOut: KnockOut | null = null;
  /** The task that is recorded in detail, of all that come; null: the records are as they were asked to be. */
  watched: number | null = null;
  private onTask: (record: RunRecord, task: number) => void = () => undefined;

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
    this.provider = new Provider(this.sim, scenario.provider);
    this.troupe = buildCast(this, plan);
    const first = this.newBooks();
    this.shelved.push(first);
    this.show(first);
  }

  /** What of the top team's task can be counted beforehand. */
  get shape(): Shape {
    return this.troupe.shape;
  }

  get participants(): readonly Participant[] {
    return this.troupe.participants;
  }

  get edgesPossible(): number {
    return this.troupe.edgesPossible;
  }

  /** One replication of a workload of one task, from its arrival until nothing moves. The record is valid until the next one. */
  run(replication: number): RunRecord {
    this.rehearse(replication, () => undefined);
    return this.record;
  }

  /**
   * One replication, from the first arrival until nothing moves any more. `onTask` is told of each task once nothing of it
   * will ever move again, in the order in which that happens; its record is valid during that call only.
   */
  rehearse(replication: number, onTask: (record: RunRecord, task: number) => void): void {
    this.onTask = onTask;
    this.reset(replication);
    const { sim, scenario } = this;
    const { arrivals } = scenario.workload;
    if (arrivals?.kind === 'closed') {
      let asked = 0;
      const next = (): number => asked++;
      for (let user = 0; user < arrivals.users; user++) {
        sim.spawn(asking(this, { user, next }, (task) => this.begin(task)));
      }
    } else if (arrivals === null) {
      for (let task = 0; task < scenario.workload.tasks; task++) this.begin(task);
    } else {
      sim.spawn(arriving(this, scenario.workload.tasks, arrivals, (task) => this.begin(task)));
    }
    while (!this.runsToRest());
    // What is still open now waits for something that will never come.
    for (const books of [...this.open]) this.close(books);
  }

  /** False where it came upon work that failed and that nobody waits for any more: then there may be more to come. */
  private runsToRest(): boolean {
    try {
      this.sim.run();
      return true;
    } catch (thrown) {
      if (thrown !== FAILED) throw thrown;
      return false;
    }
  }

  /** Shows a task's books: its process is about to execute. */
  show(books: Books): void {
    this.books = books;
    this.work = books.work;
    this.record = books.record;
    this.store = books.store;
    this.claims = books.claims;
    this.exchange = books.exchange;
  }

  private begin(task: number): Task<void> {
    const books = this.shelved.pop() ?? this.newBooks();
    this.open.push(books);
    if (this.watched !== null) books.record.detailed = task === this.watched;
    books.open(task, this.replication);
    return this.sim.spawn(this.workOff(books), books);
  }

  private *workOff({ brief, record }: Books): Process<void> {
    const { attempts, after } = this.scenario.policies.resubmit;
    for (let failures = 0; ; failures++) {
      try {
        const artifact: Artifact = yield* this.troupe.top.work(brief);
        // What was written down before may be all that there is.
        record.endedAt = Math.max(artifact.readyAt, record.resumedAt);
        settle(this, artifact);
        return;
      } catch (thrown) {
        if (thrown !== FAILED) throw thrown;
      }
      if (failures === attempts) break;
      beginAnew(this, EVERYTHING);
      if (after > 0) yield after;
      record.resumedAt = this.sim.now;
    }
    record.endedAt = this.sim.now;
    record.outcome = 'failed';
    record.lastCall = record.calls.length - 1;
  }

  private newBooks(): Books {
    return new Books(this, (books) => this.close(books));
  }

  /** Nothing of a task moves any more. */
  private close(books: Books): void {
    this.open.splice(this.open.indexOf(books), 1);
    this.show(books);
    closeCalls(books.record);
    books.dismiss();
    this.onTask(books.record, books.work.task);
    this.shelved.push(books);
  }

  private reset(replication: number): void {
    this.replication = replication;
    this.luck.replication = replication;
    this.sim.reset();
    this.never = this.sim.future<void>();
    this.provider.reset();
    this.troupe.reset(this.knockedOut);
    // Left behind by a replication that was broken off.
    for (let books = this.open.pop(); books !== undefined; books = this.open.pop()) {
      books.dismiss();
      this.shelved.push(books);
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
}

/** A task that is handed in again begins again as a whole. */
const EVERYTHING = (): boolean => true;
