import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { otlpTrace } from '../../src/report/exporters/traces/otlp.js';
import { ASKS, nameOf, traceFor } from './run-traces.js';

type SdkSpan = Parameters<typeof JsonTraceSerializer.serializeRequest>[0][number];

/** The encoding as the protocol's specification has it: hexadecimal ids, 64-bit integers as text, enums as numbers. */
const traceId = z.string().regex(/^(?!0+$)[0-9a-f]{32}$/);
const spanId = z.string().regex(/^(?!0+$)[0-9a-f]{16}$/);
const int64 = z.string().regex(/^-?\d+$/);
const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ intValue: int64 }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ arrayValue: z.strictObject({ values: z.array(z.strictObject({ stringValue: z.string() })) }) }),
]);
const attributes = z.array(z.strictObject({ key: z.string().min(1), value }));
const span = z.strictObject({
  traceId,
  spanId,
  parentSpanId: spanId.optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: int64,
  endTimeUnixNano: int64,
  attributes,
  events: z.array(z.strictObject({ timeUnixNano: int64, name: z.string(), attributes })),
  links: z.array(z.strictObject({ traceId, spanId, attributes })),
  status: z.strictObject({ code: z.int().min(0).max(2), message: z.string().optional() }),
});
const request = z.strictObject({
  resourceSpans: z
    .array(
      z.strictObject({
        resource: z.strictObject({ attributes }),
        scopeSpans: z
          .array(z.strictObject({ scope: z.strictObject({ name: z.string() }), spans: z.array(span).min(1) }))
          .length(1),
      }),
    )
    .length(1),
});

type Span = z.infer<typeof span>;
type Attributes = z.infer<typeof attributes>;

/** Attributes of the conventions for generative AI, as they stand; others of a vendor's own have another prefix. */
const CONVENTIONS = new Set([
  'gen_ai.operation.name',
  'gen_ai.provider.name',
  'gen_ai.workflow.name',
  'gen_ai.agent.name',
  'gen_ai.request.model',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'error.type',
]);

const EPOCH = BigInt(Date.UTC(2000, 0, 1)) * 1_000_000n;

const TRACES = ASKS.map((ask) => ({ name: nameOf(ask), trace: traceFor(ask) }));

function spansOf(text: string): Span[] {
  return request.parse(JSON.parse(text)).resourceSpans[0]!.scopeSpans[0]!.spans;
}

function plain(list: Attributes): Record<string, string | number | boolean | string[]> {
  return Object.fromEntries(
    list.map(({ key, value: v }) => {
      if ('intValue' in v) return [key, Number(v.intValue)];
      if ('doubleValue' in v) return [key, v.doubleValue];
      if ('boolValue' in v) return [key, v.boolValue];
      if ('stringValue' in v) return [key, v.stringValue];
      return [key, v.arrayValue.values.map(({ stringValue }) => stringValue)];
    }),
  );
}

function hrTime(nanos: string): [number, number] {
  return [Number(BigInt(nanos) / 1_000_000_000n), Number(BigInt(nanos) % 1_000_000_000n)];
}

/** The spans as OpenTelemetry's own SDK would hold them. */
function sdkSpans(spans: readonly Span[]): SdkSpan[] {
  const resource = { attributes: { 'service.name': 'dress-rehearsal' } } as unknown as SdkSpan['resource'];
  const instrumentationScope = { name: 'dress-rehearsal' };
  const context = (ids: { traceId: string; spanId: string }) => ({ ...ids, traceFlags: 1 });
  return spans.map((s) => {
    const parentSpanContext =
      s.parentSpanId === undefined
        ? {}
        : { parentSpanContext: context({ traceId: s.traceId, spanId: s.parentSpanId }) };
    return {
      name: s.name,
      kind: s.kind - 1,
      spanContext: () => context(s),
      ...parentSpanContext,
      startTime: hrTime(s.startTimeUnixNano),
      endTime: hrTime(s.endTimeUnixNano),
      status: { code: s.status.code, ...(s.status.message === undefined ? {} : { message: s.status.message }) },
      attributes: plain(s.attributes),
      events: s.events.map((e) => ({ name: e.name, time: hrTime(e.timeUnixNano), attributes: plain(e.attributes) })),
      links: s.links.map((link) => ({ context: context(link), attributes: plain(link.attributes) })),
      duration: hrTime((BigInt(s.endTimeUnixNano) - BigInt(s.startTimeUnixNano)).toString()),
      ended: true,
      resource,
      instrumentationScope,
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
  });
}

/** What both encoders may write differently: counters of what was dropped, flags, and numbers that are whole. */
function alike(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (key, v) => {
    if (/^(dropped.*Count|flags)$/.test(key)) return undefined;
    if (key === 'intValue' || key === 'doubleValue') return undefined;
    if (typeof v === 'object' && v !== null && !Array.isArray(v) && Object.keys(v).length === 0) return 'number';
    return v;
  });
}

