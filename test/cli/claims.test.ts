import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';

const FEW = ['claims', 'race-on-persist', 'edges-quadratic', '--runs', '40', '--quiet'];

it('prints a verdict for each claim that is named, and leaves a folder with the numbers behind it', () => {
  const cwd = freshFolder();
  const { code, stdout } = rehearse([...FEW, '--all'], cwd);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^race-on-persist +E +holds when$/m);
  expect(stdout).toMatch(/^edges-quadratic +A +holds$/m);
  const files = filesIn(join(cwd, 'reports/claims'));
  const top = [
    'claims.csv',
    'flips.csv',
    'manifest.json',
    'measurements.csv',
    'report.html',
    'report.md',
    'statements.csv',
  ];
  expect([...files.keys()].filter((name) => !name.includes('/')).sort()).toEqual(top);
  expect(files.has('race-on-persist/01-overwrite.yaml')).toBe(true);
  expect(files.get('race-on-persist/runs.csv')!.split('\n')[0]).toBe('setting,pattern,replication,lostUpdates');
  expect(files.get('report.md')).toContain(
    'rehearse compare article --patterns choreography,workflow --set policies.writes=overwrite --runs 40 --seed rehearsal',
  );
});

it('shows claims as a board by verdict, a line a claim, and last the counts', () => {
  const lines = rehearse(FEW, freshFolder(), { COLUMNS: '80' }).stdout.trimEnd().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.filter((line) => line.startsWith('  edges-quadratic'))).toHaveLength(1);
  expect(lines.indexOf('Hold: 1')).toBeLessThan(lines.indexOf('Hold under some conditions only: 1'));
  expect(lines.slice(-3)).toEqual([
    expect.stringMatching(/^Of 2 (?:published )?claims, 1 holds and 1 holds under .*\.$/),
    'reports/claims/report.html',
    '  rehearse claims <id> --all',
  ]);
});

it('gives the same bytes with any number of threads', () => {
  const [one, two] = ['1', '2'].map((jobs) => {
    const cwd = freshFolder();
    const { stdout } = rehearse([...FEW, '--jobs', jobs, '--json', '--out', 'here'], cwd);
    return { stdout, files: filesIn(join(cwd, 'here')) };
  });
  expect(two).toEqual(one);
});

it('prints JSON', () => {
  const { stdout } = rehearse(['claims', 'call-counts', '--json', '--runs', '20'], freshFolder());
  const { claims } = JSON.parse(stdout) as { claims: { id: string; verdict: string; conditions: object[] }[] };
  expect(claims).toMatchObject([{ id: 'call-counts', verdict: 'holds', type: 'A' }]);
});

it('refuses a claim that is not there, and says which could be meant', () => {
  const { code, stderr } = rehearse(['claims', 'race-on-persists'], freshFolder());
  expect(code).toBe(2);
  expect(stderr).toContain("There is no claim 'race-on-persists'");
  expect(stderr).toContain('race-on-persist');
});
