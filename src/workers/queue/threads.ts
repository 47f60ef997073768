import { Worker } from 'node:worker_threads';
import type { Assignment } from '../../study/assignment.js';

/** To a thread: a batch. */
export interface BatchRequest {
  readonly assignment: Assignment;
  /** The scenario is the same object where this is the same: a thread keeps what it built for it. */
  readonly scenario: string;
  readonly key: string;
}

/** From a thread: sealed, or why there is nothing. */
export type BatchReply = { readonly bytes: Uint8Array } | { readonly fault: string };

/** A fault of the batch itself, which it has wherever it is done. */
export class BatchFault extends Error {}

/**
 * Threads that do batches, so that the process they belong to has time to tell the queue that it lives. A thread that dies
 * is replaced.
 */
export class BatchThreads {
  private readonly idle: Worker[] = [];

  constructor(
    size: number,
    private readonly script = new URL('./batch-thread.js', import.meta.url),
  ) {
    for (let i = 0; i < size; i++) this.idle.push(this.thread());
  }

  /**
   * Sealed bytes of what the batch comes to. No more than `size` at once.
   * @throws BatchFault where the simulation fails; another error where the thread died.
   */
  async carryOut(request: BatchRequest): Promise<Uint8Array> {
    const thread = this.idle.pop() ?? this.thread();
    let isAlive = true;
    try {
      const reply = await replyOf(thread, request);
      if ('fault' in reply) throw new BatchFault(reply.fault);
      return reply.bytes;
    } catch (error) {
      isAlive = error instanceof BatchFault;
      throw error;
    } finally {
      if (isAlive) this.idle.push(thread);
      else void thread.terminate();
    }
  }

  private thread(): Worker {
    return new Worker(this.script);
  }

  async close(): Promise<void> {
    await Promise.all(this.idle.map((one) => one.terminate()));
  }
}

/** @throws Error where the thread dies before it replies. */
function replyOf(thread: Worker, request: BatchRequest): Promise<BatchReply> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      thread.off('message', hear);
      thread.off('error', fail);
      thread.off('exit', exit);
    };
    const hear = (reply: BatchReply): void => {
      end();
      resolve(reply);
    };
    const fail = (error: Error): void => {
      end();
      // What else is said of its end is of no interest.
      thread.on('error', () => undefined);
      reject(error);
    };
    const exit = (code: number): void => fail(new Error(`the thread ended with ${code}`));
    thread.on('message', hear);
    thread.on('error', fail);
    thread.on('exit', exit);
    thread.postMessage(request);
  });
}
