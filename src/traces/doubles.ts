import type { RawSpan } from './raw-span.js';
import type { SpanTree } from './span-tree.js';

/** Two clocks of one process rarely differ by more, in seconds. */
const SAME_MOMENT = 0.05;

/** Marks as `none` what is not a piece of work of its own: wrappers of calls, one call that two instrumentations wrote, empty steps. */
export function withoutDoubles(tree: SpanTree): void {
  unwrapCalls(tree);
  mergeCopies(tree);
  mergeAgents(tree);
  dropEmptySteps(tree);
}

/** The innermost of calls within calls is the call. What it does not say, the wrapper of it alone may. */
function unwrapCalls(tree: SpanTree): void {
  const within = new Map<RawSpan, RawSpan[]>();
  for (const span of tree.spans) {
    if (span.kind !== 'call') continue;
    for (const other of tree.around(span)) {
      if (other.kind !== 'call') continue;
      within.set(other, [...(within.get(other) ?? []), span]);
    }
  }
  for (const [wrapper, calls] of within) {
    wrapper.kind = 'none';
    if (calls.length === 1) inherit(calls[0]!, wrapper);
  }
}

function inherit(call: RawSpan, other: RawSpan): void {
  call.agent ??= other.agent;
  call.firstToken ??= other.firstToken;
  call.usage ??= other.usage;
  call.prompt ??= other.prompt;
  call.answer ??= other.answer;
  if (call.finish.length === 0) call.finish = other.finish;
  if (call.asksFor.length === 0) call.asksFor = other.asksFor;
}

/** Where two instrumentations watch one client, each call is there twice, side by side. */
function mergeCopies(tree: SpanTree): void {
  const calls = tree.spans.filter(({ kind }) => kind === 'call').sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const answered = new Map<string, RawSpan>();
  for (const call of calls) {
    if (call.response === undefined) continue;
    const before = answered.get(call.response);
    if (before !== undefined && sameTokens(before, call)) merge(before, call);
    else answered.set(call.response, call);
  }
  for (const [i, call] of calls.entries()) {
    for (let j = i + 1; j < calls.length && call.kind === 'call'; j++) {
      const other = calls[j]!;
      if ((other.start ?? 0) - (call.start ?? 0) > SAME_MOMENT) break;
      if (other.kind === 'call' && isCopy(call, other)) merge(call, other);
    }
  }
}

/** Keeps the first, with what only the second says. */
function merge(keep: RawSpan, drop: RawSpan): void {
  drop.kind = 'none';
  inherit(keep, drop);
}

function isCopy(a: RawSpan, b: RawSpan): boolean {
  if (a.response !== undefined && b.response !== undefined) return false;
  const atOnce = near(a.start, b.start) && near(a.end, b.end);
  if (!atOnce || !sameTokens(a, b)) return false;
  if (a.scope !== b.scope) return a.model === undefined || b.model === undefined || sameModel(a.model, b.model);
  // The same instrumentation: only the very same words are the same call.
  return (
    a.answer !== undefined && a.answer.hash === b.answer?.hash && hashesOf(a) !== '' && hashesOf(a) === hashesOf(b)
  );
}

const near = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= SAME_MOMENT;

const hashesOf = ({ prompt }: RawSpan): string => (prompt ?? []).map(({ hash }) => hash).join();

/** `gpt-4o` and `gpt-4o-2024-08-06`, `openai/gpt-4o`: one asks, the other answers. */
function sameModel(a: string, b: string): boolean {
  const bare = (model: string): string => model.split('/').at(-1)!;
  return bare(a).startsWith(bare(b)) || bare(b).startsWith(bare(a));
}

function sameTokens(a: RawSpan, b: RawSpan): boolean {
  if (a.usage === undefined || b.usage === undefined) return true;
  const isSame = (x: number | undefined, y: number | undefined): boolean =>
    x === undefined || y === undefined || x === y;
  return isSame(a.usage.input, b.usage.input) && isSame(a.usage.output, b.usage.output);
}

/** A graph writes a node and the agent that runs as this node: one piece of work. */
function mergeAgents(tree: SpanTree): void {
  for (const span of tree.spans) {
    if (span.kind !== 'agent') continue;
    const outer = tree.nearest(span, ({ kind }) => kind !== 'step');
    if (outer?.kind === 'agent' && outer.name === span.name) span.kind = 'none';
  }
}

/** Steps within which nobody calls anything tell nothing of calls. */
function dropEmptySteps(tree: SpanTree): void {
  const full = new Set<string>();
  for (const span of tree.spans) {
    if (span.kind === 'none' || span.kind === 'step') continue;
    for (const other of tree.around(span)) full.add(other.id);
  }
  for (const span of tree.spans) {
    if (span.kind === 'step' && !full.has(span.id) && span.parent !== undefined) span.kind = 'none';
  }
}
