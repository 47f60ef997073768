import type { RealSpec } from '../../scenario/scenario.js';
import { filled } from './filled.js';
import type { JsonObject, ModelAnswer, ModelQuestion, ModelWire, StreamEvent } from './question.js';

/** How a call failed, as a client sees it. */
export type Failure = RealSpec['failure'];

const ENCODER = new TextEncoder();

/** An answer as a response: whole, or as a stream of events. */
export function answered(wire: ModelWire, question: ModelQuestion, answer: ModelAnswer): Response {
  const fitting = { ...answer, text: structured(question, answer) };
  if (!question.isStreamed) return json(200, wire.body(fitting, question), answer.id);
  return streamed(wire.events(fitting, question), answer.id, false);
}

/** A text where free text is asked for; else JSON that fits the schema, with the text in its first string. */
function structured({ schema }: ModelQuestion, { text, calls }: ModelAnswer): string {
  return schema === null || calls.length > 0 ? text : JSON.stringify(filled(schema, text).value);
}

/** An answer that cannot be read, or that has nothing in it. */
export function spoilt(wire: ModelWire, question: ModelQuestion, answer: ModelAnswer): Response {
  return question.isStreamed
    ? streamed(wire.events(answer, question), answer.id, false)
    : json(200, wire.body(answer, question), answer.id);
}

/** A stream that ends in the middle. */
export function brokenOff(wire: ModelWire, question: ModelQuestion, answer: ModelAnswer): Response {
  const events = wire.events(answer, question);
  return streamed(events.slice(0, Math.max(1, Math.floor(events.length / 2))), answer.id, true);
}

/** A connection that closes before anything came. */
export const disconnected = (): Response => new Response(stream([], true), { status: 200, headers: EVENTS });

/** An error with its status; `retryAfter`: seconds after which the request may come again. */
export function refused(wire: ModelWire, status: number, message: string, retryAfter: number | null = null): Response {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (retryAfter !== null) {
    headers['retry-after-ms'] = String(Math.round(retryAfter * 1e6) / 1e3);
    headers['retry-after'] = String(Math.ceil(retryAfter));
  }
  return new Response(JSON.stringify(wire.error(status, KINDS[status] ?? 'api_error', message)), { status, headers });
}

const KINDS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  502: 'api_error',
  503: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' };

function json(status: number, body: JsonObject, id: string): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'x-request-id': `req_${id}`, 'request-id': `req_${id}` },
  });
}

function streamed(events: readonly StreamEvent[], id: string, breaks: boolean): Response {
  const headers = { ...EVENTS, 'x-request-id': `req_${id}`, 'request-id': `req_${id}` };
  return new Response(stream(events, breaks), { status: 200, headers });
}

function stream(events: readonly StreamEvent[], breaks: boolean): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const event = events[next++];
      if (event !== undefined) controller.enqueue(ENCODER.encode(written(event)));
      else if (breaks) controller.error(new Error('the provider closed the connection'));
      else controller.close();
    },
  });
}

function written({ name, data }: StreamEvent): string {
  const text = data === '[DONE]' ? data : JSON.stringify(data);
  return `${name === null ? '' : `event: ${name}\n`}data: ${text}\n\n`;
}
