/**
 * Simulated calls per second of processor time under every pattern of `article`, of one built checkout, as JSON. In a
 * process of its own, so that two releases do not share what the engine has optimized: `node bench/speed.mjs DIR`.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const WARM = 400;
const MEASURED = 1600;

const root = resolve(process.argv[2] ?? '.');
/** From the first of the paths that this release has. */
async function load(...paths) {
  for (const path of paths) {
    try {
      return await import(pathToFileURL(join(root, 'dist', path)).href);
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`${root} has none of ${paths.join(', ')} in its dist`);
}

const { parseScenario } = await load('scenario/load.js');
const { plansFor } = await load('patterns/plan.js');
const { keyOf } = await load('sim/luck/seed.js', 'sim/seed.js');
const { World } = await load('sim/world.js');

const text = readFileSync(join(root, 'scenarios/article.yaml'), 'utf8');
const { scenario } = parseScenario(text, 'article.yaml', []);
const speeds = {};
for (const plan of plansFor(scenario, null).plans) {
  const world = new World(scenario, plan, keyOf('bench'));
  for (let replication = 0; replication < WARM; replication++) world.run(replication);
  let calls = 0;
  const before = process.cpuUsage();
  for (let replication = WARM; replication < WARM + MEASURED; replication++)
    calls += world.run(replication).calls.length;
  const { user, system } = process.cpuUsage(before);
  speeds[plan.name] = { calls, seconds: (user + system) / 1e6 };
}
process.stdout.write(`${JSON.stringify(speeds)}\n`);
