import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { measure, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { times } from '../thorough.js';
import { optionsFor, scenarios } from './arbitrary.js';

const instances = fc.record({
  agents: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  replicas: fc.integer({ min: 1, max: 4 }),
});

/** Two roles with instances of their own, and a step in several replicas, beside what is written. */
function withInstances(
  text: string,
  { agents: [a, b], replicas }: typeof instances extends fc.Arbitrary<infer T> ? T : never,
): string {
  return text
    .replace(/^ {2}a: \{\}$/m, `  a: { instances: ${a} }`)
    .replace(/^ {2}b: \{\}$/m, `  b: { instances: ${b} }`)
    .replace(/^( {4}s0: \{ )/m, `$1replicas: ${replicas}, `);
}

describe.each(patterns.map((pattern) => [pattern.name, pattern] as const))('edges of %s', (name, pattern) => {
  it('are never more than are possible, whatever fails, with up to three instances of a role', () => {
    const property = fc.property(scenarios, optionsFor(pattern), instances, ({ text, overrides }, options, more) => {
      const world = worldOf(scenarioOf(yaml(withInstances(text, more)), overrides), name, options);
      replicate(world, 3, (run) => expect(measure(run, 'edges')).toBeLessThanOrEqual(measure(run, 'edgesPossible')));
    });
    fc.assert(property, { numRuns: times(100, 500), seed: 20_261_120 });
  });

  it.each([1, 2, 3])('are at most n (n - 1) / 2 of all n that take part, with %i instances', (count) => {
    const roles = ['a', 'b', 'c'].map((role) => `  ${role}: { instances: ${count} }`).join('\n');
    const text = yaml(`task:
  brief: { tokens: 100 }
  steps:
    a: { role: a, replicas: ${count} }
    b: { role: b, after: [a] }
    b2: { role: b, after: [b] }
    c: { role: c, after: [b2, a] }
agents:
  defaults: { model: plain, prompt: 10, output: 20 }
${roles}
`);
    const run = worldOf(scenarioOf(text), name).run(0);
    const n = run.participants.length;
    expect(measure(run, 'edges')).toBeLessThanOrEqual(measure(run, 'edgesPossible'));
    expect(measure(run, 'edgesPossible')).toBeLessThanOrEqual((n * (n - 1)) / 2);
  });
});
