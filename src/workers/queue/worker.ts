import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Scenario } from '../../scenario/scenario.js';
import type { Assignment } from '../../study/assignment.js';
import { assignmentKey, scenarioKey, unsealedValue } from '../packing.js';
import { programHash } from '../program.js';
import {
  connected,
  KEPT,
  ownVersion,
  type QueuedBatch,
  queueNames,
  queuePackages,
  type WorkerCard,
} from './connection.js';
import { BatchFault, BatchThreads } from './threads.js';

/** How a queue finds out that a worker died, in milliseconds. */
export interface WorkerPatience {
  /** A batch whose worker has not been heard of for so long is given to another one. */
  readonly lockDuration: number;
  /** Between two looks for such batches. */
  readonly stalledInterval: number;
}

const USUAL: WorkerPatience = { lockDuration: 15_000, stalledInterval: 7_500 };

/** Workers that may be lost with the same batch before it is given up: on machines that come and go, some are. */
const MOST_LOST = 5;

/** Seconds that a worker's card is kept; it is renewed three times as often. */
const CARD = 30;

/** A server that does not answer at so many looks, so many milliseconds apart, is not waited for by a worker that ends. */
const [LOST, LOOK] = [8, 250];

/** Scenarios that are kept at hand. */
const SCENARIOS = 16;

export interface QueueWorkerOptions {
  readonly url: string;
  readonly threads: number;
  readonly patience?: WorkerPatience;
  /** Another script for the threads. */
  readonly script?: URL;
  /** Told of each batch that is done, or failed. */
  readonly tell?: (news: WorkerNews) => void;
}

export interface WorkerNews {
  readonly done: number;
  /** Null: it was done. */
  readonly fault: string | null;
}

/** Does batches from a queue, with threads of its own, until it is closed. */
export class QueueWorker {
  private readonly scenarios = new Map<string, Scenario>();
  private done = 0;
  /** Batches in hand. */
  busy = 0;
  private readonly threads: BatchThreads;
  private card: NodeJS.Timeout | undefined;
  private worker: Worker<QueuedBatch> | undefined;

  private constructor(
    private readonly redis: Redis,
    private readonly options: QueueWorkerOptions,
    private readonly unrecoverable: (message: string) => Error,
  ) {
    this.threads = new BatchThreads(options.threads, options.script);
  }

  /** @throws QueueProblem where the packages are missing, or nobody answers. */
  static async start(options: QueueWorkerOptions): Promise<QueueWorker> {
    const packages = await queuePackages();
    const { UnrecoverableError } = await import('bullmq');
    const redis = await connected(packages, options.url);
    const self = new QueueWorker(redis, options, (message) => new UnrecoverableError(message));
    const worker = new packages.bullmq.Worker<QueuedBatch>(queueNames.queue(), (job) => self.process(job), {
      connection: redis,
      prefix: queueNames.prefix,
      concurrency: options.threads,
      maxStalledCount: MOST_LOST,
      ...(options.patience ?? USUAL),
    });
    worker.on('error', () => undefined);
    worker.on('failed', (_, error) => self.tell(error.message));
    await worker.waitUntilReady();
    self.worker = worker;
    await self.announce();
    return self;
  }

  private async process(job: Job<QueuedBatch>): Promise<null> {
    this.busy++;
    try {
      const { data } = job;
      this.check(data);
      const assignment = { ...data.rest, scenario: await this.scenario(data.scenario) } as Assignment;
      if (job.id !== data.key || assignmentKey(assignment) !== data.key) {
        throw this.unrecoverable('what was put into the queue is not what its name says');
      }
      const bytes = await this.threads.carryOut({ assignment, scenario: data.scenario, key: data.key });
      // The result first: whoever hears that the batch is done finds it.
      await this.redis.set(queueNames.result(data.key), Buffer.from(bytes), 'EX', KEPT);
      this.done++;
      this.tell(null);
      return null;
    } catch (error) {
      // It fails wherever it is done: no other attempt is made.
      if (error instanceof BatchFault) throw this.unrecoverable(error.message);
      throw error;
    } finally {
      this.busy--;
    }
  }

  /** Another simulator may come to another result. */
  private check({ version, program }: QueuedBatch): void {
    if (version === ownVersion() && program === programHash()) return;
    throw this.unrecoverable(
      `a worker on ${hostname()} has version ${ownVersion()} with another simulator than the version ${version} that asked`,
    );
  }

  private async scenario(hash: string): Promise<Scenario> {
    const known = this.scenarios.get(hash);
    if (known !== undefined) return known;
    const bytes = await this.redis.getBuffer(queueNames.scenario(hash));
    const found = bytes === null ? null : (unsealedValue(hash, bytes) as Scenario | null);
    if (found === null || scenarioKey(found) !== hash) throw new Error('the scenario of the batch is not in the queue');
    if (this.scenarios.size === SCENARIOS) this.scenarios.delete(this.scenarios.keys().next().value!);
    this.scenarios.set(hash, found);
    return found;
  }

  private tell(fault: string | null): void {
    this.options.tell?.({ done: this.done, fault });
  }

  private async announce(): Promise<void> {
    const name = queueNames.worker(randomUUID());
    const card: WorkerCard = {
      version: ownVersion(),
      program: programHash(),
      host: hostname(),
      threads: this.options.threads,
    };
    const show = (): Promise<unknown> => this.redis.set(name, JSON.stringify(card), 'EX', CARD).catch(() => undefined);
    await show();
    this.card = setInterval(() => void show(), (CARD * 1000) / 3);
  }

  /** The server has been away for a while: nothing can be handed over any more. */
  private async lost(): Promise<void> {
    for (let looks = 0; looks < LOST; looks++) {
      await wait(LOOK, null, { ref: false });
      if (this.redis.status === 'ready') looks = 0;
    }
  }

  /** Finishes what is in hand, and takes no more. */
  async close(): Promise<void> {
    clearInterval(this.card);
    await Promise.race([this.worker?.close(), this.lost()]);
    await this.threads.close();
    this.redis.disconnect();
  }
}
