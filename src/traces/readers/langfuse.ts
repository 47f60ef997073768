import { type Attributes, isRecord, numberIn, parsed, textIn } from '../attributes.js';
import { FileClock, isoNanoseconds } from '../clock.js';
import type { ObservedTrace } from '../observed.js';
import { MessageSizes, toolsAskedIn } from '../prompt.js';
import { type CallTokens, type RawKind, type RawSpan, withinUsage } from '../raw-span.js';
import { type Understood, understand, withThoughts } from '../understand.js';
import { observedTrace, type Piece, type TraceReader } from './reader.js';

/** What an observation is, where the attributes that it keeps do not say. */
const KIND: Readonly<Record<string, RawKind>> = {
  GENERATION: 'call',
  TOOL: 'tool',
  AGENT: 'agent',
  CHAIN: 'step',
  SPAN: 'step',
  EVENT: 'none',
  EMBEDDING: 'none',
  RETRIEVER: 'none',
  EVALUATOR: 'none',
  GUARDRAIL: 'none',
};

/** Names in `usageDetails`, as ingestion writes them. */
const COUNTS = {
  cacheRead: [
    'input_cached_tokens',
    'cache_read_input_tokens',
    'input_cache_read',
    'prompt_details.cache_read',
    'input_cached',
    'cached',
  ],
  cacheWrite: [
    'cache_creation_input_tokens',
    'input_cache_creation',
    'input_cache_write',
    'prompt_details.cache_write',
  ],
  reasoning: [
    'output_reasoning_tokens',
    'output_reasoning',
    'completion_details.reasoning',
    'reasoning_tokens',
    'reasoning',
  ],
} as const;

/** Observations of Langfuse: `{trace, observations[]}`, a trace of its API, or a list of observations. */
export class LangfuseReader implements TraceReader {
  private readonly clock = new FileClock();
  private readonly sizes = new MessageSizes();
  private readonly spans: RawSpan[] = [];
  private readonly sessions = new Map<string, string>();
  private readonly gaps = new Set<string>();

  take({ kind, value }: Piece): void {
    if (!isRecord(value)) return;
    if (kind === 'trace') {
      const [id, session] = [textIn(value.id), textIn(value.sessionId)];
      if (id !== undefined && session !== undefined) this.sessions.set(id, session);
      return;
    }
    const id = textIn(value.id);
    if (id !== undefined) this.takeObservation(id, value);
  }

  private takeObservation(id: string, observation: Attributes): void {
    const { attributes, scope } = metadataOf(observation.metadata);
    const name = textIn(observation.name) ?? '';
    const {
      kind: told,
      errorType,
      conversation: _,
      dialect,
      ...said
    } = understand({ name, scope, attributes }, this.sizes);
    const kind = told ?? (isCall(observation) ? 'call' : KIND[String(observation.type)]) ?? 'step';
    for (const gap of dialect?.gaps ?? []) this.gaps.add(gap);
    const start = this.clock.at(isoNanoseconds(observation.startTime));
    this.spans.push({
      ...said,
      name: kind === 'tool' && told === undefined ? name : said.name,
      task: textIn(observation.traceId) ?? 'trace',
      id,
      parent: textIn(observation.parentObservationId),
      kind,
      start,
      end: this.clock.at(isoNanoseconds(observation.endTime)),
      error: observation.level === 'ERROR' ? (errorType ?? textIn(observation.statusMessage) ?? 'error') : errorType,
      model: said.model ?? textIn(observation.model),
      firstToken: said.firstToken ?? this.firstToken(observation, start),
      links: [],
      ...(kind === 'call' ? this.callOf(observation, said) : {}),
    });
  }

  private callOf(
    observation: Attributes,
    said: Omit<Understood, 'kind' | 'errorType' | 'conversation' | 'dialect'>,
  ): Partial<RawSpan> {
    const answer = parsed(observation.output);
    const model = textIn(observation.model) ?? '';
    return {
      usage: usageOf(observation, said.usage, model),
      prompt: said.prompt ?? this.sizes.prompt(observation.input),
      answer: said.answer ?? this.sizes.answer(answer),
      asksFor: said.asksFor.length > 0 ? said.asksFor : toolsAskedIn(answer),
    };
  }

  private firstToken(
    { completionStartTime, timeToFirstToken }: Attributes,
    start: number | undefined,
  ): number | undefined {
    const first = this.clock.at(isoNanoseconds(completionStartTime));
    if (first !== undefined && start !== undefined) return first - start;
    return numberIn(timeToFirstToken);
  }

