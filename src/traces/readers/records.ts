import { type Attributes, isRecord, numberIn, textIn } from '../attributes.js';
import { FileClock, inNanoseconds, isoNanoseconds } from '../clock.js';
import type { ObservedTrace } from '../observed.js';
import { MessageSizes } from '../prompt.js';
import { type RawSpan, rawSpan } from '../raw-span.js';
import { observedTrace, type Piece, type TraceReader } from './reader.js';

/** Records of requests as LMCache's proxy writes them: `timestamp` in microseconds, `input`, `output`, `session_id`. */
export class LmcacheReader implements TraceReader {
  private readonly clock = new FileClock();
  private readonly sizes = new MessageSizes();
  private readonly spans: RawSpan[] = [];
  private empty = 0;

  take({ value }: Piece): void {
    if (!isRecord(value)) return;
    const input = textIn(value.input);
    if (input === undefined) this.empty++;
    const stamp = numberIn(value.timestamp);
    const task = textIn(value.session_id) ?? 'session';
    this.spans.push(
      rawSpan({
        task,
        id: `${task}/${this.spans.length}`,
        name: 'request',
        kind: 'call',
        start: stamp === undefined ? undefined : this.clock.at(inNanoseconds(stamp, 'us')),
        prompt: input === undefined ? undefined : turnsOf(input).map(([role, text]) => this.sizes.of(role, text)),
        answer: this.sizes.answer(textIn(value.output)),
      }),
    );
  }

  finish(source: string): ObservedTrace {
    const gaps = [
      'These records have texts and no tokens: sizes are in characters, in `prompt` and `answer`.',
      ...(this.empty === 0 ? [] : [`${this.empty} of ${this.spans.length} records have no input.`]),
      'Who called is not told, nor whether a call failed or was tried again.',
    ];
    return observedTrace({ dialect: 'lmcache', source, clock: this.clock }, this.spans, gaps);
  }
}

/** The messages of an input that the proxy joined: each begins with its role at the beginning of a line. */
function turnsOf(input: string): [role: string, text: string][] {
  const marks = [...input.matchAll(/(?:^|\n)(system|user|assistant|tool): /g)];
  if (marks.length === 0) return [['user', input]];
  return marks.map((mark, i) => [mark[1]!, input.slice(mark.index + mark[0].length, marks[i + 1]?.index)]);
}

/** What a round of a coding agent writes. */
const ANSWERS = new Set(['reasoning', 'text', 'tool_call', 'usage_report']);

/** TraceLab's rounds of Claude Code and Codex: one row a call of the model, with the tools that it asked for. */
export class TracelabReader implements TraceReader {
  private readonly clock = new FileClock();
  private readonly spans: RawSpan[] = [];

  take({ value }: Piece): void {
    if (!isRecord(value)) return;
    const task = textIn(value.session_id) ?? 'session';
    const id = textIn(value.trace_key) ?? textIn(value.round_id) ?? `${task}/${this.spans.length}`;
    const agent = textIn(value.provider);
    const events = Array.isArray(value.timing_events) ? value.timing_events.filter(isRecord) : [];
    const times = (of: (type: string) => boolean): number[] =>
      events.flatMap((event) =>
        of(String(event.event_type)) ? (this.clock.at(isoNanoseconds(event.timestamp)) ?? []) : [],
      );
    const asked = times((type) => !ANSWERS.has(type));
    const answered = times((type) => ANSWERS.has(type));
    const tools = Array.isArray(value.tools) ? value.tools.filter(isRecord) : [];
    this.spans.push(
      rawSpan({
        task,
        id,
        name: 'round',
        kind: 'call',
        agent,
        model: textIn(value.model),
        start: asked.length === 0 ? undefined : Math.max(...asked),
        end: answered.length === 0 ? undefined : Math.max(...answered),
        usage: {
          input: numberIn(value.input_tokens_total),
          cacheRead: numberIn(value.claude_cache_read_input_tokens) ?? numberIn(value.prefix_tokens),
          cacheWrite: numberIn(value.claude_cache_creation_input_tokens),
          output: numberIn(value.output_tokens),
          reasoning: numberIn(value.reasoning_output_tokens),
        },
        asksFor: tools.flatMap(({ tool_name }) => textIn(tool_name) ?? []),
      }),
    );
    for (const [i, tool] of tools.entries()) this.spans.push(this.toolOf(tool, `${id}/${i}`, task, agent));
  }

  private toolOf(tool: Attributes, id: string, task: string, agent: string | undefined): RawSpan {
    const start = this.clock.at(isoNanoseconds(tool.emitted_at));
    const lasted = numberIn(tool.tool_wall_latency_ms);
    const end =
      this.clock.at(isoNanoseconds(tool.result_at)) ??
      (start === undefined || lasted === undefined ? undefined : start + lasted / 1000);
    const error = tool.is_error === true ? 'error' : undefined;
    return rawSpan({ task, id, name: textIn(tool.tool_name) ?? 'tool', kind: 'tool', agent, start, end, error });
  }

  finish(source: string): ObservedTrace {
    return observedTrace({ dialect: 'tracelab', source, clock: this.clock }, this.spans, [
      'A round tells when each block of its answer was complete, which is later than its first token.',
      'A round begins where its last input was there: what the client did before it asked is within.',
      'Calls that failed or were tried again are not in the rounds.',
    ]);
  }
}
