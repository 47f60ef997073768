import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import { callsOf, measure, scenarioOf, worldOf, yaml } from './helper.js';

/** Independent steps of one role, each call 10 seconds long alone, and 1,000 tokens in and 24 out. */
function body(count: number, server: string, more = '', agent = ''): string {
  const names = Array.from({ length: count }, (_, i) => `    s${i + 1}: { role: worker }`).join('\n');
  const text = yaml(`${more}task:
  brief: { tokens: 989 }
  steps:
${names}
agents:
  worker: { model: own, prompt: 0, output: 24, latency: 10${agent} }
`);
  return text.replace('models:\n', `models:\n  own: { like: plain, server: { ${server} } }\n`);
}

const run = (text: string, pattern = 'fan-out') => worldOf(scenarioOf(text), pattern).run(0);
const TIMEOUT = 'policies: { timeout: 15s, retry: { attempts: 1 } }\n';
const ends = (text: string) => callsOf(run(text)).map(({ endedAt }) => endedAt);

describe("a server of one's own", () => {
  it('changes nothing by itself where nothing is read', () => {
    expect(ends(body(3, ''))).toEqual([10, 10, 10]);
  });

  it.each([
    ['slowdown: 1', [30, 30, 30]],
    ['halfSpeed: 2', [20, 20, 20]],
    ['maxBatch: 1', [10, 20, 30]],
    ['kvTokens: 2500', [10, 10, 20]],
    ['slowdown: 1, replicas: 3', [10, 10, 10]],
    ['maxBatch: 1, replicas: 2', [10, 10, 20]],
  ])('%s', (server, expected) => {
    const times = ends(body(3, server));
    expect(times).toHaveLength(3);
    for (const [i, time] of expected.entries()) expect(times[i]).toBeCloseTo(time, 9);
  });

  it('reads one call after the other, or all at once', () => {
    const reading = (server: string) => ends(body(2, server).replace(', latency: 10', ''));
    // 1 s to the first token, 1 s of reading each, 0.24 s of writing.
    const first = reading('slowdown: 1');
    expect(first[0]).toBeCloseTo(1 + 2 + 0.48, 9);
    expect(first[1]).toBeCloseTo(1 + 2 + 0.48, 9);
    expect(reading('slowdown: 1, prefill: shared')[0]).toBeCloseTo(1 + 2 * 1.24, 9);
  });

  it('counts the wait for a place as the wait of a rate limit', () => {
    const record = run(body(3, 'maxBatch: 1'));
    expect(measure(record, 'timeRateLimit')).toBeCloseTo(20, 9);
    expect([...record.calls.columns.limitedBy.slice(0, 3)]).toEqual([0, 9, 9]);
  });

  it('fails a call whose tokens never fit, and bills nothing', () => {
    const calls = callsOf(run(body(1, 'kvTokens: 900')));
    expect(calls[0]).toMatchObject({ status: 'overflow', inputTokens: 0, cost: 0, service: 0 });
  });

  it('lets go of calls that time out, in its line and at work', () => {
    const calls = callsOf(run(body(3, 'slowdown: 1, maxBatch: 2', TIMEOUT), 'workflow'));
    expect(calls.map(({ status }) => status)).toEqual(['timedOut', 'cancelled', 'cancelled']);
    expect(calls.map(({ endedAt }) => endedAt)).toEqual([15, 15, 15]);
    expect(calls.map(({ service }) => service)).toEqual([15, 15, 0]);
  });

  it('keeps no place for a call that hangs', () => {
    const calls = callsOf(run(body(2, 'maxBatch: 1', TIMEOUT, ', hang: 1'), 'workflow'));
    expect(calls.map(({ service }) => service)).toEqual([15, 15]);
  });
});

describe('servers without effect', () => {
  const warnings = (models: string): string[] => {
    const text = body(1, '').replace('own: { like: plain, server: {  } }', models);
    const reading = parseScenario(text, 'x.yaml', []);
    if (!reading.ok) throw new Error(reading.problems[0]!.message);
    return reading.warnings.map(({ message }) => message);
  };

  it('are told', () => {
    expect(warnings('own: { like: plain, server: { slowdown: 0.3 } }')).toEqual([]);
    expect(warnings('own: { like: plain, server: { prefill: shared } }')).toEqual([
      "the server of 'own' has no effect: its calls neither slow each other down nor wait",
    ]);
    expect(warnings('own: { like: plain }\n  other: { like: plain, server: { slowdown: 0.3 } }')).toEqual([
      "no agent calls the model 'other', so nothing runs on its server",
    ]);
    expect(warnings('own: { like: plain, contextWindow: 1000, server: { maxBatch: 2, kvTokens: 2000 } }')).toEqual([
      'kvTokens has no effect: 2 calls of 1000 tokens fit into 2000',
    ]);
  });
});
