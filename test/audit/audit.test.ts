import { describe, expect, it } from 'vitest';
import { audit as inLibrary } from '../../src/api/audit.js';
import { audit } from '../../src/audit/audit.js';
import { type Audit, type AuditTrial, effectOf } from '../../src/audit/result.js';
import { plansFor } from '../../src/patterns/plan.js';
import { auditAnswer } from '../../src/report/words/audit-answer.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { builtin, scenarioOf } from '../sim/helper.js';

/** Two steps in a chain; a false claim of either is believed and delivered. */
const chain = (more = ''): string => `
scenario: chain
question: Which step matters?
task:
  brief: { tokens: 10 }
  steps:
    a: { role: first, claims: 1 }
    b: { role: second, after: [a], claims: 1 }
agents:
  defaults: { output: 100, credulity: 1 }
  first: { hallucination: 0.1, latency: 10s }
  second: { hallucination: 0.2, latency: 5s }
policies: { tolerance: 0, retry: { attempts: 1 } }
patterns: { only: [workflow] }
${more}`;

async function found(scenario: Scenario, pattern = 'workflow', runs = 2000, stopAfter = 1e9): Promise<Audit> {
  let looks = 0;
  const executor = new LocalExecutor({ progress: () => undefined, pause: async () => looks++ >= stopAfter });
  return await audit(scenario, plansFor(scenario, [pattern]).plans[0]!, { seed: 'test', runs }, executor);
}

const effect = (result: Audit, name: string, trial: AuditTrial, measure: string) =>
  effectOf(result.parts.find((part) => part.name === name)!, trial, measure)!;

describe('an audit', () => {
  it('finds what follows by counting: errors, losses and seconds of a chain', async () => {
    const result = await found(scenarioOf(chain()));
    // Correct: .9 x .8. If a errs twice as often .8 x .8, if b does .9 x .6.
    const [a, b] = ['a', 'b'].map((name) => effect(result, name, 'errs', 'correct'));
    expect(a!.low).toBeLessThan(0.08);
    expect(a!.high).toBeGreaterThan(0.08);
    expect(b!.low).toBeLessThan(0.18);
    expect(b!.high).toBeGreaterThan(0.18);
    for (const name of ['a', 'b']) {
      expect(effect(result, name, 'lost', 'operationalFailures')).toMatchObject({ mean: 1, low: 1, high: 1 });
      expect(effect(result, name, 'lost', 'correct').mean).toBeCloseTo(0.72, 1);
    }
    expect(effect(result, 'a', 'slow', 'latency').mean).toBeCloseTo(10, 9);
    expect(effect(result, 'b', 'slow', 'latency').mean).toBeCloseTo(5, 9);
    expect(result.main).toBe('errs');
    expect(result.parts.map(({ name }) => name)).toEqual(['b', 'a']);
    const errs = result.shares.find(({ trial }) => trial === 'errs')!;
    // The share of b: .18 of .26, below four fifths.
    expect(errs.most.parts).toEqual(['b', 'a']);
    expect(errs.fifth).toMatchObject({ parts: ['b'] });
    expect(errs.fifth.low).toBeLessThan(0.692);
    expect(errs.fifth.high).toBeGreaterThan(0.692);
    expect(result.shares.find(({ trial }) => trial === 'lost')!.isAlike).toBe(true);
    expect(result.shares.find(({ trial }) => trial === 'slow')!.fifth.mean).toBeCloseTo(2 / 3, 9);
  });

  it('says which few steps carry the damage, in its first sentence', async () => {
    const text = chain('').replace('hallucination: 0.1,', 'hallucination: 0.01,');
    const [first, ...more] = auditAnswer(await found(scenarioOf(text)));
    expect(first).toMatch(
      /^b, 1 of 2 steps, carries 9\d.*% \(.* to .*\) of the loss of correct tasks under workflow when the agent of a step errs twice as often\.$/,
    );
    expect(more[0]).toMatch(
      /^When the agent of a step never answers, each of the 2 steps costs \S+ points \(loss of correct tasks\)\.$/,
    );
  });

  it('tells a step that nobody waits for from those that a task cannot do without', async () => {
    const article = scenarioOf(builtin('article'));
    const result = await found(article, 'critical-path-hybrid', 300);
    expect(effect(result, 'tag', 'lost', 'operationalFailures').mean).toBe(0);
    expect(effect(result, 'cite', 'lost', 'operationalFailures').mean).toBe(1);
    expect(auditAnswer(result)).toContain('Most tasks still end without tag; without any other step they do not.');
    const workflow = await found(article, 'workflow', 100);
    expect(effect(workflow, 'tag', 'lost', 'operationalFailures').mean).toBe(1);
  });

  it('tries the coordinator where it takes part, and takes replicas of a step together', async () => {
    const supervised = await found(scenarioOf(builtin('article')), 'supervisor', 60);
    expect(supervised.parts.filter(({ kind }) => kind === 'coordinator')).toHaveLength(1);
    expect(effect(supervised, 'coordinator', 'lost', 'operationalFailures').mean).toBeGreaterThan(0.5);
    const research = await found(scenarioOf(builtin('provider')), 'workflow', 10);
    expect(research.parts.map(({ name }) => name)).toContain('explore');
  });

  it('says so where nothing costs anything, and where no step stands out', async () => {
    const lost = chain().replaceAll(/hallucination: 0\.\d, latency: \d+s/g, 'latency: 0');
    const [alike] = auditAnswer(await found(scenarioOf(lost), 'workflow', 40));
    expect(alike).toBe(
      'No step stands out: each of the 2 steps costs 100 points (loss of correct tasks) under workflow when the agent of a step never answers.',
    );
    const [spread] = auditAnswer(await found(scenarioOf(chain()), 'workflow', 400));
    expect(spread).toMatch(
      /^The loss of correct tasks is spread over all 2 steps under workflow when .* errs twice as often: b, 1 of 2 steps, carries /,
    );
  });

  it('keeps what was finished, and is the same in the library', async () => {
    const scenario = scenarioOf(chain());
    const whole = await found(scenario, 'workflow', 400);
    const stopped = await found(scenario, 'workflow', 400, 10);
    expect(stopped.parts.length).toBeLessThan(2);
    expect(stopped.warnings[0]!.message).toMatch(/^Stopped after \d of 2 parts/);
    expect(await inLibrary(scenario, 'workflow', { seed: 'test', runs: 400 })).toEqual(whole);
    await expect(inLibrary(scenario, 'single-agent')).rejects.toThrow(/one agent does every step/);
  });
});
