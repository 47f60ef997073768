import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, interrupted, rehearse } from './helper.js';

const ARTICLE = ['explain', 'article', 'pipeline', 'choreography'];

describe('rehearse explain', () => {
  it('prints tables and sentences, and leaves a folder named after what it explains', () => {
    const cwd = freshFolder();
    const { code, stdout, stderr } = rehearse([...ARTICLE, '--runs', '200'], cwd);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Why does choreography differ from pipeline\?\narticle · pipeline and choreography · 200/);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /choreography is ahead of pipeline on correct.*more delivered although caught/,
    );
    expect(stderr).toContain('Run folder: reports/article-explain-pipeline-choreography');
    expect([...filesIn(join(cwd, 'reports/article-explain-pipeline-choreography')).keys()]).toEqual([
      'charts/differences.svg',
      'charts/differences.vl.json',
      'explain.csv',
      'manifest.json',
      'report.html',
      'report.md',
      'result.json',
      'scenario.yaml',
    ]);
  });

  it('says the same of the same replications as compare', () => {
    const cwd = freshFolder();
    rehearse(['compare', 'article', '--patterns', 'pipeline,choreography', '--runs', '60', '--out', 'c'], cwd);
    const found = JSON.parse(rehearse([...ARTICLE, '--runs', '60', '--json', '--out', 'e'], cwd).stdout);
    const rows = readFileSync(join(cwd, 'c/summary.csv'), 'utf8').trim().split('\n');
    const row = (measure: string): string[] => rows.find((one) => one.includes(`,pipeline,${measure},`))!.split(',');
    expect(found.objective.a.mean).toBe(Number(row('correct')[6]));
    expect(found.cost.a.mean).toBe(Number(row('cost')[6]));
    const tokens = Number(row('inputTokens')[6]) + Number(row('outputTokens')[6]);
    expect(found.quantities[1].a.mean).toBeCloseTo(tokens, 6);
  });

  it('names a command in its manifest that makes the same folder again', () => {
    const cwd = freshFolder();
    const args = [...ARTICLE, '--runs', '40', '--seed', 'b', '--set', 'agents.tagger.output=50'];
    rehearse([...args, '--out', 'first'], cwd);
    const first = filesIn(join(cwd, 'first'));
    const { command } = JSON.parse(first.get('manifest.json')!) as { command: string };
    expect(command).toBe(`rehearse ${args.join(' ')}`);
    rehearse([...command.split(' ').slice(1), '--out', 'again'], cwd);
    expect(filesIn(join(cwd, 'again'))).toEqual(first);
    expect(first.get('scenario.yaml')).toContain('output: 50');
  });

  it('prints JSON and nothing else on stdout with --json, with parts that add up', () => {
    const { code, stdout, stderr } = rehearse([...ARTICLE, '--runs', '30', '--json'], freshFolder());
    const found = JSON.parse(stdout);
    expect([code, stderr]).toEqual([0, '']);
    expect(found.explanation.length).toBeGreaterThan(3);
    expect(found.quantities.map(({ id }: { id: string }) => id)).toEqual(['latency', 'tokens', 'escaped']);
    for (const { parts, difference } of found.quantities) {
      const sum = parts.reduce((all: number, part: { difference: { mean: number } }) => all + part.difference.mean, 0);
      expect(sum).toBeCloseTo(difference.mean, 9);
    }
  });

  it('explains teams, and applies presets', () => {
    const args = ['explain', 'article', 'newsroom', 'supervisor', '--runs', '20', '--preset', 'langgraph-supervisor'];
    const { code, stdout } = rehearse(args, freshFolder());
    expect([code, stdout]).toEqual([0, expect.stringContaining('Why does supervisor differ from newsroom?')]);
  });

  it('refuses what cannot be compared in one sentence with the next step, and writes nothing', () => {
    const cwd = freshFolder();
    const team = ['--set', 'teams={ duo: { pipeline: [summariser, tagger] } }'];
    for (const [args, sentence, next] of [
      [['pipelin', 'workflow'], "<a>: there is no pattern or team 'pipelin'.", "Did you mean 'pipeline'?"],
      [['pipeline', 'zebra'], "<b>: there is no pattern or team 'zebra'.", 'Choose from single-agent, '],
      [['pipeline', 'pipeline'], "<a> and <b> are both 'pipeline'.", 'Name two different patterns or teams.'],
      [['pipeline', 'duo', ...team], "'duo' does not fit this task: ", 'Choose another pattern.'],
    ] as const) {
      const { code, stdout, stderr } = rehearse(['explain', 'article', ...args], cwd);
      expect([code, stdout]).toEqual([2, '']);
      const [first, second] = stderr.split('\n');
      expect(first).toContain(sentence);
      expect(second!.trim()).toContain(next);
    }
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('keeps and reports what was finished when it is interrupted', async () => {
    const cwd = freshFolder();
    const { code, stdout, stderr } = await interrupted([...ARTICLE, '--runs', '2000000', '--out', 'cut'], cwd, 1500);
    expect([code, stdout]).toEqual([130, expect.stringContaining('of 2,000,000 replications')]);
    expect(stderr).toContain('Interrupted');
    expect(filesIn(join(cwd, 'cut')).has('report.md')).toBe(true);
  });
});
