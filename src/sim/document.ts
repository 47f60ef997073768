import type { Artifact } from './artifact.js';
import type { Future, Process } from './kernel/index.js';
import type { World } from './world.js';

/** What a writer knew of the document when it began to work on its part. */
export type Snapshot = readonly Artifact[];

/**
 * The document that results are persisted to, part by part. With `writes: merge` each part is kept under its own key.
 * With `overwrite` a writer puts back the whole document as it had read it, with its own part: what others wrote in
 * between is lost, silently.
 */
export class Document {
  private parts: Artifact[] = [];
  private expected = 0;
  private written = 0;
  private writtenAt = 0;
  private completed: Future<void> | null = null;

  constructor(private readonly world: World) {}

  reset(): void {
    this.parts = [];
    this.written = 0;
    this.writtenAt = 0;
    this.expected = 0;
    this.completed = null;
  }

  read(): Snapshot {
    return [...this.parts];
  }

  write(artifact: Artifact, snapshot: Snapshot): void {
    if (this.world.scenario.policies.writes === 'overwrite') {
      this.world.record.lostUpdates += this.parts.filter((part) => !snapshot.includes(part)).length;
      this.parts = [...snapshot];
    }
    this.parts.push(artifact);
    this.written++;
    this.writtenAt = this.world.sim.now;
    if (this.written === this.expected) this.completed?.resolve();
  }

  /** The observer's view, which no participant has: waits until `writes` parts have been persisted, then shows them all. */
  *complete(writes: number): Process<Artifact> {
    this.expected = writes;
    if (this.written < writes) {
      this.completed = this.world.sim.future<void>();
      yield* this.completed.wait();
    }
    const whole = this.world.exchange.sideBySide(-1, this.parts);
    // It has been whole since the last write, whoever is still at work on what never comes.
    whole.readyAt = this.writtenAt;
    return whole;
  }
}
