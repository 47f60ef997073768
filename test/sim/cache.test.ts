import { describe, expect, it } from 'vitest';
import { READ_TIME } from '../../src/scenario/models/cache-rules.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { cachingRows } from '../../src/validation/caching.js';
import { type Call, callsOf, scenarioOf, worldOf, yaml } from './helper.js';

/** What of `yaml` a model with cache rules of its own needs. */
const cached = (cache: string, body: string): string =>
  yaml(body).replace('models:\n', `models:\n  cached: { like: plain, cache: ${cache} }\n`);

const callsUnder = (cache: string, body: string, pattern: string): Call[] =>
  callsOf(worldOf(scenarioOf(cached(cache, body)), pattern).run(0));

/** The calls of all tasks of a replication, in order. */
function callsOfAll(cache: string, body: string, pattern: string): Call[] {
  const all: Call[] = [];
  worldOf(scenarioOf(cached(cache, body)), pattern).rehearse(0, (record) => void all.push(...callsOf(record)));
  return all;
}

const LOADED = `workload: { tasks: 3, arrivals: { closed: { users: 1, think: 5s } }, warmup: 0 }
task:
  brief: { tokens: 900 }
  steps:
    a: { role: a }
    b: { role: a, after: [a] }
agents:
  defaults: { model: cached, prompt: 1993, output: 96, latency: 1 }
  a: {}
`;

describe("a prompt cache by its provider's rules", () => {
  it('reads and writes what was worked out by hand', () => {
    const rows = cachingRows(keyOf('test'));
    expect(rows.filter(({ ok }) => !ok).map(({ name, what, got, expected }) => [name, what, got, expected])).toEqual(
      [],
    );
    expect(rows).toHaveLength(30);
  });

  it('shares the prompt between tasks, and nothing of their contents', () => {
    for (const cache of ['anthropic', '{ like: anthropic, marks: .inf }', '{}']) {
      const calls = callsOfAll(cache, LOADED, 'single-agent');
      const sent = [2000 + 904, 2000 + 904 + 100];
      expect(calls.map((call) => call.inputTokens)).toEqual([...sent, ...sent, ...sent]);
      // The first call of a task reads the prompt that the task before sent; the second all that the first did.
      expect(calls.map((call) => call.cachedTokens)).toEqual([0, 2904, 2000, 2904, 2000, 2904]);
    }
  });

  it('reads a prefix up to a mark: its end, its prompt, and as many parts before its end as there are marks left', () => {
    const PARTS = `task:
  brief: { tokens: 1996 }
  steps:
    a: { role: a }
    b: { role: b, after: [a], needs: [brief, a] }
    d: { role: a, after: [b] }
    c: { role: b, after: [d], needs: [brief, d] }
agents:
  defaults: { model: cached, prompt: 1993, output: 996 }
  a: {}
  b: {}
`;
    const readBy = (marks: string): number[] =>
      callsUnder(`{ like: anthropic, marks: ${marks} }`, PARTS, 'workflow')
        .filter((call) => call.who === 'b')
        .map((call) => call.cachedTokens);
    // b is sent the brief and a, then the brief and d: of the first prefix the prompt and the brief are shared.
    expect(['.inf', '3', '2', '1'].map((marks) => readBy(marks)[1])).toEqual([4000, 4000, 2000, 0]);
  });

  it('is renewed by what its tools return, however long a step takes', () => {
    const body = (renewed: boolean): [string, string] => [
      `{ ttl: 10s, renewed: ${renewed} }`,
      `task:
  brief: { tokens: 900 }
  steps:
    a: { role: a, tools: { roundTrips: 4, definition: 0, call: 8, result: 100, latency: 4 } }
    b: { role: a, after: [a] }
agents:
  defaults: { model: cached, prompt: 89, output: 50, latency: 1 }
  a: {}
`,
    ];
    const read = (renewed: boolean) =>
      callsUnder(...body(renewed), 'single-agent').map((call) => call.cachedTokens > 0);
    // Calls begin at 0, 5, 10, 15, 20 and 21 seconds.
    expect(read(true)).toEqual([false, true, true, true, true, true]);
    expect(read(false)).toEqual([false, true, true, false, true, true]);
  });

  it('counts to limits on input as its provider counts', () => {
    const counts = (cache: string): (boolean | undefined)[] =>
      scenarioOf(cached(cache, LOADED)).agents.map(({ model }) => model.cache?.cachedCounts);
    expect([...counts('anthropic'), ...counts('openai'), ...counts('none')]).toEqual([false, true, undefined]);
  });
});

describe('what is read from a cache', () => {
  const TWICE = (tokens: number): string => `task:
  brief: { tokens: 0 }
  steps: { a: { role: a }, b: { role: a } }
agents:
  defaults: { model: cached, prompt: ${tokens - 7}, output: 1 }
  a: {}
`;
  /** Share of the time to first token that the second call saves, whose input was all sent by the first. */
  function saved(tokens: number, ttft: number): number {
    const own = `{ like: openai, shortest: 0, step: 1 }, ttft: ${ttft}, inputRate: 8000, outputRate: .inf`;
    const text = yaml(TWICE(tokens)).replace('models:\n', `models:\n  cached: { like: plain, cache: ${own} }\n`);
    const [first, second] = callsOf(worldOf(scenarioOf(text.replace('.inf }', '1000000000 }')), 'fan-out').run(0));
    return 1 - second!.service / first!.service;
  }

  it('saves of the time to first token what OpenAI measured: 7 % at 1,024 tokens, 67 % at 150,000', () => {
    const base = 9391 / 8000;
    expect(saved(1024, base)).toBeCloseTo(0.07, 3);
    expect(saved(150_000, base)).toBeCloseTo(0.67, 3);
    // The built-in models, whose mean time to first token is 1.09 s.
    expect(saved(1024, 1.09)).toBeCloseTo(0.07, 1);
    expect(saved(150_000, 1.09)).toBeCloseTo(0.67, 1);
    expect(READ_TIME).toBe(0.288);
  });

  it('takes as long as fresh input where only provider.promptCache is on', () => {
    const times = (on: boolean): number[] =>
      callsOf(
        worldOf(
          scenarioOf(yaml(`provider: { promptCache: ${on} }\n${TWICE(5000)}`.replaceAll('cached,', 'plain,'))),
          'fan-out',
        ).run(0),
      ).map((call) => call.service);
    expect(times(true)).toEqual(times(false));
  });
});
