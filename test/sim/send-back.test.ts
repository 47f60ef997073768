import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/scenario/load.js';
import { advice } from '../../src/study/check.js';
import { callsOf, measure, replicate, scenarioOf, worldOf, yaml } from './helper.js';

const LOOPING = ['pipeline', 'workflow', 'supervisor', 'single-agent', 'lead-and-subagents', 'choreography'];

/** A coder, a packer, and a tester who sends the work back to the coder. */
const tested = (sendsBack: string, { hallucination = 0.5, detection = 1, falseAlarm = 0 } = {}): string => `
task:
  brief: { tokens: 60 }
  steps:
    code: { role: coder, claims: 1 }
    pack: { role: packer, after: [code] }
    test: { role: tester, after: [pack], checks: true, verdict: 5${sendsBack === '' ? '' : `, sendsBack: { ${sendsBack} }`} }
agents:
  defaults: { model: plain, prompt: 29, output: 24, latency: 10 }
  coder: { hallucination: ${hallucination} }
  packer: {}
  tester: { detection: ${detection}, falseAlarm: ${falseAlarm} }`;

const stepsOf = (run: Parameters<typeof callsOf>[0]): string[] =>
  callsOf(run).flatMap(({ step }) => (step === null ? [] : [step]));

describe('work that is sent back', () => {
  test.each(LOOPING)('is done again, with what lies between, at most so often: %s', (pattern) => {
    const world = worldOf(scenarioOf(yaml(tested('to: code, most: 2', { hallucination: 1 }))), pattern);
    const run = world.run(0);
    expect(stepsOf(run)).toEqual([1, 2, 3].flatMap(() => ['code', 'pack', 'test']));
    expect(measure(run, 'sentBack')).toBe(2);
    // What it still objects to does not go on, and is missing.
    expect(measure(run, 'recall')).toBe(0);
    expect(run.delivered.length).toBe(0);
  });

  test.each(LOOPING)('ends once nothing is objected to: %s', (pattern) => {
    const runs = replicate(worldOf(scenarioOf(yaml(tested('to: code, most: 50'))), pattern), 60, (run) => ({
      rounds: stepsOf(run).filter((step) => step === 'test').length,
      correct: run.outcome,
      claims: run.delivered.length,
    }));
    expect(runs.every(({ correct, claims }) => correct === 'correct' && claims === 1)).toBe(true);
    expect(Math.max(...runs.map(({ rounds }) => rounds))).toBeGreaterThan(2);
    expect(Math.min(...runs.map(({ rounds }) => rounds))).toBe(1);
  });

  test.each(LOOPING)('makes the same errors in every pattern: %s', (pattern) => {
    const read = (name: string): number[] =>
      replicate(worldOf(scenarioOf(yaml(tested('to: code, most: 3'))), name), 40, (run) => measure(run, 'sentBack'));
    expect(read(pattern)).toEqual(read('workflow'));
  });

  test('goes back for false alarms too, and fails the task where the scenario says so', () => {
    const body = tested('to: code, most: 1, onLimit: fail', { hallucination: 0, falseAlarm: 1 });
    for (const pattern of ['pipeline', 'workflow', 'supervisor']) {
      const run = worldOf(scenarioOf(yaml(body)), pattern).run(0);
      expect([pattern, run.outcome, measure(run, 'sentBack')]).toEqual([pattern, 'failed', 1]);
    }
  });

  test('needs so many objections', () => {
    const run = worldOf(scenarioOf(yaml(tested('to: code, objections: 2', { hallucination: 1 }))), 'pipeline').run(0);
    expect(measure(run, 'sentBack')).toBe(0);
  });

  test('costs the coder the draft and the objections to read', () => {
    const run = worldOf(
      scenarioOf(yaml(tested('to: code, most: 1, feedback: 40', { hallucination: 1 }))),
      'workflow',
    ).run(0);
    const [first, again] = callsOf(run).filter(({ step }) => step === 'code');
    // The draft of 24 tokens and 40 of objections, a message each.
    expect(again!.inputTokens - first!.inputTokens).toBe(24 + 4 + 40 + 4);
  });

  test('says who does it', () => {
    const run = worldOf(scenarioOf(yaml(tested('to: code, most: 1', { hallucination: 1 }))), 'choreography').run(0);
    expect(measure(run, 'edges')).toBeLessThanOrEqual(run.edgesPossible);
  });
});

describe('what is said of it', () => {
  const problem = (sendsBack: string): string | undefined => {
    const reading = parseScenario(yaml(tested(sendsBack)), 'x.yaml', []);
    return reading.ok ? reading.warnings[0]?.message : reading.problems[0]?.message;
  };

  test('a step that is none, or does not come before', () => {
    expect(problem('to: cod')).toBe("there is no step 'cod'");
    expect(problem('to: test')).toBe("'test' sends work back to 'test', which it does not come after");
    const reading = parseScenario(yaml(tested('to: code').replace('checks: true, verdict: 5, ', '')), 'x.yaml', []);
    expect(reading.ok && reading.warnings[0]?.message).toBe(
      "'sendsBack' has no effect: the step 'test' does not check",
    );
  });

  test('patterns in which nothing goes back, and why', () => {
    const notes = advice(scenarioOf(yaml(tested('to: code')))).map(({ message }) => message);
    const note = notes.find((message) => message.startsWith("The step 'test' sends nothing back under"))!;
    expect(note).toContain('blackboard (a result that was posted stays)');
    for (const pattern of LOOPING) expect(note).not.toMatch(new RegExp(`(under|,) ${pattern} \\(`));
  });
});
