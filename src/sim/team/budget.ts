import type { Future, Process, Simulator, Task } from '../../kernel/index.js';
import type { Policies } from '../../scenario/scenario.js';
import { FAILED } from '../agents/failure.js';
import type { RunRecord } from '../record/record.js';

/** What one task may spend: tokens and US dollars of the calls that have ended, and time. More than that ends the task. */
export class Budget {
  private spent!: { tokens: number; cost: number };
  private over: Future<void> | null = null;
  isSpent = false;

  constructor(
    private readonly sim: Simulator,
    private readonly limit: Policies['budget'],
    private readonly record: RunRecord,
  ) {}

  /** For the next task. */
  open(): void {
    this.spent = { tokens: 0, cost: 0 };
    this.over = null;
    this.isSpent = false;
  }

  /** A call has ended, and is paid. */
  pay(call: number): void {
    const c = this.record.calls.columns;
    this.add(c.inputTokens[call]! + c.outputTokens[call]!, c.cost[call]!);
  }

  /** So much more is spent. */
  add(tokens: number, cost: number): void {
    const { spent, limit } = this;
    spent.tokens += tokens;
    spent.cost += cost;
    if (this.isSpent || (spent.tokens <= limit.tokens && spent.cost <= limit.cost)) return;
    this.end();
    this.over?.resolve();
  }

  private end(): void {
    this.isSpent = true;
    this.record.isOverBudget = true;
  }

  /** What comes of the work; throws FAILED at the moment at which more is spent than there is. */
  *within<T>(work: Process<T>): Process<T> {
    const { sim } = this;
    const over = sim.future<void>();
    this.over = over;
    const task = sim.spawn(work);
    const left = this.limit.time - (sim.now - this.record.arrivedAt);
    const ends: Task<unknown>[] = [task, over.task];
    if (left < Number.POSITIVE_INFINITY) ends.push(sim.delay(Math.max(0, left)));
    if ((yield* sim.race(ends)) === 2) this.end();
    if (this.isSpent) throw FAILED;
    return yield* sim.join(task);
  }
}

/** Whether a task may spend as much as it likes. */
export const isLimitless = ({ tokens, cost, time }: Policies['budget']): boolean =>
  Math.min(tokens, cost, time) === Number.POSITIVE_INFINITY;
