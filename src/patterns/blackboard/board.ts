import {
  type Artifact,
  type Context,
  EACH_AUTHOR,
  FAILED,
  type Future,
  inputsAmong,
  MAX_INDEX,
  type Member,
  orFailed,
  outcomesOf,
  type Process,
  Purpose,
  quantile,
  Resource,
  type Stage,
  type Step,
  shownTo,
  type Task,
  type TaskView,
  USER,
} from '../kit.js';

/** An agent that looks at the board: it does one step at a time. */
interface BoardWorker {
  readonly member: Member;
  readonly desk: Resource;
  /** What it did last. */
  last: Artifact | null;
}

/** A board that results are posted on: passive, no participant. A worker that sees a ready step, and can do it, takes it. */
export class Board {
  private readonly workers = new Map<Member, BoardWorker>();
  private readonly posted = new Map<Step, Future<number>>();
  private readonly results = new Map<Step, { readonly artifact: Artifact; readonly at: number }>();
  private readonly claimed = new Set<Step>();
  private readonly looking: Task<void>[] = [];

  constructor(
    private readonly stage: Pick<Stage, 'sim' | 'run' | 'state'>,
    private readonly task: TaskView,
    private readonly steps: readonly Step[],
    /** Whether a claim is posted, atomically; else an agent takes what has no result yet, as far as it can see. */
    private readonly claims: boolean,
  ) {
    for (const step of steps) this.posted.set(step, stage.sim.future());
  }

  /** All workers read the board until every result is posted. */
  *work(ableTo: (step: Step) => readonly Member[]): Process<Artifact> {
    const { sim, state } = this.stage;
    for (const step of this.steps) {
      for (const [nth, member] of ableTo(step).entries()) this.looking.push(sim.spawn(this.look(step, member, nth)));
    }
    for (const step of this.steps) yield* this.posted.get(step)!.wait();
    for (const task of this.looking) sim.interrupt(task);
    return state.exchange.sideBySide(USER, outcomesOf(this.steps));
  }

  /** Waits until the step looks ready, and until its hands are free; then takes it, unless it looks taken. */
  private *look(step: Step, member: Member, nth: number): Process<void> {
    const worker = this.workerFor(member);
    let ready = 0;
    for (const input of inputsAmong(step, this.runs).steps) {
      ready = Math.max(ready, (yield* this.posted.get(input)!.wait()) + this.delay(input, step, nth));
    }
    if (ready > this.stage.sim.now) yield ready - this.stage.sim.now;
    yield* worker.desk.acquire();
    try {
      if (this.looksTaken(step, nth)) return;
      // The failed work is not waited for; its claim, where there is one, goes with it.
      if ((yield* orFailed(this.take(step, worker))) === FAILED) this.claimed.delete(step);
    } finally {
      worker.desk.release();
    }
  }

  private *take(step: Step, worker: BoardWorker): Process<void> {
    if (this.claims) this.claimed.add(step);
    const artifact = yield* worker.member.perform(step, this.seenBy(step, worker), EACH_AUTHOR);
    worker.last = artifact;
    const first = this.results.get(step);
    // The place is taken: what was there stays, and this result is lost.
    step.artifact = first?.artifact ?? artifact;
    if (first !== undefined) return;
    this.results.set(step, { artifact, at: this.stage.sim.now });
    this.posted.get(step)!.resolve(this.stage.sim.now);
  }

  /** Only the keys that it needs; a worker that was busy starts after its last work. */
  private seenBy(step: Step, { last }: BoardWorker): Context {
    const seen = this.stage.state.exchange.context('messages');
    for (const artifact of shownTo(this.task, step, this.runs)) seen.append(artifact);
    if (last !== null && last.readyAt > seen.newest.readyAt) seen.newest = last;
    return seen;
  }

  private looksTaken(step: Step, nth: number): boolean {
    if (this.claimed.has(step)) return true;
    const result = this.results.get(step);
    return result !== undefined && result.at + this.delay(step, step, nth) <= this.stage.sim.now;
  }

  private readonly runs = (step: Step): boolean => this.posted.has(step);

  private workerFor(member: Member): BoardWorker {
    const known = this.workers.get(member);
    if (known !== undefined) return known;
    const worker = { member, desk: new Resource(this.stage.sim, 1), last: null };
    this.workers.set(member, worker);
    return worker;
  }

  /** When a change of `from` shows up for the nth of those who could do `to`. */
  private delay(from: Step, to: Step, nth: number): number {
    const { run, state } = this.stage;
    const { delay } = run.scenario.faults.messages;
    if (delay.kind === 'constant') return delay.value;
    const index = from.address + nth * MAX_INDEX;
    return quantile(delay, state.luck.uniform(Purpose.messageDelay, to.address, index));
  }
}
