import { type Attributes, fromKeyValues, isRecord, textIn } from '../attributes.js';
import { FileClock, isoNanoseconds, nanoseconds } from '../clock.js';
import type { SpanDialect } from '../dialects/dialect.js';
import type { ObservedTrace } from '../observed.js';
import { MessageSizes } from '../prompt.js';
import type { RawSpan } from '../raw-span.js';
import { type Understood, understand } from '../understand.js';
import { observedTrace, type Piece, Tally, type TraceReader } from './reader.js';

/** How frameworks leave a node: no error, though the span says so. */
const CONTROL_FLOW = /^\s*(ParentCommand|GraphInterrupt|GraphBubbleUp|NodeInterrupt)\b/;

/** What a span says of itself, without what the reader uses up. */
type Said = Omit<Understood, 'kind' | 'errorType' | 'conversation' | 'dialect'>;

/** Spans of OTLP in JSON, in any dialect, and of the consoles of OpenTelemetry's SDKs. */
export class OtlpReader implements TraceReader {
  private readonly clock = new FileClock();
  private readonly sizes = new MessageSizes();
  private readonly spans: RawSpan[] = [];
  private readonly tally = new Tally();
  private readonly met = new Set<SpanDialect>();
  private readonly texts = new Map<string, string>();
  private readonly conversations = new Map<string, string>();
  private scope: string | undefined;

  take({ kind, value }: Piece): void {
    if (!isRecord(value)) return;
    if (kind === 'scope') this.scope = textIn(value.name);
    else this.takeSpan(isRecord(value.context) ? ofConsole(value) : value);
  }

  private takeSpan(span: Readonly<Record<string, unknown>>): void {
    const attributes = fromKeyValues(span.attributes);
    const trace = textIn(span.traceId) ?? textIn(span.trace_id);
    const id = textIn(span.spanId) ?? textIn(span.span_id);
    if (trace === undefined || id === undefined) return;
    const scope = textIn(span.scope) ?? this.scope;
    const { kind, errorType, conversation, dialect, ...said } = understand(
      { name: textIn(span.name) ?? '', scope, attributes },
      this.sizes,
    );
    if (conversation !== undefined) this.conversations.set(trace, conversation);
    if (dialect !== undefined) this.met.add(dialect);
    if (kind === 'call' && dialect !== undefined) this.tally.add(dialect.name);
    this.spans.push({
      ...this.kept(said),
      task: this.once(trace)!,
      id,
      parent: this.once(textIn(span.parentSpanId) ?? textIn(span.parent_span_id)),
      kind: kind ?? (WAITS.test(said.name) ? 'queue' : 'step'),
      start: this.clock.at(momentOf(span.startTimeUnixNano ?? span.start_time_unix_nano)),
      end: this.clock.at(momentOf(span.endTimeUnixNano ?? span.end_time_unix_nano)),
      error: errorOf(span, errorType),
      links: linksOf(span.links),
    });
  }

  /** The same text as one object: names are few, and spans are many. */
  private once(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const before = this.texts.get(text);
    if (before !== undefined) return before;
    this.texts.set(text, text);
    return text;
  }

  private kept(said: Said): Said {
    const [agent, model, provider] = [this.once(said.agent), this.once(said.model), this.once(said.provider)];
    return { ...said, name: this.once(said.name)!, scope: this.once(said.scope), agent, model, provider };
  }

  finish(source: string): ObservedTrace {
    for (const span of this.spans) span.task = this.conversations.get(span.task) ?? span.task;
    const gaps = new Set([...this.met].flatMap((dialect) => dialect.gaps));
    return observedTrace({ dialect: this.tally.most ?? 'gen_ai', source, clock: this.clock }, this.spans, [...gaps]);
  }
}

/** Spans of no dialect that only wait, by their name. */
const WAITS = /^(queue|wait)(ing|d)?\b/i;

function linksOf(links: unknown): string[] {
  if (!Array.isArray(links)) return [];
  return links.flatMap((link) => (isRecord(link) ? (textIn(link.spanId) ?? textIn(link.span_id) ?? []) : []));
}

function momentOf(value: unknown): bigint | undefined {
  return nanoseconds(value) ?? isoNanoseconds(value);
}

function errorOf(span: Readonly<Record<string, unknown>>, errorType: string | undefined): string | undefined {
  const status = isRecord(span.status) ? span.status : {};
  const isError = [2, '2', 'STATUS_CODE_ERROR', 'ERROR'].includes(status.code as never);
  const message = textIn(status.message)?.trim();
  if (message !== undefined && CONTROL_FLOW.test(message)) return undefined;
  if (!isError) return errorType;
  return errorType ?? exceptionOf(span.events) ?? message?.split('\n')[0] ?? 'error';
}

/** The type of the exception among the events of a span. */
function exceptionOf(events: unknown): string | undefined {
  if (!Array.isArray(events)) return undefined;
  const event = events.find((one) => isRecord(one) && one.name === 'exception');
  return event === undefined ? undefined : textIn(fromKeyValues(event.attributes)['exception.type']);
}

/** What the console exporters of the SDKs print: snake case, times as dates. */
function ofConsole(span: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const context = span.context as Attributes;
  const bare = (id: unknown): string | undefined => textIn(id)?.replace(/^0x/, '');
  const status = isRecord(span.status) ? span.status : {};
  return {
    name: span.name,
    traceId: bare(context.trace_id ?? context.traceId),
    spanId: bare(context.span_id ?? context.spanId),
    parentSpanId: bare(span.parent_id ?? span.parentId),
    startTimeUnixNano: span.start_time ?? span.startTime,
    endTimeUnixNano: span.end_time ?? span.endTime,
    attributes: span.attributes,
    events: span.events,
    status: { code: status.status_code ?? status.code, message: status.description ?? status.message },
  };
}
