/** What goes wrong, and what is then done, as it was measured on real frameworks: small scripted scenarios, exact counts. */
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/sim/record/record.js';
import { callsOf, measure, type Options, scenarioOf, worldOf, yaml } from '../sim/helper.js';

const ROLES = ['a', 'b', 'c', 'd'] as const;

/** Steps one to four in a row, each with an agent of its own, calls of 10 seconds. */
const LINE = `
task:
  brief: { tokens: 100 }
  steps:
    one:   { role: a }
    two:   { role: b, after: [one] }
    three: { role: c, after: [two] }
    four:  { role: d, after: [three] }
agents:
  defaults: { model: plain, output: 20, latency: 10, hallucination: 0 }
${ROLES.map((role) => `  ${role}: {}`).join('\n')}
`;
/** Three at once, of 10, 20 and 30 seconds, and one that needs them all. */
const WIDE = LINE.replace('after: [one] }', '}')
  .replace('after: [two] }', '}')
  .replace('after: [three]', 'after: [one, two, three]')
  .replace('b: {}', 'b: { latency: 20 }')
  .replace('c: {}', 'c: { latency: 30 }');

const play = (text: string, pattern: string, overrides: readonly string[] = [], options: Options = {}): RunRecord =>
  worldOf(scenarioOf(yaml(text), overrides), pattern, options).run(0);
const told = (run: RunRecord): string[] => callsOf(run).map((call) => `${call.who} ${call.status}`);
const count = (run: RunRecord, who: string): number => callsOf(run).filter((call) => call.who === who).length;

/** The agent goes down for one second, and with it what it is doing. */
const crash = (role: string, at: number): string => `faults.agents.${role}.crash={ at: ${at}s, repair: 1s }`;

describe('code that holds the flow', () => {
  it('aborts everything on a failure, and loses what was paid', () => {
    const wide = play(WIDE, 'workflow', [crash('b', 15)]);
    expect(told(wide)).toEqual(['a ok', 'b lost', 'c cancelled']);
    expect([wide.outcome, wide.endedAt]).toEqual(['failed', 15]);
    expect(measure(wide, 'wasted')).toBe(measure(wide, 'inputTokens') + measure(wide, 'outputTokens'));
    const line = play(LINE, 'pipeline', [crash('c', 25)]);
    expect(told(line)).toEqual(['a ok', 'b ok', 'c lost']);
    expect(line.outcome).toBe('failed');
  });

  it('does all of it again when the task is handed in again: nothing was written down', () => {
    const again = ['policies.resubmit.attempts=1', 'policies.resubmit.after=5s'];
    const wide = play(WIDE, 'workflow', [crash('b', 15), ...again]);
    expect(told(wide)).toEqual(['a discarded', 'b lost', 'c cancelled', 'a ok', 'b ok', 'c ok', 'd ok']);
    expect([wide.outcome, wide.lostWork, measure(wide, 'latency')]).toEqual(['correct', 1, 20 + 30 + 10]);
    const line = play(LINE, 'pipeline', [crash('c', 25), ...again]);
    expect([line.outcome, line.calls.length]).toEqual(['correct', 3 + 4]);
  });

  it('keeps siblings that had finished where results are durable; those in flight run again', () => {
    const durable = ['policies.resubmit.attempts=1', 'policies.resubmit.after=5s', 'policies.durable.write=0'];
    const last = play(WIDE, 'workflow', [crash('c', 25), ...durable]);
    expect(told(last)).toEqual(['a ok', 'b ok', 'c lost', 'c ok', 'd ok']);
    const first = play(WIDE, 'workflow', [crash('a', 5), ...durable]);
    expect(told(first)).toEqual(['a lost', 'b cancelled', 'c cancelled', 'a ok', 'b ok', 'c ok', 'd ok']);
    for (const run of [last, first]) expect([run.outcome, run.lostWork]).toEqual(['correct', 0]);
    const line = play(LINE, 'pipeline', [crash('c', 25), ...durable]);
    expect([line.outcome, line.calls.length]).toEqual(['correct', 5]);
  });

  it('goes on where it was after a crash of its own, with the writes that it made', () => {
    const engine = ['faults.engine.crash={ at: 15s, repair: 5s }'];
    const lost = play(WIDE, 'workflow', engine);
    expect(told(lost)).toEqual(['a discarded', 'b cancelled', 'c cancelled', 'a ok', 'b ok', 'c ok', 'd ok']);
    expect([measure(lost, 'latency'), lost.recovery, lost.lostWork]).toEqual([20 + 40, 5, 1]);
    const kept = play(WIDE, 'workflow', [...engine, 'policies.durable.write=2s']);
    expect(told(kept)).toEqual(['a ok', 'b cancelled', 'c cancelled', 'b ok', 'c ok', 'd ok']);
    // The last two of the calls each wait for their own write.
    expect(measure(kept, 'latency')).toBe(20 + 32 + 12);
    // A crash before the write is done loses the result.
    const early = play(WIDE, 'workflow', ['faults.engine.crash={ at: 11s, repair: 5s }', 'policies.durable.write=2s']);
    expect(count(early, 'a')).toBe(2);
  });
});

