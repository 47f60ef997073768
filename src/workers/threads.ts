import { Worker } from 'node:worker_threads';
import type { RowWriter, RunsRows } from '../report/exporters/csv.js';
import { type Assignment, carryOut, partsOfAssignment, type ResultOf, resultOfParts } from '../study/assignment.js';
import { builtInCatalogue } from '../study/catalogue.js';
import { type Executor, type Job, Progress } from '../study/executor.js';
import type { StudyMonitor } from '../study/monitor.js';
import { Worlds } from '../study/worlds.js';
import { claimOrder, PartClaims } from './claims.js';
import type { ThreadReply, ThreadRequest } from './messages.js';

/** A part of a job of the round: which one, by the job's number and its own. */
interface RoundPart {
  readonly job: number;
  readonly nth: number;
  readonly assignment: Assignment;
}

/** Jobs of which threads do the parts. */
class Round {
  readonly parts: readonly RoundPart[];
  readonly sizes: readonly number[];
  readonly claims: PartClaims;
  fault: { readonly error: unknown } | null = null;
  /** By job: what its parts came to, until all are there. */
  private readonly found = new Map<number, ResultOf<Assignment>[]>();
  /** By job: what it came to, until it is taken. */
  private readonly whole = new Map<number, ResultOf<Assignment>>();
  private readonly left: number[];
  private wake: () => void = () => undefined;

  constructor(
    readonly number: number,
    private readonly jobs: readonly Job[],
  ) {
    const parts = jobs.map(({ assignment }) => partsOfAssignment(assignment));
    this.sizes = parts.map(({ length }) => length);
    this.left = [...this.sizes];
    this.parts = parts.flatMap((all, job) => all.map((assignment, nth) => ({ job, nth, assignment })));
    this.claims = new PartClaims(this.parts.length);
  }

  add(part: number, result: ResultOf<Assignment>): void {
    const { job, nth } = this.parts[part]!;
    const results = this.found.get(job) ?? [];
    results[nth] = result;
    this.found.set(job, results);
    this.left[job]!--;
    if (this.left[job] === 0) this.finish(job, results);
    this.wake();
  }

  private finish(job: number, parts: readonly ResultOf<Assignment>[]): void {
    const result = resultOfParts(parts);
    this.found.delete(job);
    this.whole.set(job, result);
    this.jobs[job]!.done?.(result);
  }

  fail(error: unknown): void {
    this.fault ??= { error };
    this.wake();
  }

  /** What a job came to, once; null where parts of it are still being done. */
  take(job: number): ResultOf<Assignment> | null {
    const result = this.whole.get(job) ?? null;
    this.whole.delete(job);
    return result;
  }

  /** Until another thread tells of a part. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

/** Several threads, this one among them. Whichever part is done first, jobs are taken in their order. */
export class ThreadExecutor implements Executor {
  private readonly others: readonly Worker[];
  private readonly worlds = new Worlds();
  private round: Round | null = null;
  private rounds = 0;
  private readonly writing = new Map<number, { done: (text: Uint8Array) => void; failed: (error: unknown) => void }>();
  private written = 0;

  constructor(
    private readonly size: number,
    private readonly monitor: StudyMonitor,
  ) {
    this.others = Array.from({ length: size - 1 }, () => this.thread());
  }

  async work(jobs: readonly Job[], share: readonly [number, number] = [0, 1]): Promise<boolean> {
    const round = this.begin(jobs);
    const progress = new Progress(jobs, this.monitor, share);
    const order = claimOrder(round.sizes, 0, this.size).values();
    try {
      for (const [nth, job] of jobs.entries()) {
        for (;;) {
          if (await this.monitor.pause()) return false;
          if (round.fault !== null) throw round.fault.error;
          // Looked at after the pause: what other threads told meanwhile wakes nothing.
          const result = round.take(nth);
          if (result === null) {
            if (!this.doNext(round, order)) await round.change();
            continue;
          }
          const enough = job.take(result);
          progress.add(job);
          if (enough === 'enough') return true;
          break;
        }
      }
      return true;
    } finally {
      round.claims.stop();
      this.round = null;
    }
  }

  /** Shares the parts of the jobs with the other threads. */
  private begin(jobs: readonly Job[]): Round {
    const round = new Round(this.rounds++, jobs);
    this.round = round;
    const parts = round.parts.map(({ assignment }) => assignment);
    for (const [i, other] of this.others.entries()) {
      const order = claimOrder(round.sizes, i + 1, this.size);
      this.ask(other, { kind: 'round', round: round.number, parts, order, claims: round.claims.shared });
    }
    return round;
  }

  /** Does a part in this thread; false where other threads do all that is left. */
  private doNext(round: Round, order: Iterator<number>): boolean {
    for (let next = order.next(); next.done !== true; next = order.next()) {
      if (!round.claims.claim(next.value)) continue;
      round.add(next.value, carryOut(round.parts[next.value]!.assignment, builtInCatalogue, this.worlds));
      return true;
    }
    return false;
  }

  private thread(): Worker {
    const other = new Worker(new URL('./worker.js', import.meta.url));
    other.on('message', (reply: ThreadReply) => this.hear(reply));
    other.on('error', (error) => {
      this.round?.fail(error);
      for (const { failed } of this.writing.values()) failed(error);
    });
    return other;
  }

  private ask(other: Worker, request: ThreadRequest): void {
    other.postMessage(request);
  }

  private hear(reply: ThreadReply): void {
    if (reply.kind === 'written') {
      this.writing.get(reply.id)?.done(reply.text);
      this.writing.delete(reply.id);
    } else if (this.round?.number === reply.round) {
      if (reply.kind === 'fault') this.round.fail(reply.error);
      else this.round.add(reply.part, reply.result);
    }
  }

  /** Writes rows of a large file in the other threads, one after the other. */
  get rowWriter(): RowWriter {
    return { threads: this.others.length, write: (rows) => this.write(rows) };
  }

  private write(rows: readonly RunsRows[]): Promise<Uint8Array> {
    const id = this.written++;
    return new Promise((done, failed) => {
      this.writing.set(id, { done, failed });
      this.ask(this.others[id % this.others.length]!, { kind: 'write', id, rows });
    });
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.others.map((other) => other.terminate()));
  }
}
