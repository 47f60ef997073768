/**
 * Recorded runs of each pattern: three as text that a person can read, ten as the hash of everything in their trace.
 * Whatever changes what happens in a run, or when, or why, changes them. After a change that is meant to: UPDATE_GOLDEN=1 npx vitest run test/patterns/golden.test.ts
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import { traceOf } from '../../src/sim/record/trace.js';
import { World } from '../../src/sim/world.js';
import { builtin, planFor, replicate, scenarioOf } from '../sim/helper.js';
import { goldenText } from './golden-text.js';

interface Golden {
  readonly scenario: string;
  readonly seed: string;
  /** For each replication from 0: how it ended, after how many calls, and the SHA-256 of its trace as JSON. */
  readonly replications: readonly { readonly outcome: string; readonly calls: number; readonly sha256: string }[];
}

/** Of a pattern: what is compared, as text for people and as hashes. */
interface Recorded {
  readonly text: string;
  readonly golden: Golden;
}

const RENEW = 'UPDATE_GOLDEN=1 npx vitest run test/patterns/golden.test.ts';
const SEED = 'golden';
/** So many replications are kept as text. */
const TOLD = 3;
const scenario = scenarioOf(builtin('article'));

function record(name: string): Recorded {
  const world = new World(scenario, planFor(scenario, name), keyOf(SEED));
  world.record.detailed = true;
  const told: string[] = [];
  const replications = replicate(world, 10, (run) => {
    const trace = traceOf(run);
    if (told.length < TOLD) told.push(goldenText(trace));
    const sha256 = createHash('sha256').update(JSON.stringify(trace)).digest('hex');
    return { outcome: run.outcome, calls: run.calls.length, sha256 };
  });
  return {
    text: `${[`# article, ${name}, seed ${SEED}`, ...told].join('\n\n')}\n`,
    golden: { scenario: 'article', seed: SEED, replications },
  };
}

it.each([...patterns, ...scenario.teams].map(({ name }) => name))(
  '%s does in article what it did before, to the byte',
  (name) => {
    const [text, hashes] = ['txt', 'json'].map((end) => new URL(`../golden/${name}.${end}`, import.meta.url));
    const now = record(name);
    if (process.env.UPDATE_GOLDEN === '1') {
      writeFileSync(text!, now.text);
      writeFileSync(hashes!, `${JSON.stringify(now.golden, null, 2)}\n`);
    }
    for (const file of [text!, hashes!]) expect(existsSync(file), `no golden run yet: ${RENEW}`).toBe(true);
    expect(now.text).toBe(readFileSync(text!, 'utf8'));
    expect(now.golden).toEqual(JSON.parse(readFileSync(hashes!, 'utf8')));
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
