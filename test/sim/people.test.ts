import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { callsOf, measure, play, replicate, scenarioOf, worldOf, yaml } from './helper.js';

const HOUR = 3600;

/** A draft of ten seconds, then somebody who approves it. */
const approval = (person: string, also = '', approver = '', step = ''): string => `
task:
  brief: { tokens: 60 }
  steps:
    draft: { role: writer, claims: 4 }
    approve: { role: approver, after: [draft], checks: true${step} }
agents:
  defaults: { model: plain, prompt: 29, output: 24, latency: 10 }
  writer: { hallucination: 0.5 }
  approver: { person: { ${person} }${approver} }
  boss: { detection: 1, latency: 1 }
${also}`;

const approving = (run: RunRecord) => callsOf(run).find(({ step }) => step === 'approve')!;

describe('people', () => {
  test('answer without tokens, for a wage and a fee', () => {
    const run = play(approval('responds: 20, wage: 36, fee: 1', '', ', latency: 100'), 'pipeline');
    expect(approving(run)).toMatchObject({ inputTokens: 0, outputTokens: 0, service: 100, queued: 20, cost: 2 });
    expect(run.endedAt).toBe(10 + 20 + 100);
  });

  test.each([
    // Friday 18:00: seen and done on Monday, once 9:00 and then the work of 600 s have come.
    ['fri 18h', 10, (3 * 24 - 9) * HOUR + 600],
    ['fri 16:59', 10, (2 * 24 + 16) * HOUR + 50 + 600],
    ['mon 9h', 10, 10 + 600],
    ['sat 3h', 10, (2 * 24 + 6) * HOUR + 600],
  ])('work in hours: a task of %s is approved when their hours come', (begins, _, end) => {
    const body = approval(
      'hours: { days: mon-fri, from: 9h, to: 17h }',
      `workload: { begins: ${begins} }`,
      ', latency: 600',
    );
    const { endedAt } = play(body, 'workflow');
    // Of Friday 16:59 + 10 s, 50 s of work are left; the rest is done on Monday morning.
    expect(endedAt).toBe(begins === 'fri 16:59' ? (2 * 24 + 16) * HOUR + 60 + 550 : end);
  });

  test('respond in working time: an hour of Friday 16:30 is Monday 9:30', () => {
    const { endedAt } = play(approval('responds: 1h, hours: {}', 'workload: { begins: fri 16:30 }'), 'workflow');
    expect(endedAt).toBe((2 * 24 + 17) * HOUR + 10);
  });

  test('take several weeks for work of weeks', () => {
    const { endedAt } = play(approval('hours: { days: mon, from: 9h, to: 10h }', '', ', latency: 2.5h'), 'workflow');
    expect(endedAt).toBe(14 * 24 * HOUR + HOUR / 2 + 10);
  });

  test('catch what they detect, and let the text through as it was', () => {
    const run = play(approval('', '', ', detection: 1'), 'pipeline');
    expect([Number.NaN, 1]).toContain(measure(run, 'precision'));
    const { tokens } = run.store.all[approving(run).artifact]!;
    expect(tokens).toBe(24);
  });

  test.each([
    ['fail', 'failed'],
    ['approve', 'wrong'],
    ['escalate', 'correct'],
  ])('at the deadline: %s', (onDeadline, outcome) => {
    const body = approval(
      `responds: 1h, deadline: 5m, onDeadline: ${onDeadline}`,
      'policies: { tolerance: { missing: 4 } }',
      ', detection: 1',
      ', fallback: boss',
    );
    for (const pattern of ['pipeline', 'workflow', 'choreography', 'single-agent', 'supervisor']) {
      const runs = replicate(worldOf(scenarioOf(yaml(body)), pattern), 20, ({ outcome, endedAt }) => ({
        outcome,
        endedAt,
      }));
      const others = runs.filter((run) => run.outcome !== outcome);
      // One draft in 16 holds no false claim.
      if (outcome === 'wrong') expect(others.every((run) => run.outcome === 'correct') && others.length < 8).toBe(true);
      else if (pattern === 'choreography' && outcome === 'failed') expect(runs[0]!.outcome).toBe('stalled');
      else expect(others, pattern).toEqual([]);
    }
  });

  test('a time-out of callers is not for them', () => {
    const body = approval('responds: 1h', 'policies: { timeout: 60s }');
    expect(play(body, 'workflow').endedAt).toBe(HOUR + 10);
  });

  test('stay apart where one agent does everything else', () => {
    const run = play(approval('', '', ', latency: 7'), 'single-agent');
    expect(callsOf(run).map(({ who }) => who)).toEqual(['generalist', 'approver']);
    expect(measure(run, 'edges')).toBeGreaterThan(0);
  });

  test('are ill, and begin again', () => {
    const body = approval('', 'faults: { agents: { approver: { crash: { at: 60, repair: 100 } } } }', ', latency: 70');
    expect(play(body, 'workflow').endedAt).toBe(160 + 70);
  });

  test('fill a slot: a checker of every draft', () => {
    const run = play(approval('', '', ', detection: 1, latency: 5'), 'maker-checker', { checker: 'approver' });
    const verdicts = callsOf(run).filter(({ who }) => who === 'checker (approver)');
    expect(verdicts.length).toBeGreaterThan(0);
    expect(verdicts.every(({ inputTokens, cost }) => inputTokens === 0 && cost === 0)).toBe(true);
  });

  test('wait in one line for as many hands as there are', () => {
    const body = `
task:
  brief: { tokens: 60 }
  steps: { approve: { role: approver, checks: true } }
agents:
  approver: { person: {}, capacity: 2, latency: 10 }
workload: { tasks: 5 }`;
    const ends: number[] = [];
    worldOf(scenarioOf(yaml(body)), 'pipeline').rehearse(0, ({ endedAt }) => ends.push(endedAt));
    expect(ends).toEqual([10, 10, 20, 20, 30]);
  });
});

