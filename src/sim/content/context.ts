import type { Artifact } from './artifact.js';

/** Tokens that a chat format puts around a message. */
export interface Framing {
  readonly call: number;
  readonly message: number;
  readonly named: boolean;
}

/** 'messages': each artifact is a message of its own; 'joined': one message with all, a token between two. */
export type ContextLayout = 'messages' | 'joined';

/** What a call sees, oldest first: a growing list of artifacts. */
export class Context {
  /** Contexts are pooled: what lies behind `length` belongs to an earlier use. */
  private readonly artifacts: Artifact[] = [];
  /** Whether each artifact came along in the message of another author. */
  private readonly along: boolean[] = [];
  /** Tokens of each artifact here, with framing. */
  private readonly costs: number[] = [];
  /** The one message of a joined layout has begun. */
  private isOpen = false;
  length = 0;
  /** With framing, without the system prompt. */
  tokens = 0;
  /** The share that its briefs leave out of what their authors knew. */
  leftOut = 0;
  /** The artifact that came last in time: what made the next call possible. */
  newest!: Artifact;

  constructor(
    private readonly framing: Framing,
    private layout: ContextLayout,
  ) {}

  /** Empty again, for another use. */
  clear(layout: ContextLayout): this {
    this.layout = layout;
    this.length = 0;
    this.tokens = 0;
    this.leftOut = 0;
    this.isOpen = false;
    return this;
  }

  /** With `inner`, the author's tool traffic comes with it. An artifact without tokens costs no framing. */
  append(artifact: Artifact, inner = false): this {
    return this.add(artifact, artifact.tokens + (inner ? artifact.innerTokens : 0), false);
  }

  /** Adds a result without the call by which its author handed over. */
  appendResult(artifact: Artifact): this {
    return this.add(artifact, artifact.tokens - artifact.handoverTokens, false);
  }

  /** Adds what came along in the message of another author: it is seen, but its author did not send it here. */
  attach(artifact: Artifact): this {
    return this.add(artifact, artifact.tokens, true);
  }

  /** Adds a part of another context as it stands there. */
  appendFrom(other: Context, index: number): this {
    return this.put(other.artifacts[index]!, other.costs[index]!, other.along[index]!);
  }

  at(index: number): Artifact {
    return this.artifacts[index]!;
  }

  /** What it holds from `first` on, oldest first. */
  list(first = 0): Artifact[] {
    return this.artifacts.slice(first, this.length);
  }

  /** Appends all that `other` holds. */
  appendAll(other: Context): this {
    for (let i = 0; i < other.length; i++) this.append(other.at(i));
    return this;
  }

  /** Attaches all that `other` holds. */
  attachAll(other: Context): this {
    for (let i = 0; i < other.length; i++) this.attach(other.at(i));
    return this;
  }

  /** Whether the artifact at `index` came from its author, not along with others. */
  isSent(index: number): boolean {
    return !this.along[index];
  }

  private add(artifact: Artifact, own: number, along: boolean): this {
    return this.put(artifact, own > 0 ? own + this.frame(artifact) : 0, along);
  }

  private put(artifact: Artifact, cost: number, along: boolean): this {
    this.artifacts[this.length] = artifact;
    this.along[this.length] = along;
    this.costs[this.length++] = cost;
    this.tokens += cost;
    this.leftOut = Math.max(this.leftOut, artifact.leftOut);
    // An artifact without a call (a brief, a line of text) is no cause.
    if (this.length === 1 || (artifact.call >= 0 && artifact.readyAt >= this.newest.readyAt)) this.newest = artifact;
    return this;
  }

  /** The first artifact from which on everything fits into `room` tokens; at least the last one is shown. */
  firstThatFits(room: number): number {
    let first = 0;
    for (let left = this.tokens; left > room && first < this.length - 1; first++) left -= this.costs[first]!;
    return first;
  }

  tokensFrom(first: number): number {
    let sum = this.tokens;
    for (let i = 0; i < first; i++) sum -= this.costs[i]!;
    return sum;
  }

  private frame(artifact: Artifact): number {
    if (artifact.framed) return 0;
    if (this.layout === 'joined' && this.isOpen) return 1;
    this.isOpen = true;
    const name = this.framing.named && artifact.author >= 0 ? artifact.nameTokens + 1 : 0;
    return this.framing.message + name;
  }
}
