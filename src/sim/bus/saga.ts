import type { Future, Process } from '../../kernel/index.js';
import { FAILED, orFailed } from '../agents/failure.js';
import type { Artifact } from '../content/artifact.js';
import type { Run } from '../run.js';
import type { Step } from '../team/step.js';
import type { TaskState } from '../team/task-state.js';
import type { TaskView } from '../team/task-view.js';
import type { Bus } from './bus.js';

/** Takes back the steps that were done, the last first, on word from `sender`; `after` says why. What came of it last. */
export function* takeBack(steps: readonly Step[], sender: number, after: Artifact): Process<Artifact> {
  const done = steps.filter((step) => step.done);
  const lastFirst = (a: Step, b: Step): number => b.artifact!.readyAt - a.artifact!.readyAt || b.index - a.index;
  let latest = after;
  for (const step of done.sort(lastFirst)) latest = yield* attempt(step, sender, latest);
  return latest;
}

/** What could not be taken back stays as it is; the others are taken back all the same. */
export function* attempt(step: Step, sender: number, after: Artifact): Process<Artifact> {
  const undone = yield* orFailed(step.member.undo(step, sender, after));
  return undone === FAILED ? after : undone;
}

/**
 * A saga without an orchestrator: the agent that fails announces it, and each agent that is done compensates its own step.
 * If a broker redelivers, an agent that fails announces nothing: the event comes again, and the operator of the
 * dead-letter queue announces what cannot be handled in the end.
 */
export class Saga {
  /** Steps that were done, and whose agents listen on. */
  private readonly done = new Set<Step>();
  /** Every finished step is compensated. */
  private over: Future<void> | null = null;
  /** Agents that work, or that are done and listen on. */
  private involved = 0;
  /** The finished agents were told of the failure. */
  private isHeard = false;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    private readonly state: TaskState,
    private readonly task: TaskView,
    private readonly bus: Bus,
  ) {}

  reset(): void {
    if (this.done.size > 0) this.done.clear();
    this.over = null;
    this.involved = 0;
    this.isHeard = false;
  }

  /** An agent's work on its step: what came of it; null where it said that it failed, or heard that another one had. */
  work(step: Step, work: Process<Artifact>): Process<Artifact | null> {
    return this.task.isSaga ? this.part(step, work) : work;
  }

  /** The outcome of the work; if a permanent failure is known, all steps are compensated and the task fails with an error. */
  *unlessFailed(whole: Process<Artifact>): Process<Artifact> {
    const { sim, scenario } = this.run;
    if (!this.task.isSaga && scenario.policies.deadLetters === null) return yield* whole;
    const delivery = sim.spawn(whole);
    yield* sim.race<unknown>([delivery, sim.spawn(this.failure())]);
    return yield* sim.join(delivery);
  }

  private *part(step: Step, work: Process<Artifact>): Process<Artifact | null> {
    const { failed } = this.bus;
    if (failed.resolved) return null;
    this.involved++;
    const artifact = yield* orFailed(work);
    if (artifact !== FAILED) {
      // Its work done, an agent listens on.
      if (this.done.has(step)) this.leave();
      else if (this.isHeard) this.run.sim.spawn(this.takeBack(step));
      this.done.add(step);
      return artifact;
    }
    const isSaid = this.run.scenario.policies.redelivery === null;
    if (isSaid) failed.resolve(step);
    this.leave();
    if (isSaid) return null;
    throw FAILED;
  }

  private *failure(): Process<never> {
    const { sim } = this.run;
    yield* this.bus.failed.wait();
    if (!this.task.isSaga) throw FAILED;
    this.isHeard = true;
    for (const step of this.done) sim.spawn(this.takeBack(step));
    if (this.involved === 0) throw FAILED;
    this.over = sim.future<void>();
    yield* this.over.wait();
    throw FAILED;
  }

  /** It hears that another one failed, and takes its own step back. */
  private *takeBack(step: Step): Process<void> {
    const failed = this.bus.failed.task.result!;
    const alarm = this.state.exchange.alarm();
    const wait = this.bus.delay(failed, step);
    if (wait > 0) yield wait;
    yield* attempt(step, failed.member.contactFor(failed), alarm);
    this.leave();
  }

  private leave(): void {
    this.involved--;
    if (this.involved === 0) this.over?.resolve();
  }
}
