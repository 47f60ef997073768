import type { ObservedCall, ObservedSpan, ObservedTask, ObservedTool } from '../traces/observed.js';

/** One piece of work of one agent: its calls of a model until another one goes on. */
export interface ObservedWork {
  readonly agent: string;
  readonly model: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly calls: readonly SizedCall[];
  readonly tools: readonly ObservedTool[];
}

/** A call with its place in time and its sizes in tokens, as far as the trace tells them. */
export interface SizedCall {
  readonly call: ObservedCall;
  readonly start: number;
  readonly end: number;
  readonly input: number | undefined;
  readonly output: number | undefined;
}

/** Characters of a token, where a trace tells lengths in characters only: the usual figure for English text. */
export const CHARACTERS_PER_TOKEN = 4;

/** Times that lie closer together than this, in seconds, are one moment. */
export const MOMENT = 1e-6;

/** Names of agents that tell nothing. */
const NAMELESS = 'agent';

/** The pieces of work of a task, by their start. */
export function worksOf(task: ObservedTask): ObservedWork[] {
  const spans = new Map(task.spans.map((span) => [span.id, span]));
  const sized = sizedCalls(task);
  const groups = new Map<string, { readonly span: ObservedSpan | undefined; readonly calls: SizedCall[] }>();
  let flat = 0;
  let last = '';
  for (const call of sized) {
    const span = agentSpanOf(call.call.parent, spans);
    const name = agentOf(call.call, span);
    // Without a span, work goes on until another agent is called.
    if (span === undefined && name !== last) flat++;
    last = span === undefined ? name : '';
    const key = `${span?.id ?? `flat ${flat}`} ${name}`;
    const group = groups.get(key) ?? { span, calls: [] };
    group.calls.push(call);
    groups.set(key, group);
  }
  const works = [...groups.values()].flatMap(({ span, calls }) =>
    pieces(calls, span, sized, spans).map((some) => workOf(some, span, task.tools, spans)),
  );
  return works.sort((a, b) => a.start - b.start || a.end - b.end);
}

function sizedCalls({ calls }: ObservedTask): SizedCall[] {
  const starts = calls.map((call, i) => call.start ?? i);
  const sized = calls.map((call, i): SizedCall => {
    const start = starts[i]!;
    // Without an end, a call is taken to last until the next one begins.
    const end = call.end ?? Math.max(start, starts[i + 1] ?? start);
    return { call, start, end, input: inputOf(call), output: outputOf(call) };
  });
  return sized
    .map((one, i) => [one, i] as const)
    .sort(([a, i], [b, j]) => a.start - b.start || i - j)
    .map(([one]) => one);
}

function inputOf({ input, prompt }: ObservedCall): number | undefined {
  if (input !== undefined) return input;
  if (prompt === undefined) return undefined;
  return Math.round(prompt.reduce((sum, { characters }) => sum + characters, 0) / CHARACTERS_PER_TOKEN);
}

function outputOf({ output, answer }: ObservedCall): number | undefined {
  if (output !== undefined) return output;
  return answer === undefined ? undefined : Math.round(answer.characters / CHARACTERS_PER_TOKEN);
}

function agentSpanOf(id: string | undefined, spans: ReadonlyMap<string, ObservedSpan>): ObservedSpan | undefined {
  let span = id === undefined ? undefined : spans.get(id);
  for (let depth = 0; span !== undefined && depth < spans.size; depth++) {
    if (span.kind === 'agent') return span;
    span = span.parent === undefined ? undefined : spans.get(span.parent);
  }
  return undefined;
}

function agentOf(call: ObservedCall, span: ObservedSpan | undefined): string {
  return call.agent ?? span?.name ?? call.model ?? NAMELESS;
}

/** The calls of one span in pieces: a new one begins after others worked inside it meanwhile. */
function pieces(
  calls: readonly SizedCall[],
  span: ObservedSpan | undefined,
  all: readonly SizedCall[],
  spans: ReadonlyMap<string, ObservedSpan>,
): SizedCall[][] {
  const found: SizedCall[][] = [];
  const inner = span === undefined ? [] : all.filter((one) => !calls.includes(one) && isWithin(one, span, spans));
  for (const call of calls) {
    const before = found.at(-1)?.at(-1);
    const isInterrupted =
      before !== undefined &&
      inner.some(({ start, end }) => start >= before.start - MOMENT && end <= call.end + MOMENT && start <= call.start);
    if (before === undefined || isInterrupted) found.push([call]);
    else found.at(-1)!.push(call);
  }
  return found;
}

/** By the spans around it, or by those around a tool in it: a reader gives tools no children, but keeps spans below them. */
function isWithin({ call }: SizedCall, span: ObservedSpan, spans: ReadonlyMap<string, ObservedSpan>): boolean {
  let id = call.parent;
  for (let depth = 0; id !== undefined && depth <= spans.size; depth++) {
    if (id === span.id) return true;
    const found = spans.get(id);
    // A parent that is no span here is a tool of an agent that was at work meanwhile.
    if (found === undefined) return inTime(call, span);
    id = found.parent;
  }
  return false;
}

const inTime = (call: ObservedCall, span: ObservedSpan): boolean =>
  (call.start ?? 0) >= (span.start ?? Number.POSITIVE_INFINITY) && (call.end ?? 0) <= (span.end ?? 0) + MOMENT;

function workOf(
  calls: readonly SizedCall[],
  span: ObservedSpan | undefined,
  tools: readonly ObservedTool[],
  spans: ReadonlyMap<string, ObservedSpan>,
): ObservedWork {
  const first = calls[0]!;
  const end = Math.max(...calls.map((call) => call.end));
  const agent = agentOf(first.call, span);
  const own = tools.filter(
    (tool) =>
      (span === undefined ? tool.agent === agent : agentSpanOf(tool.parent, spans)?.id === span.id) &&
      (tool.start ?? first.start) >= first.start - MOMENT &&
      (tool.start ?? end) <= end + MOMENT,
  );
  return { agent, model: first.call.model, start: first.start, end, calls, tools: own };
}
