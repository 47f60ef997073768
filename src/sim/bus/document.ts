import type { Future, Process } from '../../kernel/index.js';
import { FAILED } from '../agents/failure.js';
import type { Artifact } from '../content/artifact.js';
import type { Run } from '../run.js';
import type { Step } from '../team/step.js';
import type { TaskState } from '../team/task-state.js';

/** What a writer knew of the document when it began to work on its part. */
export type DocumentSnapshot = ReadonlyMap<Step, Artifact>;

/**
 * The document that results are persisted to, part by part. With `writes: merge` each part is kept under its own key.
 * With `overwrite` a writer puts back the whole document as it had read it, with its own part: what others wrote in
 * between is lost, silently; with `fail` that is an error. A step that is done twice writes its own part again, so that a document that is whole stays
 * whole; an idempotent write is made once.
 */
export class SharedDocument {
  private parts = new Map<Step, Artifact>();
  /** Steps whose parts were written, lost or not. */
  private readonly written = new Set<Step>();
  private expected = 0;
  private writtenAt = 0;
  private completed: Future<void> | null = null;

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    private readonly state: Pick<TaskState, 'record' | 'exchange'>,
  ) {}

  reset(): void {
    if (this.parts.size > 0) this.parts = new Map();
    if (this.written.size > 0) this.written.clear();
    this.writtenAt = 0;
    this.expected = 0;
    this.completed = null;
  }

  read(): DocumentSnapshot {
    return new Map(this.parts);
  }

  write(step: Step, artifact: Artifact, snapshot: DocumentSnapshot): void {
    const { writes, idempotency } = this.run.scenario.policies;
    if (idempotency && this.written.has(step)) return;
    const lost = [...this.parts].filter(([other, part]) => other !== step && snapshot.get(other) !== part);
    if (writes === 'fail' && lost.length > 0) throw FAILED;
    if (writes === 'overwrite') {
      this.state.record.lostUpdates += lost.length;
      this.parts = new Map(snapshot);
    }
    this.parts.set(step, artifact);
    this.note(step, artifact, writes === 'overwrite' ? lost.map(([other]) => other) : []);
    this.written.add(step);
    this.writtenAt = this.run.sim.now;
    if (this.written.size === this.expected) this.completed?.resolve();
  }

  private note(step: Step, { author, id }: Artifact, undone: readonly Step[]): void {
    const { record } = this.state;
    if (!record.detailed) return;
    const undid = undone.map((other) => other.leaves[0]!);
    record.notes.writes.push({ by: author, at: this.run.sim.now, step: step.leaves[0]!, artifact: id, undid });
  }

  /** The observer's view, which no participant has: waits until `parts` parts have been persisted, then shows them all. */
  *complete(parts: number): Process<Artifact> {
    this.expected = parts;
    if (this.written.size < parts) {
      this.completed = this.run.sim.future<void>();
      yield* this.completed.wait();
    }
    const whole = this.state.exchange.sideBySide(-1, [...this.parts.values()]);
    // It has been complete since the last write, even if some participant still waits for an input that never comes.
    whole.readyAt = this.writtenAt;
    return whole;
  }
}
