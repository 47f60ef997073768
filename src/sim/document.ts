import type { Artifact } from './artifact.js';
import type { Future, Process } from './kernel/index.js';
import type { World } from './world.js';

/** What a writer knew of the document when it began to work on its part. */
export interface Snapshot {
  readonly version: number;
}

/**
 * The document that results are persisted to, part by part. With `writes: merge` each part is kept under its own key.
 * With `overwrite` a writer puts back the whole document as it had read it, with its own part: what others wrote in
 * between is lost, silently.
 */
export class Document {
  private readonly parts: { artifact: Artifact; version: number }[] = [];
  private version = 0;
  private expected = 0;
  private written = 0;
  private completed: Future<void> | null = null;

  constructor(private readonly world: World) {}

  reset(): void {
    this.parts.length = 0;
    this.version = 0;
    this.written = 0;
    this.expected = 0;
    this.completed = null;
  }

  read(): Snapshot {
    return { version: this.version };
  }

  write(artifact: Artifact, snapshot: Snapshot): void {
    this.version++;
    if (this.world.scenario.policies.writes === 'overwrite') {
      for (let i = this.parts.length - 1; i >= 0; i--) {
        if (this.parts[i]!.version <= snapshot.version) continue;
        this.parts.splice(i, 1);
        this.world.record.lostUpdates++;
      }
    }
    this.parts.push({ artifact, version: this.version });
    this.written++;
    if (this.written === this.expected) this.completed?.resolve();
  }

  /** The observer's view, which no participant has: waits until `writes` parts have been persisted, then shows them all. */
  *complete(writes: number): Process<Artifact> {
    this.expected = writes;
    if (this.written < writes) {
      this.completed = this.world.sim.future<void>();
      yield* this.completed.wait();
    }
    return this.world.exchange.sideBySide(
      -1,
      this.parts.map((part) => part.artifact),
    );
  }
}
