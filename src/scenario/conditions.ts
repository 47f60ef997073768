/** The conditions of a scenario: how much work arrives, what goes wrong, what is done about it. Seconds and probabilities. */
import type { Distribution } from './distribution.js';

export type * from './faults/index.js';

export interface Workload {
  /** Tasks of a replication. */
  readonly tasks: number;
  /** Null: all at once. */
  readonly arrivals: Arrivals | null;
  /** When the run begins, seconds after Monday 0:00. */
  readonly begins: number;
  /** First tasks that do not count; auto: found by MSER-5. */
  readonly warmup: 'auto' | number;
}

export type Arrivals =
  /** `atOnce` tasks after each gap; `rate` is tasks per second. */
  | { readonly kind: 'open'; readonly gap: Distribution; readonly atOnce: number; readonly rate: number }
  /** Users with one task at a time, who think before the next one. */
  | { readonly kind: 'closed'; readonly users: number; readonly think: Distribution };

/** What the client of a model does with one request. */
export interface ClientPolicy {
  /** Of one request, the first one counted. */
  readonly attempts: number;
  /** Wait before request k+1: min(most, base * factor^(k-1)) * (1 + jitter * u), u uniform in [-1, 1], [-1, 0] or [0, 1]. */
  readonly backoff: {
    readonly base: number;
    readonly factor: number;
    readonly most: number;
    readonly jitter: number;
    readonly spread: 'around' | 'below' | 'above';
  };
  /** Seconds for one request; Infinity: without limit. */
  readonly timeout: number;
  /** Seconds without an answer after which it sends the same request once more; Infinity: never. */
  readonly hedge: number;
  /** Times that it asks again for an answer that cannot be read; tokens of the error that it then adds. */
  readonly reask: number;
  readonly error: number;
  /** Seconds: of a longer Retry-After it takes no notice. */
  readonly obeys: number;
}

export interface Policies {
  /** Seconds that a caller waits for one attempt at a step; Infinity: without limit. */
  readonly timeout: number;
  readonly retry: {
    readonly attempts: number;
    /** Wait before attempt k+1: base * factor^(k-1) * (1 + jitter * u), u uniform in [-1, 1]. */
    readonly backoff: { readonly base: number; readonly factor: number; readonly jitter: number };
  };
  /** Per agent, for callers that wait. */
  readonly breaker: { readonly failures: number; readonly window: number; readonly cooldown: number } | null;
  /** Of events: deliveries, the first one counted, and the wait for an acknowledgement before each further one. */
  readonly redelivery: { readonly attempts: number; readonly idle: number } | null;
  /** When a listener acknowledges an event: before its work on it, or after. */
  readonly acknowledge: 'received' | 'handled';
  /** Seconds after which an operator handles events that failed every delivery. */
  readonly deadLetters: { readonly alertAfter: number } | null;
  readonly idempotency: boolean;
  /** Finished calls are persisted; seconds that each of these writes takes. */
  readonly durable: { readonly write: Distribution } | null;
  /** After crashes of who held the control flow. */
  readonly restarts: number;
  /** Of a task that failed with an error, by the client. */
  readonly resubmit: { readonly attempts: number; readonly after: number };
  /** What a task may spend before it is ended; Infinity: no limit. US dollars. */
  readonly budget: { readonly tokens: number; readonly cost: number; readonly time: number };
  /** What becomes of parallel branches when another one failed for good. */
  readonly siblings: 'cancelled' | 'run-on';
  readonly writes: 'overwrite' | 'merge' | 'fail';
  readonly tracing: boolean;
  /** Seconds after which a finished task counts as late; Infinity: never. */
  readonly deadline: number;
  /** False claims, and owed claims that are missing, in a delivered result that still counts as correct. */
  readonly tolerance: { readonly false: number; readonly missing: number };
}
