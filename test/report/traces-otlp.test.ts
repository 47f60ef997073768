import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, it } from 'vitest';
import { otlpTraces } from '../../src/report/exporters/traces/otlp.js';
import type { Story } from '../../src/sim/record/story.js';
import { operationOf, plain, type WrittenSpan as Span, spansOf } from './otlp-written.js';
import { ASKS, nameOf, traceFor } from './run-traces.js';

type SdkSpan = Parameters<typeof JsonTraceSerializer.serializeRequest>[0][number];

/** Attributes of the conventions, as they stand; others of a vendor's own have another prefix. */
const CONVENTIONS = new Set([
  'gen_ai.operation.name',
  'gen_ai.provider.name',
  'gen_ai.workflow.name',
  'gen_ai.agent.name',
  'gen_ai.agent.id',
  'gen_ai.conversation.id',
  'gen_ai.request.model',
  'gen_ai.request.stream',
  'gen_ai.response.finish_reasons',
  'gen_ai.response.time_to_first_chunk',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.cache_write.input_tokens',
  'gen_ai.usage.reasoning.output_tokens',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.tool.name',
  'gen_ai.tool.type',
  'gen_ai.transfer.mode',
  'gen_ai.transfer.target.name',
  'gen_ai.transfer.target.type',
  'messaging.system',
  'messaging.operation.name',
  'messaging.operation.type',
  'messaging.destination.name',
  'messaging.message.id',
  'error.type',
]);

