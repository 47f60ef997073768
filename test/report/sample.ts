import type { Comparison } from '../../src/compare/comparison.js';
import { patterns } from '../../src/patterns/index.js';
import { allCharts } from '../../src/report/charts/index.js';
import { compareDocument } from '../../src/report/documents/compare.js';
import type { ReportBlock, ReportDocument } from '../../src/report/documents/document.js';
import { comparison } from './fixture.js';

/** Text that is markup in every format. */
export const NASTY = '</script><script>alert(1)</script> <b>&amp;"\' | `x` [y](z) \\ $1 <!-- ]]>';

export const INPUT = {
  version: '0.1.0',
  scenarioText: 'scenario: article\npolicies:\n  timeout: 60s # assumed: a minute\n',
  command: 'rehearse compare article --runs 60',
};

/** The report of a comparison that looks like a real one, with each kind of block. */
export function sampleDocument(): ReportDocument {
  const found = comparison({ runs: 60 });
  return compareDocument(found, allCharts(found), INPUT);
}

/** A document of one section. */
export function documentOf(blocks: readonly ReportBlock[], title = 'A question?'): ReportDocument {
  return { title, subtitle: 'What was done.', sections: [{ id: 'one', title: 'The one', blocks }] };
}

/** A comparison of every pattern there is and a team: the fixture's, each under several names. */
export function crowded(): Comparison {
  const found = comparison();
  const names = [...patterns.map(({ name }) => name), 'newsroom'];
  const twins = new Map(names.map((name, i) => [name, found.ranking[i % found.ranking.length]!]));
  const renamed = <T extends { readonly pattern: string }>(rows: readonly T[]): T[] =>
    names.flatMap((pattern) =>
      rows.filter((row) => row.pattern === twins.get(pattern)).map((row) => ({ ...row, pattern })),
    );
  return {
    ...found,
    patterns: names.map((name) => ({ ...found.patterns.find((one) => one.name === twins.get(name))!, name })),
    ranking: names,
    summary: renamed(found.summary),
    growth: renamed(found.growth),
  };
}
