import { describe, expect, it } from 'vitest';
import { callsOf, claimsOf, measure, play, scenarioOf, worldOf, yaml } from './helper.js';

/** Independent steps of one role, each call 10 seconds long, and 1,000 tokens in and 24 out. */
function steps(count: number, agent = ', capacity: 1', more = ''): string {
  const names = Array.from({ length: count }, (_, i) => `    s${i + 1}: { role: worker }`).join('\n');
  return `${more}task:
  brief: { tokens: 989 }
  steps:
${names}
agents:
  worker: { model: plain, prompt: 0, output: 24, latency: 10${agent} }
`;
}

const run = (body: string, options = {}) => play(body, 'fan-out-fan-in', options);
const workers = (record: ReturnType<typeof run>) => callsOf(record).filter((call) => call.who !== 'coordinator');

describe('the line for an agent', () => {
  it('serves one call at a time, first come first served: the third waits for two', () => {
    const calls = workers(run(steps(3)));
    expect(calls.map((call) => call.queued)).toEqual([0, 10, 20]);
    expect(calls.map((call) => call.endedAt)).toEqual([10, 20, 30]);
  });

  it('serves as many at once as its capacity says', () => {
    expect(workers(run(steps(5, ', capacity: 2'))).map((call) => call.queued)).toEqual([0, 0, 10, 10, 20]);
  });

  it('shares the steps of a role among its instances, the least busy one first', () => {
    const calls = workers(run(steps(5, ', instances: 2, capacity: 1')));
    expect(calls.map((call) => call.who)).toEqual(['worker-1', 'worker-2', 'worker-1', 'worker-2', 'worker-1']);
    expect(calls.map((call) => call.queued)).toEqual([0, 0, 10, 10, 20]);
  });

  it('deals replicas out in turn', () => {
    const body = steps(1, ', instances: 3').replace('s1: { role: worker }', 's: { role: worker, replicas: 7 }');
    expect(workers(run(body)).map((call) => call.who.slice(-1))).toEqual(['1', '2', '3', '1', '2', '3', '1']);
  });

  it('is left by a call that is cancelled: it was never sent, so it costs nothing', () => {
    const record = run(steps(3), { wait: 'quorum', quorum: 1 });
    const [first, second, third] = workers(record);
    expect(first).toMatchObject({ status: 'ok', endedAt: 10 });
    for (const call of [second!, third!]) {
      expect(call).toMatchObject({
        status: 'cancelled',
        inputTokens: 0,
        outputTokens: 0,
        cost: 0,
        service: 0,
        endedAt: 10,
      });
    }
    expect(measure(record, 'wasted')).toBe(0);
  });

  it('is left by a call whose caller gives up: nothing was sent, nothing is paid', () => {
    const record = run(steps(2, ', capacity: 1', 'policies: { timeout: 15s }\n'));
    const [, second] = workers(record);
    expect(second).toMatchObject({ status: 'timedOut', queued: 10, service: 5, outputTokens: 24, inputTokens: 1000 });
    const third = workers(run(steps(2, ', capacity: 1', 'policies: { timeout: 10s }\n')))[1]!;
    expect(third).toMatchObject({ status: 'timedOut', queued: 10, service: 0, inputTokens: 0, cost: 0 });
    expect(record.outcome).toBe('failed');
  });

  it('costs nothing where it is never left: who waits behind a hang sent nothing', () => {
    const record = run(steps(2, ', hang: 1, capacity: 1'));
    expect(record.outcome).toBe('stalled');
    const [hung, behind] = workers(record);
    expect(hung).toMatchObject({ status: 'unfinished', inputTokens: 1000, outputTokens: 0, cost: 1000e-6 });
    expect(behind).toMatchObject({ status: 'unfinished', inputTokens: 0, outputTokens: 0, cost: 0 });
    expect(hung!.endedAt).toBeNaN();
  });
});

