import { type Attributes, isRecord, numberIn, textIn } from '../attributes.js';
import { FileClock, inNanoseconds, isoNanoseconds } from '../clock.js';
import type { ObservedTrace } from '../observed.js';
import { MessageSizes, toolsAskedIn } from '../prompt.js';
import { type CallTokens, type RawKind, type RawSpan, rawSpan, withinUsage } from '../raw-span.js';
import { observedTrace, type Piece, type TraceReader } from './reader.js';

/** Solvers are steps whose name is who calls; scorers judge the work, and are steps of nobody. */
const KIND: Readonly<Record<string, RawKind>> = { agent: 'agent', init: 'none', tool: 'none' };

const WORKERS = new Set(['agent', 'solver']);

/** Logs of Inspect evaluations in JSON: each sample is a task, each of its model events a call. */
export class InspectReader implements TraceReader {
  private readonly clock = new FileClock();
  private readonly sizes = new MessageSizes();
  private readonly spans: RawSpan[] = [];
  private cached = 0;

  take({ kind, value }: Piece): void {
    if (kind !== 'sample' || !isRecord(value) || !Array.isArray(value.events)) return;
    const task = [textIn(value.id) ?? 'sample', textIn(value.epoch)]
      .filter((part) => part !== undefined)
      .join(', epoch ');
    const sample = new Sample(task, isRecord(value.attachments) ? value.attachments : {}, this.clock, this.sizes);
    for (const [i, event] of value.events.entries()) if (isRecord(event)) sample.take(event, i);
    const error = isRecord(value.error) ? (textIn(value.error.message) ?? 'error') : undefined;
    this.spans.push(...sample.finished(error));
    this.cached += sample.cached;
  }

  finish(source: string): ObservedTrace {
    const gaps = [
      'Inspect records each request that was answered: its own retries are hidden where `retries` is not set.',
      'Calls of scorers are among the calls: they stand within the step of their scorer.',
      ...(this.cached === 0
        ? []
        : [`${this.cached} answers came from Inspect's own cache: no model was asked, so they are no calls.`]),
    ];
    return observedTrace({ dialect: 'inspect', source, clock: this.clock }, this.spans, gaps);
  }
}

class Sample {
  private readonly spans = new Map<string, RawSpan>();
  cached = 0;

  constructor(
    private readonly task: string,
    private readonly attachments: Attributes,
    private readonly clock: FileClock,
    private readonly sizes: MessageSizes,
  ) {}

  take(event: Attributes, i: number): void {
    const start = this.clock.at(isoNanoseconds(event.timestamp));
    const parent = textIn(event.span_id);
    if (event.event === 'span_begin') this.begin(event, start);
    else if (event.event === 'span_end') this.end(textIn(event.id), start);
    else if (event.event === 'model') this.call(event, i, parent, start);
    else if (event.event === 'tool') this.tool(event, i, parent, start);
  }

  private begin(event: Attributes, start: number | undefined): void {
    const id = textIn(event.id) ?? '';
    const name = textIn(event.name) ?? '';
    const kind = KIND[textIn(event.type) ?? ''] ?? 'step';
    const parent = textIn(event.parent_id);
    this.spans.set(
      id,
      rawSpan({
        task: this.task,
        id,
        name,
        kind,
        parent,
        start,
        agent: WORKERS.has(textIn(event.type) ?? '') ? name : undefined,
      }),
    );
  }

  private end(id: string | undefined, end: number | undefined): void {
    const span = id === undefined ? undefined : this.spans.get(id);
    if (span !== undefined) span.end = end;
  }

