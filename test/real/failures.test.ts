/** What a client of a model meets when a call fails, and what it does then: as its documentation says. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { Status } from '../../src/sim/record/record.js';
import { anthropicAt, fetchOf, openaiAt, providerOf } from './clients.js';

const ALWAYS = ['agents.summariser.failure=1'];
/** The waits that the provider asks for are those of the scenario's client, which are short here. */
const SOON = ['client.attempts=9', 'client.backoff.base=1ms', 'client.backoff.factor=1'];
const failing = (how: string): string[] => [...ALWAYS, ...SOON, `real.failure=${how}`];

const body = (task: string) => ({
  model: 'gpt-4o',
  messages: [
    { role: 'system' as const, content: 'You are the summariser.' },
    { role: 'user' as const, content: task },
  ],
});

describe('the client of OpenAI', () => {
  it.each([
    ['error', OpenAI.InternalServerError, 500],
    ['rate-limit', OpenAI.RateLimitError, 429],
    ['overloaded', OpenAI.InternalServerError, 529],
  ])('asks three times where a call ends with %s, then throws', async (status, error, code) => {
    const provider = providerOf(failing(status));
    const fetch = fetchOf(provider);
    const thrown = await openaiAt(fetch)
      .chat.completions.create(body(provider.task))
      .catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(error);
    expect(thrown).toMatchObject({ status: code });
    const { record, calls } = provider.run(3);
    expect(calls.map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
    expect([...record.calls.columns.status.slice(0, 3)]).toEqual([Status.failed, Status.failed, Status.failed]);
    expect(record.retries).toBe(2);
    expect(fetch.requests).toHaveLength(3);
  });

  it('is told to wait as long as the scenario says', async () => {
    const provider = providerOf([...ALWAYS, 'client.attempts=3', 'client.backoff.base=250ms']);
    const answer = await provider.handle(
      new Request('http://127.0.0.1/r/0/v1/chat/completions', {
        method: 'POST',
        body: JSON.stringify(body(provider.task)),
      }),
    );
    expect(answer.status).toBe(500);
    expect(answer.headers.get('retry-after-ms')).toBe('250');
  });

  it('goes on after an attempt that failed', async () => {
    const provider = providerOf(['agents.summariser.failure=0.5', ...SOON]);
    const client = openaiAt(fetchOf(provider), { maxRetries: 9 });
    for (let nth = 0; nth < 5; nth++) {
      const answer = await client.chat.completions.create(body(`${provider.task} ${nth}`));
      expect(answer.choices[0]!.message.content).toContain('[a:summarise');
    }
    expect(provider.run(3).record.retries).toBeGreaterThan(0);
  });

  it('times out where a call hangs', async () => {
    const provider = providerOf(['agents.summariser.hang=1']);
    const client = openaiAt(fetchOf(provider), { timeout: 20, maxRetries: 0 });
    await expect(client.chat.completions.create(body(provider.task))).rejects.toThrow(OpenAI.APIConnectionTimeoutError);
    const { status, outputTokens } = provider.run(3).record.calls.columns;
    expect([Status.cancelled, Status.timedOut]).toContain(status[0]);
    expect(outputTokens[0]).toBe(0);
  });

  it('throws in the middle of a stream that breaks off', async () => {
    const provider = providerOf(failing('mid-stream'));
    const stream = await openaiAt(fetchOf(provider)).chat.completions.create({ ...body(provider.task), stream: true });
    const read: string[] = [];
    const reading = (async () => {
      for await (const chunk of stream) read.push(chunk.choices[0]?.delta.content ?? '');
    })();
    await expect(reading).rejects.toThrow();
    expect(read.join('')).not.toBe('');
  });

  it('gets an answer without content, or with arguments that are no JSON', async () => {
    const empty = providerOf(failing('empty'));
    const answer = await openaiAt(fetchOf(empty)).chat.completions.create(body(empty.task));
    expect(answer.choices[0]!.message.content).toBe('');
    const malformed = providerOf(['agents.summariser.malformed=1']);
    const tools = [{ type: 'function' as const, function: { name: 'save', parameters: { type: 'object' } } }];
    const spoilt = await openaiAt(fetchOf(malformed)).chat.completions.create({ ...body(malformed.task), tools });
    const call = spoilt.choices[0]!.message.tool_calls![0]!;
    expect(() => JSON.parse(call.type === 'function' ? call.function.arguments : '')).toThrow(SyntaxError);
    expect(malformed.run(3).record.calls.columns.status[0]).toBe(Status.failed);
  });

  it('finds a closed connection where the scenario says so', async () => {
    const provider = providerOf(failing('disconnect'));
    const asked = openaiAt(fetchOf(provider), { maxRetries: 0 }).chat.completions.create(body(provider.task));
    await expect(asked).rejects.toThrow();
  });
});

describe('the client of Anthropic', () => {
  const asked = (task: string) => ({
    model: 'claude',
    max_tokens: 100,
    system: 'You are the summariser.',
    messages: [{ role: 'user' as const, content: task }],
  });

  it.each([
    ['error', Anthropic.InternalServerError, 'api_error'],
    ['rate-limit', Anthropic.RateLimitError, 'rate_limit_error'],
    ['overloaded', Anthropic.InternalServerError, 'overloaded_error'],
  ])('asks three times where a call ends with %s, then throws', async (status, error, type) => {
    const provider = providerOf(failing(status));
    const fetch = fetchOf(provider);
    const thrown = await anthropicAt(fetch)
      .messages.create(asked(provider.task))
      .catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(error);
    expect(thrown).toMatchObject({ error: { type: 'error', error: { type } } });
    expect(fetch.requests).toHaveLength(3);
  });

  it('throws in the middle of a stream that breaks off', async () => {
    const provider = providerOf(failing('mid-stream'));
    const stream = anthropicAt(fetchOf(provider)).messages.stream(asked(provider.task));
    await expect(stream.finalMessage()).rejects.toThrow();
  });

  it('times out where a call hangs', async () => {
    const provider = providerOf(['agents.summariser.hang=1']);
    const client = anthropicAt(fetchOf(provider), { timeout: 20, maxRetries: 0 });
    await expect(client.messages.create(asked(provider.task))).rejects.toThrow(Anthropic.APIConnectionTimeoutError);
  });
});

it('refuses what the provider of the scenario refuses, with the time after which it may come again', async () => {
  const limits = 'models.medium.limits={requests: 1/m}';
  const provider = providerOf([limits]);
  const ask = async (more: string): Promise<Response> =>
    await provider.handle(
      new Request('http://127.0.0.1/r/0/v1/chat/completions', {
        method: 'POST',
        body: JSON.stringify(body(`${provider.task} ${more}`)),
      }),
    );
  expect((await ask('a')).status).toBe(200);
  const refused = await ask('b');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});
