import { describe, expect, it } from 'vitest';
import { measures } from '../../src/measures/index.js';
import { readTask } from '../../src/measures/measure.js';
import { patterns } from '../../src/patterns/index.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import type { RunRecord } from '../../src/sim/record/record.js';
import { World } from '../../src/sim/world.js';
import { builtin, callsOf, planFor, replicate, scenarioOf } from '../sim/helper.js';

/** All measures of a run; sums over calls in another order may differ in the last bits. */
const read = (run: RunRecord): (number | string)[] =>
  measures.map((measure) => {
    const value = readTask(measure, run, { tokens: 1000 });
    return Number.isFinite(value) ? value.toPrecision(10) : value;
  });

const FAULTS = ['agents.tagger.failure=0.2', 'agents.fact-checker.failure=0.2', 'agents.summariser.hang=0.1'];

describe.each([
  ['article', [], 40],
  ['article with faults', FAULTS, 40],
  ['growth', [], 5],
] as const)('%s', (name, overrides, count) => {
  const text = builtin(name.split(' ')[0]!);
  const scenario = scenarioOf(text, overrides);
  // Two calls for proposals of one moment wait in line at the same agents: there the order is not luck but a tie.
  const unhurried = scenarioOf(text, [...overrides, 'agents.defaults.capacity=9']);

  it.each([...patterns, ...scenario.teams].map((team) => team.name))(
    'measures the same under %s in whatever order simultaneous events happen',
    (pattern) => {
      const played = pattern === 'contract-net' ? unhurried : scenario;
      const plan = planFor(played, pattern);
      const inOrder = replicate(new World(played, plan, keyOf('order')), count, read);
      for (const shuffle of [1, 2, 3]) {
        expect(replicate(new World(played, plan, keyOf('order'), shuffle), count, read)).toEqual(inOrder);
      }
    },
  );
});

it('a shuffled world does change the order of simultaneous events: the test above can fail', () => {
  const scenario = scenarioOf(builtin('growth'));
  const plan = planFor(scenario, 'fan-out-fan-in');
  const order = (shuffle?: number): string =>
    callsOf(new World(scenario, plan, 1, shuffle).run(0))
      .map((call) => call.step)
      .join();
  expect(new Set([order(), order(1), order(2), order(3), order(4)]).size).toBeGreaterThan(1);
});
