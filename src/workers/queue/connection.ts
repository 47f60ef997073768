import { setTimeout as wait } from 'node:timers/promises';
import type { Queue, QueueEvents, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { VERSION } from '../../report/folders/manifest.js';
import { programHash } from '../program.js';

/** Why a queue cannot be used: one sentence, and the next step. */
export class QueueProblem extends Error {
  constructor(
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

/** The packages that a queue is made of: whoever uses none need not install them. */
export interface QueuePackages {
  readonly bullmq: {
    readonly Queue: typeof Queue;
    readonly QueueEvents: typeof QueueEvents;
    readonly Worker: typeof Worker;
  };
  readonly Redis: typeof Redis;
}

/** @throws QueueProblem where they are not installed. */
export async function queuePackages(): Promise<QueuePackages> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new QueueProblem(
      'A queue needs two packages that are not installed: bullmq and ioredis.',
      'Install them beside this one: npm install bullmq@6.7.0 ioredis@5.11.1',
    );
  }
}

/** Milliseconds in which a server answers that is there. */
const PATIENCE = 10_000;

/**
 * Connects to Redis. Later on a connection that is lost is made again, however long that takes.
 * @throws QueueProblem where nobody answers.
 */
export async function connected({ Redis }: QueuePackages, url: string): Promise<Redis> {
  if (!/^rediss?:\/\/\S+$/.test(url)) {
    throw new QueueProblem(`'${url}' is not the address of a Redis server.`, 'Give it as in redis://localhost:6379.');
  }
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true, retryStrategy: () => RETRY });
  let fault: unknown = null;
  redis.on('error', (error) => {
    fault = error;
  });
  const answered = redis.connect().then(() => redis.ping());
  answered.catch(() => undefined);
  const given = await Promise.race([answered.catch(() => null), wait(PATIENCE, null, { ref: false })]);
  if (given !== null) return redis;
  redis.disconnect();
  const why = fault instanceof Error && fault.message !== '' ? ` (${fault.message})` : '';
  throw new QueueProblem(
    `The Redis server at ${shownUrl(url)} does not answer${why}.`,
    'Start it (redis-server --appendonly yes), or give another address with --queue.',
  );
}

/** Milliseconds between two attempts to connect again. */
const RETRY = 200;

/** Without the password. */
export function shownUrl(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}

/** Seconds that Redis keeps what nobody asked for again: a day. */
export const KEPT = 24 * 60 * 60;

/** Names in Redis. Programs whose simulators differ do not meet: their work has different names. */
export const queueNames = {
  prefix: 'rehearse',
  /** Of the queue that this program's batches wait in. */
  queue: (): string => `batches-${programHash().slice(0, 16)}`,
  scenario: (hash: string): string => `rehearse:scenario:${hash}`,
  result: (job: string): string => `rehearse:result:${job}`,
  /** There while a worker is. */
  worker: (id: string): string => `rehearse:worker:${id}`,
};

/** A batch that waits to be done: all but the scenario, which all batches of a study share. */
export interface QueuedBatch {
  readonly version: string;
  readonly program: string;
  /** SHA-256 of the scenario as plain data, under which Redis holds it. */
  readonly scenario: string;
  /** `assignmentKey()`. */
  readonly key: string;
  /** The assignment without its scenario. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** What a worker says of itself, for whoever wonders why nothing is done. */
export interface WorkerCard {
  readonly version: string;
  readonly program: string;
  readonly host: string;
  readonly threads: number;
}

export const ownVersion = (): string => VERSION;

/** The workers that are connected. */
export async function workersAt(redis: Redis): Promise<WorkerCard[]> {
  const names: string[] = [];
  for await (const some of redis.scanStream({ match: queueNames.worker('*') })) names.push(...(some as string[]));
  const cards = names.length === 0 ? [] : await redis.mget(names);
  return cards.flatMap((card) => (card === null ? [] : [JSON.parse(card) as WorkerCard]));
}
