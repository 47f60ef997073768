/** Work that a lead brings about: what sub-agents find that search further than they were asked, and what it costs. */
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/sim/record/record.js';
import { callsOf, deliveredKeys, keysOfStep, measure, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';

/** The two-sided 99.9 % quantile of the normal distribution. */
const Z = 3.29;
const RUNS = 3000;
const CLAIMS = 10;
const ROUNDS = 3;

const body = (explore: string, more = ''): string =>
  yaml(`
task:
  brief: { tokens: 100 }
  steps:
    one: { role: a, claims: ${CLAIMS}, tools: { roundTrips: ${ROUNDS}, result: 200, definition: 30, call: 8${explore} } }
    two: { role: b, claims: ${CLAIMS}, tools: { roundTrips: ${ROUNDS}, result: 200, definition: 30, call: 8${explore} } }
agents:
  defaults: { model: plain, prompt: 50, output: 40, credulity: 1 }
  a: {}
  b: {}
${more}`);
const exploring = (finds: number, breadth: number, overlap: number, more = ''): string =>
  body(`, explore: { finds: ${finds}, breadth: ${breadth}, overlap: ${overlap} }`, more);

function runs<T>(text: string, read: (run: RunRecord) => T, pattern = 'lead-and-subagents', count = RUNS): T[] {
  return replicate(worldOf(scenarioOf(text), pattern), count, read);
}

/** Points are found independently of each other: of n, a binomial number. */
function expectShare(counts: readonly number[], share: number): void {
  const n = counts.length * CLAIMS;
  const found = counts.reduce((sum, count) => sum + count, 0) / n;
  expect(Math.abs(found - share)).toBeLessThan(Z * Math.sqrt((share * (1 - share)) / n));
}

const foundIn = (run: RunRecord): number => keysOfStep(run, 'one').length;
const tokens = (run: RunRecord): number => measure(run, 'inputTokens') + measure(run, 'outputTokens');

describe('what is found', () => {
  it.each([
    [0.2, 0, 0],
    [0.2, 2, 0],
    [0.1, 3, 0.5],
    [0.1, 1, 0.25],
  ])('by a sub-agent: 1 - (1 - p)^(r (1 + b (1 - o))), p %s, b %s, o %s', (p, b, o) => {
    expectShare(runs(exploring(p, b, o), foundIn), 1 - (1 - p) ** (ROUNDS * (1 + b * (1 - o))));
  });

  it.each(['workflow', 'mesh', 'debate'])(
    'by %s, whose members may write their answers by rules of their own',
    (pattern) => {
      const found = (finds: number): number[] =>
        runs(exploring(finds, 0, 0), (run) => new Set(deliveredKeys(run).map((key) => key % 65_536)).size, pattern, 5);
      expect(found(0)).toEqual([0, 0, 0, 0, 0]);
      expect(found(1)).toEqual([20, 20, 20, 20, 20]);
    },
  );

  it.each(['pipeline', 'single-agent', 'workflow', 'supervisor'])(
    'by %s: with the rounds that were asked',
    (pattern) => {
      const one = runs(
        exploring(0.2, 4, 0),
        (run) => callsOf(run).filter(({ step }) => step === 'one').length,
        pattern,
        3,
      );
      expect(one).toEqual([1 + ROUNDS, 1 + ROUNDS, 1 + ROUNDS]);
    },
  );

  it('of a pipeline: 1 - (1 - p)^r', () => {
    expectShare(runs(exploring(0.2, 4, 0), foundIn, 'pipeline'), 1 - 0.8 ** ROUNDS);
  });

  it('is missing from the delivery where nobody found it', () => {
    for (const [delivered, missing] of runs(
      exploring(0.2, 0, 0),
      (run) => [deliveredKeys(run).length, measure(run, 'missing')] as const,
      'lead-and-subagents',
      200,
    )) {
      expect(delivered + missing).toBe(2 * CLAIMS);
    }
  });

  it('with more breadth is never less, task by task, and with more overlap never more', () => {
    const sets = (b: number, o: number): Set<number>[] =>
      runs(exploring(0.15, b, o), (run) => new Set(keysOfStep(run, 'one')), 'lead-and-subagents', 300);
    const broader = [sets(0, 0), sets(0.4, 0), sets(1, 0), sets(2.5, 0)];
    const lessOverlap = [sets(1, 1), sets(1, 0.5), sets(1, 0)];
    for (const ascending of [broader, lessOverlap]) {
      for (const [i, more] of ascending.slice(1).entries()) {
        for (const [run, fewer] of ascending[i]!.entries()) {
          expect([...fewer].filter((key) => !more[run]!.has(key))).toEqual([]);
        }
      }
    }
  });

  it('with an overlap of 1 is what no breadth finds, and costs more', () => {
    const read = (run: RunRecord) => ({ keys: keysOfStep(run, 'one'), tokens: tokens(run) });
    const plain = runs(exploring(0.2, 0, 0), read, 'lead-and-subagents', 100);
    const vain = runs(exploring(0.2, 2, 1), read, 'lead-and-subagents', 100);
    expect(vain.map(({ keys }) => keys)).toEqual(plain.map(({ keys }) => keys));
    for (const [i, { tokens }] of vain.entries()) expect(tokens).toBeGreaterThan(plain[i]!.tokens);
  });
});

describe('what it costs', () => {
  it.each([0, 1, 2, 5])('grows with the square of the rounds: breadth %s', (b) => {
    const text = exploring(1, b, 0, 'provider: { framing: { call: 5, message: 3, named: false } }');
    const calls = runs(text, callsOf, 'lead-and-subagents', 1)[0]!.filter(({ step }) => step === 'one');
    const trips = ROUNDS * (1 + b);
    expect(calls).toHaveLength(trips + 1);
    const first = calls[0]!.inputTokens;
    // A round trip leaves what the call wrote and what came back, each in a message.
    const grows = calls[0]!.outputTokens + 200 + 2 * 3;
    const read = calls.reduce((sum, { inputTokens }) => sum + inputTokens, 0);
    expect(read).toBe((trips + 1) * first + (grows * trips * (trips + 1)) / 2);
  });

  it('a breadth that is no whole number is met in the mean', () => {
    const made = runs(exploring(1, 0.4, 0), (run) => callsOf(run).filter(({ step }) => step === 'one').length - 1);
    const mean = made.reduce((sum, x) => sum + x, 0) / made.length;
    // 3 * 0.4 = 1.2 further rounds: one, or with probability 0.2 two.
    expect(Math.abs(mean - 4.2)).toBeLessThan(Z * Math.sqrt((0.2 * 0.8) / made.length));
  });

  it('is nothing where the key is left out', () => {
    for (const pattern of ['lead-and-subagents', 'single-agent', 'mesh']) {
      const read = (run: RunRecord) => [deliveredKeys(run), tokens(run)];
      expect(runs(exploring(1, 0, 0), read, pattern, 20)).toEqual(runs(body(''), read, pattern, 20));
    }
  });
});
