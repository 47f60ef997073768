/** What each pattern says of every run of it (`checks`) holds whatever fails, and is not true of every other pattern. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entries } from '../../src/patterns/declared.js';
import { patterns } from '../../src/patterns/index.js';
import type { Pattern, PlannedPattern } from '../../src/patterns/pattern.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { World } from '../../src/sim/world.js';
import { builtin, type Options, planFor, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { optionsFor, scenarios } from './arbitrary.js';

/** The sentences that are not true of a run. */
function broken(pattern: Pattern, run: RunRecord, options: Options = {}): string[] {
  const { checks } = pattern.withOptions(options);
  return checks.filter(({ holds }) => !holds(run)).map(({ says }) => says);
}

/** The defaults, and each value of an option of few words. */
function variantsOf(pattern: Pattern): PlannedPattern[] {
  const named = entries(pattern).flatMap(([name, { allowed }]) =>
    allowed.split(' | ').flatMap((text) => {
      const value = text === 'true' || text === 'false' ? text === 'true' : text;
      return allowed.includes(' | ') ? [{ [name]: value }] : [];
    }),
  );
  return [{}, ...named].map((options) => pattern.withOptions(options));
}

const article = scenarioOf(builtin('article'));
const worldIn = (pattern: Pattern): World => new World(article, planFor(article, pattern.name), keyOf('checks'));

/** A second request beside a slow one is one call more than a pattern speaks of. */
const isNoHedge = (override: string): boolean => !override.startsWith('client.hedge');

describe.each(patterns.map((pattern) => [pattern.name, pattern] as const))('%s', (_, pattern) => {
  it('says at least one thing of its runs, in a sentence each', () => {
    expect(pattern.checks.length).toBeGreaterThan(0);
    for (const { says } of pattern.checks) expect(says).toMatch(/^[A-Z].*\.$/);
  });

  it('does what it says in 60 replications of the built-in scenario article', () => {
    replicate(worldIn(pattern), 60, (run) => expect(broken(pattern, run)).toEqual([]));
  });

  it('does what it says with any work, any options and any faults', () => {
    const property = fc.property(scenarios, optionsFor(pattern), fc.nat(1e6), (any, options, replication) => {
      const world = worldOf(scenarioOf(yaml(any.text), any.overrides.filter(isNoHedge)), pattern.name, options);
      expect(broken(pattern, world.run(replication), options)).toEqual([]);
    });
    fc.assert(property, { numRuns: 40, seed: 20_261_130 });
  });
});

describe('a check', () => {
  const each = patterns.flatMap((pattern) => pattern.checks.map(({ says }) => [pattern, says] as const));

  it.each(each.map(([pattern, says]) => [`${pattern.name}: ${says}`, pattern, says] as const))(
    'can fail: %s',
    (_, pattern, says) => {
      const held = variantsOf(pattern).map(({ checks }) => checks.find((check) => check.says === says)!);
      const others = patterns.filter((other) => other !== pattern);
      const failing = others.filter((other) =>
        replicate(worldIn(other), 5, (run) => held.some(({ holds }) => !holds(run))).some((fails) => fails),
      );
      expect(failing.map(({ name }) => name)).not.toEqual([]);
    },
  );
});
