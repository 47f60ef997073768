import { expect, it } from 'vitest';
import { chartsOf } from '../../src/report/documents/contents.js';
import { renderMarkdown } from '../../src/report/documents/markdown.js';
import { whySection } from '../../src/report/documents/why.js';
import { renderHtml } from '../../src/report/html/render.js';
import { shortlistOf } from '../../src/report/words/verdict/shortlist.js';
import { sameTask } from '../../src/study/typical.js';
import { builtin, scenarioOf } from '../sim/helper.js';
import { INPUT } from './sample.js';
import { compared } from './specs.js';

const article = scenarioOf(builtin('article'));

it('is the same task under each, where the first is right and the second is not', () => {
  const runs = sameTask(article, ['pipeline', 'choreography', 'supervisor'], 'rehearsal');
  expect(runs.map(({ pattern }) => pattern)).toEqual(['pipeline', 'choreography', 'supervisor']);
  expect(new Set(runs.map(({ replication }) => replication)).size).toBe(1);
  expect(runs.map(({ story }) => story.outcome).slice(0, 2)).toEqual(['correct', 'wrong']);
  for (const { isAlone } of runs) expect(isAlone).toBe(false);
});

it('is of several that part them the one that parts the first from the most others', () => {
  const names = ['pipeline', 'choreography', 'workflow', 'blackboard', 'handoff'];
  const ends = sameTask(article, names, 'rehearsal').map(({ story }) => story.outcome);
  expect(ends[0]).toBe('correct');
  expect(ends.slice(1)).toEqual(['wrong', 'wrong', 'wrong', 'wrong']);
});

it('is the one with the median latency where both always end alike', () => {
  const perfect = scenarioOf(builtin('article'), ['agents.defaults.hallucination=0', 'coordinator.hallucination=0']);
  const [run] = sameTask(perfect, ['pipeline'], 'rehearsal');
  expect(run?.story.delivery).not.toBeNull();
});

it('is none where nothing is ever delivered', () => {
  const scenario = scenarioOf(builtin('article'), ['agents.summariser.failure=1']);
  expect(sameTask(scenario, ['pipeline', 'pipeline'].slice(0, 1), 'rehearsal')).toEqual([]);
});

it('is a picture for every pattern of the shortlist, of which two are seen, and a diagram of these on a code host', async () => {
  const found = await compared(['pipeline', 'choreography', 'supervisor'], 40);
  const shortlist = shortlistOf(found);
  const document = { title: 'Q?', subtitle: '', sections: whySection(found, shortlist, INPUT, []) };
  const pictures = shortlist.rows.map(({ pattern }) => `story-${pattern}`);
  expect(
    chartsOf(document)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(pictures.sort());
  const markdown = renderMarkdown(document);
  expect(markdown.match(/```mermaid\nsequenceDiagram/g)).toHaveLength(2);
  const html = await renderHtml(document);
  expect(html).not.toContain('sequenceDiagram');
  for (const pattern of shortlist.ticked) expect(html).toContain(`<div class="of" data-of="${pattern}">`);
  const others = shortlist.rows
    .map(({ pattern }) => pattern)
    .filter((one) => !(shortlist.ticked as readonly string[]).includes(one));
  for (const pattern of others) expect(html).toContain(`<div class="of" data-of="${pattern}" hidden>`);
});
