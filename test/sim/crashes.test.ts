import { describe, expect, it } from 'vitest';
import { callsOf, chain, margin, measure, play, replicate, scenarioOf, worldOf, yaml } from './helper.js';

const told = (run: ReturnType<typeof play>): string[] =>
  callsOf(run).map((call) => `${call.step} ${call.status} ${call.requestedAt}-${call.endedAt}`);

describe('an agent that goes down', () => {
  it('takes the call in flight with it; who waits for it tries again, at its door until it is back', () => {
    const down = 'faults: { agents: { b: { crash: { at: 14s, repair: 6s } } } }';
    const run = play(chain(`${down}\npolicies: { retry: { attempts: 2, backoff: { base: 1s } } }`), 'pipeline');
    expect(told(run)).toEqual(['a ok 0-10', 'b lost 10-14', 'b ok 15-30', 'c ok 30-40']);
    expect(run.outcome).toBe('correct');
    // Four seconds for nothing and a second of backoff; five at the door.
    expect(measure(run, 'timeRetry')).toBeCloseTo(5, 9);
    expect(measure(run, 'timeRepair')).toBeCloseTo(5, 9);
    expect(measure(run, 'timeWork')).toBeCloseTo(30, 9);
    expect(measure(run, 'latency')).toBeCloseTo(40, 9);
    expect(measure(run, 'wasted')).toBe(callsOf(run)[1]!.inputTokens);
  });

  it('fails the task where there is no second attempt, and stalls it where nobody waits', () => {
    const down = chain('faults: { agents: { b: { crash: { at: 14s, repair: 6s } } } }');
    expect(play(down, 'pipeline').outcome).toBe('failed');
    expect(play(down, 'choreography').outcome).toBe('stalled');
  });

  it('is waited for until the time-out', () => {
    const down = 'faults: { agents: { b: { crash: { at: 5s } } } }';
    const run = play(chain(`${down}\npolicies: { timeout: 25s }`), 'pipeline');
    expect(told(run)).toEqual(['a ok 0-10', 'b timedOut 10-35']);
    expect(callsOf(run)[1]!.inputTokens).toBe(0);
    expect(play(chain(down), 'pipeline').outcome).toBe('stalled');
  });

  it('leaves its work to the other instances, where there are some', () => {
    const down = 'faults: { agents: { b: { crash: { at: 5s } } } }';
    const two = chain(down).replace('b: {}', 'b: { instances: 2 }');
    // Both crash at five seconds; with one that joins later there is somebody again.
    expect(play(two, 'workflow').outcome).toBe('stalled');
    const later = two.replace('crash: { at: 5s }', 'leave: { at: 5s }');
    const run = play(later, 'workflow');
    expect(run.outcome).toBe('correct');
    expect(callsOf(run)[1]!.who).toBe('b-2');
  });

  it('is up for a share mtbf / (mtbf + repair) of the time', () => {
    const down = 'faults: { agents: { b: { crash: { mtbf: 30s, repair: { exponential: { mean: 10s } } } } } }';
    const late = chain(`${down}\npolicies: { retry: { attempts: 1 } }`).replace('latency: 10', 'latency: 100');
    const world = worldOf(scenarioOf(yaml(late)), 'pipeline');
    const n = 4000;
    const waited = replicate(world, n, (run) => (callsOf(run)[1]!.absent > 0 ? 1 : 0) as number);
    const share = waited.reduce((sum, x) => sum + x, 0) / n;
    // At 100 s, up at first: the availability of an alternating process with exponential times.
    const expected = (1 - Math.exp(-(1 / 30 + 1 / 10) * 100)) / (1 + 30 / 10);
    expect(Math.abs(share - expected)).toBeLessThan(margin(expected, n));
  });

  it('loses a call of length t with 1 - exp(-t / mtbf), the same one in every pattern', () => {
    const down = 'faults: { agents: { defaults: { crash: { mtbf: 40s, repair: 5s } } } }';
    const scenario = scenarioOf(yaml(chain(down)));
    const n = 3000;
    const first = (pattern: string): boolean[] =>
      replicate(worldOf(scenario, pattern), n, (run) => callsOf(run)[0]!.status === 'lost');
    const lost = first('pipeline');
    expect(lost).toEqual(first('choreography'));
    expect(lost).toEqual(first('workflow'));
    const expected = 1 - Math.exp(-10 / 40);
    expect(Math.abs(lost.filter(Boolean).length / n - expected)).toBeLessThan(margin(expected, n));
  });
});

