import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, rehearse } from './helper.js';

const cwd = freshFolder();
const RUNS = 60;
const PATTERNS = ['single-agent', 'workflow', 'supervisor'];

/** Half of the false claims that were found are not: worse, and only where somebody checks. */
const WORSE = ['--set', 'agents.fact-checker.detection=0', '--set', 'models.medium.price.output=6'];

function compare(out: string, ...more: readonly string[]): void {
  const args = [
    'compare',
    'article',
    '--runs',
    String(RUNS),
    '--patterns',
    'workflow,supervisor',
    '--out',
    out,
    ...more,
  ];
  expect(rehearse(args, cwd).code).toBe(0);
}

interface Row {
  readonly pattern: string;
  readonly measure: string;
  readonly a: { readonly n: number; readonly mean: number };
  readonly b: { readonly n: number; readonly mean: number };
  readonly difference: { readonly mean: number; readonly low: number; readonly high: number };
  readonly verdict: string;
  readonly trend: string;
}

interface Result {
  readonly a: object;
  readonly summary: readonly string[];
  readonly scenario: readonly { readonly path: string }[];
  readonly method: string;
  readonly pairs: number | null;
  readonly rows: readonly Row[];
  readonly onlyIn: object;
  readonly limits: readonly { readonly pattern: string; readonly measure: string; readonly verdict: string }[];
}

const json = (...args: readonly string[]): Result =>
  JSON.parse(rehearse(['diff', ...args, '--json'], cwd).stdout) as Result;

