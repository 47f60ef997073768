import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import type { Provenance } from '../../src/report/folders/manifest.js';
import { comparisonFolder } from '../../src/report/folders/run-folder.js';
import { comparisonTable } from '../../src/report/tables/compare-terminal.js';
import { answer } from '../../src/report/words/compare-answer.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { NOBODY } from '../explain/explanations.js';
import { scenarios } from '../patterns/arbitrary.js';
import { scenarioOf, yaml } from '../sim/helper.js';
import { times } from '../thorough.js';
import { textsOf } from './folder-texts.js';

const WORKLOADS = ['', 'workload: { tasks: 3, arrivals: { poisson: 60/m } }', 'workload: { tasks: 2 }'];
/** Nothing is said, nothing is billed, nothing takes time: what is divided by them has no value. */
const NOTHING = [
  [],
  [
    'agents.defaults.output=0',
    'task.brief.tokens=0',
    'agents.defaults.prompt=0',
    'generalist.prompt=0',
    'provider.framing={ call: 0, message: 0 }',
  ],
  ['agents.defaults.failure=1', 'coordinator.failure=1'],
];
const OBJECTIVES = ['correct', 'latency', 'tokenTax', 'logsOpened', 'bottleneck'];

it('what is not defined is not a number in any output of a comparison: a dash, null, an empty cell, or words', async () => {
  const property = fc.asyncProperty(
    scenarios,
    fc.constantFrom(...WORKLOADS),
    fc.constantFrom(...NOTHING),
    fc.constantFrom(...OBJECTIVES),
    fc.constantFrom(1, 3),
    async ({ text, overrides }, workload, nothing, objective, runs) => {
      const body = yaml(`${workload}\ndecision: { objectives: { ${objective}: { weight: 1 } } }\n${text}`);
      const scenario = scenarioOf(body, [...overrides, ...nothing]);
      const only = ['single-agent', 'pipeline', 'mesh', 'supervisor', 'choreography'];
      const found = await compare(scenario, { runs, seed: 'x', precision: null, only }, new LocalExecutor(NOBODY));
      const input: Provenance = { version: '0.0.0', scenarioText: 'scenario: x\n', command: 'rehearse compare x' };
      const files = await textsOf(comparisonFolder(found, input));
      // Of a sentence a dash is no part.
      expect(answer(found).join(' ')).not.toMatch(/(^|[\s(])–/);
      const printed = [comparisonTable(found, { width: 120, colour: false }), ...answer(found)].join('\n');
      for (const [file, content] of [...files, ['terminal', printed] as const]) {
        const own = file.endsWith('.html')
          ? content.replace(/<script(?! type="application\/json")[\s\S]*?<\/script>/g, '')
          : content;
        const at = /\bNaN\b|Infinity|\bundefined\b|∞/.exec(own);
        expect(at === null ? '' : `${file}: ${own.slice(Math.max(0, at.index - 120), at.index + 60)}`).toBe('');
      }
    },
  );
  await fc.assert(property, { numRuns: times(12, 150), seed: 20_261_120 });
}, 600_000);
