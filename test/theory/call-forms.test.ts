/**
 * Calls of a single agent and of teams: Kim et al., "Towards a Science of Scaling Agent Systems", arXiv 2512.08296 v3,
 * table 2, n = 3 agents of k iterations each.
 *
 * These set the structure: n agents, k iterations (a call and k - 1 tool round trips), d debate rounds, r rounds of the
 * orchestrator, in the last of which the agents of the hybrid are peers for d rounds. These are checked: k, n k + 1,
 * d n k + 1, r n k + r and r n k + r + p calls with p = (d - 1) n k, and that overhead grows in this order. The published
 * turns are checked where `validate` does: three of them set k and r there.
 */
import { describe, expect, it } from 'vitest';
import {
  callsOf,
  centralized,
  decentralized,
  hybrid,
  independent,
  N,
  single,
} from '../../src/validation/published-calls.js';

const calls = (staging: Parameters<typeof callsOf>[0]): number => callsOf(staging, { key: 1, runs: 1 })[0]!;

describe('calls of three agents', () => {
  it.each([1, 2, 3, 7])('of %i iterations are those of the published forms', (k) => {
    expect(calls(single(k))).toBe(k);
    expect(calls(independent(k))).toBe(N * k + 1);
    for (const rounds of [1, 2, 3, 5]) {
      expect(calls(decentralized(k, rounds))).toBe(rounds * N * k + 1);
      expect(calls(centralized(k, rounds))).toBe(rounds * N * k + rounds);
      for (const d of [1, 2, 4]) expect(calls(hybrid(k, rounds, d))).toBe(rounds * N * k + rounds + (d - 1) * N * k);
    }
  });

  it('grow from the single agent by way of independent, decentralized and centralized to hybrid', () => {
    const [k, rounds] = [3, 3];
    const order = [
      single(k),
      independent(k),
      decentralized(k, rounds),
      centralized(k, rounds),
      hybrid(k, rounds, rounds),
    ].map(calls);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(5);
  });

  it.each([1.4, 3.467, 7.2])('of %d iterations on average are whole numbers around it', (k) => {
    const values = callsOf(single(k), { key: 3, runs: 4000 });
    expect(new Set(values)).toEqual(new Set([Math.floor(k), Math.ceil(k)]));
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(k, 1);
  });
});
