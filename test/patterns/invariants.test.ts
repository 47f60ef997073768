import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { World } from '../../src/sim/world.js';
import { builtin, hashOf, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { times } from '../thorough.js';
import { optionsFor, scenarios } from './arbitrary.js';
import { expectInvariants } from './invariants.js';

describe.each(patterns.map((pattern) => [pattern.name, pattern] as const))(
  'any work under %s, with any options and faults',
  (name, pattern) => {
    it('ends in one way, loses no token, has parts of time that add up, and repeats byte by byte', () => {
      const property = fc.property(
        scenarios,
        optionsFor(pattern),
        fc.nat(1e6),
        ({ text, overrides, messy }, options, replication) => {
          const scenario = scenarioOf(yaml(text), overrides);
          const world = worldOf(scenario, name, options);
          const run = world.run(replication);
          const runsOn = messy || options.join === 'any';
          expectInvariants(run, runsOn);
          const hash = hashOf(run);
          world.run(replication + 1);
          expectInvariants(world.record, runsOn);
          expect(hashOf(world.run(replication))).toBe(hash);
          expect(hashOf(worldOf(scenario, name, options).run(replication))).toBe(hash);
        },
      );
      fc.assert(property, { numRuns: 150, seed: 20_261_120 });
    });
  },
);

it.each(['article', 'growth'])(
  'the built-in scenario %s keeps all of it too, in many replications of everything',
  (name) => {
    const scenario = scenarioOf(builtin(name));
    for (const team of [...patterns, ...scenario.teams]) {
      const world = new World(scenario, planFor(scenario, team.name), keyOf('built in'));
      replicate(world, name === 'article' ? times(60, 200) : times(6, 20), expectInvariants);
    }
  },
);
