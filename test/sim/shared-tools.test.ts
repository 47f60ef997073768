import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import { callsOf, hashOf, play, scenarioOf, worldOf, yaml } from './helper.js';

/** Three agents that each use a browser once; each of their calls takes a second. */
const browsing = (browser: string, also = ''): string => `
${also}
task:
  brief: { tokens: 60 }
  steps:
    a: { role: a, tools: { use: browser, roundTrips: 1 } }
    b: { role: b, tools: { use: browser, roundTrips: 1 } }
    c: { role: c, tools: { use: browser, roundTrips: 1 } }
agents:
  defaults: { model: plain, prompt: 29, output: 24, latency: 1 }
  a: {}
  b: {}
  c: {}
tools: { browser: { ${browser} } }`;

const ends = (text: string, pattern = 'workflow'): number[] =>
  callsOf(play(text, pattern))
    .filter(({ status }) => status === 'ok')
    .map(({ endedAt }) => endedAt)
    .sort((x, y) => x - y)
    .slice(-3);

describe('a shared tool', () => {
  test('without limits is like a tool of one step', () => {
    const own = browsing('')
      .replaceAll('use: browser, roundTrips: 1', 'roundTrips: 1, latency: 10')
      .replace(/tools: \{ browser.*/, '');
    for (const pattern of ['workflow', 'supervisor', 'single-agent', 'choreography']) {
      expect(hashOf(play(browsing('latency: 10'), pattern))).toBe(hashOf(play(own, pattern)));
    }
  });

  test('has places: further calls wait', () => {
    expect(ends(browsing('latency: 10'))).toEqual([12, 12, 12]);
    expect(ends(browsing('latency: 10, capacity: 2'))).toEqual([12, 12, 22]);
    expect(ends(browsing('latency: 10, capacity: 1'))).toEqual([12, 22, 32]);
  });

  test('has a quota: a bucket one minute deep', () => {
    // Two calls a minute: the first two go at once, the third 30 s later, once the bucket holds one again.
    expect(ends(browsing('quota: 2/m'))).toEqual([2, 2, 32]);
  });

  test('has outages that all meet: calls in hand fail, and those that come meanwhile', () => {
    const out = 'latency: 10, outage: { at: 5, repair: 20 }';
    expect(play(browsing(out), 'workflow').outcome).toBe('failed');
    const again = 'policies: { retry: { attempts: 4, backoff: { base: 10, factor: 1 } } }';
    const run = play(browsing(out, again), 'workflow');
    // At 5 s all three lose their call. They come again at 15 + 1 s, in vain, and at 26 + 1 s.
    expect([run.outcome, run.endedAt]).toEqual(['correct', 27 + 10 + 1]);
  });

  test('fails for who has no time left to wait', () => {
    const run = play(browsing('latency: 10, capacity: 1', 'policies: { timeout: 15s }'), 'workflow');
    expect(run.outcome).toBe('failed');
  });

  test('is shared by all tasks of a run', () => {
    const scenario = scenarioOf(yaml(browsing('latency: 10, capacity: 1', 'workload: { tasks: 2 }')), [
      'agents.defaults.capacity=10',
    ]);
    const times: number[] = [];
    worldOf(scenario, 'workflow').rehearse(0, ({ endedAt }) => times.push(endedAt));
    expect(Math.max(...times)).toBe(1 + 6 * 10 + 1);
  });
});

describe('what is said of it', () => {
  const said = (text: string): string[] => {
    const reading = parseScenario(yaml(text), 'x.yaml', []);
    return (reading.ok ? reading.warnings : reading.problems).map(({ message }) => message);
  };

  test('a tool that is none, or that nothing uses; what its user cannot say; what has no effect', () => {
    expect(said(browsing('').replace('use: browser', 'use: browsr'))).toContain("there is no shared tool 'browsr'");
    expect(said(`${browsing('')}\n`.replace('tools: { browser: {  } }', 'tools: { browser: {}, crm: {} }'))).toContain(
      "no step uses the tool 'crm'",
    );
    expect(said(browsing('').replace('roundTrips: 1', 'roundTrips: 1, latency: 3'))).toContain(
      "'latency' has no effect: the step 'a' uses the shared tool 'browser'",
    );
    expect(said(browsing('capacity: 2'))).toContain("'capacity' has no effect: a call to 'browser' takes no time");
  });
});
