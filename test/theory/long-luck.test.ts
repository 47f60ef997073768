/** Closed forms far out: attempts, round trips and deliveries have luck of their own however many there are. */
import { describe, expect, it } from 'vitest';
import { drawIndex } from '../../src/sim/agents/model-request.js';
import { DeliveryFaults } from '../../src/sim/bus/delivery-faults.js';
import { MAX_INDEX } from '../../src/sim/luck/luck.js';
import type { Step } from '../../src/sim/team/step.js';
import { replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';

const RUNS = 20_000;
/** Half-width of the 99.9 % interval of a share. */
const within = (share: number): number => 3.29 * Math.sqrt((share * (1 - share)) / RUNS) + 1e-12;

const lone = (agent: string, step = '', conditions = ''): string =>
  yaml(`${conditions}
task:
  brief: { tokens: 10 }
  steps:
    a: { role: a${step} }
agents:
  a: { model: plain, output: 10${agent} }
`);

/** Share of tasks that failed. */
function failed(text: string, pattern = 'pipeline', runs = RUNS): number {
  const outcomes = replicate(worldOf(scenarioOf(text), pattern), runs, (run) => run.outcome);
  return outcomes.filter((outcome) => outcome !== 'correct').length / runs;
}

describe('attempts', () => {
  it.each([1, 2, 7, 8, 9, 12, 20, 60])('that fail with .7 each: %i of them all fail with .7 to that power', (n) => {
    const share = failed(lone(', failure: 0.7', '', `policies: { retry: { attempts: ${n}, backoff: { base: 0 } } }`));
    expect(Math.abs(share - 0.7 ** n)).toBeLessThan(within(0.7 ** n));
  });

  it.each([9, 33, 200])('of which each is likely to fail: %i of them all fail with .99 to that power', (n) => {
    const share = failed(lone(', failure: 0.99', '', `policies: { retry: { attempts: ${n}, backoff: { base: 0 } } }`));
    expect(Math.abs(share - 0.99 ** n)).toBeLessThan(within(0.99 ** n));
  });

  it.each([3, 8, 20, 200])('%i of them hang each by its own luck', (n) => {
    const policies = `policies: { timeout: 5s, retry: { attempts: ${n}, backoff: { base: 0 } } }`;
    expect(Math.abs(failed(lone(', hang: 0.9', '', policies)) - 0.9 ** n)).toBeLessThan(within(0.9 ** n));
  });
});

describe('round trips of a tool', () => {
  it.each([1, 15, 16, 17, 40, 120])('that fail with .02 each: one of %i fails with 1 - .98 to that power', (trips) => {
    const share = failed(lone('', `, tools: { roundTrips: ${trips}, failure: 0.02 }`));
    expect(Math.abs(share - (1 - 0.98 ** trips))).toBeLessThan(within(0.98 ** trips));
  });

  it('and results of it are as many independent ones', () => {
    const text = lone('', ', tools: { roundTrips: 64, result: { uniform: [0, 1000] } }');
    const sums = replicate(worldOf(scenarioOf(text), 'pipeline'), 4000, (run) => {
      const c = run.calls.columns;
      const last = run.calls.length - 1;
      return c.inputTokens[last]! - c.inputTokens[0]!;
    });
    const mean = sums.reduce((sum, x) => sum + x, 0) / sums.length;
    const variance = sums.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sums.length - 1);
    // A sum of 64 is all but normal: its variance has a standard error of a share of sqrt(2 / n).
    expect(Math.abs(variance / ((64 * 1000 ** 2) / 12) - 1)).toBeLessThan(3.29 * Math.sqrt(2 / sums.length));
  });
});

describe('deliveries of an event', () => {
  it.each([2, 9, 20, 100])('%i of them are each lost by their own luck', (attempts) => {
    const text = lone(
      '',
      '',
      `faults: { messages: { loss: 0.9 } }
policies: { redelivery: { attempts: ${attempts}, idle: 1000s }, deadLetters: { alertAfter: .inf } }`,
    ).replace('agents:', '    b: { role: a, after: [a] }\nagents:');
    expect(Math.abs(failed(text, 'choreography', 4000) - 0.9 ** attempts)).toBeLessThan(
      within(0.9 ** attempts) * Math.sqrt(RUNS / 4000),
    );
  });

  it('have an address of their own each, of whichever step they come from', () => {
    const scenario = scenarioOf(lone('', '', 'faults: { messages: { loss: 0.5 } }'));
    const met = new Map<string, string>();
    const faults = new DeliveryFaults(scenario);
    const uniform = (_: number, entity: number, index: number): number => {
      const address = `${entity} ${index}`;
      expect(met.get(address)).toBeUndefined();
      met.set(address, '');
      return 0.9;
    };
    const stepAt = (address: number): Step => ({ address, state: { luck: { uniform } } }) as unknown as Step;
    const deliveries = [0, 1, 2, 7, 999, 1000];
    for (const to of [0, 5]) {
      for (const from of [0, 1, 25_717, 51_434, 65_535]) {
        for (const nth of [0, 1, 2, 500]) {
          for (const delivery of deliveries) faults.isLost({ from: stepAt(from), to: stepAt(to), nth, delivery });
        }
      }
    }
    expect(met.size).toBe(2 * 5 * 4 * deliveries.length);
  });
});

describe('the address of a call', () => {
  const around = (limits: readonly number[]): number[] => [...new Set(limits.flatMap((n) => [n - 1, n, n + 1]))];

  it('is one of its own for every visit, attempt and round trip', () => {
    const met = new Set<number>();
    const visits = around([1, 8, 16, 511, 1024, 4096, 65_535, 1_000_000]).filter((n) => n >= 0);
    const attempts = around([1, 8, 16, 64, 127, 512, 999]);
    const trips = around([1, 8, 15, 128, 256, 4096, 65_536, 1_000_000]);
    for (const visit of visits) for (const a of attempts) for (const t of trips) met.add(drawIndex(visit, a, t));
    expect(met.size).toBe(visits.length * attempts.length * trips.length);
    for (const index of met) expect(Number.isSafeInteger(index)).toBe(true);
  });

  it('fits beside its entity where there are few of them, as it always did', () => {
    for (const [visit, attempt, trip] of [
      [0, 0, 0],
      [511, 7, 15],
      [3, 2, 1],
    ] as const) {
      expect(drawIndex(visit, attempt, trip)).toBe((visit * 8 + attempt) * 16 + trip);
    }
    expect(drawIndex(512, 0, 0)).toBeGreaterThanOrEqual(MAX_INDEX);
    expect(drawIndex(0, 8, 0)).toBeGreaterThanOrEqual(MAX_INDEX);
    expect(drawIndex(0, 0, 16)).toBeGreaterThanOrEqual(MAX_INDEX);
  });
});
