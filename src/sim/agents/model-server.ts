import { type Process, Resource, Room, Sharing, type Simulator } from '../../kernel/index.js';
import type { ModelSpec, ServerSpec } from '../../scenario/scenario.js';
import { mostShared, speedShared } from '../../scenario/server.js';
import { Status } from '../record/record.js';
import type { Fate } from '../rules/fate.js';

/** A model server of one's own: the calls of all agents with the model share it, over all tasks of a run. */
export class ModelServer {
  private readonly replicas: readonly Replica[];

  constructor(
    sim: Simulator,
    readonly name: string,
    spec: ServerSpec,
  ) {
    this.replicas = Array.from({ length: spec.replicas }, () => new Replica(sim, spec));
  }

  get slots(): number {
    return this.replicas.length;
  }

  /**
   * Seconds in which it reads, and in which it writes what it could write in them, so far in this run, all added up. Where it
   * writes the more, the more calls run: seconds in which its memory is full.
   */
  get busySeconds(): number {
    return this.replicas.reduce((sum, replica) => sum + replica.busySeconds, 0);
  }

  reset(): void {
    for (const replica of this.replicas) replica.reset();
  }

  /** Where the next call goes: the first of those with the fewest calls. */
  replica(): Replica {
    let least = this.replicas[0]!;
    for (const replica of this.replicas) if (replica.load < least.load) least = replica;
    return least;
  }
}

/** One of a server's equals: a batch with so many places and so much memory. */
export class Replica {
  private readonly room: Room;
  /** Who reads, where one call reads at a time. */
  private readonly reader: Resource;
  private readonly batch: Sharing;
  private readonly most: number;
  private isReading = false;
  private readSeconds = 0;

  constructor(
    private readonly sim: Simulator,
    private readonly spec: ServerSpec,
  ) {
    this.room = new Room(sim, spec.maxBatch, spec.kvTokens);
    this.reader = new Resource(sim, 1);
    this.batch = new Sharing(sim, (running) => (this.isReading ? 0 : speedShared(spec, running)));
    this.most = mostShared(spec);
  }

  get load(): number {
    return this.room.inside + this.room.waiting;
  }

  get busySeconds(): number {
    if (this.most < Number.POSITIVE_INFINITY) return this.readSeconds + this.batch.worked / this.most;
    const { space, filledSeconds } = this.room;
    // It is full where it always reads, or where its memory is full.
    return Math.max(this.readSeconds, space < Number.POSITIVE_INFINITY ? filledSeconds / space : 0);
  }

  reset(): void {
    this.room.reset();
    this.reader.reset();
    this.batch.reset();
    this.isReading = false;
    this.readSeconds = 0;
  }

  /** Waits for a place and memory; whether it has them, or how it ended. */
  *enter(tokens: number, deadline: number): Process<number> {
    if (!this.room.canHold(tokens)) return Status.overflow;
    return (yield* this.room.enter(tokens, deadline)) ? Status.ok : Status.timedOut;
  }

  exit(tokens: number): void {
    this.room.exit(tokens);
  }

  /** Serves a call that has its place until it is done, the deadline passes, or its participant goes down; how it ended. */
  *serve(fate: Fate, writing: number, deadline: number, downAt: number): Process<number> {
    const { status } = fate;
    const until = Math.min(deadline, downAt);
    let isDone = yield* this.work(fate, until);
    if (isDone && status === Status.ok && writing > 0) isDone = yield* this.sleep(writing, until);
    return isDone ? status : downAt <= deadline ? Status.lost : Status.timedOut;
  }

  /** Reads and writes, at most until `until`; true when it was done. A failure does a part of the work. */
  private *work({ duration, first, reading }: Fate, until: number): Process<boolean> {
    const before = Math.min(first, duration);
    const read = Math.min(reading, duration - before);
    const written = duration - before - read;
    if (before > 0 && !(yield* this.sleep(before, until))) return false;
    if (this.spec.prefill === 'shared') return yield* this.batch.work(read + written, until);
    if (read > 0 && !(yield* this.read(read, until))) return false;
    return yield* this.batch.work(written, until);
  }

  /** One call reads at a time, while none writes. */
  private *read(seconds: number, until: number): Process<boolean> {
    const { sim, reader } = this;
    if (!(yield* reader.acquire(until))) return false;
    const since = sim.now;
    this.setReading(true);
    try {
      return yield* this.sleep(seconds, until);
    } finally {
      this.readSeconds += sim.now - since;
      this.setReading(false);
      reader.release();
    }
  }

  private setReading(isReading: boolean): void {
    this.isReading = isReading;
    this.batch.changed();
  }

  private *sleep(seconds: number, until: number): Process<boolean> {
    const left = until - this.sim.now;
    yield Math.min(seconds, left);
    return seconds <= left;
  }
}

/** The servers of a run, by model. */
export class ModelServers {
  readonly all: ModelServer[] = [];

  constructor(private readonly sim: Simulator) {}

  /** Null: an API. */
  of({ name, server }: Pick<ModelSpec, 'name' | 'server'>): ModelServer | null {
    if (server === null) return null;
    const known = this.all.find((one) => one.name === name);
    if (known !== undefined) return known;
    const made = new ModelServer(this.sim, name, server);
    this.all.push(made);
    return made;
  }

  reset(): void {
    for (const server of this.all) server.reset();
  }
}
