/** When a listener acknowledges an event, and what a crash then loses. */
import { describe, expect, it } from 'vitest';
import { builtin, callsOf, margin, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';

const LINE = yaml(`
task:
  brief: { tokens: 60 }
  steps:
    one: { role: a }
    two: { role: b, after: [one] }
agents:
  defaults: { model: plain, output: 20, latency: 10 }
  a: {}
  b: {}
policies: { idempotency: true, redelivery: { attempts: 3, idle: 30s } }
`);
const TWICE = 'faults.messages.duplicate=1';

const outcomes = (text: string, overrides: readonly string[], runs: number): readonly string[] =>
  replicate(worldOf(scenarioOf(text, overrides), 'choreography'), runs, (run) => run.outcome);

describe('a listener that acknowledges what it handled', () => {
  it('does not acknowledge a copy of what it has in hand: after a crash the event comes again', () => {
    const crash = 'faults.agents.b.crash={ at: 15s, repair: 1s }';
    const run = worldOf(scenarioOf(LINE, [TWICE, crash]), 'choreography').run(0);
    const told = callsOf(run).map((call) => `${call.step} ${call.status} ${call.requestedAt}`);
    expect(told).toEqual(['one ok 0', 'two lost 10', 'two ok 40']);
    expect([run.outcome, run.duplicates, run.deadLetters]).toEqual(['correct', 0, 0]);
  });

  it('acknowledges a copy of what it has done', () => {
    const late = 'faults.messages.delay={ uniform: [0, 25] }';
    const calls = replicate(worldOf(scenarioOf(LINE, [TWICE, late]), 'choreography'), 200, (run) => {
      expect([run.outcome, run.deadLetters]).toEqual(['correct', 0]);
      return run.calls.length;
    });
    expect(new Set(calls)).toEqual(new Set([2]));
  });

  it('loses nothing of `payments` by duplicates: each task ends as it does without them', () => {
    const plain = outcomes(builtin('payments'), ['faults.messages.duplicate=0'], 3000);
    expect(outcomes(builtin('payments'), ['faults.messages.duplicate=0.1'], 3000)).toEqual(plain);
    expect(plain).not.toContain('stalled');
  });
});

describe('a listener that acknowledges on receipt', () => {
  const RECEIVED = 'policies.acknowledge=received';

  it('loses what it has in hand when it fails: 1 - (1 - failure)^calls', () => {
    const failure = 0.2;
    // The brief is an event too.
    const expected = 1 - (1 - failure) ** 2;
    const lost = outcomes(LINE, [RECEIVED, `agents.defaults.failure=${failure}`], 4000).filter((o) => o === 'stalled');
    expect(Math.abs(lost.length / 4000 - expected)).toBeLessThan(margin(expected, 4000));
  });

  it('loses tasks of `payments` that it would not lose otherwise', () => {
    const lost = outcomes(builtin('payments'), [RECEIVED, 'faults.messages.duplicate=0.1'], 2000);
    const share = lost.filter((outcome) => outcome === 'stalled').length / 2000;
    // Whatever call fails is lost, whatever crash comes on top.
    expect(share).toBeGreaterThan(1 - 0.97 ** 4 * 0.8 - margin(0.29, 2000));
  });

  it('is asked again while it is down: it has received nothing', () => {
    const crash = 'faults.agents.b.crash={ at: 5s, repair: 20s }';
    const run = worldOf(scenarioOf(LINE, [RECEIVED, crash]), 'choreography').run(0);
    expect([run.outcome, run.deadLetters]).toEqual(['correct', 0]);
  });
});

describe('a step that is done twice', () => {
  it('is announced once where listeners are idempotent, even if nobody has handled the first announcement', () => {
    const slow = LINE.replace('a: {}', 'a: { latency: 40, capacity: 2 }').replace('b: {}', 'b: { failure: 1 }');
    const count = (overrides: readonly string[]): number[] => {
      const calls = callsOf(worldOf(scenarioOf(slow, overrides), 'choreography').run(0));
      return ['one', 'two'].map((step) => calls.filter((call) => call.step === step).length);
    };
    // The broker delivers one event to b three times.
    expect(count([])).toEqual([2, 3]);
    expect(count(['policies.idempotency=false'])).toEqual([2, 6]);
  });
});