describe('rehearse diff', () => {
  beforeAll(() => {
    compare('reports/before');
    compare('reports/after', ...WORSE);
    compare('reports/reseeded', '--seed', 'other');
  }, 60_000);

  it('runs the example of its help as printed', () => {
    const { stdout } = rehearse(['diff', '--help'], cwd);
    const example = /Example:\n(?: {2}rehearse compare .*\n)* {2}rehearse (.*)/.exec(stdout)![1]!;
    const { code, stderr } = rehearse(example.split(' '), cwd);
    expect([code, stderr]).toEqual([1, '']);
  });

  it('says what changed, by how much, which values were edited, and what is noise', () => {
    const { code, stdout } = rehearse(['diff', 'reports/before', 'reports/after'], cwd);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\d+ of 12 rows \(one per pattern and measure\), changed: .*\d+ for the worse/);
    expect(stdout).toContain('agents.fact-checker.detection: 0.75 → 0');
    expect(stdout).toContain('models.medium.price.output: 4 → 6');
    expect(stdout).toMatch(/paired\s+by replication/);
    expect(stdout).toMatch(/workflow +0\.\d+ +0\.\d+ +\+0\.\d+ \(0\.\d+–0\.\d+\) +worse +\+\d+\.\d %/);
    expect(stdout).toContain('The same in every replication');
  });

  it('takes its differences from the files alone, so that anybody can check them', () => {
    const column = (folder: string, pattern: string, measure: string): number[] => {
      const [header, ...rows] = readFileSync(join(cwd, folder, 'runs.csv'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(','));
      return rows.filter((row) => row[1] === pattern).map((row) => Number(row[header!.indexOf(measure)]));
    };
    const { rows, pairs, method } = json('reports/before', 'reports/after');
    expect([pairs, method]).toEqual([RUNS, 'paired']);
    for (const pattern of PATTERNS) {
      const [before, after] = ['reports/before', 'reports/after'].map((folder) => column(folder, pattern, 'cost'));
      const mean = after!.reduce((sum, value, i) => sum + value - before![i]!, 0) / RUNS;
      const row = rows.find((one) => one.pattern === pattern && one.measure === 'cost')!;
      expect(row.difference.mean).toBeCloseTo(mean, 12);
      expect(row).toMatchObject({ verdict: 'changed', trend: 'worse', a: { n: RUNS }, b: { n: RUNS } });
    }
  });

  it('finds nothing between a folder and itself', () => {
    const { code, stdout } = rehearse(
      ['diff', 'reports/before', 'reports/before', '--all', '--limit', 'cost=0', '--limit', 'correct=0%'],
      cwd,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/Nothing changed: \d+ rows/);
    expect(stdout).toContain('6 rows of 6 within the limit');
    const { rows, scenario } = json('reports/before', 'reports/before', '--all');
    expect(scenario).toEqual([]);
    expect(rows.length).toBeGreaterThan(80);
    for (const row of rows) expect(row).toMatchObject({ difference: { mean: 0 }, verdict: 'same' });
  });

  it('calls another seed noise, with intervals of independent samples', () => {
    const { rows, method, pairs, summary } = json('reports/before', 'reports/reseeded');
    expect([method, pairs]).toEqual(['independent', null]);
    expect(summary.join(' ')).toContain("Welch's");
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(['within noise']));
    const { code, stdout } = rehearse(['diff', 'reports/before', 'reports/reseeded', '--limit', 'correct=2pt'], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('seed: rehearsal → other');
    expect(stdout).toContain('Not decided whether the limit holds');
    expect(stdout).toContain('more --runs');
  });

  it('exits with 1 where a measure got worse beyond its limit, and with 0 where it may', () => {
    const limit = (text: string): { code: number | null; stdout: string } =>
      rehearse(['diff', 'reports/before', 'reports/after', '--patterns', 'workflow', '--limit', text], cwd);
    for (const text of ['cost=5%', 'cost=$0.0001', 'cost=0', 'tokenTax=1%', 'latency=1h', 'cost=90%']) {
      const isBroken = text.startsWith('cost') && text !== 'cost=90%';
      const { code, stdout } = limit(text);
      expect([text, code]).toEqual([text, isBroken ? 1 : 0]);
      expect(stdout).toContain(isBroken ? '✗ cost of workflow got worse by $' : '✓ 1 row of 1 within the limit');
    }
    const { limits } = json('reports/before', 'reports/after', '--limit', 'cost=1%', '--limit', 'latency=500ms');
    expect(limits.map(({ pattern, measure, verdict }) => [pattern, measure, verdict])).toEqual([
      ...PATTERNS.map((pattern) => [pattern, 'cost', 'broken']),
      ...PATTERNS.map((pattern) => [pattern, 'latency', 'held']),
    ]);
    // The other way round it got better.
    expect(rehearse(['diff', 'reports/after', 'reports/before', '--limit', 'cost=0'], cwd).code).toBe(0);
  });

  it('compares only what is asked for, and lists what only one has', () => {
    const { rows } = json('reports/before', 'reports/after', '--patterns', 'workflow', '--measures', 'edges,calls');
    expect(rows.map(({ pattern, measure }) => [pattern, measure])).toEqual([
      ['workflow', 'edges'],
      ['workflow', 'calls'],
    ]);
    compare('reports/fewer', '--patterns', 'pipeline');
    expect(json('reports/before', 'reports/fewer').onlyIn).toEqual({
      a: { patterns: ['workflow', 'supervisor'], measures: [] },
      b: { patterns: ['pipeline'], measures: [] },
    });
    const { stdout } = rehearse(['diff', 'reports/before', 'reports/fewer'], cwd);
    expect(stdout).toContain('Patterns only in A: workflow and supervisor.');
  });

  it.each([
    [['reports/before', 'nowhere'], "'nowhere' is not a run folder of rehearse compare"],
    [['reports/before'], 'missing required argument'],
    [['reports/before', 'reports/after', '--measures', 'latncy'], "Did you mean 'latency'?"],
    [['reports/before', 'reports/after', '--patterns', 'workflo'], "Did you mean 'workflow'?"],
    [['reports/before', 'reports/after', '--limit', 'cots=5%'], "Did you mean 'cost'?"],
    [['reports/before', 'reports/after', '--limit', 'cost'], 'Give it as in --limit cost=5%.'],
    [['reports/before', 'reports/after', '--limit', 'correct=2'], 'correct=2pt or 0.02'],
    [['reports/before', 'reports/after', '--limit', 'cost=-1'], "'-1' is no amount of 'cost'"],
    [['reports/before', 'reports/after', '--limit', 'latency=5pt'], "'5pt' is no amount of 'latency'"],
    [['reports/before', 'reports/after', '--limit', 'participants=1'], 'neither better nor worse'],
    [['reports/before', 'reports/after', '--limit', 'throughput=5%'], 'there is no pattern under which'],
    [['reports/before', 'reports/after', '--all', '--measures', 'cost'], 'Use one of them.'],
    [['reports/before', 'reports/fewer', '--patterns', 'workflow'], "'reports/fewer', of version"],
  ])('refuses %j with exit code 2 and the next step', (args, text) => {
    const { code, stdout, stderr } = rehearse(['diff', ...args], cwd);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(text);
    expect(stderr.trim().split('\n').length).toBeGreaterThan(1);
    expect(stderr).not.toContain('Internal fault');
  });

  it('says what is broken in a folder, and where', () => {
    compare('reports/broken');
    appendFileSync(join(cwd, 'reports/broken/runs.csv'), 'article,workflow\n');
    const { code, stderr } = rehearse(['diff', 'reports/before', 'reports/broken'], cwd);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^reports\/broken\/runs\.csv, line \d+: 2 cells under \d+ columns\.\n {2}[A-Z].*\.\n$/);
    writeFileSync(join(cwd, 'reports/broken/manifest.json'), '{}');
    expect(rehearse(['diff', 'reports/before', 'reports/broken'], cwd).stderr).toContain(
      'is not one of dress-rehearsal',
    );
  });

  it('prints no line that is longer than the terminal is wide', () => {
    for (const columns of [60, 100]) {
      const { stdout } = rehearse(['diff', 'reports/before', 'reports/after', '--all', '--limit', 'latency=0'], cwd, {
        COLUMNS: String(columns),
      });
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });
});
