import { describe, expect, it } from 'vitest';
import { callsOf, measure, play, scenarioOf, worldOf, yaml } from './helper.js';

/** Independent steps of one role, each call 10 seconds long, and 1,000 tokens in and 24 out. */
function steps(count: number, limits: string, more = ''): string {
  const names = Array.from({ length: count }, (_, i) => `    s${i + 1}: { role: worker }`).join('\n');
  return `${more}task:
  brief: { tokens: 989 }
  steps:
${names}
agents:
  worker: { model: limited, prompt: 0, output: 24, latency: 10, capacity: 99 }
MODELS{ ${limits} }
`;
}

const model = (body: string): string =>
  yaml(body.replace(/MODELS(.*)\n/, '')).replace(
    'models:\n',
    `models:\n  limited: { like: plain, limits: ${/MODELS(.*)\n/.exec(body)![1]} }\n`,
  );
const run = (body: string) => worldOf(scenarioOf(model(body)), 'fan-out').run(0);
const workers = (body: string) => callsOf(run(body));
const statuses = (body: string) => workers(body).map(({ status }) => status);
const RETRY = 'client: { attempts: 3, backoff: { base: 0 } }\n';

describe('limits that refuse', () => {
  it('let what the bucket holds go at once and refuse the rest, which is not billed', () => {
    const calls = workers(steps(5, 'requests: 3/m'));
    expect(calls.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'refused', 'refused']);
    expect(calls[3]).toMatchObject({ inputTokens: 0, outputTokens: 0, cost: 0, service: 0, endedAt: 0 });
  });

  it('say which limit it was, and after how many seconds the bucket holds enough', () => {
    const { calls } = run(steps(4, 'requests: 60/m, input: 3000/m, output: 4800/m'));
    const c = calls.columns;
    expect([...c.status.slice(0, 4)]).toEqual([0, 0, 0, 3]);
    expect(c.limitedBy[3]).toBe(2);
    expect(c.retryAfter[3]).toBeCloseTo(20, 9);
  });

  it.each([
    ['requests: 2/m', 1],
    ['input: 2000/m', 2],
    ['output: 48/m', 3],
    ['tokens: 2048/m', 4],
    ['concurrent: 2', 5],
    ['quota: { requests: 2, window: 1h }', 6],
    ['overloaded: 1', 7],
  ])('%s refuses by its own name', (limits, by) => {
    const { calls } = run(steps(3, limits));
    expect(calls.columns.limitedBy[2]).toBe(by);
    expect(calls.columns.status[2]).toBe(3);
  });

  it('are kept by a client that waits as long as it was told', () => {
    // Three go at 0 s; the others come again when one request, 20 s, and two requests are there.
    const record = worldOf(scenarioOf(model(steps(5, 'requests: 3/m', RETRY))), 'workflow').run(0);
    const calls = callsOf(record);
    expect(calls.filter(({ status }) => status === 'ok').map(({ endedAt }) => endedAt)).toEqual([10, 10, 10, 30, 50]);
    expect(calls.filter(({ status }) => status === 'refused')).toHaveLength(3);
    expect(record.outcome).toBe('correct');
  });

  it('end with a failed task where the attempts are used up', () => {
    expect(worldOf(scenarioOf(model(steps(6, 'requests: 1/m', RETRY))), 'workflow').run(0).outcome).toBe('failed');
  });

  it('let a call that is larger than the bucket go when that is full, and leave it in debt', () => {
    const { calls } = run(steps(2, 'input: 500/m'));
    expect([...calls.columns.status.slice(0, 2)]).toEqual([0, 3]);
    expect(calls.columns.retryAfter[1]).toBeCloseTo(120, 9);
  });
});