  finish(source: string): ObservedTrace {
    const known = new Set(this.spans.map(({ id }) => id));
    const lost = this.spans.filter(({ parent }) => parent !== undefined && !known.has(parent)).length;
    const spans = withEnds(this.spans).map((span) => ({ ...span, task: this.sessions.get(span.task) ?? span.task }));
    const gaps =
      lost === 0
        ? []
        : [`${lost} ${lost === 1 ? 'observation names' : 'observations name'} a parent that is not in the file.`];
    const isUnclear = this.spans.some(
      ({ kind, provider, usage }) =>
        kind === 'call' && /anthropic/i.test(provider ?? '') && usage?.cacheRead === undefined,
    );
    if (isUnclear)
      gaps.push(
        'Anthropic counts cached tokens beside the input: where no count of them is kept, the input leaves them out.',
      );
    return observedTrace({ dialect: 'langfuse', source, clock: this.clock }, spans, [...gaps, ...this.gaps]);
  }
}

/** A span with a model and counts of its own is a call, whatever its type. */
function isCall(observation: Attributes): boolean {
  const { input, output } = countsOf(observation);
  return (
    observation.type === 'SPAN' &&
    textIn(observation.model) !== undefined &&
    (numberIn(input) ?? numberIn(output)) !== undefined
  );
}

/** What was sent to Langfuse as attributes of OpenTelemetry, and what its own clients keep beside. */
function metadataOf(value: unknown): { readonly attributes: Attributes; readonly scope: string | undefined } {
  const metadata = parsed(value);
  if (!isRecord(metadata)) return { attributes: {}, scope: undefined };
  const { attributes, scope, resourceAttributes: _, ...beside } = metadata;
  const sent = parsed(attributes);
  const by = parsed(scope);
  return {
    attributes: { ...beside, ...(isRecord(sent) ? sent : {}) },
    scope: isRecord(by) ? textIn(by.name) : undefined,
  };
}

/** The provider's counts, which attributes keep, before those of the platform, which may have counted by itself. */
function usageOf(observation: Attributes, said: CallTokens | undefined, model: string): CallTokens | undefined {
  const details = countsOf(observation);
  const number = (...keys: readonly string[]): number | undefined =>
    keys.map((key) => numberIn(details[key])).find((n) => n !== undefined);
  const parts = {
    cacheRead: number(...COUNTS.cacheRead),
    cacheWrite: number(...COUNTS.cacheWrite),
    reasoning: number(...COUNTS.reasoning),
  };
  const total = number('total', 'totalTokens');
  if (said !== undefined) {
    const filled = { ...said };
    for (const key of ['cacheRead', 'cacheWrite', 'reasoning'] as const) filled[key] ??= parts[key];
    return withThoughts(filled, total, model);
  }
  const stated = {
    input: number('input', 'promptTokens'),
    output: number('output', 'completionTokens'),
    ...parts,
    total,
  };
  if (stated.input === undefined && stated.output === undefined) return undefined;
  // Ingestion takes away what it lists beside; what came with dots in its name was left as it was.
  const leavesOut = !Object.keys(details).some((key) => key.includes('_details.'));
  return withThoughts(withinUsage(stated, leavesOut), total, model);
}

function countsOf(observation: Attributes): Attributes {
  for (const key of ['usageDetails', 'usage_details', 'usage']) {
    const details = parsed(observation[key]);
    if (isRecord(details) && Object.keys(details).length > 0) return details;
  }
  // Of an older API; its `input` and `output` are texts.
  const { promptTokens, completionTokens, totalTokens } = observation;
  return { promptTokens, completionTokens, totalTokens };
}

const BEGINS = /^(.*)\.start(-\d+)?$/;

/** Where each event of a call is a span, what began ends where its end begins, if the file has that end. */
function withEnds(spans: readonly RawSpan[]): RawSpan[] {
  if (!spans.some(({ scope }) => scope?.includes('beeai'))) return [...spans];
  const byName = new Map(spans.map((span) => [span.name, span]));
  return spans.map((span) => {
    const [, stem, number = ''] = BEGINS.exec(span.name) ?? [];
    if (stem === undefined || (span.kind !== 'call' && span.kind !== 'tool')) return span;
    return {
      ...span,
      end: byName.get(`${stem}.finish${number}`)?.start ?? byName.get(`${stem}.success${number}`)?.start,
    };
  });
}