describe('a lead', () => {
  const serial = { mode: 'serial', onFailure: 'text', wording: { errorText: 25 } };

  it('aborts on the failure of a member, where that is raised', () => {
    const run = play(LINE, 'lead-and-subagents', ['agents.a.failure=1'], { mode: 'serial' });
    expect([told(run), run.outcome]).toEqual([['coordinator ok', 'a failed'], 'failed']);
  });

  it('tries again up to its limit, where the failure comes back as a text', () => {
    const run = play(LINE, 'lead-and-subagents', ['agents.a.failure=1'], { ...serial, limit: 6 });
    expect(told(run)).toEqual(Array.from({ length: 6 }, () => ['coordinator ok', 'a failed']).flat());
    expect(run.outcome).toBe('failed');
    const partial = play(LINE, 'lead-and-subagents', ['agents.b.failure=1'], {
      ...serial,
      limit: 6,
      onLimit: 'partial',
    });
    expect([count(partial, 'a'), count(partial, 'b'), partial.missingSteps]).toEqual([1, 5, 3]);
    expect(partial.outcome).toBe('wrong');
  });

  it('reads the text, which takes tokens and says nothing of the task', () => {
    const inputs = [25, 40].map((errorText) => {
      const run = play(LINE, 'lead-and-subagents', [crash('a', 15)], { ...serial, wording: { errorText } });
      expect(run.outcome).toBe('correct');
      expect(measure(run, 'calls')).toBe(2 * 4 + 1 + 2);
      return measure(run, 'inputTokens');
    });
    // It stays in the transcript: five further calls of the lead read it.
    expect(inputs[1]! - inputs[0]!).toBe(15 * 5);
  });

  it('gives work anew to those alone that failed, where several work at once', () => {
    const run = play(WIDE, 'lead-and-subagents', [crash('b', 15)], { ...serial, mode: 'parallel' });
    expect([count(run, 'a'), count(run, 'b'), count(run, 'c'), run.outcome]).toEqual([1, 2, 1, 'correct']);
  });

  it('does the same as a supervisor with turns', () => {
    const options = { onFailure: 'text', limit: 9 };
    const run = play(LINE, 'supervisor', ['agents.a.failure=1'], options);
    expect([count(run, 'coordinator'), count(run, 'a'), run.outcome]).toEqual([5, 4, 'failed']);
    expect(play(LINE, 'supervisor', [crash('a', 15)], options).outcome).toBe('failed');
    expect(play(LINE, 'supervisor', [crash('a', 15)], { onFailure: 'text', limit: 11 }).outcome).toBe('correct');
  });
});

