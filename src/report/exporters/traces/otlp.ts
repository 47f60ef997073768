import type { Story, StoryCall } from '../../../sim/record/story.js';
import { falseClaimsIn, falsehoodIn } from './false-claims.js';
import { horizonOf } from './horizon.js';
import { type Invocation, invocationsOf } from '../../../sim/record/invocations.js';
import {
  type ExportTraceServiceRequest,
  idOf,
  type KeyValue,
  type Link,
  real,
  type Span,
  type SpanEvent,
  SpanKind,
  StatusCode,
  text,
  texts,
  unixNano,
  whole,
  yes,
} from './otlp-encoding.js';

/** Whose telemetry it is. No vendor's: nothing was asked of any model. */
const PROVIDER = 'dress-rehearsal';

/** `error.type` of each way in which a call ends badly. */
const ERROR_TYPE: Readonly<Record<string, string>> = {
  failed: 'failed',
  timedOut: 'timeout',
  refused: 'rate_limited',
  overflow: 'context_length_exceeded',
  cancelled: 'cancelled',
  unfinished: 'no_response',
  lost: 'crash',
};

/**
 * An OTLP request in JSON, as any collector takes it at /v1/traces: one trace, in the words of OpenTelemetry's conventions
 * for generative AI. The task is `invoke_workflow`, each piece of work `invoke_agent`, each call of a model `chat`.
 */
export function otlpTrace(trace: Story): string {
  return `${JSON.stringify(new Request(trace).request(), null, 1)}\n`;
}

class Request {
  private readonly traceId: string;
  private readonly horizon: number;
  private readonly falseIn;
  private readonly models: ReadonlyMap<string, string | null>;

  constructor(private readonly trace: Story) {
    // Of all that happened: a run that was changed is another trace, and the same run is the same one.
    this.traceId = idOf(JSON.stringify(trace), 16);
    this.horizon = horizonOf(trace);
    this.falseIn = falseClaimsIn(trace);
    this.models = new Map(trace.participants.map(({ name, model }) => [name, model]));
  }

  request(): ExportTraceServiceRequest {
    const invocations = invocationsOf(this.trace);
    const spans = invocations.flatMap((invocation) => [
      this.invocation(invocation),
      ...invocation.calls.map((call) => this.chat(call, this.nameOf(invocation))),
    ]);
    return {
      resourceSpans: [
        {
          resource: { attributes: [text('service.name', PROVIDER)] },
          scopeSpans: [{ scope: { name: PROVIDER }, spans: [this.workflow(), ...spans] }],
        },
      ],
    };
  }

  private workflow(): Span {
    const { trace } = this;
    const isBad = trace.outcome === 'failed' || trace.outcome === 'stalled';
    return {
      ...this.span('task', `invoke_workflow ${trace.pattern}`, SpanKind.internal, 0, trace.endedAt),
      attributes: [
        text('gen_ai.operation.name', 'invoke_workflow'),
        text('gen_ai.workflow.name', trace.pattern),
        ...(isBad ? [text('error.type', trace.outcome)] : []),
        yes('dress_rehearsal.simulated'),
        text('dress_rehearsal.scenario', trace.scenario),
        text('dress_rehearsal.seed', trace.seed),
        whole('dress_rehearsal.replication', trace.replication),
        whole('dress_rehearsal.task', trace.task),
        text('dress_rehearsal.outcome', trace.outcome),
        whole('dress_rehearsal.missing_steps', trace.missingSteps),
        whole('dress_rehearsal.lost_updates', trace.lostUpdates),
        ...(trace.delivery === null ? [] : [whole('dress_rehearsal.false_claims.delivered', this.escaped())]),
      ],
      status: isBad ? { code: StatusCode.error, message: trace.outcome } : { code: StatusCode.unset },
    };
  }

  private invocation(invocation: Invocation): Span {
    const { participant, calls } = invocation;
    const start = Math.min(...calls.map(({ requestedAt }) => requestedAt));
    const isOpen = calls.some(({ endedAt }) => endedAt === null);
    const end = isOpen ? null : Math.max(...calls.map(({ endedAt }) => endedAt!));
    const first = calls[0]!;
    return {
      ...this.span(this.nameOf(invocation), `invoke_agent ${participant}`, SpanKind.internal, start, end),
      parentSpanId: this.spanId('task'),
      attributes: [
        text('gen_ai.operation.name', 'invoke_agent'),
        text('gen_ai.provider.name', PROVIDER),
        text('gen_ai.agent.name', participant),
        ...this.model(participant),
        ...errorOf(calls.at(-1)!),
        text('dress_rehearsal.act', first.act),
        ...(first.step === null ? [] : [text('dress_rehearsal.step', first.step)]),
      ],
      status: statusOf(calls.at(-1)!),
    };
  }

