import type { Story, StoryCall } from '../../../sim/record/story.js';
import { falsehoodIn } from './false-claims.js';
import { type KeyValue, type Span, SpanKind, StatusCode, text, texts, whole, yes } from './otlp-encoding.js';
import { nameOfCall, StoryFrame } from './otlp-frame.js';
import {
  conversationOf,
  errorOf,
  errorTypeOf,
  inputMessages,
  outputMessages,
  ownWords,
  PROVIDER,
  statusOf,
  usageOf,
} from './otlp-words.js';
import { plansIn, type ToolTrip, type Transfer, type Work, workOf } from './otlp-work.js';

/** The waits of a call before it is sent, in their order. */
const WAITS = [
  ['queued', 'turn'],
  ['absent', 'down'],
  ['rateLimited', 'rate_limit'],
] as const;

/** The tool of a round trip: scenarios give tools no names. */
const TOOL = 'tool';

/** The spans of one story: one trace. `base` is when its task came in, in seconds after the Unix epoch. */
export class StorySpans {
  private readonly frame: StoryFrame;
  private readonly plans: ReadonlySet<number>;
  private readonly asked = new Map<number, string[]>();

  constructor(
    private readonly story: Story,
    base: number,
  ) {
    this.frame = new StoryFrame(story, base);
    this.plans = plansIn(story);
  }

  spans(): Span[] {
    const works = workOf(this.story);
    for (const { transfers, rounds } of works) {
      for (const { call, target } of transfers) this.asks(call.call, toolTo(target));
      for (const { before } of rounds) this.asks(before.call, TOOL);
    }
    return [this.workflow(), ...works.flatMap((work) => this.work(work))];
  }

  private asks(call: number, tool: string): void {
    this.asked.set(call, [...(this.asked.get(call) ?? []), tool]);
  }

  private workflow(): Span {
    const { story } = this;
    const isBad = story.outcome === 'failed' || story.outcome === 'stalled';
    return {
      ...this.frame.span('task', `invoke_workflow ${story.pattern}`, SpanKind.internal, 0, story.endedAt),
      attributes: [
        text('gen_ai.operation.name', 'invoke_workflow'),
        text('gen_ai.workflow.name', story.pattern),
        text('gen_ai.conversation.id', conversationOf(story)),
        ...(isBad ? [text('error.type', story.outcome)] : []),
        yes('dress_rehearsal.simulated'),
        text('dress_rehearsal.scenario', story.scenario),
        text('dress_rehearsal.seed', story.seed),
        whole('dress_rehearsal.replication', story.replication),
        whole('dress_rehearsal.task', story.task),
        text('dress_rehearsal.outcome', story.outcome),
        whole('dress_rehearsal.missing_steps', story.missingSteps),
        whole('dress_rehearsal.lost_updates', story.lostUpdates),
        ...(story.delivery === null ? [] : [whole('dress_rehearsal.false_claims.delivered', this.escaped())]),
      ],
      status: isBad ? { code: StatusCode.error, message: story.outcome } : { code: StatusCode.unset },
    };
  }

  /** A piece of work: the event that started it, the agent, and all that it does. */
  private work(work: Work): Span[] {
    const id = nameOfWork(work);
    const around = work.parent === null ? 'task' : nameOfTransfer(work.parent);
    const event = work.event === null || work.parent !== null ? [] : [this.event(work, work.event)];
    return [
      ...event,
      this.agent(work, id, event.length === 0 ? around : `event ${id}`),
      ...work.calls.flatMap((call) => this.call(call, id)),
      ...work.rounds.map((round) => this.round(round, id)),
      ...work.transfers.map((transfer) => this.transfer(transfer, id)),
    ];
  }

  /** In the words of OpenTelemetry's conventions for messaging: somebody takes an event from a bus. */
  private event(work: Work, { id, content, arrivedAt, madeBy }: NonNullable<Work['event']>): Span {
    const span = this.frame.span(
      `event ${nameOfWork(work)}`,
      `process ${content}`,
      SpanKind.consumer,
      Math.min(arrivedAt ?? work.start, work.start),
      work.end,
    );
    return {
      ...span,
      parentSpanId: this.frame.spanId('task'),
      attributes: [
        text('messaging.system', PROVIDER),
        text('messaging.operation.name', 'process'),
        text('messaging.operation.type', 'process'),
        text('messaging.destination.name', content),
        text('messaging.message.id', String(id)),
      ],
      links:
        madeBy === null
          ? []
          : [{ traceId: this.frame.traceId, spanId: this.frame.spanId(nameOfCall(madeBy)), attributes: [] }],
      status: { code: StatusCode.unset },
    };
  }

  private agent({ participant, calls, start, end }: Work, id: string, parent: string): Span {
    const [first, last] = [calls[0]!, calls.at(-1)!];
    return {
      ...this.frame.span(id, `invoke_agent ${participant}`, SpanKind.internal, start, end),
      parentSpanId: this.frame.spanId(parent),
      attributes: [
        text('gen_ai.operation.name', 'invoke_agent'),
        text('gen_ai.agent.name', participant),
        text('gen_ai.agent.id', `${this.story.scenario}/${participant}`),
        text('gen_ai.conversation.id', conversationOf(this.story)),
        ...this.frame.model(participant),
        ...errorOf(last),
        text('dress_rehearsal.act', first.act),
        ...(first.step === null ? [] : [text('dress_rehearsal.step', first.step)]),
      ],
      status: statusOf(last),
    };
  }

