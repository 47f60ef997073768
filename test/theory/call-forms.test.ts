/**
 * Calls of a single agent and of teams: Kim et al., "Towards a Science of Scaling Agent Systems", arXiv 2512.08296 v3,
 * table 2, n = 3 agents of k iterations each.
 *
 * These set the structure: n agents, k iterations (a call and k - 1 tool round trips), d debate rounds, r rounds of the
 * orchestrator. These are checked: k, n k + 1, d n k + 1 and r n k + r calls, and that overhead grows in this order. The
 * published turns (7.2, 11.4, 26.1, 27.7) are means over tasks whose k differs from system to system; they are not checked.
 */
import { describe, expect, it } from 'vitest';
import {
  constant,
  type Options,
  type PlainForm,
  plainAgent,
  plainScenario,
  plainStep,
  planFor,
} from '../../src/experiment/validate/plain.js';
import { toolsOf } from '../../src/experiment/validate/twin-kit.js';
import { World } from '../../src/sim/world.js';

const N = 3;

function calls(form: PlainForm, pattern: string, options: Options = {}): number {
  const scenario = plainScenario({ ...form, coordinator: { decision: constant(5) } });
  return new World(scenario, planFor(scenario, pattern, options), 1).run(0).calls.length;
}

/** `rounds` waves of `width` steps, each of k calls; every wave needs the one before. */
function waves(rounds: number, width: number, k: number): PlainForm {
  const name = (round: number, i: number): string => `step ${round} ${i}`;
  const all = Array.from({ length: width }, (_, i) => i);
  return {
    agents: all.map((i) => plainAgent(`agent ${i}`, {})),
    steps: Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
      all.map((i) => {
        const after = round === 0 ? [] : all.map((other) => name(round - 1, other));
        return plainStep(name(round, i), `agent ${i}`, { after, tools: k === 1 ? null : toolsOf(k - 1, {}) });
      }),
    ),
  };
}

const single = (k: number): number => calls(waves(1, 1, k), 'single-agent');
const independent = (k: number): number => calls(waves(1, N, k), 'fan-out-fan-in');
const decentralized = (k: number, d: number): number =>
  calls(waves(1, 1, k), 'debate', { panel: N, rounds: d, judge: true });
/** The form counts no last call of the orchestrator: it is stopped after its rounds. */
const centralized = (k: number, r: number): number =>
  calls(waves(r, N, k), 'lead-and-subagents', { limit: r, onLimit: 'partial' });

describe('calls of three agents', () => {
  it.each([1, 2, 3, 7])('of %i iterations are those of the published forms', (k) => {
    expect(single(k)).toBe(k);
    expect(independent(k)).toBe(N * k + 1);
    for (const rounds of [1, 2, 3, 5]) {
      expect(decentralized(k, rounds)).toBe(rounds * N * k + 1);
      expect(centralized(k, rounds)).toBe(rounds * N * k + rounds);
    }
  });

  it('grow from the single agent by way of independent and decentralized to centralized', () => {
    const [k, rounds] = [3, 3];
    const order = [single(k), independent(k), decentralized(k, rounds), centralized(k, rounds)];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(4);
  });
});
