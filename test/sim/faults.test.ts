import { describe, expect, it } from 'vitest';
import { callsOf, margin, measure, play, replicate, scenarioOf, worldOf, yaml } from './helper.js';

/** Two steps, one after the other; calls of 10 seconds, 100 tokens in (prompt 29) and 24 out. */
function pair(first: string, policies: string, second = ''): string {
  return `policies: { ${policies} }
task:
  brief: { tokens: 60 }
  steps:
    a: { role: a }
    b: { role: b, after: [a] }
agents:
  defaults: { model: plain, prompt: 29, output: 24, latency: 10 }
  a: { ${first} }
  b: { ${second} }
`;
}

const outcomes = (body: string, pattern: string, n: number): string[] =>
  replicate(worldOf(scenarioOf(yaml(body)), pattern), n, (run) => run.outcome);

describe('a call that fails', () => {
  it('ends a fraction of its time in; its input is paid, its output never came', () => {
    const world = worldOf(scenarioOf(yaml(pair('failure: 1', 'retry: { attempts: 1 }'))), 'pipeline');
    const fractions = replicate(world, 300, (run) => {
      const [call, ...more] = callsOf(run);
      expect(more).toEqual([]);
      expect(call).toMatchObject({ status: 'failed', inputTokens: 100, outputTokens: 0, cost: 100e-6 });
      expect(run.outcome).toBe('failed');
      expect(run.endedAt).toBe(call!.endedAt);
      expect(measure(run, 'wasted')).toBe(100);
      expect(measure(run, 'latency')).toBeNaN();
      return call!.service / 10;
    });
    expect(Math.min(...fractions)).toBeGreaterThan(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
    expect(fractions.reduce((sum, x) => sum + x, 0) / 300).toBeCloseTo(0.5, 1);
  });

  it('is tried again after a backoff that grows by its factor', () => {
    const retry = 'retry: { attempts: 4, backoff: { base: 2s, factor: 3 } }';
    const calls = callsOf(play(pair('failure: 1', retry), 'pipeline'));
    expect(calls.map((call) => call.attempt)).toEqual([0, 1, 2, 3]);
    const backoffs = calls.map((call) => call.backoff);
    for (const [i, expected] of [0, 2, 6, 18].entries()) expect(backoffs[i]).toBeCloseTo(expected, 9);
    expect(calls.map((call) => call.cause)).toEqual([-1, 0, 1, 2]);
  });

  it('waits up to the jitter more or less, differently each time', () => {
    const retry = 'retry: { attempts: 8, backoff: { base: 10s, factor: 1, jitter: 0.3 } }';
    const waits = callsOf(play(pair('failure: 1', retry), 'pipeline'))
      .slice(1)
      .map((call) => call.backoff);
    expect(new Set(waits.map((wait) => wait.toFixed(6))).size).toBe(7);
    for (const wait of waits) expect(Math.abs(wait - 10)).toBeLessThanOrEqual(3.000001);
  });

  it('fails the task with failure^attempts, and takes 1 / (1 - failure) attempts where that is many', () => {
    const n = 3000;
    const retry = 'retry: { attempts: 3, backoff: { base: 0 } }';
    const failed = outcomes(pair('failure: 0.5', retry), 'pipeline', n).filter((outcome) => outcome === 'failed');
    expect(Math.abs(failed.length / n - 0.125)).toBeLessThan(margin(0.125, n));
    const world = worldOf(
      scenarioOf(yaml(pair('failure: 0.5', 'retry: { attempts: 8, backoff: { base: 0 } }'))),
      'pipeline',
    );
    const attempts = replicate(world, n, (run) => callsOf(run).filter((call) => call.step === 'a').length);
    // The mean of a geometric number of attempts, cut at eight.
    const mean = 2 * (1 - 0.5 ** 8);
    expect(Math.abs(attempts.reduce((sum, x) => sum + x, 0) / n - mean)).toBeLessThan(
      (3.9 * Math.sqrt(2)) / Math.sqrt(n),
    );
  });

  it('on a chain of k steps fails the task with 1 - (1 - f)^k', () => {
    const n = 3000;
    const failed = outcomes(pair('failure: 0.2', 'timeout: 60s', 'failure: 0.2'), 'pipeline', n);
    const share = failed.filter((outcome) => outcome === 'failed').length / n;
    expect(Math.abs(share - 0.36)).toBeLessThan(margin(0.36, n));
  });

  it('counts what the failed attempts cost as wasted, and as time for retries', () => {
    const retry = 'retry: { attempts: 8, backoff: { base: 3s, factor: 1 } }';
    const world = worldOf(scenarioOf(yaml(pair('failure: 0.6', retry))), 'pipeline');
    const retried = replicate(world, 40, (run) => {
      const failed = callsOf(run).filter((call) => call.status === 'failed');
      if (run.outcome !== 'correct') return 0;
      expect(measure(run, 'wasted')).toBe(100 * failed.length);
      const lost = failed.reduce((sum, call) => sum + call.service + 3, 0);
      expect(measure(run, 'timeRetry')).toBeCloseTo(lost, 9);
      expect(measure(run, 'timeWork')).toBeCloseTo(20, 9);
      expect(measure(run, 'latency')).toBeCloseTo(lost + 20, 9);
      return failed.length;
    });
    expect(Math.max(...retried)).toBeGreaterThan(1);
  });
});

describe('a call that hangs', () => {
  it('without a time-out stalls the task in silence: nothing was delivered, and nobody was told', () => {
    const run = play(pair('hang: 1', 'retry: { attempts: 3 }'), 'pipeline');
    expect(run.outcome).toBe('stalled');
    expect(run.endedAt).toBeNaN();
    expect(callsOf(run)).toHaveLength(1);
    expect(callsOf(run)[0]).toMatchObject({ status: 'unfinished', inputTokens: 100, outputTokens: 0, cost: 100e-6 });
  });

  it('is given up after the time-out, tried again, and fails loudly after the last attempt', () => {
    const run = play(
      pair('hang: 1', 'timeout: 25s, retry: { attempts: 3, backoff: { base: 1s, factor: 2 } }'),
      'pipeline',
    );
    expect(run.outcome).toBe('failed');
    expect(callsOf(run).map((call) => call.status)).toEqual(['timedOut', 'timedOut', 'timedOut']);
    expect(callsOf(run).map((call) => call.requestedAt)).toEqual([0, 26, 53]);
    expect(run.endedAt).toBe(78);
    expect(measure(run, 'wasted')).toBe(300);
  });

  it('is mended by a retry that does not hang', () => {
    const n = 2000;
    const body = pair('hang: 0.3', 'timeout: 25s, retry: { attempts: 2 }');
    const failed = outcomes(body, 'pipeline', n).filter((outcome) => outcome === 'failed');
    expect(Math.abs(failed.length / n - 0.09)).toBeLessThan(margin(0.09, n));
    expect(outcomes(body, 'pipeline', n).filter((outcome) => outcome === 'stalled')).toEqual([]);
  });

  it('takes a slow call for a hang where the time-out is too short', () => {
    const run = play(pair('', 'timeout: 9s'), 'pipeline');
    expect(run.outcome).toBe('failed');
    expect(callsOf(run)[0]).toMatchObject({ status: 'timedOut', service: 9 });
  });
});

describe('where nobody waits', () => {
  const patient = 'timeout: 25s, retry: { attempts: 9, backoff: { base: 1s } }';

  it.each(['failure: 1', 'hang: 1'])('a call with %s is neither timed out nor retried: the task stalls', (fault) => {
    const run = play(pair(fault, patient), 'choreography');
    expect(run.outcome).toBe('stalled');
    expect(callsOf(run)).toHaveLength(1);
    expect(play(pair(fault, patient), 'workflow').outcome).toBe('failed');
  });
});

describe('a tool', () => {
  const withTool = (tool: string, policies: string): string =>
    pair('', policies).replace(
      'a: { role: a }',
      `a: { role: a, tools: { roundTrips: 1, result: 50, latency: 4, ${tool} } }`,
    );

  it('that fails fails the attempt, which begins again from its first call', () => {
    const run = play(withTool('failure: 1', 'retry: { attempts: 2, backoff: { base: 1s } }'), 'pipeline');
    const calls = callsOf(run);
    expect(calls.map((call) => [call.status, call.attempt])).toEqual([
      ['ok', 0],
      ['ok', 1],
    ]);
    // Ten seconds of the call, four of the tool, one of backoff.
    expect(calls[1]!.requestedAt).toBe(15);
    expect(calls[1]!.backoff).toBe(5);
    expect(run.outcome).toBe('failed');
    expect(measure(run, 'wasted')).toBe(calls.reduce((sum, call) => sum + call.inputTokens + call.outputTokens, 0));
  });

  it('that hangs holds the step until its time-out', () => {
    expect(play(withTool('hang: 1', ''), 'pipeline').outcome).toBe('stalled');
    const run = play(withTool('hang: 1', 'timeout: 30s'), 'pipeline');
    expect(run.outcome).toBe('failed');
    expect(run.endedAt).toBe(30);
  });

  it('that fails costs its time too: the parts of the latency add up', () => {
    const body = withTool('failure: 0.6', 'retry: { attempts: 8, backoff: { base: 1s, factor: 1 } }');
    const world = worldOf(scenarioOf(yaml(body)), 'pipeline');
    const retries = replicate(world, 60, (run) => {
      if (run.outcome !== 'correct') return 0;
      const attempts = Math.max(...callsOf(run).map((call) => call.attempt));
      expect(measure(run, 'timeRetry')).toBeCloseTo(15 * attempts, 9);
      expect(measure(run, 'timeWork')).toBeCloseTo(10 + 4 + 10 + 10, 9);
      expect(measure(run, 'latency')).toBeCloseTo(15 * attempts + 34, 9);
      return attempts;
    });
    expect(Math.max(...retries)).toBeGreaterThan(1);
  });
});

describe('a deadline', () => {
  it('makes a task that is finished after it late, right or wrong, and nothing else', () => {
    expect(play(pair('', 'deadline: 19s'), 'pipeline').outcome).toBe('late');
    expect(play(pair('', 'deadline: 20s'), 'pipeline').outcome).toBe('correct');
    expect(play(pair('hang: 1', 'deadline: 1s'), 'pipeline').outcome).toBe('stalled');
  });
});
