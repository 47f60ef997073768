import type { ModelSpec } from '../../scenario/scenario.js';
import type { Context } from '../content/context.js';
import { type CallColumns, Status } from '../record/record.js';
import type { Run } from '../run.js';
import type { TaskState } from '../team/task-state.js';
import { price } from './model.js';
import { PrefixCache } from './prefix-cache.js';

/** What one participant is billed for its calls: fresh and cached input, and output. */
export class Billing {
  private readonly prefixes = new PrefixCache();

  constructor(
    private readonly run: Pick<Run, 'sim' | 'scenario'>,
    private readonly participant: number,
    private readonly model: ModelSpec,
  ) {}

  reset(): void {
    this.prefixes.clear();
  }

  /** The call goes out, with what this participant had been sent before and what the provider still remembers. */
  sent(state: TaskState, call: number, context: Context, trip: number): void {
    const { sim, scenario } = this.run;
    const { promptCache, cacheTtl } = scenario.provider;
    const c = state.record.calls.columns;
    const first = c.firstSeen[call]!;
    const seen = context.tokensFrom(first);
    c.status[call] = Status.unfinished;
    c.contextTokens[call] = seen;
    c.resentTokens[call] = trip === 0 ? this.noteShown(state, context, first) : seen;
    if (!promptCache) return;
    c.cachedTokens[call] =
      trip === 0
        ? this.prefixes.use(context, first, c.inputTokens[call]! - seen, sim.now, cacheTtl)
        : this.cachedOfRoundTrip(c, call);
  }

  /** Input that the provider would read from its cache if the call went out now. */
  wouldRead({ record }: TaskState, call: number, context: Context, trip: number): number {
    const { sim, scenario } = this.run;
    const { promptCache, cacheTtl } = scenario.provider;
    if (!promptCache) return 0;
    const c = record.calls.columns;
    if (trip > 0) return this.cachedOfRoundTrip(c, call);
    const first = c.firstSeen[call]!;
    const fixed = c.inputTokens[call]! - context.tokensFrom(first);
    return this.prefixes.find(context, first, fixed, sim.now, cacheTtl).longest;
  }

  /** A further round trip begins with all that the one before sent. */
  private cachedOfRoundTrip(c: CallColumns, call: number): number {
    const { sim, scenario } = this.run;
    const before = c.cause[call]!;
    const remembered =
      c.firstSeen[call] === c.firstSeen[before] && sim.now - sentAt(c, before) <= scenario.provider.cacheTtl;
    return remembered ? c.inputTokens[before]! : 0;
  }

  /** What a call that has ended costs. */
  bill({ record }: TaskState, call: number): void {
    const c = record.calls.columns;
    const cached = c.cachedTokens[call]!;
    c.cost[call] = price(this.model, c.inputTokens[call]! - cached, cached, c.outputTokens[call]!);
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

/** When a call that came back had been sent, seconds. */
function sentAt(c: CallColumns, call: number): number {
  return c.endedAt[call]! - c.service[call]!;
}
