import { readFile } from 'node:fs/promises';
import { performance as realPerformance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Application, Harness } from '../../src/real/measure/harness.js';
import { measuring, timesOf } from './stand-in.js';

const started = realPerformance.now.bind(realPerformance);

let harness: Harness;
beforeEach(() => {
  harness = new Harness('seed');
});
afterEach(() => harness.uninstall());

const ask = (text: string): Promise<Response> =>
  fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, { method: 'POST', body: text });

describe('virtual time', () => {
  it('adds up what happens one after the other, to the fraction of a millisecond', async () => {
    const provider = measuring(harness, (body) => Number(body));
    const { end } = await timesOf(harness, async () => {
      await ask('1.23456789');
      await ask('290');
      return 'x';
    });
    expect(end).toBeCloseTo(291.23456789, 9);
    expect(provider.asked.map(({ at }) => at)).toEqual([0, 1.23456789]);
  });

  it('takes the longest of what happens at once', async () => {
    const provider = measuring(harness, (body) => Number(body));
    const { end } = await timesOf(harness, async () => {
      await Promise.all(['3', '11', '5'].map(ask));
      return 'x';
    });
    expect(end).toBe(11);
    expect(provider.asked.map(({ at }) => at)).toEqual([0, 0, 0]);
  });

  it('passes without real time, and keeps date and performance with it', async () => {
    measuring(harness, () => 290);
    const before = started();
    let seen: number[] = [];
    const application: Application = async () => {
      const [date, ticks] = [Date.now(), performance.now()];
      await ask('');
      seen = [Date.now() - date, performance.now() - ticks];
      return 'x';
    };
    await timesOf(harness, application);
    expect(seen).toEqual([290_000, 290_000]);
    expect(started() - before).toBeLessThan(2000);
  });

  it('fires timers, sleeping promises and time-out signals in their order', async () => {
    measuring(harness, () => 10);
    const order: string[] = [];
    const { end } = await timesOf(harness, async () => {
      setTimeout(() => order.push('timer'), 4000);
      AbortSignal.timeout(2000).addEventListener('abort', () => order.push('signal'));
      await Promise.all([sleep(3000).then(() => order.push('sleep')), ask('').then(() => order.push('call'))]);
      return 'x';
    });
    expect(order).toEqual(['signal', 'sleep', 'timer', 'call']);
    expect(end).toBe(10);
  });

  it('waits for files and turns of the event loop in real time', async () => {
    measuring(harness, () => 1);
    const { end } = await timesOf(harness, async () => {
      const hour = sleep(3_600_000).then(() => 'late');
      const file = readFile(new URL(import.meta.url), 'utf8').then(async (text) => {
        for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
        return text.length > 0 ? 'early' : '';
      });
      return Promise.race([hour, file]);
    });
    expect(end).toBe(0);
  });

  it('tells a deadlock and the next step', async () => {
    measuring(harness, () => 1);
    const stuck = harness.measure(async () => {
      await ask('');
      await new Promise(() => undefined);
      return 'x';
    }, 0);
    await expect(stuck).rejects.toThrow(/stopped at 1\.0 s of virtual time.*\n.*never resolved.*--exec/);
  });

  it('tells an application that polls for ever', async () => {
    measuring(harness, () => 1);
    const polling = harness.measure(async () => {
      for (;;) await sleep(100);
    }, 0);
    await expect(polling).rejects.toThrow('stopped at');
  });

  it('lets what was left behind come to its end, after the answer', async () => {
    const provider = measuring(harness, (body) => Number(body));
    const { end, failed } = await timesOf(harness, async () => {
      const slow = ask('9').then(() => ask('2'));
      slow.catch(() => undefined);
      await ask('1');
      throw new Error('a sibling failed');
    });
    expect([end, failed]).toEqual([1, 'a sibling failed']);
    expect(provider.asked.map(({ at }) => at)).toEqual([0, 0, 9]);
  });

  it('lets retries of what was left behind come too', async () => {
    const provider = measuring(
      harness,
      (body) => (body.includes('quick') ? 1 : 4),
      (nth) => (nth === 1 ? 500 : 200),
    );
    const { end } = await timesOf(harness, async () => {
      const client = new OpenAI();
      const answer = (content: string) =>
        client.chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });
      const quick = answer('quick');
      void answer('slow');
      await quick;
      return 'x';
    });
    expect(end).toBe(1);
    expect(provider.asked.length).toBe(3);
    expect(provider.asked[2]!.at).toBeGreaterThan(4);
  });

  it('gives clients their own time-outs and retries', async () => {
    const provider = measuring(
      harness,
      (_, nth) => (nth === 0 ? 1e6 : 2),
      (nth) => (nth === 1 ? 500 : 200),
    );
    const { end, failed } = await timesOf(harness, async () => {
      const client = new OpenAI({ timeout: 30_000 });
      const { choices } = await client.chat.completions.create({
        model: 'm',
        messages: [{ role: 'user', content: 'x' }],
      });
      return choices[0]!.message.content ?? undefined;
    });
    const [first, second, third] = provider.asked.map(({ at }) => at);
    expect(failed).toBeUndefined();
    expect(first).toBe(0);
    // 30 s until it is given up, then .5 s less up to a quarter; 2 s until the error, then 1 s less up to a quarter.
    expect(second).toBeGreaterThanOrEqual(30.375);
    expect(second).toBeLessThanOrEqual(30.502);
    expect(third! - second!).toBeGreaterThanOrEqual(2.75);
    expect(third! - second!).toBeLessThanOrEqual(3.002);
    expect(end).toBeCloseTo(third! + 2, 2);
  });

  it('gives up where no answer begins, as the fetch of Node does', async () => {
    measuring(harness, () => Number.POSITIVE_INFINITY);
    const { end, failed } = await timesOf(harness, async () => {
      await ask('').catch((error: Error) => {
        throw new Error(`${error.message}: ${String(error.cause)}`);
      });
      return 'x';
    });
    expect([end, failed]).toEqual([300, 'fetch failed: HeadersTimeoutError: Headers Timeout Error']);
  });

  it('repeats jitter and identifiers to the byte, replication by replication', async () => {
    measuring(harness, () => 1);
    const drawn: string[] = [];
    const application: Application = async () => {
      const { randomUUID } = await import('node:crypto');
      const line = [
        Math.random(),
        randomUUID(),
        crypto.randomUUID(),
        crypto.getRandomValues(new Uint8Array(4)),
        new Date(),
      ];
      drawn.push(line.join(' '));
      return 'x';
    };
    for (const replication of [0, 1, 0]) await timesOf(harness, application, replication);
    expect(drawn[0]).toBe(drawn[2]);
    expect(drawn[0]).not.toBe(drawn[1]);
  });

  it('is there for clients and timers that were kept from an earlier measurement', async () => {
    measuring(harness, () => 1);
    const [client, wait] = [new OpenAI({ maxRetries: 0 }), setTimeout];
    await timesOf(harness, () => 'x');
    harness.uninstall();
    harness = new Harness('another');
    const provider = measuring(harness, () => 2);
    const { end, failed } = await timesOf(harness, async () => {
      await client.chat.completions.create({ model: 'm', messages: [] });
      await new Promise((resolve) => wait(resolve, 3000));
      return 'x';
    });
    expect([end, failed, provider.asked.length]).toEqual([5, undefined, 1]);
  });

  it('knows a call of an earlier replication, whatever address its client was made with', async () => {
    const provider = measuring(harness, () => 1);
    const client = new OpenAI({ maxRetries: 0 });
    for (const replication of [4, 9]) {
      await timesOf(
        harness,
        async () => {
          await client.chat.completions.create({ model: 'm', messages: [] });
          return 'x';
        },
        replication,
      );
    }
    expect(provider.asked.map(({ url }) => url)).toEqual(['/r/4/v1/chat/completions', '/r/9/v1/chat/completions']);
  });
});
