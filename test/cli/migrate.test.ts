import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';

const few = (...more: string[]): string[] => [
  ...['migrate', 'article', '--from', 'supervisor', '--to', 'critical-path-hybrid', '--runs', '40', '--quiet', ...more],
];

describe('rehearse migrate', () => {
  it('says the order and the worst that is met on the way, and writes the whole folder', () => {
    const cwd = freshFolder();
    const ended = rehearse(few(), cwd);
    expect([ended.code, ended.stderr]).toEqual([0, 'Run folder: reports/article-migration\n']);
    expect(ended.stdout).toMatch(/^Move .*, then /m);
    expect(ended.stdout).toContain('The states between, as a scenario writes them\n  1. { ');
    const files = filesIn(join(cwd, 'reports/article-migration'));
    expect([...files.keys()]).toEqual([
      ...['charts/migration.svg', 'charts/migration.vl.json', 'looked.csv', 'manifest.json', 'migration.csv'],
      ...['report.html', 'report.md', 'result.json', 'scenario.yaml'],
    ]);
    expect(files.get('migration.csv')!.trimEnd().split('\n')).toHaveLength(6);
  });

  it('is the same with any number of threads', () => {
    const json = (jobs: string): unknown => JSON.parse(rehearse(few('--json', '--jobs', jobs), freshFolder()).stdout);
    expect(json('2')).toEqual(json('1'));
  });

  it('makes its report again without simulating', () => {
    const cwd = freshFolder();
    rehearse(few(), cwd);
    const folder = join(cwd, 'reports/article-migration');
    const first = filesIn(folder);
    expect(rehearse(['report', 'reports/article-migration'], cwd).code).toBe(0);
    expect(filesIn(folder)).toEqual(first);
  });

  it('refuses what is no move, and what cannot be expressed, with the reason', () => {
    const same = rehearse(['migrate', 'article', '--from', 'mesh', '--to', 'mesh'], freshFolder());
    expect([same.code, same.stderr]).toEqual([2, '--from and --to are the same.\n  Name two patterns or teams.\n']);
    const missing = rehearse(['migrate', 'article', '--from', 'mes', '--to', 'mesh'], freshFolder());
    expect(missing.stderr).toContain("--from: there is no pattern or team 'mes'");
  });
});
