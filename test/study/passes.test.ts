import { expect, test } from 'vitest';
import { partsOf } from '../../src/measures/index.js';
import { patterns } from '../../src/patterns/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { World } from '../../src/sim/world.js';
import { builtin, scenarioOf } from '../sim/helper.js';

test('parts that are read in one pass are what each of them reads alone', () => {
  const scenario = scenarioOf(builtin('article'));
  const names = patterns.map(({ name }) => name);
  for (const plan of plansFor(scenario, names).plans) {
    const world = new World(scenario, plan, keyOf('passes'));
    for (let replication = 0; replication < 20; replication++) {
      const run = world.run(replication);
      for (const measure of partsOf('escaped')) {
        const { of, place } = measure.pass!;
        const values = new Float64Array(of.length);
        of.read(run, values);
        expect([plan.name, measure.id, values[place]]).toEqual([plan.name, measure.id, measure.read(run, null)]);
      }
    }
  }
});