describe('an agent that comes or goes', () => {
  it('takes no call before it has joined', () => {
    const run = play(chain('faults: { agents: { a: { join: { at: 7s } } } }'), 'pipeline');
    expect(told(run)[0]).toBe('a ok 0-17');
    expect(callsOf(run)[0]!.absent).toBe(7);
  });

  it('finishes what it does when it leaves, and takes no more', () => {
    const leaving = 'faults: { agents: { b: { leave: { at: 15s } } } }';
    expect(play(chain(leaving), 'pipeline').outcome).toBe('correct');
    expect(play(chain(leaving.replace('15s', '9s')), 'pipeline').outcome).toBe('stalled');
  });
});

describe('who holds the control flow', () => {
  const engine = 'faults: { engine: { crash: { at: 25s, repair: 60s } } }';

  it('loses all that was done when it goes down, and begins again from the beginning', () => {
    const run = play(chain(engine), 'workflow');
    expect(told(run)).toEqual([
      'a discarded 0-10',
      'b discarded 10-20',
      'c cancelled 20-25',
      'a ok 85-95',
      'b ok 95-105',
      'c ok 105-115',
    ]);
    expect(run.outcome).toBe('correct');
    expect(measure(run, 'lostWork')).toBe(2);
    expect(measure(run, 'recoveryTime')).toBe(60);
    expect(measure(run, 'timeRepair')).toBeCloseTo(85, 9);
    expect(measure(run, 'timeWork')).toBeCloseTo(30, 9);
  });

  it('goes on from the last finished step where results are durable, at a price for each write', () => {
    const run = play(chain(`${engine}\npolicies: { durable: { write: 1s } }`), 'workflow');
    expect(told(run)).toEqual(['a ok 0-11', 'b ok 11-22', 'c cancelled 22-25', 'c ok 85-96']);
    expect(measure(run, 'lostWork')).toBe(0);
    expect(measure(run, 'timeRepair')).toBeCloseTo(63, 9);
    expect(measure(run, 'timeWork')).toBeCloseTo(33, 9);
  });

  it.each(['supervisor', 'lead-and-subagents', 'magentic', 'hierarchy', 'router', 'trunk-and-meshes'])(
    'tells a durable %s again what was decided, and pays for nothing twice',
    (pattern) => {
      const calm = play(chain(''), pattern);
      const world = (policies: string): ReturnType<typeof play> => {
        const at = measure(calm, 'latency') * 0.6;
        return play(chain(`faults: { coordinator: { crash: { at: ${at}, repair: 30s } } }\n${policies}`), pattern);
      };
      const durable = world('policies: { durable: { write: 0 } }');
      const forgetful = world('');
      expect(durable.outcome).toBe('correct');
      expect(measure(durable, 'lostWork')).toBe(0);
      expect(callsOf(durable).filter((call) => call.status === 'ok')).toHaveLength(callsOf(calm).length);
      expect(forgetful.outcome).toBe('correct');
      expect(measure(forgetful, 'lostWork')).toBeGreaterThan(0);
      expect(measure(forgetful, 'calls')).toBeGreaterThan(measure(durable, 'calls'));
      expect(measure(forgetful, 'latency')).toBeGreaterThan(measure(durable, 'latency'));
    },
  );

  it('fails after so many restarts', () => {
    const often = 'faults: { engine: { crash: { mtbf: 3s, repair: 1s } } }';
    const run = play(chain(`${often}\npolicies: { restarts: 2 }`), 'workflow');
    expect(run.outcome).toBe('failed');
    expect(measure(run, 'calls')).toBe(3);
  });

  it('is nobody in a choreography, so that no crash of an engine or a coordinator matters', () => {
    const both = 'faults: { engine: { crash: { at: 1s } }, coordinator: { crash: { at: 1s } } }';
    expect(play(chain(both), 'choreography').outcome).toBe('correct');
    expect(play(chain(both), 'workflow').outcome).toBe('stalled');
    expect(play(chain(both), 'supervisor').outcome).toBe('stalled');
  });

  it('of the critical path takes no side step with it', () => {
    const side = chain('faults: { engine: { crash: { at: 12s, repair: 30s } } }').replace(
      'b: { role: b, after: [a] }',
      'b: { role: b, after: [a], critical: false }',
    );
    const run = play(side.replace('after: [b]', 'after: [a]'), 'critical-path-hybrid');
    expect(run.outcome).toBe('correct');
    expect(told(run)).toContain('b ok 10-20');
    expect(told(run)).toContain('c cancelled 10-12');
    // The engine forgot that it had announced what came of a, and announces it again.
    expect(callsOf(run).filter((call) => call.step === 'b')).toHaveLength(2);
    expect(measure(run, 'duplicates')).toBe(1);
    const known = side
      .replace('engine:', 'messages: { delay: 0 }, engine:')
      .replace('task:', 'policies: { idempotency: true }\ntask:');
    const once = play(known.replace('after: [b]', 'after: [a]'), 'critical-path-hybrid');
    expect(callsOf(once).filter((call) => call.step === 'b')).toHaveLength(1);
  });
});

