import { expect, it } from 'vitest';
import { measureNamed } from '../../src/measures/index.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { rehearse } from '../../src/study/replicate.js';
import { loadScenarioOf } from '../../src/validation/load.js';
import { planFor } from '../../src/validation/plain.js';

/** Mean latency of a step of a second at load 0.8 of four. */
function latencyOf(server: string): number {
  const scenario = loadScenarioOf({
    name: 'four at load 0.8',
    steps: 'serve: { role: server }',
    agents: `server: { ${server}, latency: { exponential: { mean: 1s } } }`,
    arrivals: 'poisson: 3.2/s',
  });
  const plans = [planFor(scenario, 'pipeline')];
  const batch = rehearse(scenario, plans, [measureNamed('latency')!], keyOf('pools'), { from: 0, to: 10 });
  return batch.patterns[0]!.columns[0]!.reduce((sum, value) => sum + value, 0) / 10;
}

it('four agents with a queue each are no M/M/4: who has joined a queue stays there, though never the longest one', () => {
  const oneQueue = 1.7455;
  const randomQueue = 5;
  expect(latencyOf('capacity: 4')).toBeCloseTo(oneQueue, 0);
  const shortestQueue = latencyOf('instances: 4, capacity: 1');
  expect(shortestQueue).toBeGreaterThan(1.1 * oneQueue);
  expect(shortestQueue).toBeLessThan(0.6 * randomQueue);
});