describe('the rate limit', () => {
  const open = ', capacity: 9';

  it('of requests lets what fits into a minute go at once, and then one after the other as they are refilled', () => {
    const calls = workers(run(steps(5, open, 'provider: { requestsPerMinute: 2 }\n')));
    expect(calls.map((call) => Math.round(call.rateLimited * 1e6) / 1e6)).toEqual([0, 0, 30, 60, 90]);
    expect(calls[4]!.endedAt).toBeCloseTo(100, 9);
  });

  it('of tokens counts input and output', () => {
    const calls = workers(run(steps(4, open, 'provider: { tokensPerMinute: 2048 }\n')));
    expect(calls[0]!.inputTokens + calls[0]!.outputTokens).toBe(1024);
    expect(calls.map((call) => Math.round(call.rateLimited * 1e6) / 1e6)).toEqual([0, 0, 30, 60]);
  });

  it('lets a call that is larger than the whole bucket go when the bucket is full', () => {
    const calls = workers(run(steps(2, open, 'provider: { tokensPerMinute: 512 }\n')));
    expect(calls[0]!.rateLimited).toBe(0);
    // 512 tokens in debt, and 512 for a full bucket: two minutes.
    expect(calls[1]!.rateLimited).toBeCloseTo(120, 9);
  });

  it('refuses calls past maxQueue, which cost nothing; a retry waits like the others', () => {
    const more =
      'provider: { requestsPerMinute: 2, maxQueue: 1 }\npolicies: { retry: { attempts: 2, backoff: { base: 40s } } }\n';
    const record = run(steps(4, open, more));
    const calls = workers(record);
    const refused = calls.filter((call) => call.status === 'refused');
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ inputTokens: 0, outputTokens: 0, cost: 0, endedAt: 0 });
    const retry = calls.find((call) => call.attempt === 1)!;
    expect(retry).toMatchObject({ backoff: 40, requestedAt: 40, status: 'ok' });
    expect(retry.rateLimited).toBeCloseTo(20, 9);
    expect(record.outcome).toBe('correct');
  });

  it('does not count as sent what was refused: the retry sends it for the first time', () => {
    const body = `provider: { requestsPerMinute: 1, maxQueue: 0, promptCache: true }
policies: { retry: { attempts: 2, backoff: { base: 50s } } }
task:
  brief: { tokens: 900 }
  steps:
    a: { role: a }
    b: { role: b, after: [a] }
agents:
  defaults: { model: plain, prompt: 0, output: 24, latency: 10 }
  a: {}
  b: {}
`;
    const calls = callsOf(play(body, 'pipeline'));
    expect(calls.map((call) => call.status)).toEqual(['ok', 'refused', 'ok']);
    expect(calls[2]).toMatchObject({ requestedAt: 60, resentTokens: 0, cachedTokens: 0 });
  });

  it('with no room to wait refuses at once, and the task fails where nobody tries again', () => {
    const record = run(steps(3, open, 'provider: { requestsPerMinute: 2, maxQueue: 0 }\n'));
    expect(
      workers(record)
        .map((call) => call.status)
        .sort(),
    ).toEqual(['cancelled', 'cancelled', 'refused']);
    expect(record.outcome).toBe('failed');
    expect(record.endedAt).toBe(0);
  });

  it('is not waited for longer than the time-out', () => {
    const more = 'provider: { requestsPerMinute: 2 }\npolicies: { timeout: 20s }\n';
    const [, , third] = workers(run(steps(3, open, more)));
    expect(third).toMatchObject({ status: 'timedOut', rateLimited: 20, inputTokens: 0, cost: 0, endedAt: 20 });
  });

  it('leaves a cancelled call unbilled that still waits at the door', () => {
    const record = run(steps(3, open, 'provider: { requestsPerMinute: 2 }\n'), { wait: 'quorum', quorum: 2 });
    expect(workers(record)[2]).toMatchObject({ status: 'cancelled', inputTokens: 0, cost: 0, service: 0 });
  });
});

describe('a context that does not fit into the window', () => {
  /** Three results of 300 tokens; the merger's window holds its prompt and two of them. */
  const wide = (overflow: string): string => `provider: { overflow: ${overflow} }
task:
  brief: { tokens: 50, claims: 3 }
  steps:
    s1: { role: a }
    s2: { role: b }
    s3: { role: c }
    merge: { role: merger, after: [s1, s2, s3], claims: 30 }
agents:
  defaults: { model: plain, prompt: 0, output: 300, latency: 1, guess: 1 }
  a: {}
  b: {}
  c: {}
  merger: { output: 20 }
`;
  const narrow = (overflow: string, window = 700) => {
    const scenario = scenarioOf(yaml(wide(overflow)), [`models.plain.contextWindow=${window}`]);
    return worldOf(scenario, 'fan-out-fan-in').run(0);
  };

  it('with truncate loses the oldest first: its step is missing from the result, and its share is guessed', () => {
    const record = narrow('truncate');
    const merge = callsOf(record).find((call) => call.step === 'merge')!;
    // Two results joined: 3 + 4 of the call, 301 each.
    expect(merge.inputTokens).toBe(7 + 2 * 301);
    expect(record.missingSteps).toBe(1);
    expect(record.outcome).toBe('wrong');
    const made = claimsOf(record).filter((claim) => claim.step === 'merge');
    const guessed = made.filter((claim) => claim.cause === 'guessed').length;
    expect(guessed).toBeGreaterThan(3);
    expect(guessed).toBeLessThan(18);
    expect(measure(record, 'rootErrors')).toBe(guessed);
  });

  it('with compact pays one extra call of the same agent, reads a summary, and misses nothing', () => {
    const record = narrow('compact');
    const merger = callsOf(record).filter((call) => call.who === 'merger');
    expect(merger.map((call) => call.act)).toEqual(['compose', 'produce']);
    expect(merger[0]!.outputTokens).toBe(20);
    expect(merger[1]!.inputTokens).toBe(7 + 20 + 4);
    expect(merger[1]!.cause).toBe(merger[0]!.call);
    expect(record.missingSteps).toBe(0);
    expect(record.outcome).toBe('correct');
  });

  it('with error fails loudly, and the call that did not fit costs nothing', () => {
    const record = narrow('error');
    const merge = callsOf(record).find((call) => call.step === 'merge')!;
    expect(merge).toMatchObject({ status: 'overflow', inputTokens: 0, cost: 0 });
    expect(record.outcome).toBe('failed');
  });

  it('fails loudly when not even the newest content fits', () => {
    for (const overflow of ['truncate', 'error']) expect(narrow(overflow, 200).outcome).toBe('failed');
  });

  it('changes nothing where it fits', () => {
    for (const overflow of ['truncate', 'compact', 'error']) {
      const record = narrow(overflow, 5000);
      expect(callsOf(record)).toHaveLength(4);
      expect(record.outcome).toBe('correct');
    }
  });
});
