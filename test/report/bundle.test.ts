import { describe, expect, it } from 'vitest';
import { allCharts } from '../../src/report/charts/index.js';
import { compareDocument } from '../../src/report/documents/compare.js';
import { chartsOf } from '../../src/report/documents/contents.js';
import type { Provenance } from '../../src/report/folders/manifest.js';
import { comparisonFolder } from '../../src/report/folders/run-folder.js';
import { answer } from '../../src/report/words/compare-answer.js';
import { comparison, measures, profiles } from './fixture.js';
import { textsOf } from './folder-texts.js';

const input: Provenance = {
  version: '0.1.0',
  scenarioText: 'scenario: article\n',
  command: 'rehearse compare scenarios/article.yaml --runs 60 --seed gutenberg',
};
const found = comparison({ runs: 60, requested: 80 });

describe('the files of a run folder', () => {
  it('are these', async () => {
    const charts = chartsOf(compareDocument(found, allCharts(found), input)).flatMap((chart) => [
      ...('spec' in chart ? [`charts/${chart.name}.vl.json`] : []),
      `charts/${chart.name}.svg`,
    ]);
    expect(charts.length).toBeGreaterThan(8);
    const files = await textsOf(comparisonFolder(found, input));
    expect([...files.keys()]).toEqual([
      'manifest.json',
      'scenario.yaml',
      'summary.csv',
      'spread.csv',
      'runs.csv',
      'growth.csv',
      'result.json',
      ...charts,
      'report.md',
      'report.html',
    ]);
    for (const content of files.values()) expect(content).toMatch(/[^\n]\n$/);
  });

  it('have no growth where the scenario has none', async () => {
    const files = await textsOf(comparisonFolder(comparison({ runs: 20, withGrowth: false }), input));
    expect([...files.keys()].filter((name) => name.includes('growth'))).toEqual([]);
  });

  it('are the same bytes for the same input', async () => {
    const [first, second] = [
      await textsOf(comparisonFolder(found, input)),
      await textsOf(comparisonFolder(comparison({ runs: 60, requested: 80 }), input)),
    ];
    expect([...second]).toEqual([...first]);
  });

  it('record what was asked for, what was finished, and every warning', async () => {
    const text = (await textsOf(comparisonFolder(found, input))).get('manifest.json')!;
    expect(JSON.parse(text)).toMatchObject({
      tool: 'dress-rehearsal',
      seed: 'gutenberg',
      replications: { requested: 80, finished: 60 },
      command: input.command,
      warnings: found.warnings,
    });
  });
});

describe('report.md', () => {
  const report = async (over = found): Promise<string> =>
    (await textsOf(comparisonFolder(over, input))).get('report.md')!;

  it('opens with the question and the answer', async () => {
    const text = await report();
    expect(text.startsWith(`# ${found.scenario.question}\n\n`)).toBe(true);
    for (const sentence of answer(found)) expect(text.replaceAll('\\$', '$')).toContain(sentence);
  });

  it('has tables in which every row has as many cells as its head', async () => {
    const tables = (await report()).split('\n\n').filter((block) => block.startsWith('| '));
    expect(tables.length).toBe(15);
    for (const table of tables) {
      const counts = table.split('\n').map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(counts).size).toBe(1);
    }
    const everything = tables.filter((table) => table.includes('| Pattern |'));
    for (const { name } of profiles) expect(everything.at(-1)).toContain(`| ${name} |`);
  });

  it('shows every chart with its alt text, and links to files that exist', async () => {
    const files = await textsOf(comparisonFolder(found, input));
    const images = [...files.get('report.md')!.matchAll(/^!\[(.+)\]\((.+)\)$/gm)];
    expect(images).toHaveLength(allCharts(found).length);
    for (const [, alt, path] of images) {
      expect(files.has(path!)).toBe(true);
      expect(alt!.length).toBeGreaterThan(100);
    }
  });

  it('tells warnings, thresholds, what was left out, what was assumed, and how to reproduce', async () => {
    const text = await report();
    for (const { message, next } of found.warnings) expect(text).toContain(`- **${message}** ${next}`);
    expect(text).toMatch(/\| pipeline \| correct \| >= 90 % \| [\d.]+ % \(.*\) \| \*\*failed\*\* \|/);
    expect(text).toContain('- `router`: no step of the task is a choice between roles');
    expect(text).toContain('| checker | large | 4 % | 80 % | 2 % | 95 % |');
    expect(text).toMatch(/\*\*Assumed quality\*\*.*correct, wrong/);
    expect(text).toMatch(/\*\*Structural\*\*.*: participants, edges, messages\./);
    expect(text).toContain(`\`\`\`sh\n${input.command}\n\`\`\``);
    for (const { id } of measures) expect(text).toContain(`| \`${id}\` |`);
  });

  it('does not let text of the scenario become markup', async () => {
    const question = 'Is <b>this</b> | safe [x](y)?';
    const text = await report(comparison({ runs: 20, scenario: { question } }));
    expect(text).toContain('# Is &lt;b>this&lt;/b> \\| safe \\[x\\](y)?');
  });
});