describe('limits that make calls wait', () => {
  const wait = ', whenExceeded: wait';

  it('let one after the other go as the bucket is refilled', () => {
    const calls = workers(steps(5, `requests: 3/m${wait}`));
    expect(calls.map(({ endedAt }) => endedAt)).toEqual([10, 10, 10, 30, 50]);
    expect(calls.map(({ rateLimited }) => rateLimited)).toEqual([0, 0, 0, 20, 40]);
  });

  it('let as many run at once as they say', () => {
    expect(workers(steps(5, `concurrent: 2${wait}`)).map(({ endedAt }) => endedAt)).toEqual([10, 10, 20, 20, 30]);
  });

  it('open the quota again when its window closes', () => {
    expect(workers(steps(3, `quota: { requests: 2, window: 1h }${wait}`)).map(({ endedAt }) => endedAt)).toEqual([
      10, 10, 3610,
    ]);
  });

  it('give up at the timeout', () => {
    const body = steps(2, `requests: 1/m${wait}`, 'policies: { timeout: 15s }\n');
    const calls = callsOf(worldOf(scenarioOf(model(body)), 'workflow').run(0));
    expect(calls[1]).toMatchObject({ status: 'timedOut', endedAt: 15, rateLimited: 15, cost: 0 });
  });
});

describe('a quota', () => {
  it.each([
    ['tokens: 2048', 2],
    ['tokens: 2047', 2],
    ['cost: 0.00124', 1],
    ['cost: 0.00125', 2],
  ])('of %s is used up by calls that have ended', (quota, admitted) => {
    const limits = `concurrent: 1, whenExceeded: wait, quota: { ${quota}, window: 1h }`;
    const ended = workers(steps(4, limits)).map(({ endedAt }) => endedAt);
    expect(ended.filter((at) => at < 3600)).toHaveLength(admitted);
  });

  it('is gone over by calls that are under way', () => {
    expect(statuses(steps(3, 'quota: { tokens: 1, window: 1h }'))).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('limits', () => {
  it('are shared by all agents with models of one name, and not by others', () => {
    const body = (second: string): string => `task:
  brief: { tokens: 10 }
  steps: { a: { role: a }, b: { role: b } }
agents: { defaults: { output: 5, latency: 1 }, a: { model: limited }, b: { model: ${second} } }
MODELS{ requests: 1/m }
`;
    expect(statuses(body('limited'))).toEqual(['ok', 'refused']);
    expect(statuses(body('plain'))).toEqual(['ok', 'ok']);
  });

  it('of a tier are those that its provider documents, and single ones can be replaced', () => {
    const limitsOf = (limits: string) =>
      scenarioOf(model(steps(1, 'X').replace('{ X }', limits))).agents[0]!.model.limits;
    expect(limitsOf('anthropic/tier-1')).toMatchObject({
      requests: 50,
      input: 30000,
      output: 8000,
      cachedCounts: false,
    });
    expect(limitsOf('{ tier: anthropic/tier-1, output: 9000/m }')).toMatchObject({ input: 30000, output: 9000 });
  });

  it('do not count what is read from the cache, unless they say so', () => {
    // The second call of the agent reads what the first one read, and its result.
    const body = (counts: string): string => `provider: { promptCache: true }
task:
  brief: { tokens: 1000 }
  steps: { a: { role: a }, b: { role: a, after: [a] } }
agents: { a: { model: limited, output: 10, latency: 1 } }
generalist: { model: limited }
MODELS{ input: 2000/m${counts} }
`;
    const second = (counts: string) =>
      callsOf(worldOf(scenarioOf(model(body(counts))), 'single-agent').run(0))[1]!.status;
    expect(second('')).toBe('refused');
    expect(second(', cachedCounts: false')).toBe('ok');
  });

  it('refuse an overloaded share, by luck that is the same in every pattern', () => {
    const overloaded = (pattern: string): number => {
      const world = worldOf(scenarioOf(model(steps(1, 'overloaded: 0.3'))), pattern);
      let refused = 0;
      for (let i = 0; i < 2000; i++) refused += world.run(i).calls.columns.status[0] === 3 ? 1 : 0;
      return refused;
    };
    expect(overloaded('fan-out')).toBeGreaterThan(540);
    expect(overloaded('fan-out')).toBeLessThan(660);
    expect(overloaded('pipeline')).toBe(overloaded('fan-out'));
  });
});

it('without limits nothing is refused', () => {
  expect(
    measure(
      play('task: { brief: { tokens: 9 }, steps: { a: { role: a } } }\nagents: { a: { output: 1 } }', 'pipeline'),
      'calls',
    ),
  ).toBe(1);
});
