import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oneAtATime } from '../../src/calibrate/simulate.js';
import { plansFor } from '../../src/patterns/plan.js';
import { otlpTraces } from '../../src/report/exporters/traces/otlp.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { keyOf } from '../../src/sim/luck/seed.js';
import type { Story } from '../../src/sim/record/story.js';
import { World } from '../../src/sim/world.js';
import { watch } from '../../src/study/watch.js';
import type { ObservedTrace } from '../../src/traces/observed.js';
import { readTrace } from '../../src/traces/read.js';

/** So many tasks of a scenario under a pattern, one at a time. */
export function storiesOf(scenario: Scenario, pattern: string, count: number, seed: string): Story[] {
  const plan = plansFor(scenario, [pattern]).plans.find(({ name }) => name === pattern);
  if (plan === undefined) return [];
  const world = new World(oneAtATime(scenario), plan, keyOf(seed));
  return Array.from({ length: count }, (_, replication) => watch(world, { pattern, seed, replication, task: 0 }))
    .filter((story) => story !== null)
    .filter(({ calls }) => calls.length > 0);
}

/** The same, written as OTLP and read again, without any word of our own. */
export async function traced(scenario: Scenario, pattern: string, count: number, seed: string): Promise<ObservedTrace> {
  const stories = storiesOf(scenario, pattern, count, seed);
  if (stories.length === 0) return { dialect: 'gen_ai', source: '', tasks: [], gaps: [] };
  const dir = mkdtempSync(join(tmpdir(), 'calibrate-'));
  try {
    const file = join(dir, 'trace.otlp.json');
    writeFileSync(file, withoutOwnWords(otlpTraces(stories)));
    return await readTrace(file);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Drops attributes that only this project writes, and the name of the pattern. */
function withoutOwnWords(text: string): string {
  const data: unknown = JSON.parse(text, (_, value: unknown) =>
    Array.isArray(value) ? value.filter((one) => !isOwn(one)).map(renamed) : value,
  );
  return JSON.stringify(data);
}

const keyIn = (one: unknown): string =>
  typeof one === 'object' && one !== null && 'key' in one ? String(one.key) : '';

const isOwn = (one: unknown): boolean => /^dress_rehearsal\.|workflow\.name$|conversation\.id$/.test(keyIn(one));

function renamed(one: unknown): unknown {
  if (typeof one !== 'object' || one === null || !('name' in one)) return one;
  return /^invoke_workflow /.test(String(one.name)) ? { ...one, name: 'invoke_workflow' } : one;
}
