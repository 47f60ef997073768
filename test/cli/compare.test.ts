import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { patterns } from '../../src/patterns/index.js';
import { filesIn, freshFolder, ROOT, rehearse } from './helper.js';
import { interruptedAfter } from './killing.js';

const ARTICLE = join(ROOT, 'scenarios/article.yaml');
/** What does not depend on which patterns are compared is tested with few: most of the time goes into their charts. */
const FEW = ['--patterns', 'pipeline,supervisor,choreography'];
const PATTERNS = [...patterns.map(({ name }) => name), 'newsroom'];

describe('rehearse compare', () => {
  it('prints the comparison with intervals and verdicts, and leaves the run folder', () => {
    const cwd = freshFolder();
    const { code, stdout, stderr } = rehearse(['compare', ARTICLE, '--runs', '60', '--all'], cwd);
    expect(code).toBe(0);
    for (const pattern of PATTERNS) expect(stdout).toContain(pattern);
    expect(stdout).toMatch(/[\d.]+ \([\d.]+–[\d.]+\) +(best|tie|worse)/);
    expect(stdout).toContain('best');
    expect(stderr).toContain('Run folder: reports/article');
    const files = [...filesIn(join(cwd, 'reports/article')).keys()];
    for (const name of [
      'manifest.json',
      'scenario.yaml',
      'summary.csv',
      'runs.csv',
      'report.md',
      'report.html',
      'charts/outcomes.svg',
    ]) {
      expect(files).toContain(name);
    }
    const header = readFileSync(join(cwd, 'reports/article/summary.csv'), 'utf8').split('\n')[0];
    expect(header).toBe(
      'scenario,pattern,measure,unit,better,n,mean,low,high,p50,p95,p95_low,p95_high,vs_single,vs_single_low,vs_single_high,vs_single_holm_low,vs_single_holm_high,vs_best,vs_best_low,vs_best_high,vs_best_holm_low,vs_best_holm_high,verdict',
    );
  });

  it('gives the same bytes for the same seed, wherever it writes', () => {
    const cwd = freshFolder();
    for (const out of ['x', 'y']) {
      expect(rehearse(['compare', ARTICLE, ...FEW, '--runs', '200', '--seed', 'a', '--out', out], cwd).code).toBe(0);
    }
    const x = filesIn(join(cwd, 'x'));
    expect(x.size).toBeGreaterThan(8);
    expect(filesIn(join(cwd, 'y'))).toEqual(x);
    rehearse(['compare', ARTICLE, ...FEW, '--runs', '200', '--seed', 'b', '--out', 'z'], cwd);
    expect(filesIn(join(cwd, 'z')).get('runs.csv')).not.toBe(x.get('runs.csv'));
  });

  it('names a command in its manifest that makes the same folder again', () => {
    const cwd = freshFolder();
    rehearse(['compare', 'article', '--runs', '20', '--set', 'agents.tagger.output=50', '--out', 'first'], cwd);
    const first = filesIn(join(cwd, 'first'));
    const { command } = JSON.parse(first.get('manifest.json')!) as { command: string };
    expect(command).toBe('rehearse compare article --runs 20 --set agents.tagger.output=50');
    rehearse([...command.split(' ').slice(1), '--out', 'again'], cwd);
    expect(filesIn(join(cwd, 'again'))).toEqual(first);
  });

  it('measures growth at every size', () => {
    const cwd = freshFolder();
    expect(rehearse(['compare', 'growth', ...FEW, '--runs', '10', '--out', 'g'], cwd).code).toBe(0);
    const rows = filesIn(join(cwd, 'g')).get('growth.csv')!.trim().split('\n');
    const supervisorEdges = rows
      .map((row) => row.split(','))
      .filter((row) => row[1] === 'supervisor' && row[3] === 'edges');
    expect(supervisorEdges.map((row) => [Number(row[2]), Number(row[5])])).toEqual(
      Array.from({ length: 29 }, (_, i) => [i + 2, i + 3]),
    );
    expect(filesIn(join(cwd, 'g')).has('charts/growth.svg')).toBe(true);
  });

  it('keeps and reports what was finished when it is interrupted', async () => {
    const cwd = freshFolder();
    const study = ['compare', ARTICLE, '--runs', '2000000', '--out', 'cut'];
    const { code, stdout, stderr } = await interruptedAfter(2, study, cwd, join(cwd, 'cut'));
    expect(code).toBe(130);
    expect(stdout).toContain('of 2,000,000 replications');
    expect(stderr).toContain('The same command goes on from there; --fresh begins anew.');
    expect(stderr).toContain('Interrupted');
    const { replications } = JSON.parse(filesIn(join(cwd, 'cut')).get('manifest.json')!) as {
      replications: { requested: number; finished: number };
    };
    expect(replications.requested).toBe(2_000_000);
    expect(replications.finished).toBeGreaterThan(2);
    const rows = filesIn(join(cwd, 'cut')).get('runs.csv')!.trim().split('\n').length - 1;
    expect(rows).toBe(replications.finished * PATTERNS.length);
  });

  it('stops early once the precision is reached, and says so when it is not', () => {
    const cwd = freshFolder();
    const reached = JSON.parse(
      rehearse(['compare', ARTICLE, ...FEW, '--precision', '0.05', '--json', '--out', 'p'], cwd).stdout,
    );
    expect(reached.runs).toBe(400);
    expect(reached.warnings.map((w: { message: string }) => w.message).join()).not.toContain('precision');
    const args = ['compare', ARTICLE, ...FEW, '--precision', '0.01', '--runs', '400', '--json', '--out', 'q'];
    const missed = JSON.parse(rehearse(args, cwd).stdout);
    expect(missed.warnings.map((w: { message: string }) => w.message).join()).toContain('was not reached within 400');
  });

  it('exits 1 when a threshold fails, and 0 when all are met', () => {
    const cwd = freshFolder();
    const set = (condition: string): string[] => ['--set', `thresholds={pipeline.correct: '${condition}'}`];
    const met = rehearse(['compare', ARTICLE, ...FEW, '--runs', '100', ...set('>= 0.2')], cwd);
    expect([met.code, met.stderr]).toEqual([0, expect.stringContaining('pipeline.correct >= 0.2: met')]);
    const failed = rehearse(['compare', ARTICLE, ...FEW, '--runs', '100', ...set('>= 0.99')], cwd);
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining('pipeline.correct >= 0.99: NOT met')]);
  });

  it('prints JSON and nothing else on stdout with --json', () => {
    const { stdout, code } = rehearse(['compare', ARTICLE, '--runs', '20', '--json'], freshFolder());
    const result = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(result.answer.length).toBeGreaterThan(1);
    expect(result.answer[0].split(' ').length).toBeLessThanOrEqual(20);
    expect(result.ranking).toHaveLength(PATTERNS.length);
  });

  it('leaves a folder alone that it did not write', () => {
    const cwd = freshFolder();
    mkdirSync(join(cwd, 'mine'));
    writeFileSync(join(cwd, 'mine/notes.txt'), 'precious');
    const { code, stderr } = rehearse(['compare', ARTICLE, ...FEW, '--runs', '10', '--out', 'mine'], cwd);
    expect(code).toBe(2);
    expect(stderr).toContain('holds files that this tool did not write, so nothing was written');
    expect(filesIn(join(cwd, 'mine'))).toEqual(new Map([['notes.txt', 'precious']]));
  });

  it('fits 80 and 120 columns, without colours where they are not wanted', () => {
    for (const columns of [80, 120]) {
      const { stdout } = rehearse(['compare', ARTICLE, '--runs', '20'], freshFolder(), { COLUMNS: String(columns) });
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
      expect(stdout).not.toContain('\u001b');
    }
    const coloured = rehearse(['compare', ARTICLE, ...FEW, '--runs', '20'], freshFolder(), { FORCE_COLOR: '1' });
    expect(coloured.stdout).toContain('\u001b[');
  });

  it('compares only what is asked for, with the single agent', () => {
    const cwd = freshFolder();
    const result = JSON.parse(
      rehearse(['compare', ARTICLE, '--patterns', 'workflow,newsroom', '--runs', '20', '--json'], cwd).stdout,
    );
    expect(result.ranking.sort()).toEqual(['newsroom', 'single-agent', 'workflow']);
    const wrong = rehearse(['compare', ARTICLE, '--patterns', 'workflo', '--runs', '20'], freshFolder());
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("Did you mean 'workflow'?")]);
    expect(existsSync(join(cwd, 'reports/article/manifest.json'))).toBe(true);
  });
});
