/**
 * A recorded trace of each pattern, as a hash: whatever changes what happens in a run, or when, or why, changes it.
 * After a change that is meant to: UPDATE_GOLDEN=1 npx vitest run test/patterns/golden.test.ts
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { traceOf } from '../../src/sim/record/trace.js';
import { World } from '../../src/sim/world.js';
import { builtin, planFor, replicate, scenarioOf } from '../sim/helper.js';

interface Golden {
  readonly scenario: string;
  readonly seed: string;
  /** For each replication from 0: how it ended, after how many calls, and the SHA-256 of its trace as JSON. */
  readonly replications: readonly { readonly outcome: string; readonly calls: number; readonly sha256: string }[];
}

const SEED = 'golden';
const scenario = scenarioOf(builtin('article'));

function record(name: string): Golden {
  const world = new World(scenario, planFor(scenario, name), keyOf(SEED));
  world.record.detailed = true;
  const replications = replicate(world, 10, (run) => {
    const sha256 = createHash('sha256')
      .update(JSON.stringify(traceOf(run)))
      .digest('hex');
    return { outcome: run.outcome, calls: run.calls.length, sha256 };
  });
  return { scenario: 'article', seed: SEED, replications };
}

it.each([...patterns, ...scenario.teams].map(({ name }) => name))(
  '%s does in article what it did before, to the byte',
  (name) => {
    const file = new URL(`../golden/${name}.json`, import.meta.url);
    const now = record(name);
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    expect(existsSync(file), 'no golden trace yet: UPDATE_GOLDEN=1 npx vitest run test/patterns/golden.test.ts').toBe(
      true,
    );
    expect(now).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  },
);

it('a detailed record changes nothing of what happens', () => {
  const plain = new World(scenario, planFor(scenario, 'supervisor'), keyOf(SEED));
  const detailed = new World(scenario, planFor(scenario, 'supervisor'), keyOf(SEED));
  detailed.record.detailed = true;
  for (let r = 0; r < 5; r++) {
    const [a, b] = [plain.run(r), detailed.run(r)];
    expect([a.endedAt, a.calls.length, a.outcome]).toEqual([b.endedAt, b.calls.length, b.outcome]);
  }
});
