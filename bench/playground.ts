import { readFileSync } from 'node:fs';
import { Session } from '../src/playground/engine/session.js';
import { Studies } from '../src/playground/engine/study.js';

/** What the worker of the playground does for one picture, on one core. */
const SEED = 'rehearsal';
const RUNS = 1000;
/** Tries that warm up, and tries of which the middle one counts. */
const WARM_UP = 12;
const TRIES = 25;
/** Milliseconds that two patterns may take. */
const BUDGET = 100;

const text = readFileSync(new URL('../../scenarios/article.yaml', import.meta.url), 'utf8');
const setting = { source: { builtIn: 'article' }, set: [] } as const;
/** As the stage asks: the outcomes are read in any case. */
const SHOWN = ['latency', 'correct'];

/** Milliseconds of a whole study, of one that reads more, and until its first picture; the middle one of all tries. */
function taken(patterns: readonly string[], measures: readonly string[], isFirst = false): number {
  const studies = new Studies(new Session({ article: text }));
  const times: number[] = [];
  for (let attempt = 0; attempt < WARM_UP + TRIES; attempt++) {
    const before = process.cpuUsage();
    for (const picture of studies.study(setting, { patterns, seed: SEED, measures, until: RUNS })) {
      if (isFirst && picture !== null) break;
    }
    const { user, system } = process.cpuUsage(before);
    if (attempt >= WARM_UP) times.push((user + system) / 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(TRIES / 2)]!;
}

/** Prints what 1,000 replications of `article` cost the worker, and what a second worker, one a pattern, would save of the wait. */
export function playgroundSuite(): void {
  const pair = ['pipeline', 'choreography'];
  const six = ['single-agent', 'pipeline', 'choreography', 'workflow', 'supervisor', 'mesh'];
  const both = taken(pair, SHOWN);
  const longest = Math.max(...pair.map((pattern) => taken([pattern], SHOWN)));
  const row = (name: string, took: number, more = ''): void =>
    console.log(`  ${name.padEnd(52)} ${took.toFixed(1).padStart(8)} ms${more}`);
  console.log(`\nThe playground's worker: ${RUNS} replications of article, warm, CPU`);
  row('two patterns, the measures that are shown', both, `  ${(both / BUDGET).toFixed(2)} of the budget`);
  row(
    'the same, every measure of the menu',
    taken(
      pair,
      new Session({ article: text }).open(setting).measures.map(({ id }) => id),
    ),
  );
  row('the slower of the two alone: the wait with two workers', longest, `  ${(longest / both).toFixed(2)} of both`);
  row('two patterns, until the first picture', taken(pair, SHOWN, true));
  row('six patterns, the measures that are shown', taken(six, SHOWN));
}
