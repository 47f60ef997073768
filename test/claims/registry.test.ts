import { expect, it } from 'vitest';
import { siteWith } from '../../src/claims/bench.js';
import { readingsOf } from '../../src/claims/claim.js';
import { claims } from '../../src/claims/index.js';
import { quantityNamed } from '../../src/claims/quantities.js';
import { objections } from '../../src/patterns/objections.js';
import { plansFor } from '../../src/patterns/plan.js';
import { listBuiltins } from '../../src/scenario/file.js';
import { sites } from './helper.js';

/** The claims that were to be tested: the list of this project, then those of others. */
const LISTED = [
  ...['edges-quadratic', 'interactions-not-agents', 'token-tax', 'orchestrator-bottleneck', 'single-point'],
  ...['context-fills', 'laundering', 'mesh-poisons', 'who-introduced-it', 'race-on-persist', 'hop-latency'],
  ...['fan-out-wasteful', 'hybrid-failures', 'silent-failure', 'pipeline-stalls', 'fan-out-not-merge'],
  ...['supervisor-of-supervisors', 'swarm-resilient', 'under-three', 'over-ten', 'sequence-matters'],
  ...['recovery-critical', 'scale-independently', 'debugging-ease', 'sla', 'change-cost', 'resume', 'decision-tree'],
  ...['written-or-decided', 'choreography-fits'],
  ...['early-failures', 'concurrent-quota', 'group-chat-three', 'maker-checker-cap', 'handoff-loops'],
  ...['magentic-variable', 'point-to-point', 'call-counts', 'fewer-tokens', 'critical-path'],
  ...['explicit-handoffs', 'endless-retries', 'dead-letter-alerts'],
  ...['caching-favours-one-context', 'fan-out-on-own-server'],
];

it('has an experiment for every claim on the list, and no other', () => {
  expect(claims.map(({ id }) => id).sort()).toEqual([...LISTED].sort());
});

it.each(claims.map((claim) => [claim.id, claim] as const))(
  '%s says who said it, what counts and what it depends on',
  (_, claim) => {
    for (const text of [claim.claim, claim.source, claim.means, claim.dependsOn])
      expect(text.length).toBeGreaterThan(10);
    expect(['A', 'E', 'Q', 'A/E', 'E/Q']).toContain(claim.type);
    expect(
      claim.conditions.filter(({ aside }) => aside !== true).length +
        claim.sweeps.filter(({ aside }) => aside !== true).length,
    ).toBeGreaterThan(0);
    expect(new Set(claim.settings.map(({ name }) => name)).size).toBe(claim.settings.length);
  },
);

it.each(claims.map((claim) => [claim.id, claim] as const))('%s reads what it rehearses', (_, claim) => {
  const rehearsed = new Map(claim.settings.map(({ name, patterns }) => [name, patterns]));
  for (const { statements } of claim.conditions) {
    expect(statements.length).toBeGreaterThan(0);
    for (const { at = claim.settings[0]!.name, pattern, measure } of statements.flatMap((one) =>
      readingsOf(one.contrast),
    )) {
      expect(rehearsed.get(at)).toContain(pattern);
      expect(() => quantityNamed(measure)).not.toThrow();
    }
  }
  for (const sweep of claim.sweeps) {
    expect([...sweep.values].sort((a, b) => a - b)).toEqual(sweep.values);
    for (const { at, pattern, measure } of readingsOf(sweep.contrast)) {
      if (at !== undefined) expect(Object.keys(sweep.arms!)).toContain(at);
      expect(sweep.patterns).toContain(pattern);
      expect(() => quantityNamed(measure)).not.toThrow();
    }
  }
});

it.each(claims.map((claim) => [claim.id, claim] as const))(
  '%s is about patterns that fit its scenarios',
  (_, claim) => {
    const ends = claim.sweeps.flatMap((sweep) =>
      [sweep.values[0]!, sweep.values.at(-1)!].flatMap((value) =>
        Object.values(sweep.arms ?? { all: [] }).map((arm) => ({
          scenario: sweep.scenario,
          patterns: sweep.patterns,
          set: [...(sweep.set ?? []), ...sweep.paths.map((path) => `${path}=${value}${sweep.unit ?? ''}`), ...arm],
        })),
      ),
    );
    for (const { scenario, set = [], patterns } of [...claim.settings, ...ends]) {
      expect(listBuiltins()).toContain(scenario);
      const site = siteWith(sites, scenario, set);
      expect(objections(site.scenario)).toEqual([]);
      const { plans } = plansFor(site.scenario, [...patterns]);
      expect(plans.map(({ name }) => name).sort()).toEqual([...patterns].sort());
    }
  },
);
