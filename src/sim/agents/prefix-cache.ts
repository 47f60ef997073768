import type { CacheRules } from '../../scenario/models/cache-rules.js';
import type { Context } from '../content/context.js';

/** A prefix as it was sent: tokens of prompt, then parts of a context. */
export interface SentPrefix {
  readonly task: number;
  /** Tokens of the prompt, tools included. */
  readonly fixed: number;
  readonly context: Context;
  /** The first artifact of the context that was sent. */
  readonly first: number;
}

interface Remembered {
  at: number;
  /** The last call of its attempt so far. */
  call: number;
  readonly task: number;
  readonly fixed: number;
  readonly artifacts: readonly number[];
}

/** Prefixes that one participant sent, for a provider that bills them at another price while it remembers them. */
export class PrefixCache {
  private sent: Remembered[] = [];
  /** What the last reading found. */
  private hit: Remembered | null = null;

  constructor(private readonly rules: CacheRules) {}

  clear(): void {
    if (this.sent.length > 0) this.sent.length = 0;
  }

  /** Tokens of the longest prefix of a call that was sent before and is remembered now. */
  longest(prefix: SentPrefix, now: number): number {
    let longest = 0;
    this.hit = null;
    for (const entry of this.sent) {
      if (!this.isAlive(entry, now)) continue;
      const tokens = this.shared(entry, prefix);
      if (tokens > longest) {
        longest = tokens;
        this.hit = entry;
      }
    }
    return longest;
  }

  /** The call goes out: it is remembered, and so is, from now on, what the last `longest` found. */
  remember({ task, fixed, context, first }: SentPrefix, call: number, now: number): void {
    if (this.sent.length >= MANY) this.sent = this.sent.filter((entry) => this.isAlive(entry, now));
    const { hit } = this;
    if (hit !== null && this.rules.renewed) hit.at = now;
    const artifacts: number[] = [];
    for (let i = first; i < context.length; i++) artifacts.push(context.at(i).id);
    // What rests on a prefix that dies is of no use without it.
    this.sent.push({ at: hit?.at ?? now, call, task, fixed, artifacts });
  }

  /** Whether what the call before in an attempt sent is remembered. */
  isThere(task: number, before: number, now: number): boolean {
    const entry = this.of(task, before);
    return entry !== undefined && this.isAlive(entry, now);
  }

  /** A further call of the same attempt goes out. */
  goOn(task: number, before: number, call: number, now: number): void {
    const entry = this.of(task, before);
    if (entry === undefined) return;
    if (this.rules.renewed || !this.isAlive(entry, now)) entry.at = now;
    entry.call = call;
  }

  /** What of so long a prefix a provider remembers. */
  cachable(tokens: number): number {
    const { shortest, step } = this.rules;
    return tokens < shortest ? 0 : tokens - (tokens % step);
  }

  private of(task: number, call: number): Remembered | undefined {
    return this.sent.findLast((entry) => entry.call === call && entry.task === task);
  }

  private isAlive({ at }: Remembered, now: number): boolean {
    return now - at <= this.rules.ttl;
  }

  private shared(entry: Remembered, { task, fixed, context, first }: SentPrefix): number {
    // Another prompt, or other tools in it, and nothing is shared.
    if (entry.fixed !== fixed) return 0;
    const { artifacts } = entry;
    let parts = 0;
    // Tasks number their artifacts alike, and the contents differ.
    if (entry.task === task) {
      while (first + parts < context.length && artifacts[parts] === context.at(first + parts).id) parts++;
    }
    const end = this.lastMark(parts, artifacts.length);
    return end < 0 ? 0 : this.cachable(fixed + context.tokensFrom(first) - context.tokensFrom(first + end));
  }

  /** The most of `parts` first parts of a prefix with `length` parts that ends at a mark; -1: not even its prompt does. */
  private lastMark(parts: number, length: number): number {
    const { marks } = this.rules;
    if (parts > length - Math.max(1, marks - 1)) return parts;
    return marks > 1 ? 0 : -1;
  }
}

/** From so many prefixes on, those that are forgotten are dropped. */
const MANY = 64;
