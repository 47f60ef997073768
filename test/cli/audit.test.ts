import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';

const few = (...more: string[]): string[] => ['audit', 'article', '--runs', '100', '--quiet', ...more];

describe('rehearse audit', () => {
  it('says in one sentence which steps carry the damage, and writes the whole folder', () => {
    const cwd = freshFolder();
    const ended = rehearse(few(), cwd);
    expect([ended.code, ended.stderr]).toEqual([0, 'Run folder: reports/article-audit\n']);
    expect(ended.stdout.split('\n')[0]).toBe('Which steps are critical in article, under workflow?');
    expect(ended.stdout.replaceAll('\n', ' ')).toMatch(/ steps,? (?:carry|carries|costs) .* under workflow when /);
    const files = filesIn(join(cwd, 'reports/article-audit'));
    expect([...files.keys()]).toEqual([
      ...['audit.csv', 'charts/audit.svg', 'charts/audit.vl.json', 'manifest.json'],
      ...['report.html', 'report.md', 'result.json', 'scenario.yaml'],
    ]);
    const [header, ...rows] = files.get('audit.csv')!.trimEnd().split('\n');
    expect(header).toBe('scenario,pattern,part,kind,agent,trial,measure,n,damage,low,high,shown');
    expect(rows).toHaveLength(4 * 5);
  });

  it('is the same with any number of threads', () => {
    const json = (jobs: string): unknown => JSON.parse(rehearse(few('--json', '--jobs', jobs), freshFolder()).stdout);
    expect(json('2')).toEqual(json('1'));
  });

  it('makes its report again without simulating', () => {
    const cwd = freshFolder();
    rehearse(few('--pattern', 'supervisor'), cwd);
    const folder = join(cwd, 'reports/article-audit');
    const first = filesIn(folder);
    expect(rehearse(['report', 'reports/article-audit'], cwd).code).toBe(0);
    expect(filesIn(folder)).toEqual(first);
  });

  it('refuses a pattern without agents, and one that is none', () => {
    const single = rehearse(few('--pattern', 'single-agent'), freshFolder());
    expect(single.code).toBe(2);
    expect(single.stderr).toContain('one agent does every step');
    const none = rehearse(few('--pattern', 'workflo'), freshFolder());
    expect(none.code).toBe(2);
    expect(none.stderr).toContain("Did you mean 'workflow'?");
  });
});