describe.each(TRACES)('the OTLP trace of $name', ({ trace }) => {
  const text = otlpTrace(trace);
  const spans = spansOf(text);
  const byId = new Map(spans.map((s) => [s.spanId, s]));
  const of = (operation: string): Span[] =>
    spans.filter((s) => plain(s.attributes)['gen_ai.operation.name'] === operation);
  const callOf = (s: Span): number => Number(plain(s.attributes)['dress_rehearsal.call']);

  it("is what OpenTelemetry's own exporter writes of the same spans", () => {
    const own = new TextDecoder().decode(JsonTraceSerializer.serializeRequest(sdkSpans(spans))!);
    expect(alike(JSON.parse(text))).toEqual(alike(JSON.parse(own)));
    expect(ProtobufTraceSerializer.serializeRequest(sdkSpans(spans))!.length).toBeGreaterThan(0);
  });

  it('is one trace with one root, in which every id is there once and every parent and link is found', () => {
    expect(new Set(spans.map((s) => s.traceId)).size).toBe(1);
    expect(byId.size).toBe(spans.length);
    expect(spans.filter((s) => s.parentSpanId === undefined)).toEqual(of('invoke_workflow'));
    expect(of('invoke_workflow')).toHaveLength(1);
    for (const s of of('invoke_agent')) expect(byId.get(s.parentSpanId!)).toBe(of('invoke_workflow')[0]);
    for (const s of of('chat')) expect(of('invoke_agent')).toContain(byId.get(s.parentSpanId!));
    for (const link of spans.flatMap((s) => s.links)) expect(of('chat')).toContain(byId.get(link.spanId));
  });

  it('keeps to the names of the conventions', () => {
    const keys = spans.flatMap((s) =>
      [...s.attributes, ...s.events.flatMap((e) => e.attributes)].map(({ key }) => key),
    );
    for (const key of keys) expect(CONVENTIONS.has(key) || key.startsWith('dress_rehearsal.'), key).toBe(true);
    for (const s of spans) {
      const a = plain(s.attributes);
      const operation = a['gen_ai.operation.name'];
      const named = { invoke_workflow: 'workflow.name', invoke_agent: 'agent.name', chat: 'request.model' }[
        String(operation)
      ];
      expect(s.name).toBe(`${operation} ${a[`gen_ai.${named}`]}`);
      expect(s.kind).toBe(operation === 'chat' ? 3 : 1);
      // A span is an error exactly when it says which.
      expect(s.status.code).toBe('error.type' in a ? 2 : 0);
      if (operation !== 'invoke_workflow') expect(a['gen_ai.provider.name']).toBe('dress-rehearsal');
    }
  });

  it('has every call once, with its time, its tokens and its end, in a span of its agent', () => {
    expect(
      of('chat')
        .map(callOf)
        .sort((a, b) => a - b),
    ).toEqual(trace.calls.map(({ call }) => call));
    const last = spans.map((s) => BigInt(s.endTimeUnixNano)).reduce((a, b) => (a > b ? a : b));
    for (const s of of('chat')) {
      const call = trace.calls[callOf(s)]!;
      const a = plain(s.attributes);
      const agent = byId.get(s.parentSpanId!)!;
      expect(Number(BigInt(s.startTimeUnixNano) - EPOCH) / 1e9).toBeCloseTo(call.requestedAt, 6);
      if (call.endedAt === null) expect(BigInt(s.endTimeUnixNano)).toBe(last);
      else expect(Number(BigInt(s.endTimeUnixNano) - EPOCH) / 1e9).toBeCloseTo(call.endedAt, 6);
      expect(a['gen_ai.usage.input_tokens']).toBe(call.inputTokens);
      expect(a['gen_ai.usage.output_tokens']).toBe(call.outputTokens);
      expect(a['gen_ai.usage.cache_read.input_tokens']).toBe(call.cachedTokens);
      expect(s.status.code === 2).toBe(!['ok', 'discarded'].includes(call.status));
      expect(agent.name).toBe(`invoke_agent ${call.participant}`);
      expect(BigInt(agent.startTimeUnixNano) <= BigInt(s.startTimeUnixNano)).toBe(true);
      expect(BigInt(agent.endTimeUnixNano) >= BigInt(s.endTimeUnixNano)).toBe(true);
    }
  });

  it('links each call to its cause and to what it read', () => {
    for (const s of of('chat')) {
      const call = trace.calls[callOf(s)]!;
      const read = trace.letters.filter((m) => m.readBy === call.call && m.madeBy !== null);
      const causes = new Set([...(call.cause === null ? [] : [call.cause]), ...read.map((m) => m.madeBy!)]);
      expect(s.links.map((link) => callOf(byId.get(link.spanId)!))).toEqual([...causes].sort((a, b) => a - b));
      const messages = s.links.flatMap((link) => plain(link.attributes)['dress_rehearsal.messages'] ?? []);
      expect([...messages].sort()).toEqual(read.map((m) => m.content).sort());
    }
  });

  it('tells of each false claim where it was born, passed on and retracted', () => {
    const isFalse = new Set(trace.claims.filter((c) => c.isFalse).map((c) => c.name));
    const told = (what: string): string[] =>
      of('chat').flatMap((s) => {
        const events = s.events.filter((e) => e.name === `dress_rehearsal.false_claims.${what}`);
        return events.flatMap((e) => plain(e.attributes)['dress_rehearsal.claims'] as string[]);
      });
    const known = (pick: (call: (typeof trace.calls)[number]) => readonly string[]): string[] =>
      trace.calls.flatMap(pick).filter((name) => isFalse.has(name));
    expect(told('born').sort()).toEqual(known((c) => c.born).sort());
    expect(told('passed_on').sort()).toEqual(known((c) => c.passedOn).sort());
    expect(told('retracted').sort()).toEqual(known((c) => c.retracted).sort());
    expect(told('not_believed').sort()).toEqual(known((c) => c.dropped).sort());
  });

  it('is the same to the byte when it is made again', () => {
    expect(otlpTrace(structuredClone(trace))).toBe(text);
  });
});

