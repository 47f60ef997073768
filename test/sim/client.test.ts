import { describe, expect, it } from 'vitest';
import { keyOf } from '../../src/sim/luck/seed.js';
import { clientRows } from '../../src/validation/clients.js';
import { callsOf, measure, play, replicate, scenarioOf, worldOf, yaml } from './helper.js';

/** A chain of steps of one second each, and the conditions. */
const chain = (conditions: string, agent = '', steps = 2): string => `${conditions}
task:
  brief: { tokens: 100, claims: 1 }
  steps: { ${Array.from({ length: steps }, (_, i) => `s${i}: { role: worker${i === 0 ? '' : `, after: [s${i - 1}]`} }`).join(', ')} }
agents:
  worker: { model: plain, prompt: 0, output: 10, latency: 1${agent} }
`;

describe('a client that sends a failed request again', () => {
  it.each(['choreography', 'fan-out', 'pipeline', 'workflow', 'supervisor', 'single-agent', 'mesh', 'debate'])(
    'does so under %s, whoever waits',
    (pattern) => {
      const world = worldOf(
        scenarioOf(yaml(chain('client: { attempts: 1000, backoff: { base: 0 } }', ', failure: 0.5'))),
        pattern,
      );
      const outcomes = replicate(world, 40, (run) => run.outcome);
      expect(outcomes.filter((outcome) => outcome !== 'correct')).toEqual([]);
    },
  );

  it('fails its step after the last request, and nobody who waits tries again', () => {
    const run = play(
      chain('client: { attempts: 3, backoff: { base: 1s, factor: 3, most: 2s } }', ', failure: 1', 1),
      'pipeline',
    );
    const calls = callsOf(run);
    expect(calls.map((call) => [call.status, call.attempt, call.tried])).toEqual([
      ['failed', 0, 0],
      ['failed', 0, 1],
      ['failed', 0, 2],
    ]);
    expect(calls[1]!.requestedAt - calls[0]!.endedAt).toBeCloseTo(1, 9);
    expect(calls[2]!.requestedAt - calls[1]!.endedAt).toBeCloseTo(2, 9);
    expect([run.outcome, run.retries]).toEqual(['failed', 2]);
  });
});

describe('closed forms of clients', () => {
  it.each(clientRows({ key: keyOf('clients'), runs: 20_000 }).map((row) => [`${row.name}: ${row.what}`, row] as const))(
    '%s',
    (_, row) => expect(row).toMatchObject({ ok: true }),
  );
});

describe('parallel branches of which one fails for good', () => {
  const body = (policies: string): string => `policies: ${policies}
task:
  brief: { tokens: 100 }
  steps: { a: { role: quick }, b: { role: slow }, c: { role: slow } }
agents:
  defaults: { model: plain, prompt: 0, output: 10 }
  quick: { latency: 1, failure: 1 }
  slow: { latency: 10 }
`;
  const others = (run: ReturnType<typeof play>) =>
    callsOf(run)
      .filter(({ step }) => step === 'b' || step === 'c')
      .map(({ status }) => status);

  it.each([
    ['workflow', {}],
    ['fan-out-fan-in', {}],
    ['contract-net', {}],
    ['critical-path-hybrid', {}],
    ['lead-and-subagents', { mode: 'parallel', onFailure: 'raise' }],
  ] as const)('are cancelled, or run on and are paid, under %s', (pattern, options) => {
    const [cancelled, on] = ['cancelled', 'run-on'].map((siblings) =>
      play(body(`{ siblings: ${siblings} }`), pattern, options),
    );
    expect([cancelled!.outcome, on!.outcome]).toEqual(['failed', 'failed']);
    expect(on!.endedAt).toBe(cancelled!.endedAt);
    expect(others(cancelled!).filter((status) => status !== 'cancelled')).toEqual([]);
    expect(others(on!)).toEqual(['ok', 'ok']);
    expect(measure(on!, 'cost')).toBeGreaterThan(measure(cancelled!, 'cost'));
  });

  it('end with their parent all the same', () => {
    const run = play(body('{ siblings: run-on, budget: { time: 500ms } }'), 'workflow');
    expect([run.outcome, run.endedAt]).toEqual(['failed', 0.5]);
    expect(callsOf(run).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });
});

describe('the model to which a client turns', () => {
  const text = (conditions: string): string =>
    yaml(chain(`client: { attempts: 2, backoff: { base: 1s } }\n${conditions}`, ', failure: 1', 1))
      .replace(', latency: 1', '')
      .replace(
        'models:\n  plain:\n',
        `models:\n  other: { like: plain, family: other, ttft: 5, price: { input: 3, cachedInput: 1, output: 30 }, fallback: third }\n  third: { like: plain }\n  plain:\n    fallback: other\n`,
      );

  it('is timed and billed as itself, and has as many requests', () => {
    const world = worldOf(scenarioOf(text('')), 'pipeline');
    const run = world.run(0);
    const calls = callsOf(run);
    expect(calls.map(({ fallback, tried }) => [fallback, tried])).toEqual([
      [0, 0],
      [0, 1],
      [1, 2],
      [1, 3],
      [2, 4],
      [2, 5],
    ]);
    expect(calls[2]!.requestedAt).toBe(calls[1]!.endedAt);
    expect(calls[3]!.requestedAt - calls[2]!.endedAt).toBeCloseTo(1, 9);
    expect(calls[2]!.cost).toBeCloseTo(3 * calls[0]!.cost, 12);
    expect(run.outcome).toBe('failed');
  });
});

describe('a second request beside the first', () => {
  it('is sent after a while; the first answer counts, both are paid to the end', () => {
    const body = chain('client: { hedge: 2s }', ', hang: 0.5', 1);
    const world = worldOf(scenarioOf(yaml(body)), 'pipeline');
    const seen = new Set<string>();
    replicate(world, 60, (run) => {
      const calls = callsOf(run);
      seen.add(`${calls.map(({ status }) => status).join()} ${run.outcome} ${measure(run, 'latency')}`);
      if (calls[1]?.status === 'ok') expect(calls[0]!.inputTokens).toBe(calls[1].inputTokens);
    });
    expect([...seen].sort()).toEqual(['cancelled,ok correct 3', 'ok correct 1', 'unfinished,unfinished stalled NaN']);
  });
});
