import { expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { compareDocument } from '../../src/report/documents/compare.js';
import { renderMarkdown } from '../../src/report/documents/markdown.js';
import { badDayColumns } from '../../src/report/tables/bad-days.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { builtin, scenarioOf } from '../sim/helper.js';
import { comparison as fixture } from './fixture.js';

const reportOf = (found: Comparison): string =>
  renderMarkdown(compareDocument(found, [], { version: '1', scenarioText: '', command: 'c' }));

const QUIET = new LocalExecutor({ progress: () => undefined, pause: () => Promise.resolve(false) });

it('says of each pattern what is lost, and without whom most', async () => {
  const scenario = scenarioOf(builtin('payments'), ['policies.durable=false']);
  const effort = { seed: 's', runs: 60, precision: null, only: ['workflow', 'choreography'] };
  const found = await compare(scenario, effort, QUIET);
  const columns = badDayColumns(found);
  const cells = (heading: string): Map<string, string> =>
    new Map(columns.find((column) => column.heading.join(' ').startsWith(heading))!.cells);
  expect(cells('without').get('workflow')).toBe('bookkeeper');
  // Who does everything is missed at any moment, but for those after which it would have crashed and begun again.
  expect(Number.parseFloat(cells('single point').get('single-agent')!)).toBeGreaterThan(80);
  expect(cells('change impact').get('choreography')).toBe('1');
  expect(Number(cells('retries').get('workflow')!.replace(',', ''))).toBeGreaterThan(0);
  // Nobody overwrites anything here, so that there is nothing to count.
  expect(columns.some((column) => column.heading.join(' ').includes('lost updates'))).toBe(false);
  const report = reportOf(found);
  expect(report).toContain('## Faults');
  for (const name of found.ranking) expect(report.split('## Faults')[1]).toContain(`| ${name} |`);
});

it('is left out where nothing of it was measured', () => {
  expect(badDayColumns(fixture())).toEqual([]);
  expect(reportOf(fixture())).not.toContain('## Faults');
});
