import { describe, expect, it } from 'vitest';
import { callsOf, chain, margin, play, replicate, scenarioOf, worldOf, yaml } from './helper.js';

const RUNS = 3000;
const broken = (share: number, client: string): string =>
  chain(`client: { ${client} }`).replace('model: plain', `model: plain, malformed: ${share}`);
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('an answer that cannot be read', () => {
  it('is asked for again, with the answer and the error in the prompt, and paid', () => {
    const calls = callsOf(play(broken(1, 'reask: 2, error: 11'), 'pipeline'));
    expect(calls.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
    const [first, second, third] = calls.map(({ inputTokens, outputTokens }) => ({ inputTokens, outputTokens }));
    expect(second!.inputTokens).toBe(first!.inputTokens + first!.outputTokens + 11 + 2 * 4);
    expect(third!.inputTokens).toBe(second!.inputTokens + second!.outputTokens + 11 + 2 * 4);
    expect(first!.outputTokens).toBeGreaterThan(0);
  });

  it.each(['pipeline', 'choreography', 'workflow'])('fails the work under %s as often as q^(r + 1) says', (pattern) => {
    const world = worldOf(scenarioOf(yaml(broken(0.4, 'reask: 1'))), pattern);
    const done = mean(replicate(world, RUNS, (run) => Number(run.outcome === 'correct')));
    // Three steps in a row.
    const expected = (1 - 0.4 ** 2) ** 3;
    expect(Math.abs(done - expected)).toBeLessThan(margin(expected, RUNS));
  });

  it('begins the step again where the caller tries again', () => {
    const body = broken(0.5, 'reask: 0').concat('\npolicies: { retry: { attempts: 1000 } }');
    const calls = replicate(worldOf(scenarioOf(yaml(body)), 'pipeline'), RUNS, (run) => run.calls.length);
    expect(Math.abs(mean(calls) - 6)).toBeLessThan(3.3 * Math.sqrt((3 * 2) / RUNS));
  });

  it('is nothing where all can be read: the same calls as without', () => {
    const plain = callsOf(play(chain(), 'supervisor'));
    expect(callsOf(play(broken(0, 'reask: 5'), 'supervisor'))).toEqual(plain);
  });
});
