import type { Story, StoryCall } from '../../../sim/record/story.js';
import { type KeyValue, real, type Span, StatusCode, text, texts, whole } from './otlp-encoding.js';

/**
 * The version of OpenTelemetry's conventions for generative AI by which everything is named: what their manifest calls itself at commit
 * dc02cce9219a454c8b2b03455bbf340921ebaf7a of open-telemetry/semantic-conventions-genai. `gen_ai.transfer.*` is as in its pull request
 * 447, the counts of calls in a workflow as in 523.
 */
export const SCHEMA_URL = 'https://opentelemetry.io/schemas/gen-ai-dev/1.42.0-dev';

/** Whose telemetry it is. No vendor's: nothing was asked of any model. */
export const PROVIDER = 'dress-rehearsal';

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

export function errorTypeOf({ status }: StoryCall): string | undefined {
  return ERROR_TYPE[status];
}

export function errorOf(call: StoryCall): KeyValue[] {
  const type = errorTypeOf(call);
  return type === undefined ? [] : [text('error.type', type)];
}

export function statusOf(call: StoryCall): Span['status'] {
  const type = errorTypeOf(call);
  return type === undefined ? { code: StatusCode.unset } : { code: StatusCode.error, message: type };
}

/** Which task it was, in words in which it can be asked for again: what the conventions call a conversation. */
export function conversationOf({ scenario, pattern, seed, replication, task }: Story): string {
  return `${scenario}/${pattern}/${seed}/${replication}/${task}`;
}

/** What was counted of a call; what was never sent has nothing. */
export function usageOf(call: StoryCall): KeyValue[] {
  return [
    whole('gen_ai.usage.input_tokens', call.inputTokens),
    whole('gen_ai.usage.cache_read.input_tokens', call.cachedTokens),
    whole('gen_ai.usage.cache_write.input_tokens', call.writtenTokens),
    whole('gen_ai.usage.output_tokens', call.outputTokens),
    whole('gen_ai.usage.reasoning.output_tokens', call.reasoningTokens),
    ...(call.firstToken === null ? [] : [real('gen_ai.response.time_to_first_chunk', call.firstToken)]),
  ];
}

/** What the conventions have no words for. */
export function ownWords(call: StoryCall): KeyValue[] {
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

/** A part of a message that stands elsewhere: the simulator has no texts, and the same content has the same name. */
interface Reference {
  readonly type: 'uri';
  readonly modality: 'text';
  readonly uri: string;
}

function reference(path: string): Reference {
  return { type: 'uri', modality: 'text', uri: `dress-rehearsal:${path}` };
}

/** `gen_ai.input.messages`: the participant's own prompt, then what it saw, in order, all by reference. */
export function inputMessages(call: StoryCall): KeyValue {
  const messages = [
    { role: 'system', parts: [reference(`prompts/${encodeURIComponent(call.participant)}`)] },
    ...call.saw.map((content) => ({ role: 'user', parts: [reference(`contents/${encodeURIComponent(content)}`)] })),
  ];
  return text('gen_ai.input.messages', JSON.stringify(messages));
}

/** What an answer asks for: tools by their names. */
export function outputMessages(tools: readonly string[], finish: string): KeyValue[] {
  if (tools.length === 0) return [];
  const parts = tools.map((name) => ({ type: 'tool_call', name }));
  return [text('gen_ai.output.messages', JSON.stringify([{ role: 'assistant', parts, finish_reason: finish }]))];
}
