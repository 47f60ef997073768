import { readFileSync } from 'node:fs';
import { Bench } from 'tinybench';
import { measures } from '../src/measures/index.js';
import { plansFor } from '../src/patterns/plan.js';
import { parseScenario } from '../src/scenario/load.js';
import { keyOf } from '../src/sim/luck/seed.js';
import { World } from '../src/sim/world.js';
import { rehearse } from '../src/study/replicate.js';
import { checkLimit } from './check-limit.js';
import { kernelSuites } from './kernel.js';
import { ArticleLimit } from './limit.js';
import { playgroundSuite } from './playground.js';
import { previousRelease, previousSuite } from './previous.js';
import { threadsSuite } from './threads.js';

/** The engine's own speed, compiled as users run it. Figures of one machine mean little; ratios within one run are what to compare. */
const LUCK = keyOf('bench');
const REPLICATIONS = 500;

/** Runs named functions in turn and prints how many of their units each does a second. */
async function suite(
  title: string,
  unit: string,
  cases: readonly { name: string; units: number; run: () => void }[],
): Promise<number[]> {
  const bench = new Bench({ time: 700, warmupTime: 300 });
  for (const { name, run } of cases) bench.add(name, run);
  await bench.run();
  console.log(`\n${title}`);
  let limit = Number.NaN;
  return bench.tasks.map((task, i) => {
    const result = task.result;
    if (result.state !== 'completed') throw new Error(`${task.name} did not finish`);
    const { p50 } = result.latency;
    const rate = (cases[i]!.units * 1000) / p50;
    if (task.name === LIMIT) limit = rate;
    const share = Number.isNaN(limit) ? '' : `  limit / this ${(limit / rate).toFixed(1).padStart(5)}`;
    console.log(`  ${task.name.padEnd(40)} ${Math.round(rate).toLocaleString('en-US').padStart(14)} ${unit}/s${share}`);
    return rate;
  });
}

/** The patterns with one agent a step, and the team of the scenario; alone in the process, as V8 likes it. */
const PLAIN = 'single-agent,pipeline,fan-out-fan-in,workflow,supervisor,choreography,newsroom'.split(',');

/** The pipeline as one loop by hand, which comes to the same results. */
const LIMIT = 'limit: the pipeline as one loop';

function article(only: readonly string[] | null): { name: string; units: number; run: () => void }[] {
  const file = new URL('../../scenarios/article.yaml', import.meta.url);
  const parsed = parseScenario(readFileSync(file, 'utf8'), 'article.yaml', []);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  const { plans } = plansFor(parsed.scenario, only);
  const single = plans.map((plan) => {
    const world = new World(parsed.scenario, plan, LUCK);
    const run = (): number => {
      let calls = 0;
      for (let r = 0; r < REPLICATIONS; r++) calls += world.run(r).calls.length;
      return calls;
    };
    return { name: plan.name, units: run(), run: () => void run() };
  });
  const units = single.reduce((sum, { units }) => sum + units, 0);
  const measured = (): void => {
    rehearse(parsed.scenario, plans, measures, LUCK, { from: 0, to: REPLICATIONS });
  };
  const all = (): void => {
    for (const { run } of single) run();
  };
  checkLimit(parsed.scenario, LUCK);
  const limit = new ArticleLimit(parsed.scenario, LUCK);
  const loop = (): number => {
    let calls = 0;
    for (let r = 0; r < REPLICATIONS; r++) {
      limit.run(r);
      calls += limit.calls;
    }
    return calls;
  };
  return [
    { name: LIMIT, units: loop(), run: () => void loop() },
    ...single,
    { name: 'all of them', units, run: all },
    { name: 'all of them, with every measure', units, run: measured },
  ];
}

await suite(
  'Kernel',
  'events',
  kernelSuites().map(({ name, events, run }) => ({ name, units: events, run })),
);
const round = `${REPLICATIONS} replications a round`;
await suite(`Whole runs of article under ${PLAIN.length} patterns, ${round}`, 'simulated calls', article(PLAIN));
await suite(
  `Whole runs of article under every pattern, in the same process, ${round}`,
  'simulated calls',
  article(null),
);
playgroundSuite();
threadsSuite();
const previous = previousRelease(process.argv.slice(2));
if (previous !== null) previousSuite(previous);
