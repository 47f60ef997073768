import type { ModelSpec } from '../../scenario/scenario.js';
import { type RunRecord, Status } from '../record/record.js';
import type { Artifact, ArtifactStore } from './artifact.js';
import { Context, type ContextLayout, type Framing } from './context.js';
import { EACH_AUTHOR, USER } from './senders.js';

/** A participant that makes artifacts. */
export interface Author {
  readonly id: number;
  readonly spec: { readonly nameTokens: number; readonly model: ModelSpec };
}

/** How content comes into being and passes from one participant to another. */
export class Exchange {
  private readonly contexts: Context[] = [];
  private used = 0;

  constructor(
    private readonly clock: { readonly now: number },
    private readonly framing: Framing,
    private readonly record: RunRecord,
    private readonly store: ArtifactStore,
  ) {}

  reset(): void {
    this.used = 0;
  }

  /** An empty context, valid for this task. */
  context(layout: ContextLayout): Context {
    if (this.used === this.contexts.length) {
      this.contexts.push(new Context(this.framing, layout));
    }
    return this.contexts[this.used++]!.clear(layout);
  }

  /** An artifact that a call made now; its author knows it. */
  create(author: Author, call: number, step: number): Artifact {
    const { answers, calls } = this.record;
    const { outputTokens, reasoningTokens } = calls.columns;
    const answer = answers.size === 0 ? undefined : answers.get(call);
    const tokens = answer === undefined ? outputTokens[call]! - reasoningTokens[call]! : answer.tokens;
    const artifact = this.store.create(author.id, call, step, tokens, this.clock.now);
    artifact.nameTokens = author.spec.nameTokens;
    this.store.show(artifact, author.id);
    return artifact;
  }

  /** A message without claims; its tokens hold the chat format's own. */
  note(author: Author, call: number, tokens: number): Artifact {
    const note = this.store.create(author.id, call, -1, tokens, this.clock.now);
    note.framed = true;
    if (call >= 0) this.record.calls.columns.artifact[call] = note.id;
    this.store.show(note, author.id);
    return note;
  }

  /** A part of what the user said. */
  userText(tokens: number, readyAt: number): Artifact {
    return this.store.create(USER, -1, -1, tokens, readyAt);
  }

  /** Fixed text, there from the beginning; its tokens hold the chat format's own. */
  text(tokens: number): Artifact {
    const text = this.store.create(USER, -1, -1, tokens, 0);
    text.framed = true;
    return text;
  }

  /** The news that the call that ended last failed for good. */
  alarm(): Artifact {
    const { calls } = this.record;
    const { endedAt } = calls.columns;
    let last = -1;
    for (let i = 0; i < calls.length; i++) if (last < 0 || endedAt[i]! >= endedAt[last]!) last = i;
    const alarm = this.text(0);
    alarm.call = last;
    alarm.readyAt = this.clock.now;
    return alarm;
  }

  /** Artifacts put side by side by `author` (-1: none): nothing is read or reconciled, and no call is made. */
  sideBySide(author: number, artifacts: readonly (Artifact | null)[]): Artifact {
    const { store } = this;
    const all = store.create(author, -1, -1, 0, this.clock.now);
    for (const artifact of artifacts) {
      if (artifact === null) continue;
      all.tokens += artifact.tokens;
      const newest = all.newestPart < 0 ? null : store.all[all.newestPart]!;
      // As in a context: an artifact without a call is no cause.
      if (newest === null || (artifact.call >= 0 && (newest.call < 0 || artifact.readyAt >= newest.readyAt))) {
        all.call = artifact.call;
        all.newestPart = artifact.id;
      }
      artifact.used = true;
      store.copyInto(all, artifact);
    }
    return all;
  }

  /** A context as one brief for a member team, handed over by `sender`. */
  handedOver(context: Context, sender: number): Artifact {
    const from = sender === EACH_AUTHOR ? context.newest.author : sender;
    if (context.length === 1 && context.at(0).author === from) return context.at(0);
    const brief = this.sideBySide(from, context.list());
    brief.call = context.newest.call;
    brief.readyAt = context.newest.readyAt;
    return brief;
  }

  /** Notes that content passed from one participant to another; nothing where it stays. */
  message(from: number, to: number, artifact: Artifact): void {
    if (from === to || to < 0) return;
    const row = this.record.messages.add();
    const m = this.record.messages.columns;
    m.from[row] = from;
    m.to[row] = to;
    m.at[row] = this.clock.now;
    m.artifact[row] = artifact.id;
    m.copy[row] = 0;
  }

  /** Copies for the listeners of a broadcast: they read it, but the work does not pass to them. */
  broadcast(artifact: Artifact, listeners: readonly number[]): void {
    for (const listener of listeners) {
      if (listener === artifact.author) continue;
      this.message(artifact.author, listener, artifact);
      this.record.messages.columns.copy[this.record.messages.length - 1] = 1;
    }
  }

  /** Hands `context` to a participant: one message from the sender, or one from the author of each part that was sent. */
  deliver(context: Context, sender: number, to: number): void {
    if (sender !== EACH_AUTHOR) {
      this.message(sender, to, context.newest);
      return;
    }
    for (let i = 0; i < context.length; i++) {
      const artifact = context.at(i);
      if (context.isSent(i)) this.message(artifact.author, to, artifact);
    }
  }

  /** Gives every call of an attempt its artifact; returns the tokens that its inner traffic added to its context. */
  markAttempt(last: number, artifact: number): number {
    const c = this.record.calls.columns;
    c.artifact[last] = artifact;
    let first = last;
    for (let call = last; this.isSameAttempt(c.cause[call]!, call); call = c.cause[call]!) {
      if (c.status[c.cause[call]!] !== Status.ok) continue;
      first = c.cause[call]!;
      c.artifact[first] = artifact;
    }
    // Without the context, of which a later call may have seen less.
    const own = (call: number): number => c.inputTokens[call]! - c.contextTokens[call]!;
    return own(last) - own(first);
  }

  /** Of the same attempt as the call that came after it: it called a tool, or the client sent it again. */
  private isSameAttempt(call: number, next: number): boolean {
    const c = this.record.calls.columns;
    return (
      call >= 0 &&
      c.artifact[call] === -1 &&
      c.participant[call] === c.participant[next] &&
      c.step[call] === c.step[next] &&
      c.attempt[call] === c.attempt[next] &&
      (c.status[call] === Status.ok || c.tried[next]! > 0)
    );
  }
}
