import { isRecord } from '../attributes.js';
import { TraceProblem } from '../problem.js';
import { InspectReader } from '../readers/inspect.js';
import { LangfuseReader } from '../readers/langfuse.js';
import { OBSERVED, ObservedReader } from '../readers/observed.js';
import { OtlpReader } from '../readers/otlp.js';
import type { Piece, TraceReader } from '../readers/reader.js';
import { LmcacheReader, TracelabReader } from '../readers/records.js';

/** The places in a large document whose values are pieces. The rest of it is dropped while it is read. */
export const PIECES_BY_PATH: Readonly<Record<string, Piece['kind']>> = {
  '$.resourceSpans.*.scopeSpans.*.scope': 'scope',
  '$.resourceSpans.*.scopeSpans.*.spans.*': 'span',
  '$.resourceSpans.*.instrumentationLibrarySpans.*.instrumentationLibrary': 'scope',
  '$.resourceSpans.*.instrumentationLibrarySpans.*.spans.*': 'span',
  '$.trace': 'trace',
  '$.observations.*': 'observation',
  '$.samples.*': 'sample',
  '$.data.*': 'document',
};

type Shape = Readonly<Record<string, unknown>>;

/** How a document, a line or an item of a list shows what it is, and what it is made of. */
const SHAPES: readonly { readonly is: (value: Shape) => boolean; readonly pieces: (value: Shape) => Piece[] }[] = [
  {
    is: ({ resourceSpans }) => Array.isArray(resourceSpans),
    pieces: ({ resourceSpans }) => listed(resourceSpans).flatMap(spansOf),
  },
  {
    is: ({ resource_spans }) => Array.isArray(resource_spans),
    pieces: ({ resource_spans }) => listed(resource_spans).flatMap(spansOf),
  },
  {
    is: ({ observations }) => Array.isArray(observations),
    pieces: (value) => [
      { kind: 'trace', value: isRecord(value.trace) ? value.trace : value },
      ...listed(value.observations).map((observation): Piece => ({ kind: 'observation', value: observation })),
    ],
  },
  {
    is: ({ samples, eval: about }) => Array.isArray(samples) && isRecord(about),
    pieces: ({ samples }) => listed(samples).map((value) => ({ kind: 'sample', value })),
  },
  {
    is: ({ traceId, startTime, type, id }) => [traceId, startTime, type, id].every((x) => typeof x === 'string'),
    pieces: (value) => [{ kind: 'observation', value }],
  },
  {
    is: ({ traceId, spanId, trace_id, span_id, context }) =>
      ((traceId ?? trace_id) !== undefined && (spanId ?? span_id) !== undefined) || isContext(context),
    pieces: (value) => [{ kind: 'span', value }],
  },
  {
    is: ({ events, epoch, model_usage }) => Array.isArray(events) && epoch !== undefined && model_usage !== undefined,
    pieces: (value) => [{ kind: 'sample', value }],
  },
  { is: ({ data }) => Array.isArray(data) && data.length > 0, pieces: ({ data }) => listed(data).flatMap(piecesOf) },
];

function isContext(context: unknown): boolean {
  return isRecord(context) && (context.trace_id ?? context.traceId) !== undefined;
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function spansOf(resource: unknown): Piece[] {
  if (!isRecord(resource)) return [];
  const scopes = listed(resource.scopeSpans ?? resource.scope_spans ?? resource.instrumentationLibrarySpans).filter(
    isRecord,
  );
  return scopes.flatMap((one): Piece[] => [
    { kind: 'scope', value: one.scope ?? one.instrumentationLibrary ?? {} },
    ...listed(one.spans).map((value): Piece => ({ kind: 'span', value })),
  ]);
}

/** The pieces of a value that was read whole; one document that is nothing else stays a document. */
export function piecesOf(value: unknown): Piece[] {
  if (Array.isArray(value)) return value.flatMap(piecesOf);
  if (!isRecord(value)) return [{ kind: 'document', value }];
  const shape = SHAPES.find(({ is }) => is(value));
  return shape === undefined ? [{ kind: 'document', value }] : shape.pieces(value);
}

const READERS: Readonly<Record<Piece['kind'], (value: Shape) => (new () => TraceReader) | undefined>> = {
  span: () => OtlpReader,
  scope: () => OtlpReader,
  observation: () => LangfuseReader,
  trace: () => LangfuseReader,
  sample: () => InspectReader,
  document: (value) => {
    if (value.rehearse === OBSERVED) return ObservedReader;
    if (value.session_id !== undefined && Array.isArray(value.timing_events)) return TracelabReader;
    const isRequest = ['timestamp', 'input', 'output', 'session_id'].every((key) => value[key] !== undefined);
    return isRequest ? LmcacheReader : undefined;
  },
};

/**
 * The reader of a piece; undefined: it is none of a trace.
 * @throws TraceProblem where it is known what the file is, and that it has no calls.
 */
export function readerFor({ kind, value }: Piece, source: string): TraceReader | undefined {
  const shape = isRecord(value) ? value : {};
  if (kind === 'document' && shape.mistake_agent !== undefined && Array.isArray(shape.history)) {
    throw new TraceProblem(
      `${source}: this Who&When record has messages and no calls: it tells neither times nor tokens.`,
      'Give the trace of a run with its model calls.',
    );
  }
  const Reader = READERS[kind](shape);
  return Reader === undefined ? undefined : new Reader();
}
