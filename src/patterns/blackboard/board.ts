import {
  type Artifact,
  type Context,
  EACH_AUTHOR,
  FAILED,
  type Future,
  inputsAmong,
  MAX_INDEX,
  type Member,
  outcomesOf,
  type Process,
  Purpose,
  quantile,
  Resource,
  type Step,
  shownTo,
  type Task,
  type TaskView,
  type World,
} from '../kit.js';

/** An agent that looks at the board: it does one step at a time. */
interface Worker {
  readonly member: Member;
  readonly desk: Resource;
  /** What it did last. */
  last: Artifact | null;
}

/** Scatters the keys of workers (odd, so that all keys are met before one comes back). */
const WORKER = 25_717;

/** A board that results are posted on: passive, no participant. Who sees a step that is ready, and can do it, takes it. */
export class Board {
  private readonly workers = new Map<Member, Worker>();
  private readonly posted = new Map<Step, Future<number>>();
  private readonly results = new Map<Step, { readonly artifact: Artifact; readonly at: number }>();
  private readonly claimed = new Set<Step>();
  private readonly looking: Task<void>[] = [];

  constructor(
    private readonly world: World,
    private readonly task: TaskView,
    private readonly steps: readonly Step[],
    /** Whether a claim is posted, atomically; else an agent takes what has no result yet, as far as it can see. */
    private readonly claims: boolean,
  ) {
    for (const step of steps) this.posted.set(step, world.sim.future());
  }

  /** All of them look at the board, until everything is there. */
  *work(ableTo: (step: Step) => readonly Member[]): Process<Artifact> {
    const { sim, exchange } = this.world;
    for (const step of this.steps) {
      for (const [nth, member] of ableTo(step).entries()) this.looking.push(sim.spawn(this.look(step, member, nth)));
    }
    for (const step of this.steps) yield* this.posted.get(step)!.wait();
    for (const task of this.looking) sim.interrupt(task);
    return exchange.sideBySide(-1, outcomesOf(this.steps));
  }

  /** Waits until the step looks ready, and until its hands are free; then takes it, unless it looks taken. */
  private *look(step: Step, member: Member, nth: number): Process<void> {
    const worker = this.workerFor(member);
    let ready = 0;
    for (const input of inputsAmong(step, this.runs).steps) {
      ready = Math.max(ready, (yield* this.posted.get(input)!.wait()) + this.delay(input, step, nth));
    }
    if (ready > this.world.sim.now) yield ready - this.world.sim.now;
    yield* worker.desk.acquire();
    try {
      if (!this.looksTaken(step, nth)) yield* this.take(step, worker);
    } catch (thrown) {
      // Nobody waits for it; the claim, where there is one, goes with it.
      if (thrown !== FAILED) throw thrown;
      this.claimed.delete(step);
    } finally {
      worker.desk.release();
    }
  }

  private *take(step: Step, worker: Worker): Process<void> {
    if (this.claims) this.claimed.add(step);
    const artifact = yield* worker.member.perform(step, this.seenBy(step, worker), EACH_AUTHOR);
    worker.last = artifact;
    const first = this.results.get(step);
    // The place is taken: what was there stays, and this result is lost.
    step.artifact = first?.artifact ?? artifact;
    if (first !== undefined) return;
    this.results.set(step, { artifact, at: this.world.sim.now });
    this.posted.get(step)!.resolve(this.world.sim.now);
  }

  /** The keys that it needs, and nothing else; a worker that was busy could not begin before its last work was done. */
  private seenBy(step: Step, { last }: Worker): Context {
    const seen = this.world.exchange.context('messages');
    for (const artifact of shownTo(this.task, step, this.runs)) seen.append(artifact);
    if (last !== null && last.readyAt > seen.newest.readyAt) seen.newest = last;
    return seen;
  }

  private looksTaken(step: Step, nth: number): boolean {
    if (this.claimed.has(step)) return true;
    const result = this.results.get(step);
    return result !== undefined && result.at + this.delay(step, step, nth) <= this.world.sim.now;
  }

  private readonly runs = (step: Step): boolean => this.posted.has(step);

  private workerFor(member: Member): Worker {
    const known = this.workers.get(member);
    if (known !== undefined) return known;
    const worker = { member, desk: new Resource(this.world.sim, 1), last: null };
    this.workers.set(member, worker);
    return worker;
  }

  /** When a change of `from` shows up for the nth of those who could do `to`. */
  private delay(from: Step, to: Step, nth: number): number {
    const { scenario, luck, work, layout } = this.world;
    const { delay } = scenario.faults.messages;
    if (delay.kind === 'constant') return delay.value;
    const addressOf = (step: Step): number => layout.leaves[step.leaves[0]!]!.address;
    const index = (addressOf(from) + nth * WORKER) % MAX_INDEX;
    return quantile(delay, luck.uniform(Purpose.messageDelay, work.task, addressOf(to), index));
  }
}