/** What may stand within what. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  invoke_agent: ['invoke_workflow', 'execute_tool', 'process'],
  chat: ['invoke_agent', 'plan'],
  plan: ['invoke_agent'],
  execute_tool: ['invoke_agent'],
  queue: ['invoke_agent'],
  process: ['invoke_workflow'],
};

const EPOCH = BigInt(Date.UTC(2000, 0, 1)) * 1_000_000n;

const TRACES = ASKS.map((ask) => ({ name: nameOf(ask), trace: traceFor(ask) }));

const otlpTrace = (story: Story): string => otlpTraces([story]);

function hrTime(nanos: string): [number, number] {
  return [Number(BigInt(nanos) / 1_000_000_000n), Number(BigInt(nanos) % 1_000_000_000n)];
}

/** The spans as OpenTelemetry's own SDK would hold them. */
function sdkSpans(spans: readonly Span[]): SdkSpan[] {
  const resource = { attributes: { 'service.name': 'dress-rehearsal' } } as unknown as SdkSpan['resource'];
  const instrumentationScope = {
    name: 'dress-rehearsal',
    schemaUrl: 'https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev',
  };
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
    for (const s of spans) {
      if (s.parentSpanId === undefined) continue;
      const parent = byId.get(s.parentSpanId)!;
      expect(WITHIN[operationOf(s)], s.name).toContain(operationOf(parent));
      // Nothing begins before what it stands in, and nothing outlasts it.
      expect(BigInt(s.startTimeUnixNano) >= BigInt(parent.startTimeUnixNano), `${s.name} in ${parent.name}`).toBe(true);
      if (operationOf(parent) !== 'invoke_workflow') {
        expect(BigInt(s.endTimeUnixNano) <= BigInt(parent.endTimeUnixNano), `${s.name} in ${parent.name}`).toBe(true);
      }
    }
    for (const link of spans.flatMap((s) => s.links)) expect(of('chat')).toContain(byId.get(link.spanId));
  });

  it('keeps to the names of the conventions', () => {
    const keys = spans.flatMap((s) =>
      [...s.attributes, ...s.events.flatMap((e) => e.attributes)].map(({ key }) => key),
    );
    for (const key of keys) expect(CONVENTIONS.has(key) || key.startsWith('dress_rehearsal.'), key).toBe(true);
    for (const s of spans) {
      const a = plain(s.attributes);
      const operation = operationOf(s);
      if (operation !== 'queue' && operation !== 'process') expect(a['gen_ai.operation.name']).toBe(operation);
      const named = {
        invoke_workflow: [a['gen_ai.workflow.name']],
        invoke_agent: [a['gen_ai.agent.name']],
        plan: [a['gen_ai.agent.name']],
        chat: [a['gen_ai.request.model']],
        execute_tool: [
          a['gen_ai.tool.name'],
          ...(a['gen_ai.transfer.target.name'] === undefined ? [] : [a['gen_ai.transfer.target.name']]),
        ],
        process: [a['messaging.destination.name']],
        queue: [a['dress_rehearsal.wait']],
      }[operation]!;
      expect(s.name).toBe([operation, ...named].join(' '));
      expect(s.kind).toBe({ chat: 3, process: 5 }[operation] ?? 1);
      // A span is an error exactly when it says which.
      expect(s.status.code).toBe('error.type' in a ? 2 : 0);
      // Only a call goes to a provider.
      expect(a['gen_ai.provider.name']).toBe(operation === 'chat' ? 'dress-rehearsal' : undefined);
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
      const around = byId.get(s.parentSpanId!)!;
      const agent = operationOf(around) === 'plan' ? byId.get(around.parentSpanId!)! : around;
      const waited = call.queued + call.absent + call.rateLimited;
      const sent = Math.min(call.requestedAt + waited, call.endedAt ?? Number.POSITIVE_INFINITY);
      expect(Number(BigInt(s.startTimeUnixNano) - EPOCH) / 1e9).toBeCloseTo(sent, 6);
      if (call.endedAt === null) expect(BigInt(s.endTimeUnixNano)).toBe(last);
      else expect(Number(BigInt(s.endTimeUnixNano) - EPOCH) / 1e9).toBeCloseTo(call.endedAt, 6);
      expect(a['gen_ai.usage.input_tokens']).toBe(call.inputTokens);
      expect(a['gen_ai.usage.output_tokens']).toBe(call.outputTokens);
      expect(a['gen_ai.usage.cache_read.input_tokens']).toBe(call.cachedTokens);
      expect(a['gen_ai.usage.cache_write.input_tokens']).toBe(call.writtenTokens);
      expect(a['gen_ai.usage.reasoning.output_tokens']).toBe(call.reasoningTokens);
      expect(a['gen_ai.response.time_to_first_chunk'] ?? null).toBe(call.firstToken);
      expect(s.status.code === 2).toBe(!['ok', 'discarded'].includes(call.status));
      expect(agent.name).toBe(`invoke_agent ${call.participant}`);
    }
  });

  it('shows every wait before a call is sent as a span of its own', () => {
    const seconds = (s: Span): number => Number(BigInt(s.endTimeUnixNano) - BigInt(s.startTimeUnixNano)) / 1e9;
    const shown = spans.filter((s) => operationOf(s) === 'queue').reduce((sum, s) => sum + seconds(s), 0);
    const waited = trace.calls.reduce((sum, c) => sum + c.queued + c.absent + c.rateLimited, 0);
    expect(shown).toBeCloseTo(waited, 5);
  });

  it('shows a round of tools before every call that waited for one', () => {
    const rounds = of('execute_tool').filter((s) => !('gen_ai.transfer.mode' in plain(s.attributes)));
    expect(rounds).toHaveLength(trace.calls.filter(({ tool }) => tool > 0).length);
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

it('has tools, what was cached, what was thought and first tokens among its traces', () => {
  const { trace } = TRACES.find(({ name }) => name.startsWith('research'))!;
  for (const key of ['tool', 'writtenTokens', 'cachedTokens', 'reasoningTokens', 'firstToken'] as const) {
    expect(
      trace.calls.some((call) => (call[key] ?? 0) > 0),
      key,
    ).toBe(true);
  }
  for (const {
    firstToken,
    service,
    reasoningTokens,
    outputTokens,
    writtenTokens,
    cachedTokens,
    inputTokens,
  } of trace.calls) {
    expect(firstToken ?? 0).toBeLessThanOrEqual(service);
    expect(reasoningTokens).toBeLessThanOrEqual(outputTokens);
    expect(writtenTokens + cachedTokens).toBeLessThanOrEqual(inputTokens);
  }
});

it('gives every run a trace of its own', () => {
  const ids = TRACES.map(({ trace }) => spansOf(otlpTrace(trace))[0]!.traceId);
  expect(new Set(ids).size).toBe(ids.length);
});
