import { describe, expect, it } from 'vitest';
import { callsOf, measure, play, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

/** Four steps in a row, of which the one at `fails` (from 1) always fails. */
const LINE = (fails: number, how = 'compensate: true') => `
task:
  brief: { tokens: 100 }
  steps:
    one:   { role: a, ${how} }
    two:   { role: b, after: [one], ${how} }
    three: { role: c, after: [two], ${how} }
    four:  { role: d, after: [three], ${how} }
agents:
  defaults: { model: plain, output: 20 }
${['a', 'b', 'c', 'd'].map((role, i) => `  ${role}: { failure: ${i + 1 === fails ? 1 : 0} }`).join('\n')}
`;
type Run = Parameters<typeof callsOf>[0];
const told = (run: Run): string[] => callsOf(run).map((call) => `${call.step}${call.status === 'ok' ? '' : '!'}`);
const NAMES = ['one', 'two', 'three', 'four'];

describe('a saga that an engine runs', () => {
  it.each([1, 2, 3, 4])('takes back k - 1 steps in reverse when step %i fails for good', (k) => {
    const run = play(LINE(k), 'workflow');
    expectInvariants(run);
    const done = NAMES.slice(0, k - 1);
    expect(told(run)).toEqual([...done, `${NAMES[k - 1]}!`, ...done.toReversed()]);
    expect(measure(run, 'compensations')).toBe(k - 1);
    expect(run.outcome).toBe('failed');
    // A command and a reply each, but none from the one that failed.
    expect(measure(run, 'messages')).toBe(2 * (k - 1) + 1 + 2 * (k - 1));
    const calls = callsOf(run);
    for (const [i, call] of calls.entries()) expect(call.cause).toBe(i - 1);
    for (const call of calls.slice(k))
      expect([call.inputTokens, call.outputTokens, call.messageDelay]).toEqual([431, 20, 0]);
  });

  it('does nothing of the kind where all goes well, or where nothing can be taken back', () => {
    expect(play(LINE(0), 'workflow').calls.length).toBe(4);
    expect(play(LINE(0), 'workflow').outcome).toBe('correct');
    const run = play(LINE(3, 'compensate: false'), 'workflow');
    expect([run.calls.length, run.compensations, run.outcome]).toEqual([3, 0, 'failed']);
  });

  it('takes back only what can be, in calls of the given length', () => {
    const text = LINE(4).replace('role: b, after: [one], compensate: true', 'role: b, after: [one]');
    expect(told(play(text, 'workflow'))).toEqual(['one', 'two', 'three', 'four!', 'three', 'one']);
    const short = play(LINE(2, 'compensate: { output: 5 }'), 'workflow');
    expect(callsOf(short).map((call) => call.outputTokens)).toEqual([20, 0, 5]);
  });

  it('tries first as often as the policy says', () => {
    const run = play(`${LINE(2)}policies: { retry: { attempts: 3 } }\n`, 'workflow');
    expect(told(run)).toEqual(['one', 'two!', 'two!', 'two!', 'one']);
  });

  it('calls off what runs at the same time', () => {
    const wide = LINE(2)
      .replace('after: [two]', 'after: [one]')
      .replace('role: c,', 'role: c, output: 900,')
      .replace('after: [three]', 'after: [two, three]');
    const run = play(wide, 'workflow');
    expectInvariants(run);
    expect(callsOf(run).map((call) => [call.step, call.status])).toEqual([
      ['one', 'ok'],
      ['two', 'failed'],
      ['three', 'cancelled'],
      ['one', 'ok'],
    ]);
  });

  it('takes back what a member team did', () => {
    const teams = `${LINE(4)}teams:\n  firm: { workflow: [a, { pipeline: [b, c] }, d] }\n`;
    const run = worldOf(scenarioOf(yaml(teams)), 'firm').run(0);
    expectInvariants(run);
    expect(told(run)).toEqual(['one', 'two', 'three', 'four!', 'three', 'two', 'one']);
  });
});

describe('a saga that nobody runs', () => {
  it.each([1, 2, 3, 4])('has each agent take back its own when step %i fails: the one that failed says so', (k) => {
    const run = play(LINE(k), 'choreography');
    const done = NAMES.slice(0, k - 1);
    expect(told(run)).toEqual([...done, `${NAMES[k - 1]}!`, ...done]);
    expect(measure(run, 'compensations')).toBe(k - 1);
    expect(run.outcome).toBe('failed');
  });

  it('stalls in silence where nothing can be taken back, and where an agent hangs', () => {
    expect(play(LINE(3, 'compensate: false'), 'choreography').outcome).toBe('stalled');
    const hangs = play(LINE(0).replace('c: { failure: 0 }', 'c: { hang: 1 }'), 'choreography');
    expect([hangs.outcome, hangs.compensations]).toEqual(['stalled', 0]);
  });

  it('lets what is under way end, takes it back as well, and starts nothing more', () => {
    const wide = LINE(2)
      .replace('after: [two]', 'after: [one]')
      .replace('role: c,', 'role: c, output: 900,')
      .replace('after: [three]', 'after: [two, three]');
    const run = play(wide, 'choreography');
    expect(told(run).toSorted()).toEqual(['one', 'one', 'three', 'three', 'two!']);
    expect(run.outcome).toBe('failed');
  });

  it('delivers where all goes well', () => {
    const run = play(LINE(0), 'choreography');
    expectInvariants(run);
    expect([run.outcome, run.calls.length]).toEqual(['correct', 4]);
  });
});
