import type { ModelSpec } from '../../scenario/scenario.js';
import type { Context } from '../content/context.js';
import { type CallColumns, Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { costOf } from './model.js';
import { PrefixCache } from './prefix-cache.js';

/** What one participant is billed for its calls: fresh input, input that is written to a cache or read from it, and output. */
export class Billing {
  private readonly prefixes: PrefixCache | null;

  constructor(
    private readonly run: Pick<Run, 'sim'>,
    private readonly participant: number,
    private readonly model: ModelSpec,
  ) {
    this.prefixes = model.cache === null ? null : new PrefixCache(model.cache);
  }

  reset(): void {
    this.prefixes?.clear();
  }

  /** Input tokens of a call that the provider would read from its cache if the call went out now. */
  wouldRead(state: TaskState, call: number, context: Context, trip: number): number {
    const { prefixes } = this;
    if (prefixes === null) return 0;
    const c = state.record.calls.columns;
    if (trip === 0) return prefixes.longest(this.prefixOf(state, call, context), this.run.sim.now);
    const before = sentBefore(c, call);
    const isThere = c.firstSeen[call] === c.firstSeen[before] && prefixes.isThere(state.task, before, this.run.sim.now);
    return isThere ? prefixes.cachable(c.inputTokens[before]!) : 0;
  }

  /** The call goes out, with what this participant had been sent before and what the provider still remembers. */
  sent(state: TaskState, call: number, context: Context, trip: number): void {
    const c = state.record.calls.columns;
    const first = c.firstSeen[call]!;
    const seen = context.tokensFrom(first);
    c.status[call] = Status.unfinished;
    c.contextTokens[call] = seen;
    c.resentTokens[call] = trip === 0 ? this.noteShown(state, context, first) : seen;
    const { prefixes } = this;
    if (prefixes === null) return;
    const read = this.wouldRead(state, call, context, trip);
    c.cachedTokens[call] = read;
    c.cacheWrites[call] = Math.max(0, prefixes.cachable(c.inputTokens[call]!) - read);
    const { now } = this.run.sim;
    if (trip === 0) prefixes.remember(this.prefixOf(state, call, context), call, now);
    else prefixes.goOn(state.task, sentBefore(c, call), call, now);
  }

  /** What a call that has ended costs. */
  bill({ record }: TaskState, call: number): void {
    const c = record.calls.columns;
    c.cost[call] = costOf(this.model, c, call);
  }

  private prefixOf({ task, record }: TaskState, call: number, context: Context) {
    const { firstSeen, inputTokens } = record.calls.columns;
    const first = firstSeen[call]!;
    return { task, context, first, fixed: inputTokens[call]! - context.tokensFrom(first) };
  }

  /** Notes what of the context this participant had been sent before; returns those tokens. */
  private noteShown({ store }: TaskState, context: Context, first: number): number {
    let again = 0;
    for (let i = first; i < context.length; i++) {
      const artifact = context.at(i);
      artifact.used = true;
      if (store.show(artifact, this.participant)) again += artifact.tokens;
    }
    return again;
  }
}

/** The call before in the same attempt; one that was refused at the provider's door was never sent. */
function sentBefore(c: CallColumns, call: number): number {
  let before = c.cause[call]!;
  while (before >= 0 && c.inputTokens[before] === 0) before = c.cause[before]!;
  return before;
}