describe('a task that is handed in again', () => {
  const failing = (policies: string): string =>
    chain(`policies: { ${policies} }`).replace('c: {}', 'c: { failure: 0.5 }');

  it('begins again as a whole, or goes on where results are durable', () => {
    const n = 2000;
    const share = (policies: string): number =>
      replicate(worldOf(scenarioOf(yaml(failing(policies))), 'workflow'), n, (run) => run.outcome).filter(
        (outcome) => outcome === 'failed',
      ).length / n;
    expect(Math.abs(share('resubmit: { attempts: 1 }') - 0.25)).toBeLessThan(margin(0.25, n));
    expect(Math.abs(share('resubmit: { attempts: 1 }, durable: true') - 0.25)).toBeLessThan(margin(0.25, n));
    const calls = (policies: string): number =>
      replicate(worldOf(scenarioOf(yaml(failing(policies))), 'workflow'), n, (run) => measure(run, 'calls')).reduce(
        (sum, x) => sum + x,
        0,
      ) / n;
    // Half of them need a second go: of three calls, or of one.
    expect(Math.abs(calls('resubmit: { attempts: 1 }') - 4.5)).toBeLessThan(0.14);
    expect(Math.abs(calls('resubmit: { attempts: 1 }, durable: true') - 3.5)).toBeLessThan(0.05);
  });
});

describe('somebody else', () => {
  it('does the step after the last attempt, where it is waited for', () => {
    const body = chain('policies: { retry: { attempts: 2, backoff: { base: 1s } } }', '  spare: {}\n')
      .replace('b: {}', 'b: { failure: 1 }')
      .replace('b: { role: b,', 'b: { role: b, fallback: spare,');
    const run = play(body, 'workflow');
    expect(run.outcome).toBe('correct');
    expect(callsOf(run).map((call) => [call.who, call.status])).toEqual([
      ['a', 'ok'],
      ['b', 'failed'],
      ['b', 'failed'],
      ['spare', 'ok'],
      ['c', 'ok'],
    ]);
    expect(play(body, 'choreography').outcome).toBe('stalled');
    // Who stands in has nobody behind it.
    expect(play(body.replace('spare: {}', 'spare: { failure: 1 }'), 'workflow').outcome).toBe('failed');
  });
});

describe('a circuit breaker', () => {
  const breaking = chain(
    `workload: { tasks: 10, arrivals: { gamma: { rate: 1/m, cv: 0 } } }
policies: { breaker: { failures: 2, window: 10m, cooldown: 150s } }`,
  ).replace('b: {}', 'b: { failure: 1 }');

  it('opens after so many failures, and lets one attempt through after the cool-down', () => {
    const attempts: number[] = [];
    const world = worldOf(scenarioOf(yaml(breaking)), 'workflow');
    world.rehearse(0, (run, task) => {
      expect(run.outcome).toBe('failed');
      attempts[task] = callsOf(run).filter((call) => call.step === 'b').length;
    });
    // One a minute: the first two fail and open it; it lets the fifth through, and the eighth.
    expect(attempts).toEqual([1, 1, 0, 0, 1, 0, 0, 1, 0, 0]);
  });
});
