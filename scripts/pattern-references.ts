import { writeFileSync } from 'node:fs';
import { readTaskOf } from '../src/calibrate/measures.js';
import { packed } from '../src/calibrate/references.js';
import { signsOf } from '../src/calibrate/signs.js';
import { loadScenario } from '../src/index.js';
import { patterns } from '../src/patterns/index.js';
import { traced } from '../test/calibrate/traced.js';

/**
 * Writes src/calibrate/reference-rows.ts: the signs of simulated traces of every pattern under every built-in scenario, as
 * sets of eight tasks and as single ones. To be run when signs, patterns or scenarios change: npx tsx scripts/pattern-references.ts
 */
const SCENARIOS = [
  'announce',
  'approval',
  'article',
  'coding',
  'content',
  'debate',
  'growth',
  'payments',
  'provider',
  'research',
  'scraping',
  'server',
  'shipment',
  'support',
];
const SETS = [8, 8, 8, 1, 1, 1];
const SEED = 'references';

const rows = new Map<string, Set<string>>(patterns.map(({ name }) => [name, new Set<string>()]));
for (const name of SCENARIOS) {
  const scenario = loadScenario(name);
  for (const { name: pattern } of patterns) {
    const trace = await traced(
      scenario,
      pattern,
      SETS.reduce((a, b) => a + b),
      SEED,
    );
    const tasks = trace.tasks.map(readTaskOf);
    let from = 0;
    for (const size of SETS) {
      const some = tasks.slice(from, from + size);
      if (some.length > 0) rows.get(pattern)!.add(packed(signsOf(some)));
      from += size;
    }
  }
  process.stderr.write(`${name}\n`);
}
const body = [...rows].map(
  ([pattern, own]) => `  ${JSON.stringify(pattern)}:\n    ${JSON.stringify([...own].join(' '))},\n`,
);
writeFileSync(
  'src/calibrate/reference-rows.ts',
  `/** Made by scripts/pattern-references.ts; not to be edited. */\nexport const REFERENCE_ROWS: Readonly<Record<string, string>> = {\n${body.join('')}};\n`,
);
