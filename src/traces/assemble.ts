import type { FileClock } from './clock.js';
import { withoutDoubles } from './doubles.js';
import type { ObservedCall, ObservedSpan, ObservedTask, ObservedTool } from './observed.js';
import type { RawSpan } from './raw-span.js';
import { agentOf, SpanTree } from './span-tree.js';
import { transfersOf } from './transfers.js';

/**
 * Tasks of all spans of a file: wrappers gone, every call once, each with its agent and the span around it. It takes the spans: the
 * list is empty afterwards, so that a large file is never in the memory twice.
 */
export function assemble(
  raw: RawSpan[],
  clock: FileClock,
): { readonly tasks: ObservedTask[]; readonly origin: number | undefined } {
  const groups = new Map<string, RawSpan[]>();
  let first = Number.POSITIVE_INFINITY;
  for (const span of raw) {
    const group = groups.get(span.task);
    if (group === undefined) groups.set(span.task, [span]);
    else group.push(span);
    if (span.start !== undefined && span.start < first) first = span.start;
  }
  raw.length = 0;
  const from = Number.isFinite(first) ? first : 0;
  const tasks: ObservedTask[] = [];
  for (const [id, spans] of groups) {
    groups.delete(id);
    const task = taskOf(id, spans, from);
    if (task.calls.length > 0) tasks.push(task);
  }
  return { tasks: tasks.sort((a, b) => (a.start ?? 0) - (b.start ?? 0)), origin: clock.origin(from) };
}

function taskOf(id: string, spans: readonly RawSpan[], from: number): ObservedTask {
  const tree = new SpanTree(spans);
  withoutDoubles(tree);
  const transfers = transfersOf(tree);
  const at = (moment: number | undefined): number | undefined =>
    moment === undefined ? undefined : rounded(moment - from);
  const kept = spans.filter((span) => span.kind !== 'none');
  const parentOf = (span: RawSpan): string | undefined => tree.nearest(span, ({ kind }) => kind !== 'call')?.id;
  const common = (span: RawSpan) => ({
    id: span.id,
    parent: parentOf(span),
    start: at(span.start),
    end: at(span.end),
    error: span.error,
  });
  const calls = kept
    .filter(({ kind }) => kind === 'call')
    .map(
      (span): ObservedCall => ({
        ...common(span),
        agent: agentOf(tree, span),
        model: span.model,
        provider: span.provider,
        firstToken: span.firstToken,
        ...(span.usage ?? NO_USAGE),
        finish: span.finish,
        prompt: span.prompt,
        asksFor: span.asksFor,
        answer: span.answer,
        ...linked(span, tree),
      }),
    );
  const tools = kept
    .filter(({ kind }) => kind === 'tool')
    .map(
      (span): ObservedTool => ({
        ...common(span),
        agent: agentOf(tree, span),
        name: span.name,
        transfer: span.transfer ?? transfers.get(span.id)?.transfer,
        target: span.target ?? transfers.get(span.id)?.target,
      }),
    );
  const around = kept
    .filter((span) => span.kind !== 'call' && span.kind !== 'tool')
    .map(
      (span): ObservedSpan => ({
        ...common(span),
        kind: span.kind as ObservedSpan['kind'],
        name: span.name,
      }),
    );
  const moments = spans.flatMap(({ start, end }) => [start, end]).filter((moment) => moment !== undefined);
  return {
    id,
    start: at(least(moments)),
    end: at(most(moments)),
    failed: hasFailed(tree),
    spans: around.sort(byStart),
    calls: calls.sort(byStart),
    tools: tools.sort(byStart),
  };
}

/** Only calls: a link to a wrapper says nothing. */
function linked({ links }: RawSpan, tree: SpanTree): Pick<ObservedCall, 'links'> {
  const calls = links.filter((id) => tree.byId.get(id)?.kind === 'call');
  return calls.length === 0 ? {} : { links: calls };
}

const NO_USAGE = {
  input: undefined,
  cacheRead: undefined,
  cacheWrite: undefined,
  output: undefined,
  reasoning: undefined,
};

/** Nanoseconds: what clocks tell. Differences of doubles have digits below them that mean nothing. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e9;
}

/** A task has failed where what is outermost ended in an error; unknown where nothing is around its calls. */
function hasFailed(tree: SpanTree): boolean | undefined {
  const roots = tree.spans.filter(
    ({ parent, kind }) => kind !== 'call' && kind !== 'tool' && (parent === undefined || !tree.byId.has(parent)),
  );
  return roots.length === 0 ? undefined : roots.some(({ error }) => error !== undefined);
}

function byStart(a: { readonly start: number | undefined }, b: { readonly start: number | undefined }): number {
  return a.start === undefined || b.start === undefined ? 0 : a.start - b.start;
}

function least(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : moments.reduce((a, b) => Math.min(a, b));
}

function most(moments: readonly number[]): number | undefined {
  return moments.length === 0 ? undefined : moments.reduce((a, b) => Math.max(a, b));
}
