/** The laws that no parameter may break, over all patterns and all teams of depth 2. */
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { LAWS } from '../../src/validation/laws/index.js';
import { examine, type Law } from '../../src/validation/laws/law.js';
import { PAIRINGS } from '../../src/validation/laws/teams.js';
import { times } from '../thorough.js';

/** Scenarios for each pattern by itself, and for each pair: of those, 21 pairs share an outer pattern. */
const ALONE = times(12, 200);
const SCENARIOS = times(1, 10);
const RUNS = 3;

describe.each(LAWS.map((law) => [law.name, law] as const))('%s', (_, law) => {
  it('under every pattern by itself', () => {
    const pairings = PAIRINGS.filter(({ inner }) => inner === null);
    const { broken, compared } = examine(law, { key: keyOf('alone'), scenarios: ALONE, runs: RUNS, pairings });
    expect(broken).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  });

  it.each(patterns.map(({ name }) => name))('in teams of any pattern in a %s', (outer) => {
    const pairings = PAIRINGS.filter((pairing) => pairing.outer === outer && pairing.inner !== null);
    const { broken } = examine(law, { key: keyOf('within'), scenarios: SCENARIOS, runs: RUNS, pairings });
    expect(broken).toEqual([]);
  });
});

describe('a law', () => {
  const effort = { key: 1, scenarios: 40, runs: 1, pairings: [{ outer: 'pipeline', inner: null }] };
  const claiming = (against: (nth: number) => number[], broken: readonly string[] = []): Law => ({
    name: 'x',
    says: 'y',
    examine: ({ choose }) => ({ compared: 1, broken, against: against(choose.unit()) }),
  });

  it('is broken by one run, with the team and the scenario named', () => {
    const { broken, compared } = examine(
      claiming(() => [], ['two for one']),
      { ...effort, scenarios: 2 },
    );
    expect(broken).toEqual(['pipeline, scenario 0: two for one', 'pipeline, scenario 1: two for one']);
    expect(compared).toBe(2);
  });

  it('about expected values is broken by a mean that chance does not explain, and by no other', () => {
    expect(
      examine(
        claiming((u) => [u - 0.5]),
        effort,
      ).broken,
    ).toEqual([]);
    expect(
      examine(
        claiming((u) => [u - 0.9]),
        effort,
      ).broken,
    ).toEqual([]);
    expect(
      examine(
        claiming((u) => [u - 0.1]),
        effort,
      ).broken,
    ).toHaveLength(1);
  });
});
