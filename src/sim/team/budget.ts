import type { Future, Process, Simulator } from '../../kernel/index.js';
import type { Policies } from '../../scenario/scenario.js';
import { FAILED } from '../agents/failure.js';
import type { RunRecord } from '../record/record.js';

/** What one task may spend: tokens and US dollars of the calls that have ended. More than that ends the task. */
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
    const { spent, limit } = this;
    spent.tokens += c.inputTokens[call]! + c.outputTokens[call]!;
    spent.cost += c.cost[call]!;
    if (this.isSpent || (spent.tokens <= limit.tokens && spent.cost <= limit.cost)) return;
    this.isSpent = true;
    this.record.isOverBudget = true;
    this.over?.resolve();
  }

  /** What comes of the work; throws FAILED at the moment at which more is spent than there is. */
  *within<T>(work: Process<T>): Process<T> {
    const { sim } = this;
    const over = sim.future<void>();
    this.over = over;
    const task = sim.spawn(work);
    yield* sim.race<unknown>([task, over.task]);
    if (this.isSpent) throw FAILED;
    return yield* sim.join(task);
  }
}

/** Whether a task may spend as much as it likes. */
export const isLimitless = ({ tokens, cost }: Policies['budget']): boolean =>
  tokens === Number.POSITIVE_INFINITY && cost === Number.POSITIVE_INFINITY;