describe('what is said of people', () => {
  const said = (text: string): string[] => {
    const reading = parseScenario(yaml(text), 'x.yaml', []);
    return (reading.ok ? reading.warnings : reading.problems).map(({ message }) => message);
  };

  test.each([
    [
      'a working day that ends before it begins',
      approval('hours: { from: 17h, to: 9h }'),
      "the working day of 'approver' ends at 9h before it begins at 17h",
    ],
    [
      'no fallback to escalate to',
      approval('deadline: 1h, onDeadline: escalate'),
      "'approver' escalates at the deadline, and the step 'approve' has no fallback",
    ],
    ['no deadline', approval('onDeadline: approve'), "'onDeadline' has no effect: 'approver' has no deadline"],
    ['a wage for no time', approval('wage: 60'), "'wage' has no effect: the work of 'approver' takes no time"],
    ['a model', approval('', '', ', model: large'), "'model' has no effect: people fill the role 'approver'"],
    [
      'a beginning without hours',
      approval('', 'workload: { begins: fri 9h }'),
      "'begins' has no effect: no one works in hours",
    ],
    ['no days', approval('hours: { days: weekdays }'), "expected days of the week, got 'weekdays'"],
    ['no time of day', approval('hours: { from: noon }'), "expected a time of day, got 'noon'"],
  ])('%s', (_, text, message) => {
    expect(said(text)).toContain(message);
  });
});

describe('a guard', () => {
  /** A cheap check behind a dear writer: it writes a verdict, and code passes on the text. */
  const guarded = (verdict: string): string => `
task:
  brief: { tokens: 60 }
  steps:
    draft: { role: writer, claims: 4 }
    guard: { role: guard, after: [draft], checks: true${verdict} }
agents:
  defaults: { model: plain, prompt: 29, output: 700, latency: 10 }
  writer: { hallucination: 0.5 }
  guard: { detection: 1, apart: true }`;

  test('writes its verdict only, and passes on what it let through', () => {
    const run = play(guarded(', verdict: 6'), 'pipeline');
    const guard = callsOf(run).find(({ step }) => step === 'guard')!;
    expect(guard.outputTokens).toBe(6);
    expect(run.store.all[guard.artifact]!.tokens).toBe(700);
    const anew = play(guarded(''), 'pipeline');
    expect(callsOf(anew).find(({ step }) => step === 'guard')!.outputTokens).toBe(700);
    for (const id of ['precision', 'missing']) expect(measure(run, id)).toBe(measure(anew, id));
  });

  test('with a model of its own works beside a single agent', () => {
    expect(callsOf(play(guarded(', verdict: 6'), 'single-agent')).map(({ who }) => who)).toEqual([
      'generalist',
      'guard',
    ]);
  });
});
