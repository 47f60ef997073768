import dns from 'node:dns';
import http from 'node:http';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Harness } from '../../src/real/measure/harness.js';
import { measuring, timesOf } from './stand-in.js';

let harness: Harness;
beforeEach(() => {
  harness = new Harness('seed');
});
afterEach(() => harness.uninstall());

describe('the guard', () => {
  const failing = async (work: () => Promise<unknown>): Promise<string> => {
    measuring(harness, () => 1);
    const { failed } = await timesOf(harness, async () => {
      await work();
      return 'x';
    });
    return failed ?? 'nothing';
  };

  it('blocks fetch, http, sockets and names, and says which', async () => {
    const overHttp = (): Promise<unknown> =>
      new Promise((resolve, reject) => http.get('http://example.com:8080/', resolve).on('error', reject));
    const overSocket = (): Promise<unknown> =>
      new Promise((resolve, reject) => net.connect(443, 'api.example.com', () => resolve(0)).on('error', reject));
    expect(await failing(() => fetch('https://tiktoken.pages.dev/js/x.json'))).toBe('fetch failed');
    harness.uninstall();
    harness = new Harness('seed');
    expect(await failing(overHttp)).toContain('blocked a connection to example.com:8080');
    harness.uninstall();
    harness = new Harness('seed');
    expect(await failing(overSocket)).toContain('nothing leaves this machine');
    harness.uninstall();
    harness = new Harness('seed');
    expect(await failing(() => dns.promises.lookup('example.org'))).toContain('example.org (DNS)');
    expect(harness.blocked()).toEqual([{ target: 'example.org (DNS)', times: 1 }]);
  });

  it('lets this machine be reached', async () => {
    const server = http.createServer((_, response) => response.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    expect(await failing(async () => (await fetch(`http://127.0.0.1:${port}/`)).text())).toBe('nothing');
    expect(harness.blocked()).toEqual([]);
    server.close();
  });

  it('answers clients that speak HTTP without fetch within the process', async () => {
    const provider = measuring(harness, () => 5);
    const { end } = await timesOf(
      harness,
      () =>
        new Promise<string>((resolve, reject) => {
          const url = new URL(`${process.env.OPENAI_BASE_URL}/chat/completions`);
          const request = http.request(url, { method: 'POST' }, (response) => {
            let text = '';
            response.on('data', (part) => {
              text += part;
            });
            response.on('end', () => resolve(text));
          });
          request.on('error', reject);
          request.end(`{"long":"${'x'.repeat(300_000)}"}`);
        }),
      3,
    );
    expect(end).toBe(5);
    expect(provider.asked[0]!.url).toBe('/r/3/v1/chat/completions');
    expect(provider.asked[0]!.body.length).toBe(300_011);
  });

  it('leaves everything as it was', async () => {
    const before = [
      globalThis.fetch,
      http.request,
      setTimeout,
      Math.random,
      net.Socket.prototype.connect,
      process.env.OPENAI_API_KEY,
    ];
    measuring(harness, () => 1);
    expect(globalThis.fetch).not.toBe(before[0]);
    harness.uninstall();
    expect([
      globalThis.fetch,
      http.request,
      setTimeout,
      Math.random,
      net.Socket.prototype.connect,
      process.env.OPENAI_API_KEY,
    ]).toEqual(before);
  });
});
