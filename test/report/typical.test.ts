import { expect, it } from 'vitest';
import { measureNamed } from '../../src/measures/index.js';
import { renderMarkdown } from '../../src/report/documents/markdown.js';
import { typicalRuns } from '../../src/report/documents/typical-runs.js';
import { renderHtml } from '../../src/report/html/render.js';
import { typicalRun } from '../../src/study/typical.js';
import { rehearsed } from '../difference/paired.js';
import { builtin, scenarioOf } from '../sim/helper.js';
import { compared } from './specs.js';

it('is the task with the middle latency of those that were delivered', () => {
  const latency = rehearsed('article', { only: ['choreography'], measures: ['latency'], runs: 99 })(
    'choreography',
    'latency',
  );
  const run = typicalRun(scenarioOf(builtin('article')), 'choreography', 'rehearsal')!;
  const delivered = latency.filter((seconds) => !Number.isNaN(seconds)).sort();
  expect(latency[run.replication]).toBe(delivered[Math.floor(delivered.length / 2)]);
  expect(run.isAlone).toBe(false);
  expect(measureNamed('latency')!.unit).toBe('s');
});

it('is nobody’s where nothing is ever delivered', () => {
  const scenario = scenarioOf(builtin('article'), ['agents.summariser.failure=1']);
  expect(typicalRun(scenario, 'pipeline', 'rehearsal')).toBeNull();
});

it('is a diagram on a code host and a timeline on the page, of the first two of the table', async () => {
  const found = await compared(['pipeline', 'choreography', 'supervisor'], 40);
  const document = { title: 'Q?', subtitle: '', sections: typicalRuns(found) };
  const markdown = renderMarkdown(document);
  expect(markdown.match(/```mermaid\nsequenceDiagram/g)).toHaveLength(2);
  for (const pattern of found.ranking.slice(0, 2)) expect(markdown).toContain(`What happened under ${pattern}`);
  const html = await renderHtml(document);
  expect(html).not.toContain('sequenceDiagram');
  expect(html).toContain(`${found.ranking[0]} · replication`);
});
