import type { Artifact } from './artifact.js';
import type { Future, Process } from './kernel/index.js';
import type { Step } from './member.js';
import { FAILED } from './policies.js';
import type { TaskView } from './task.js';
import type { World } from './world.js';

/** Takes back the steps that were done, the last first, on word from `sender`; `after` says why. What came of it last. */
export function* takeBack(task: TaskView, sender: number, after: Artifact): Process<Artifact> {
  const done = task.steps.filter((step) => step.done);
  const lastFirst = (a: Step, b: Step): number => b.artifact!.readyAt - a.artifact!.readyAt || b.index - a.index;
  let latest = after;
  for (const step of done.sort(lastFirst)) latest = yield* attempt(step, sender, latest);
  return latest;
}

/** What could not be taken back stays as it is; the others are taken back all the same. */
export function* attempt(step: Step, sender: number, after: Artifact): Process<Artifact> {
  try {
    return yield* step.member.undo(step, sender, after);
  } catch (thrown) {
    if (thrown !== FAILED) throw thrown;
    return after;
  }
}

/** A saga without anybody in charge: the agent that fails says so, and each one that is done takes its own step back. */
export class Saga {
  /** The step that failed, once that was announced. */
  private failed!: Future<Step>;
  /** Everything that was done is taken back. */
  private over!: Future<void>;
  /** Agents that work, or that are done and listen on. */
  private involved = 0;

  constructor(private readonly world: World) {}

  reset(): void {
    this.failed = this.world.sim.future<Step>();
    this.over = this.world.sim.future<void>();
    this.involved = 0;
  }

  /** An agent's work on its step: what came of it; null where it failed, or heard beforehand that another one had. */
  *work(step: Step, work: Process<Artifact>): Process<Artifact | null> {
    if (this.failed.resolved) return null;
    this.involved++;
    try {
      return yield* work;
    } catch (thrown) {
      if (thrown !== FAILED) throw thrown;
      this.failed.resolve(step);
      this.leave();
      return null;
    }
  }

  /** Its work done, an agent listens on: when another one fails, it takes its own step back. */
  *listenOn(step: Step): Process<void> {
    const { bus, exchange } = this.world;
    const failed = yield* this.failed.wait();
    const alarm = exchange.alarm();
    const wait = bus.delay(failed, step);
    if (wait > 0) yield wait;
    yield* attempt(step, failed.member.contactFor(failed), alarm);
    this.leave();
  }

  /** Ends once all that was done is taken back: loudly. */
  *failure(): Process<never> {
    yield* this.over.wait();
    throw FAILED;
  }

  private leave(): void {
    this.involved--;
    if (this.involved === 0 && this.failed.resolved) this.over.resolve();
  }
}