  private chat(call: StoryCall, parent: string): Span {
    const name = ['chat', this.models.get(call.participant) ?? []].flat().join(' ');
    return {
      ...this.span(callName(call.call), name, SpanKind.client, call.requestedAt, call.endedAt),
      parentSpanId: this.spanId(parent),
      attributes: [
        text('gen_ai.operation.name', 'chat'),
        text('gen_ai.provider.name', PROVIDER),
        text('gen_ai.agent.name', call.participant),
        ...this.model(call.participant),
        whole('gen_ai.usage.input_tokens', call.inputTokens),
        whole('gen_ai.usage.cache_read.input_tokens', call.cachedTokens),
        whole('gen_ai.usage.output_tokens', call.outputTokens),
        ...errorOf(call),
        ...ownWords(call),
      ],
      events: this.claimsOf(call),
      links: this.linksOf(call),
      status: statusOf(call),
    };
  }

  /** What its end means for false claims, as events at that moment. */
  private claimsOf(call: StoryCall): SpanEvent[] {
    const { born, passedOn, retracted, dropped } = this.falseIn(call);
    const timeUnixNano = unixNano(call.endedAt ?? this.horizon);
    const events: readonly (readonly [string, readonly string[]])[] = [
      ['born', born],
      ['passed_on', passedOn],
      ['retracted', retracted],
      ['not_believed', dropped],
    ];
    return events
      .filter(([, claims]) => claims.length > 0)
      .map(([what, claims]) => ({
        timeUnixNano,
        name: `dress_rehearsal.false_claims.${what}`,
        attributes: [texts('dress_rehearsal.claims', claims)],
      }));
  }

  /** To the call whose end made this one possible, and to those whose messages it read. */
  private linksOf(call: StoryCall): Link[] {
    const contents = new Map<number, string[]>();
    if (call.cause !== null) contents.set(call.cause, []);
    for (const { readBy, madeBy, content } of this.trace.letters) {
      if (readBy !== call.call || madeBy === null) continue;
      contents.set(madeBy, [...(contents.get(madeBy) ?? []), content]);
    }
    const linked = [...contents].sort(([a], [b]) => a - b);
    return linked.map(([other, messages]) => ({
      traceId: this.traceId,
      spanId: this.spanId(callName(other)),
      attributes: [
        ...(other === call.cause ? [yes('dress_rehearsal.cause')] : []),
        ...(messages.length === 0 ? [] : [texts('dress_rehearsal.messages', messages)]),
      ],
    }));
  }

  /** A span of which nothing but its name and its time is known yet; `end` null: it lasts as long as anything happens. */
  private span(id: string, name: string, kind: number, start: number, end: number | null) {
    return {
      traceId: this.traceId,
      spanId: this.spanId(id),
      name,
      kind,
      startTimeUnixNano: unixNano(start),
      endTimeUnixNano: unixNano(end ?? this.horizon),
      events: [],
      links: [],
    };
  }

  private spanId(name: string): string {
    return idOf(`${this.traceId} ${name}`, 8);
  }

  private nameOf(invocation: Invocation): string {
    return `invocation ${invocation.calls[0]!.call}`;
  }

  private model(participant: string): KeyValue[] {
    const model = this.models.get(participant) ?? null;
    return model === null ? [] : [text('gen_ai.request.model', model)];
  }

  private escaped(): number {
    return this.trace.delivery!.claims.filter(falsehoodIn(this.trace)).length;
  }
}

function callName(call: number): string {
  return `call ${call}`;
}

/** What the conventions have no words for. */
function ownWords(call: StoryCall): KeyValue[] {
  return [
    whole('dress_rehearsal.call', call.call),
    text('dress_rehearsal.act', call.act),
    ...(call.step === null ? [] : [text('dress_rehearsal.step', call.step)]),
    ...(call.next === null ? [] : [text('dress_rehearsal.next', call.next)]),
    text('dress_rehearsal.status', call.status),
    whole('dress_rehearsal.attempt', call.attempt + 1),
    real('dress_rehearsal.wait.turn', call.queued),
    real('dress_rehearsal.wait.down', call.absent),
    real('dress_rehearsal.wait.rate_limit', call.rateLimited),
    real('dress_rehearsal.service', call.service),
    real('dress_rehearsal.cost_usd', call.cost),
    texts('dress_rehearsal.saw', call.saw),
  ];
}

function errorOf({ status }: StoryCall): KeyValue[] {
  const type = ERROR_TYPE[status];
  return type === undefined ? [] : [text('error.type', type)];
}

function statusOf({ status }: StoryCall): Span['status'] {
  const type = ERROR_TYPE[status];
  return type === undefined ? { code: StatusCode.unset } : { code: StatusCode.error, message: type };
}
