import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/sim/record/record.js';
import type { World } from '../../src/sim/world.js';
import { callsOf, margin, measure, type Options, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** Four steps as a diamond, calls of 10 seconds: four deliveries. */
const DIAMOND = `
task:
  brief: { tokens: 60, claims: 1 }
  steps:
    one:   { role: a, claims: 1 }
    left:  { role: b, after: [one], claims: 1 }
    right: { role: c, after: [one], claims: 1 }
    last:  { role: d, after: [left, right], claims: 1 }
agents:
  defaults: { model: plain, prompt: 29, output: 24, latency: 10, hallucination: 0 }
  a: {}
  b: {}
  c: {}
  d: {}
`;

const play = (overrides: readonly string[] = [], options: Options = {}, text = DIAMOND): World =>
  worldOf(scenarioOf(yaml(text), overrides), 'choreography', options);
const told = (run: RunRecord): string[] =>
  callsOf(run).map((call) => `${call.step} ${call.status} ${call.requestedAt}`);
const shareStalled = (world: World, n: number): number =>
  replicate(world, n, (run) => (run.outcome === 'stalled' ? 1 : 0)).reduce<number>((sum, x) => sum + x, 0) / n;

describe('an event that is lost', () => {
  it.each([0.02, 0.1])('with probability %f stalls the task in silence: 1 - (1 - loss)^deliveries', (loss) => {
    const n = 4000;
    const expected = 1 - (1 - loss) ** 4;
    const stalled = shareStalled(play([`faults.messages.loss=${loss}`]), n);
    expect(Math.abs(stalled - expected)).toBeLessThan(margin(expected, n));
  });

  it('never comes where nothing is redelivered: what needs it is not begun, and nothing was billed', () => {
    const run = play(['faults.messages.loss=1']).run(0);
    expect(told(run)).toEqual(['one ok 0']);
    expect([run.outcome, run.deadLetters]).toEqual(['stalled', 0]);
  });

  it('is delivered again after the idle time, m times: 1 - (1 - loss^m)^deliveries', () => {
    const n = 3000;
    const again = ['faults.messages.loss=0.5', 'policies.redelivery.attempts=3', 'policies.redelivery.idle=30s'];
    const expected = 1 - (1 - 0.5 ** 3) ** 4;
    expect(Math.abs(shareStalled(play(again), n) - expected)).toBeLessThan(margin(expected, n));
    const latencies = replicate(play(again), 200, (run) => measure(run, 'latency')).filter((s) => !Number.isNaN(s));
    // Three calls one after the other, and thirty seconds for each delivery more.
    for (const latency of latencies) expect((latency - 30) % 30).toBeCloseTo(0, 9);
    expect(Math.max(...latencies)).toBeGreaterThanOrEqual(90);
  });

  it('is a dead letter in the end, which somebody may look at', () => {
    const lost = ['faults.messages.loss=1', 'policies.redelivery.attempts=2', 'policies.redelivery.idle=12s'];
    const silent = play(lost).run(0);
    expect([silent.outcome, silent.deadLetters, silent.calls.length]).toEqual(['stalled', 2, 1]);
    expect(measure(silent, 'alerts')).toBe(0);
    const seen = play([...lost, 'policies.deadLetters.alertAfter=60s']).run(0);
    expect([seen.outcome, seen.deadLetters]).toEqual(['correct', 4]);
    expect(measure(seen, 'alerts')).toBe(4);
    // Delivered by hand, each a minute after two deliveries that were waited for.
    expect(told(seen)).toEqual(['one ok 0', 'left ok 94', 'right ok 94', 'last ok 188']);
    expect(measure(seen, 'latency')).toBeCloseTo(198, 9);
  });
});

describe('an event that comes twice', () => {
  it('is handled twice, and what comes of that goes on; the task was delivered before', () => {
    const run = play(['faults.messages.duplicate=1'], {}, DIAMOND.replace('after: [left, right]', 'after: [left]')).run(
      0,
    );
    // One: once. Left and right: twice. Last: twice for each event of left.
    const steps = callsOf(run).map((call) => call.step);
    expect(['one', 'left', 'right', 'last'].map((step) => steps.filter((s) => s === step).length)).toEqual([
      1, 2, 2, 4,
    ]);
    expect(run.duplicates).toBe(1 + 1 + 3);
    expect([run.outcome, run.endedAt]).toEqual(['correct', 30]);
  });

  it('costs nothing where listeners know what they have in hand, and what they have done', () => {
    const run = play(['faults.messages.duplicate=1', 'policies.idempotency=true']).run(0);
    expect([run.calls.length, run.duplicates, run.outcome]).toEqual([4, 0, 'correct']);
    const late = ['faults.messages.delay={ uniform: [0, 60] }'];
    const calls = replicate(
      play(['faults.messages.duplicate=1', 'policies.idempotency=true', ...late]),
      50,
      (r) => r.calls.length,
    );
    expect(new Set(calls)).toEqual(new Set([4]));
  });

  it('changes nothing while its listener waits for others', () => {
    const text = DIAMOND.replace('c: {}', 'c: { latency: 20 }');
    const run = play(['faults.messages.duplicate=1'], {}, text).run(0);
    const last = callsOf(run).filter((call) => call.step === 'last');
    expect(last[0]!.requestedAt).toBe(30);
  });
});

describe('a broker that redelivers', () => {
  const AGAIN = ['policies.redelivery.attempts=3', 'policies.redelivery.idle=25s'];

  it('lets a slow agent do good work twice; what is done twice goes on twice, unless that is known', () => {
    const slow = DIAMOND.replace('b: {}', 'b: { latency: 40, capacity: 2 }');
    const careless = play(AGAIN, {}, slow).run(0);
    expect(told(careless).filter((call) => call.startsWith('left'))).toEqual(['left ok 10', 'left ok 35']);
    expect([careless.duplicates, callsOf(careless).filter((call) => call.step === 'last').length]).toEqual([2, 2]);
    const careful = play([...AGAIN, 'policies.idempotency=true'], {}, slow).run(0);
    expect([careful.calls.length, careful.duplicates, careful.outcome]).toEqual([5, 1, 'correct']);
    expect(measure(careful, 'latency')).toBe(60);
  });

  it('has another agent of a pool do what hangs at one of them', () => {
    const text = DIAMOND.replace('b: {}', 'b: { hang: 0.5, instances: 2 }');
    const world = play(AGAIN, {}, text);
    const runs = replicate(world, 100, (run) => ({ outcome: run.outcome, told: callsOf(run) }));
    const mended = runs.filter((run) => run.outcome === 'correct' && run.told.some((call) => call.status !== 'ok'));
    expect(mended.length).toBeGreaterThan(10);
    for (const { told } of mended) {
      const [first, second] = told.filter((call) => call.step === 'left');
      expect([first!.who, first!.requestedAt, second!.requestedAt]).toEqual(['b-1', 10, 35]);
      expect(second!.who).toBe('b-2');
    }
  });

  it('tells nobody of a failure; the call after it waits for the delivery, because of the call that failed', () => {
    const text = DIAMOND.replace('b: {}', 'b: { failure: 0.6 }');
    const runs = replicate(play(AGAIN, {}, text), 60, (run) => {
      expectInvariants(run);
      return callsOf(run).filter((call) => call.step === 'left');
    });
    const twice = runs.filter((calls) => calls.length === 2);
    expect(twice.length).toBeGreaterThan(5);
    for (const [first, second] of twice) {
      expect([second!.requestedAt, second!.cause]).toEqual([35, first!.call]);
      expect(second!.messageDelay).toBeCloseTo(35 - first!.endedAt, 9);
    }
  });
});

describe('listeners who begin with what is there first', () => {
  it('guess what is missing: faster and worse; held-back events then matter', () => {
    const text = DIAMOND.replace('c: {}', 'c: { latency: 20 }');
    const hasty = play([], { join: 'any' }, text).run(0);
    const last = callsOf(hasty).find((call) => call.step === 'last')!;
    expect([last.requestedAt, hasty.endedAt, hasty.missingSteps]).toEqual([20, 30, 1]);
    expect(callsOf(hasty)).toHaveLength(4);
    expect(play([], {}, text).run(0).missingSteps).toBe(0);
    const swapped = ['faults.messages.reorder={ share: 0.5, by: 30s }'];
    const firsts = replicate(play(swapped, { join: 'any' }, text), 400, (run) => callsOf(run).at(-1)!.requestedAt);
    expect(new Set(firsts.map((at) => at > 30)).size).toBe(2);
  });

  it('hold an event back by its own time, with the given share', () => {
    const n = 3000;
    const swapped = ['faults.messages.reorder={ share: 0.3, by: 5s }'];
    const early = replicate(play(swapped), n, (run) => (run.endedAt === 30 ? 1 : 0)).reduce<number>((a, b) => a + b, 0);
    // None of the four events is held back.
    expect(Math.abs(early / n - 0.7 ** 4)).toBeLessThan(margin(0.7 ** 4, n));
  });
});

describe('under load', () => {
  it.each(['choreography', 'critical-path-hybrid', 'overseer'])(
    'the books of each task are closed soon after it was delivered, sagas as well: %s',
    (pattern) => {
      const text = `${DIAMOND.replaceAll('claims: 1 }', 'claims: 1, compensate: true }').replace('claims: 1, compensate: true }\n  steps', 'claims: 1 }\n  steps')}
workload: { tasks: 50, arrivals: { poisson: 60/h } }
policies: { redelivery: { attempts: 3, idle: 60s }, deadLetters: { alertAfter: 60s } }`;
      const world = worldOf(scenarioOf(yaml(text)), pattern);
      const lags: number[] = [];
      world.rehearse(0, (run) => {
        expect(run.outcome).toBe('correct');
        expect(world.liveProcesses(run)).toBe(0);
        lags.push(world.sim.now - run.endedAt);
      });
      expect(lags).toEqual(new Array(50).fill(0));
    },
  );
});