it('gives every run a trace of its own', () => {
  const ids = TRACES.map(({ trace }) => spansOf(otlpTrace(trace))[0]!.traceId);
  expect(new Set(ids).size).toBe(ids.length);
});

it('holds the attempts and round trips of one piece of work in one span of its agent, and a redelivery in another', () => {
  const ask = ASKS.find((a) => a.scenario === 'payments' && a.pattern === 'choreography' && a.replication === 7)!;
  const trace = traceFor(ask);
  const again = trace.calls.find((call) => trace.calls.some((o) => o.call < call.call && o.step === call.step))!;
  expect(again, 'nothing was done twice').toBeDefined();
  const spans = spansOf(otlpTrace(trace));
  const parents = spans.filter((s) => s.name.startsWith('chat')).map((s) => s.parentSpanId);
  expect(new Set(parents).size).toBe(trace.calls.length);

  const set = ['agents.defaults.failure=0.5', 'policies.retry.attempts=4'];
  const retried = [0, 1, 2, 3].map((replication) =>
    traceFor({ scenario: 'article', pattern: 'workflow', replication, set }),
  );
  expect(retried.some(({ calls }) => calls.some(({ attempt }) => attempt > 1))).toBe(true);
  for (const trace of retried) {
    const invoked = spansOf(otlpTrace(trace)).filter((s) => s.name.startsWith('invoke_agent'));
    expect(invoked).toHaveLength(trace.calls.filter(({ attempt }) => attempt === 0).length);
  }
});
