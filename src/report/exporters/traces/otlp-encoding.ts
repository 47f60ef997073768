import { createHash } from 'node:crypto';

/** OTLP's JSON encoding: field names in camel case, ids in hexadecimal, enums as numbers, 64-bit integers as text. */

/** `SpanKind` of the protocol. */
export const SpanKind = { internal: 1, client: 3, consumer: 5 } as const;
/** `StatusCode` of the protocol. Unset is what a span has that ended well. */
export const StatusCode = { unset: 0, error: 2 } as const;

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } };

export interface Link {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly KeyValue[];
}

export interface SpanEvent {
  readonly timeUnixNano: string;
  readonly name: string;
  readonly attributes: readonly KeyValue[];
}

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly events: readonly SpanEvent[];
  readonly links: readonly Link[];
  readonly status: { readonly code: number; readonly message?: string };
}

/** A scope with what was measured in it, and the version of the conventions by which it is named. */
export interface ScopeSpans {
  readonly scope: { readonly name: string };
  readonly spans: readonly Span[];
  readonly schemaUrl: string;
}

export interface ExportTraceServiceRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly ScopeSpans[];
  }[];
}

/**
 * 2000-01-01T00:00:00Z, in seconds after the Unix epoch: when a task comes in, if nobody says otherwise. Zero would be "unknown" to
 * tools.
 */
export const DEFAULT_EPOCH = 946_684_800;

/** Nanoseconds after the Unix epoch of `seconds` after `base`, which is in seconds after the Unix epoch. */
export function unixNano(seconds: number, base: number): string {
  const whole = Math.floor(base);
  const rest = Math.round((base - whole) * 1e9);
  return (BigInt(whole) * 1_000_000_000n + BigInt(rest) + BigInt(Math.round(seconds * 1e9))).toString();
}

/** The hexadecimal id of so many bytes that belongs to a text; never all zeros, which would mean "none". */
export function idOf(text: string, bytes: 8 | 16): string {
  const id = createHash('sha256')
    .update(text, 'utf8')
    .digest('hex')
    .slice(0, 2 * bytes);
  return /^0+$/.test(id) ? `${id.slice(1)}1` : id;
}

export function text(key: string, value: string): KeyValue {
  return { key, value: { stringValue: value } };
}

export function whole(key: string, value: number): KeyValue {
  return { key, value: { intValue: String(value) } };
}

export function real(key: string, value: number): KeyValue {
  return { key, value: { doubleValue: value } };
}

export function yes(key: string): KeyValue {
  return { key, value: { boolValue: true } };
}

export function texts(key: string, values: readonly string[]): KeyValue {
  return { key, value: { arrayValue: { values: values.map((stringValue) => ({ stringValue })) } } };
}
