/** The server: who may ask it, what it takes, and what it tells. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MockProvider } from '../../src/real/mock-provider.js';
import { type RunningServer, served } from '../../src/real/server.js';
import { isLoopback } from '../../src/real/time/guard.js';
import { viewOf } from '../../src/real/view.js';
import { fetchOf, openaiAt, providerOf } from './clients.js';

let provider: MockProvider;
let server: RunningServer;
let at: string;

beforeAll(async () => {
  provider = providerOf();
  server = await served({ provider, port: 0, view: viewOf });
  at = `http://127.0.0.1:${server.port}`;
});
afterAll(async () => await server.close());

const body = (text: string) =>
  JSON.stringify({ model: 'rehearse/summariser', messages: [{ role: 'user', content: text }] });

/** A request with any headers: fetch sets some of them by itself. */
function statusOf(headers: Record<string, string>, path = '/rehearse/r/0'): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${at}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('the server', () => {
  it('answers this machine only, by whatever name that goes', async () => {
    expect(await statusOf({ host: 'localhost:4010' })).toBe(200);
    expect(await statusOf({ host: '[::1]:4010' })).toBe(200);
    expect(await statusOf({ host: 'rebound.example:4010' })).toBe(403);
    expect(await statusOf({ origin: 'https://elsewhere.example' })).toBe(403);
    expect(isLoopback('127.0.0.1.example')).toBe(false);
  });

  it('lets no page of another site read it', async () => {
    const response = await fetch(`${at}/rehearse/r/0`);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('takes a body of at most 10 MB, nested at most 64 deep', async () => {
    const post = async (text: string): Promise<number> =>
      (await fetch(`${at}/r/0/v1/chat/completions`, { method: 'POST', body: text })).status;
    expect(await post(body('x'.repeat(10_000_001)))).toBe(413);
    expect(await post(`${'['.repeat(65)}${']'.repeat(65)}`)).toBe(400);
    expect(await post('not JSON')).toBe(400);
    expect(await post(JSON.stringify({ model: 'm' }))).toBe(400);
  });

  it('says what is where, where nothing is', async () => {
    const response = await fetch(`${at}/r/0/v1/embeddings`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('chat/completions, responses or messages');
  });

  it('tells a replication: its calls, who made them, and once an answer is handed in, how it ended', async () => {
    const secret = 'sk-of-somebody';
    const answer = await fetch(`${at}/r/5/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      body: body(await (await fetch(`${at}/rehearse/task`)).text()),
    });
    const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
    const ended = await fetch(`${at}/rehearse/r/5/answer`, { method: 'POST', body: choices[0]!.message.content });
    const told = await ended.text();
    expect(JSON.parse(told)).toMatchObject({ outcome: 'wrong', replication: 5 });
    expect(JSON.parse(told).calls).toMatchObject([{ agent: 'summariser', step: 'summarise', knownBy: 'model' }]);
    expect(told).not.toContain(secret);
    expect(told).not.toContain('what is known of it');
    const failed = await fetch(`${at}/rehearse/r/6/answer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ failed: 'it threw' }),
    });
    expect(await failed.json()).toMatchObject({ outcome: 'failed' });
  });
});

it('keeps prompts on request only', async () => {
  const quiet = providerOf();
  await openaiAt(fetchOf(quiet)).chat.completions.create(JSON.parse(body('A secret of the house.')));
  expect(JSON.stringify(quiet.run(3).calls)).not.toContain('secret');
  expect(quiet.run(3).calls[0]!.promptCharacters).toBeGreaterThan(0);
});
