import { setTimeout as wait } from 'node:timers/promises';
import type { Queue, QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Assignment } from '../../study/assignment.js';
import { type Executor, type Job, Progress } from '../../study/executor.js';
import type { StudyMonitor } from '../../study/monitor.js';
import { type AssignmentResult, assignmentKey, scenarioKey, sealedValue, unsealed } from '../packing.js';
import { programHash } from '../program.js';
import {
  connected,
  KEPT,
  ownVersion,
  type QueuedBatch,
  QueueProblem,
  queueNames,
  queuePackages,
  shownUrl,
  workersAt,
} from './connection.js';

/** Batches that wait or are being done at once: enough for hundreds of workers, and few enough to hold what they give. */
const AHEAD = 512;

/** Results that are brought over at once: half a megabyte each. */
const AT_ONCE = 32;

/** Milliseconds between two looks for what no event told of: a server that was restarted may have forgotten some. */
const LOOK = 2000;

/** Milliseconds without a result after which it is said that no worker is there. */
const SILENCE = 5000;

/** Times that a batch is begun again after a thread died of it; and after a worker did not come back with it. */
const ATTEMPTS = 3;

/** A job of the round that workers have, or wait for. */
interface Outstanding {
  readonly nth: number;
  readonly job: Job;
}

/**
 * Hands the jobs of a study to workers on any machines, through a queue in Redis. A job is known by what it is, so that it
 * is done once, whoever asks how often. Results are taken in the order of the jobs: the same bytes with any workers.
 */
export class QueueExecutor implements Executor {
  private readonly outstanding = new Map<string, Outstanding>();
  private readonly results = new Map<number, AssignmentResult>();
  private readonly arrived = new Set<string>();
  private fault: unknown = null;
  private wake: () => void = () => undefined;
  private lastNews = 0;
  private isSilenceTold = false;

  private constructor(
    private readonly url: string,
    private readonly monitor: StudyMonitor,
    private readonly redis: Redis,
    private readonly queue: Queue<QueuedBatch>,
    private readonly events: QueueEvents,
    private readonly say: (sentence: string) => void,
  ) {}

  /** @throws QueueProblem where the packages are missing, or nobody answers. */
  static async connect(url: string, monitor: StudyMonitor, say: (sentence: string) => void): Promise<QueueExecutor> {
    const packages = await queuePackages();
    const redis = await connected(packages, url);
    const options = { connection: redis, prefix: queueNames.prefix };
    const queue = new packages.bullmq.Queue<QueuedBatch>(queueNames.queue(), options);
    const events = new packages.bullmq.QueueEvents(queueNames.queue(), options);
    queue.on('error', () => undefined);
    events.on('error', () => undefined);
    await events.waitUntilReady();
    const executor = new QueueExecutor(url, monitor, redis, queue, events, say);
    events.on('completed', ({ jobId }) => executor.hear(jobId));
    events.on('failed', ({ jobId, failedReason }) => executor.hearFault(jobId, failedReason));
    return executor;
  }

  async work(jobs: readonly Job[], share: readonly [number, number] = [0, 1]): Promise<boolean> {
    const progress = new Progress(jobs, this.monitor, share);
    let handedOut = 0;
    this.lastNews = performance.now();
    let lastLook = this.lastNews;
    try {
      for (const [nth, job] of jobs.entries()) {
        for (;;) {
          const until = Math.min(jobs.length, nth + AHEAD);
          if (handedOut < until && (this.outstanding.size <= AHEAD / 2 || handedOut === nth)) {
            await this.handOut(jobs, handedOut, until);
            handedOut = until;
          }
          if (await this.monitor.pause()) return false;
          await this.fetch();
          if (this.fault !== null) throw this.fault;
          const result = this.results.get(nth);
          if (result !== undefined) {
            this.results.delete(nth);
            const enough = job.take(result);
            progress.add(job);
            if (enough === 'enough') return true;
            break;
          }
          await this.change();
          if (performance.now() - lastLook > LOOK) {
            await this.look();
            lastLook = performance.now();
          }
        }
      }
      return true;
    } finally {
      await this.withdraw();
    }
  }

  /** Jobs from one to another, with the scenarios that they need. Those that are in the queue already stay as they are. */
  private async handOut(jobs: readonly Job[], from: number, to: number): Promise<void> {
    const some = jobs.slice(from, to);
    for (const [i, job] of some.entries()) {
      this.outstanding.set(assignmentKey(job.assignment), { nth: from + i, job });
    }
    await this.offer(some.map(({ assignment }) => assignment));
    // An earlier coordinator may have died before it took them.
    const keys = some.map(({ assignment }) => assignmentKey(assignment));
    const there = await this.redis.mget(keys.map(queueNames.result)).catch(() => []);
    for (const [i, key] of keys.entries()) if (there[i] != null) this.arrived.add(key);
  }

