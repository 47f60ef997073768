import type { Context } from '../content/context.js';

/** Prefixes that one participant sent, for a provider that bills them at a lower price while it remembers them. */
export class PrefixCache {
  private readonly sent: { at: number; fixed: number; artifacts: number[] }[] = [];

  clear(): void {
    if (this.sent.length > 0) this.sent.length = 0;
  }

  /**
   * Tokens of the longest prefix of this call (`fixed` tokens of prompt, then the context from `first`) that was sent
   * within `ttl` seconds; remembers this call's own.
   */
  use(context: Context, first: number, fixed: number, now: number, ttl: number): number {
    const { longest, hit } = this.find(context, first, fixed, now, ttl);
    // Reading a cached prefix renews it.
    if (hit !== null) hit.at = now;
    const artifacts: number[] = [];
    for (let i = first; i < context.length; i++) artifacts.push(context.at(i).id);
    this.sent.push({ at: now, fixed, artifacts });
    return longest;
  }

  /** The longest prefix that is remembered: its tokens, and who sent it. */
  find(
    context: Context,
    first: number,
    fixed: number,
    now: number,
    ttl: number,
  ): { longest: number; hit: { at: number } | null } {
    let longest = 0;
    let hit: { at: number } | null = null;
    for (const entry of this.sent) {
      // Another prompt, or other tools in it, and nothing is shared.
      if (now - entry.at > ttl || entry.fixed !== fixed) continue;
      let shared = 0;
      while (first + shared < context.length && entry.artifacts[shared] === context.at(first + shared).id) shared++;
      const tokens = fixed + context.tokensFrom(first) - context.tokensFrom(first + shared);
      if (tokens > longest) {
        longest = tokens;
        hit = entry;
      }
    }
    return { longest, hit };
  }
}
