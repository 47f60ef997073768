/** Tasks of every size under every pattern: what holds of a run holds of small and of huge ones. */
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { World } from '../../src/sim/world.js';
import { builtin, replicate, scenarioOf } from '../sim/helper.js';
import { expectInvariants } from './invariants.js';

const MIXED = [
  'task.size={ mean: 1, cv: 0.5 }',
  'task.kinds.small={ share: 0.5, size: 0.2 }',
  'task.kinds.usual={ share: 0.4 }',
  'task.kinds.huge={ share: 0.1, size: { mean: 6, cv: 0.5 }, difficulty: 2, brief: { tokens: 3000 } }',
  'task.brief.cv=0.5',
];
const REPLICAS: Readonly<Record<string, readonly string[]>> = {
  scraping: ['task.steps.scrape.mostReplicas=12'],
};

describe.each(['article', 'research', 'payments', 'scraping'])('%s with tasks of every size', (name) => {
  const scenario = scenarioOf(builtin(name), [...MIXED, ...(REPLICAS[name] ?? []), 'workload={ tasks: 1 }']);
  const { plans } = plansFor(
    { ...scenario, patterns: { ...scenario.patterns, only: null } },
    patterns.map((one) => one.name),
  );

  it.each(plans.map((plan) => [plan.name, plan] as const))('under %s keeps every law of a run', (_, plan) => {
    const world = new World(scenario, plan, keyOf('sizes'));
    const kinds = replicate(world, 15, (run) => {
      expectInvariants(run);
      return run.kind;
    });
    expect(new Set(kinds).size).toBeGreaterThan(1);
  });
});