  private async offer(assignments: readonly Assignment[]): Promise<void> {
    const scenarios = new Map(assignments.map(({ scenario }) => [scenarioKey(scenario), scenario]));
    const known = this.redis.pipeline();
    for (const [hash, scenario] of scenarios) {
      known.set(queueNames.scenario(hash), Buffer.from(sealedValue(hash, scenario)), 'EX', KEPT);
    }
    await known.exec();
    await this.queue.addBulk(
      assignments.map((assignment) => {
        const { scenario, ...rest } = assignment;
        const key = assignmentKey(assignment);
        const data: QueuedBatch = {
          version: ownVersion(),
          program: programHash(),
          scenario: scenarioKey(scenario),
          key,
          rest: { ...rest },
        };
        const opts = { jobId: key, attempts: ATTEMPTS, removeOnComplete: true, removeOnFail: { age: KEPT } };
        return { name: assignment.kind, data, opts };
      }),
    );
  }

  private hear(id: string): void {
    if (!this.outstanding.has(id)) return;
    this.arrived.add(id);
    this.wake();
  }

  private hearFault(id: string, reason: string): void {
    const found = this.outstanding.get(id);
    if (found === undefined) return;
    this.fault ??= faultOf(found.job.assignment, reason);
    // Whoever repeats the command wants it tried again.
    void this.queue.remove(id).catch(() => undefined);
    this.wake();
  }

  /** Brings over what has arrived, some at a time. */
  private async fetch(): Promise<void> {
    const keys = [...this.arrived].slice(0, AT_ONCE);
    const all = await Promise.all(keys.map((key) => this.redis.getBuffer(queueNames.result(key))));
    for (const [i, key] of keys.entries()) {
      this.arrived.delete(key);
      const [found, bytes] = [this.outstanding.get(key), all[i]];
      const result = found === undefined || bytes == null ? null : unsealed(key, bytes);
      // Lost or damaged on its way: the next look offers it again.
      if (found === undefined || result === null) continue;
      this.outstanding.delete(key);
      this.lastNews = performance.now();
      found.job.done?.(result);
      this.results.set(found.nth, result);
      void this.redis.del(queueNames.result(key)).catch(() => undefined);
    }
  }

  /** Until there is news, or it is time to look. */
  private async change(): Promise<void> {
    if (this.arrived.size > 0 || this.fault !== null) return;
    await Promise.race([
      new Promise<void>((resolve) => {
        this.wake = resolve;
      }),
      wait(TURN),
    ]);
  }

  /** Asks after every job that is out: what became of it while nobody told, and offers again what nobody has. */
  private async look(): Promise<void> {
    const keys = [...this.outstanding.keys()];
    const there = await this.redis.mget(keys.map(queueNames.result));
    const asked = this.redis.pipeline();
    for (const key of keys) asked.hget(this.queue.toKey(key), 'failedReason').exists(this.queue.toKey(key));
    const told = (await asked.exec()) ?? [];
    const lost: Assignment[] = [];
    for (const [i, key] of keys.entries()) {
      const [reason, exists] = [told[2 * i]?.[1], told[2 * i + 1]?.[1]];
      if (there[i] != null) this.arrived.add(key);
      else if (exists === 0) lost.push(this.outstanding.get(key)!.job.assignment);
      else if (typeof reason === 'string' && (await this.queue.getJobState(key)) === 'failed')
        this.hearFault(key, reason);
    }
    if (lost.length > 0) await this.offer(lost);
    if (performance.now() - this.lastNews > SILENCE) await this.tellSilence();
  }

  private async tellSilence(): Promise<void> {
    if (this.isSilenceTold) return;
    const all = await workersAt(this.redis);
    if (all.some(({ program }) => program === programHash())) return;
    this.isSilenceTold = true;
    const others = [...new Set(all.map(({ version }) => version))].join(', ');
    const wrong =
      all.length === 0
        ? ''
        : ` Those that are there are of another program (version ${others}; this is ${ownVersion()}).`;
    this.say(
      `No worker waits at ${shownUrl(this.url)}.${wrong} Start one, on any machine: rehearse worker --queue ${shownUrl(this.url)}`,
    );
  }

  /** Takes back what is not needed any more; what a worker has in hand it finishes, and Redis forgets it after a day. */
  private async withdraw(): Promise<void> {
    const left = [...this.outstanding.keys()];
    this.outstanding.clear();
    this.arrived.clear();
    this.results.clear();
    await Promise.all(left.map((key) => this.queue.remove(key).catch(() => undefined)));
  }

  async close(): Promise<void> {
    await Promise.all([this.events.close(), this.queue.close()]).catch(() => undefined);
    this.redis.disconnect();
  }
}

/** Milliseconds after which Ctrl-C is heard though nothing happens. */
const TURN = 250;

function faultOf(assignment: Assignment, reason: string): QueueProblem {
  const what =
    assignment.kind === 'disturb'
      ? `The disturbances of ${assignment.pattern}`
      : `The replications ${assignment.range.from} to ${assignment.range.to - 1}`;
  const said = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  return new QueueProblem(
    `${what} of '${assignment.scenario.name}' could not be simulated: ${said}`,
    'What was finished is kept. Run the command without --queue to see whether it fails here, too.',
  );
}