  /** A call: what it waited for, a plan around it where it is one, and the call itself from when it was sent. */
  private call(call: StoryCall, work: string): Span[] {
    const waits: Span[] = [];
    let at = call.requestedAt;
    for (const [column, name] of WAITS) {
      if (call[column] <= 0) continue;
      const span = this.frame.span(
        `${nameOfCall(call.call)} ${name}`,
        `queue ${name}`,
        SpanKind.internal,
        at,
        at + call[column],
      );
      at += call[column];
      waits.push({
        ...span,
        parentSpanId: this.frame.spanId(work),
        attributes: [text('dress_rehearsal.wait', name)],
        status: { code: StatusCode.unset },
      });
    }
    const sent = Math.min(at, call.endedAt ?? this.frame.horizon);
    if (!this.plans.has(call.call)) return [...waits, this.chat(call, sent, work)];
    const plan = `plan ${nameOfCall(call.call)}`;
    return [...waits, this.plan(call, sent, plan, work), this.chat(call, sent, plan)];
  }

  private plan(call: StoryCall, sent: number, id: string, work: string): Span {
    return {
      ...this.frame.span(id, `plan ${call.participant}`, SpanKind.internal, sent, call.endedAt),
      parentSpanId: this.frame.spanId(work),
      attributes: [
        text('gen_ai.operation.name', 'plan'),
        text('gen_ai.agent.name', call.participant),
        ...errorOf(call),
      ],
      status: statusOf(call),
    };
  }

  private chat(call: StoryCall, sent: number, parent: string): Span {
    const tools = this.asked.get(call.call) ?? [];
    const finish = errorTypeOf(call) !== undefined ? 'error' : tools.length > 0 ? 'tool_call' : 'stop';
    return {
      ...this.frame.span(
        nameOfCall(call.call),
        nameOfChat(this.frame.modelOf(call.participant)),
        SpanKind.client,
        sent,
        call.endedAt,
      ),
      parentSpanId: this.frame.spanId(parent),
      attributes: [
        text('gen_ai.operation.name', 'chat'),
        text('gen_ai.provider.name', PROVIDER),
        text('gen_ai.agent.name', call.participant),
        text('gen_ai.conversation.id', conversationOf(this.story)),
        ...this.frame.model(call.participant),
        ...(call.firstToken === null ? [] : [yes('gen_ai.request.stream')]),
        ...usageOf(call),
        texts('gen_ai.response.finish_reasons', [finish]),
        inputMessages(call),
        ...outputMessages(tools, finish),
        ...errorOf(call),
        ...ownWords(call),
      ],
      events: this.frame.claimsOf(call),
      links: this.frame.linksOf(call),
      status: statusOf(call),
    };
  }

  /** Tools at work between two calls: one span for all that were asked for at once. */
  private round({ before, after }: ToolTrip, work: string): Span {
    const start = before.endedAt!;
    const end = Math.min(after.requestedAt, start + after.tool);
    return {
      ...this.frame.span(`tool ${nameOfCall(before.call)}`, `execute_tool ${TOOL}`, SpanKind.internal, start, end),
      parentSpanId: this.frame.spanId(work),
      attributes: this.toolWords(TOOL, before.participant),
      status: { code: StatusCode.unset },
    };
  }

  private transfer(transfer: Transfer, work: string): Span {
    const { call, target, from, to, returns } = transfer;
    return {
      ...this.frame.span(
        nameOfTransfer(transfer),
        `execute_tool ${toolTo(target)} ${target}`,
        SpanKind.internal,
        from,
        returns ? to : from,
      ),
      parentSpanId: this.frame.spanId(work),
      attributes: [
        ...this.toolWords(toolTo(target), call.participant),
        text('gen_ai.transfer.mode', returns ? 'return_to_caller' : 'pass_control'),
        text('gen_ai.transfer.target.type', 'agent'),
        text('gen_ai.transfer.target.name', target),
      ],
      status: { code: StatusCode.unset },
    };
  }

  private toolWords(tool: string, agent: string): KeyValue[] {
    return [
      text('gen_ai.operation.name', 'execute_tool'),
      text('gen_ai.tool.name', tool),
      text('gen_ai.tool.type', 'function'),
      text('gen_ai.agent.name', agent),
      text('gen_ai.conversation.id', conversationOf(this.story)),
    ];
  }

  private escaped(): number {
    return this.story.delivery!.claims.filter(falsehoodIn(this.story)).length;
  }
}

const toolTo = (target: string): string => `transfer_to_${target}`;
const nameOfChat = (model: string | null): string => (model === null ? 'chat' : `chat ${model}`);
const nameOfWork = ({ calls }: Work): string => `invocation ${calls[0]!.call}`;
const nameOfTransfer = ({ call, target }: Transfer): string => `transfer ${call.call} ${target}`;