describe('a broker', () => {
  const again = ['policies.redelivery.attempts=3', 'policies.redelivery.idle=30s'];

  it('redelivers what failed, and gives up after three deliveries: the task is stuck, and nobody knows', () => {
    const run = play(LINE, 'choreography', ['agents.b.failure=1', ...again]);
    expect(told(run)).toEqual(['a ok', 'b failed', 'b failed', 'b failed']);
    expect(callsOf(run).map((call) => call.requestedAt)).toEqual([0, 10, 40, 70]);
    expect([run.outcome, run.deadLetters]).toEqual(['stalled', 1]);
  });

  it('has somebody look at the dead letter: it is handled once more, or the task fails, and that is known', () => {
    const alert = [...again, 'policies.deadLetters.alertAfter=60s'];
    const failed = play(LINE, 'choreography', ['agents.b.failure=1', ...alert]);
    expect(callsOf(failed).map((call) => call.requestedAt)).toEqual([0, 10, 40, 70, 160]);
    expect([failed.outcome, failed.deadLetters]).toEqual(['failed', 1]);
    const mended = play(LINE, 'choreography', ['faults.messages.loss=1', ...alert]);
    expect([mended.outcome, mended.deadLetters, mended.calls.length]).toEqual(['correct', 3, 4]);
  });

  it('has a saga stuck in silence as well; when somebody looks, it is taken back', () => {
    const saga = LINE.replaceAll(/role: (.)/g, 'role: $1, compensate: true');
    const stuck = play(saga, 'choreography', ['agents.c.failure=1', ...again]);
    expect([stuck.outcome, stuck.compensations, stuck.calls.length]).toEqual(['stalled', 0, 2 + 3]);
    const seen = play(saga, 'choreography', ['agents.c.failure=1', ...again, 'policies.deadLetters.alertAfter=60s']);
    expect([seen.outcome, seen.compensations, seen.calls.length]).toEqual(['failed', 2, 2 + 4 + 2]);
  });
});

describe('a saga', () => {
  const saga = LINE.replaceAll(/role: (.)/g, 'role: $1, compensate: true');

  it.each(['workflow', 'choreography'])('under %s: a failure at step k costs k - 1 compensations', (pattern) => {
    for (const [i, role] of ROLES.entries()) {
      const run = play(saga, pattern, [`agents.${role}.failure=1`]);
      expect([run.outcome, run.compensations, run.calls.length]).toEqual(['failed', i, i + 1 + i]);
    }
  });
});

describe('a crash of an agent that works by events', () => {
  // Each message takes a second: b works from 11 to 21, and its acknowledgement arrives at 22.
  const bus = ['faults.messages.delay=1s', 'policies.redelivery.attempts=3', 'policies.redelivery.idle=30s'];

  it('before its result went on costs one more call', () => {
    const run = play(LINE, 'choreography', [crash('b', 15), ...bus]);
    expect(told(run)).toEqual(['a ok', 'b lost', 'b ok', 'c ok', 'd ok']);
    expect([run.outcome, run.duplicates, run.deadLetters]).toEqual(['correct', 0, 0]);
    // Delivered again thirty seconds after it was sent, a second under way.
    expect(callsOf(run)[2]!.requestedAt).toBe(10 + 30 + 1);
  });

  it('after that, before its acknowledgement, costs nothing where the listener knows what it has handled', () => {
    const run = play(LINE, 'choreography', [crash('b', 21.5), ...bus, 'policies.idempotency=true']);
    expect([told(run), run.outcome, run.duplicates]).toEqual([['a ok', 'b ok', 'c ok', 'd ok'], 'correct', 0]);
  });

  it('runs on to a second final event where it does not: every step from there on is done twice', () => {
    const run = play(LINE, 'choreography', [crash('b', 21.5), ...bus]);
    expect(ROLES.map((role) => count(run, role))).toEqual([1, 2, 2, 2]);
    expect([run.outcome, run.duplicates, measure(run, 'latency')]).toEqual(['correct', 3, 43]);
    const final = callsOf(run).filter((call) => call.step === 'four');
    expect(final.map((call) => call.endedAt)).toEqual([43, 73]);
    const published = play(LINE, 'choreography', ['faults.messages.duplicate=1', 'faults.messages.delay=1s']);
    expect(ROLES.map((role) => count(published, role))).toEqual([1, 2, 4, 8]);
  });

  it('is no matter after its acknowledgement', () => {
    expect(play(LINE, 'choreography', [crash('b', 22.5), ...bus]).calls.length).toBe(4);
  });
});
