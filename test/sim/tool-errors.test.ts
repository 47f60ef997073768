import { describe, expect, it } from 'vitest';
import { callsOf, margin, measure, replicate, scenarioOf, worldOf, yaml } from './helper.js';

/** One step with a tool. */
const searching = (tools: string, more = ''): string =>
  yaml(`task:
  brief: { tokens: 10 }
  steps:
    look: { role: a, claims: 4, tools: { roundTrips: 4, latency: 1s, ${tools} } }
agents:
  a: { model: plain, output: 40, guess: 1, latency: 1s }
${more}`);

const world = (tools: string, more = '') => worldOf(scenarioOf(searching(tools, more)), 'pipeline');
const RUNS = 3000;

describe('a tool that fails', () => {
  it('fails the attempt, with all calls before it, unless errors are texts', () => {
    const failed = replicate(world('failure: 0.2'), RUNS, (run) => Number(run.outcome === 'failed'));
    const share = failed.reduce((sum, x) => sum + x, 0) / RUNS;
    expect(Math.abs(share - (1 - 0.8 ** 4))).toBeLessThan(margin(1 - 0.8 ** 4, RUNS));
    const texts = replicate(world('failure: 0.2, errors: text'), RUNS, (run) => run.outcome);
    expect(texts).not.toContain('failed');
  });

  it('is called again in a further round trip: as many as it takes, where errors are texts', () => {
    const calls = replicate(world('failure: 0.2, errors: text, attempts: 1000'), RUNS, (run) => run.calls.length);
    const mean = calls.reduce((sum, x) => sum + x, 0) / RUNS;
    // Four that succeed and the answer: 4 / (1 - p) + 1, the variance is that of a negative binomial.
    expect(Math.abs(mean - 6)).toBeLessThan(3.3 * Math.sqrt((4 * 0.2) / 0.8 ** 2 / RUNS));
  });

  it('leaves what it would have told to be guessed, once the agent goes on without', () => {
    // Each call is lost with probability p^2; a lost one makes a quarter of the claims guesses, all of them wrong.
    const wrong = replicate(world('failure: 0.4, errors: text, attempts: 2'), RUNS, (run) =>
      measure(run, 'escapedRate'),
    );
    const mean = wrong.reduce((sum, x) => sum + x, 0) / RUNS;
    expect(Math.abs(mean - 0.4 ** 2)).toBeLessThan(3.3 * Math.sqrt(0.08 / RUNS));
  });

  it('adds the text of the error to the prompt in place of a result', () => {
    const run = world('failure: 1, errors: text, attempts: 1, error: 7, result: 100').run(0);
    const input = callsOf(run).map(({ inputTokens }) => inputTokens);
    expect(input).toHaveLength(5);
    const plain = callsOf(world('result: 7').run(0)).map(({ inputTokens }) => inputTokens);
    expect(input).toEqual(plain);
  });

  it('has failed once its time-out is over', () => {
    const run = world('hang: 1, timeout: 3s, errors: text, attempts: 2').run(0);
    // Two rounds of a call and three seconds for each of four, and the answer.
    expect(run.endedAt).toBeCloseTo(8 * (1 + 3) + 1, 9);
    expect(run.outcome).toBe('wrong');
  });
});

describe('tools that are called at once', () => {
  it('take as long as the slowest, in fewer calls of the model', () => {
    const one = world('').run(0);
    expect([one.calls.length, one.endedAt]).toEqual([5, 9]);
    const two = world('parallel: 2').run(0);
    expect([two.calls.length, two.endedAt]).toEqual([3, 5]);
    const all = world('parallel: 9').run(0);
    expect([all.calls.length, all.endedAt]).toEqual([2, 3]);
    const written = (run: typeof one): number => callsOf(run).reduce((sum, { outputTokens }) => sum + outputTokens, 0);
    expect(written(two)).toBe(written(world('').run(0)));
  });

  it('is the maximum of their times', () => {
    const scenario = searching('parallel: 4').replace('latency: 1s,', 'latency: { exponential: { mean: 1s } },');
    const ends = replicate(worldOf(scenarioOf(scenario), 'pipeline'), RUNS, (run) => run.endedAt);
    const mean = ends.reduce((sum, x) => sum + x, 0) / RUNS;
    const [harmonic, squares] = [1 + 1 / 2 + 1 / 3 + 1 / 4, 1 + 1 / 4 + 1 / 9 + 1 / 16];
    expect(Math.abs(mean - (2 + harmonic))).toBeLessThan(3.3 * Math.sqrt(squares / RUNS));
  });
});