  private call(event: Attributes, i: number, parent: string | undefined, start: number | undefined): void {
    // `read`: the answer was in Inspect's own cache, and no model was asked.
    if (event.cache === 'read') {
      this.cached++;
      return;
    }
    const output = isRecord(event.output) ? event.output : {};
    const choices = Array.isArray(output.choices) ? output.choices.filter(isRecord) : [];
    const [provider, model] = splitModel(textIn(event.model));
    const id = textIn(event.uuid) ?? `${this.task}/${i}`;
    this.spans.set(
      id,
      rawSpan({
        task: this.task,
        id,
        name: 'model',
        kind: 'call',
        parent,
        start,
        end: this.endOf(event, start),
        model,
        provider,
        error: textIn(event.error) ?? textIn(output.error),
        usage: usageOf(output.usage),
        finish: choices.flatMap(({ stop_reason }) => textIn(stop_reason) ?? []),
        prompt: this.sizes.prompt(this.resolved(event.input)),
        answer: this.sizes.answer(choices.map(({ message }) => message)),
        asksFor: toolsAskedIn(choices.map(({ message }) => withoutShapes(message))),
      }),
    );
  }

  private tool(event: Attributes, i: number, parent: string | undefined, start: number | undefined): void {
    const id = textIn(event.uuid) ?? `${this.task}/${i}`;
    const error = isRecord(event.error) ? (textIn(event.error.type) ?? 'error') : textIn(event.error);
    const name = textIn(event.function) ?? 'tool';
    const target = textIn(event.agent);
    this.spans.set(
      id,
      rawSpan({ task: this.task, id, name, kind: 'tool', parent, start, end: this.endOf(event, start), error, target }),
    );
  }

  private endOf(event: Attributes, start: number | undefined): number | undefined {
    const completed = this.clock.at(isoNanoseconds(event.completed));
    const lasted = numberIn(event.working_time);
    return (
      completed ??
      (start === undefined || lasted === undefined ? undefined : start + Number(inNanoseconds(lasted, 's')) / 1e9)
    );
  }

  /** Long texts stand once in the sample, and `attachment://HASH` wherever they are meant. */
  private resolved(value: unknown): unknown {
    if (typeof value === 'string') {
      const hash = /^attachment:\/\/(\w+)$/.exec(value)?.[1];
      return hash === undefined ? value : (this.attachments[hash] ?? value);
    }
    if (Array.isArray(value)) return value.map((item) => this.resolved(item));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.resolved(inner)]));
  }

  finished(error: string | undefined): RawSpan[] {
    const all = [...this.spans.values()];
    const moments = all.flatMap(({ start, end }) => [start, end]).filter((moment) => moment !== undefined);
    const whole = rawSpan({
      task: this.task,
      id: `${this.task}/sample`,
      name: 'sample',
      kind: 'workflow',
      start: moments.length === 0 ? undefined : moments.reduce((a, b) => Math.min(a, b)),
      end: moments.length === 0 ? undefined : moments.reduce((a, b) => Math.max(a, b)),
      error,
    });
    return [whole, ...all.map((span) => ({ ...span, parent: span.parent ?? whole.id }))];
  }
}

/** Inspect's tool calls have a `function` that is a name. */
function withoutShapes(message: unknown): unknown {
  if (!isRecord(message) || !Array.isArray(message.tool_calls)) return message;
  return { tool_calls: message.tool_calls.map((call) => (isRecord(call) ? { name: call.function } : call)) };
}

function splitModel(model: string | undefined): [provider: string | undefined, model: string | undefined] {
  const at = model?.indexOf('/') ?? -1;
  return at < 0 ? [undefined, model] : [model!.slice(0, at), model!.slice(at + 1)];
}

/** Inspect counts cached tokens within the input or beside it, by version and provider: its total tells. */
function usageOf(usage: unknown): CallTokens | undefined {
  if (!isRecord(usage)) return undefined;
  const stated = {
    input: numberIn(usage.input_tokens),
    output: numberIn(usage.output_tokens),
    cacheRead: numberIn(usage.input_tokens_cache_read),
    cacheWrite: numberIn(usage.input_tokens_cache_write),
    reasoning: numberIn(usage.reasoning_tokens),
    total: numberIn(usage.total_tokens),
  };
  const { reasoning, ...counts } = stated;
  // Reasoning is always within Inspect's output tokens.
  return { ...withinUsage({ ...counts, reasoning: undefined }, false), reasoning };
}
