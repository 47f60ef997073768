import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';

const few = (...more: string[]): string[] => [
  ...['capacity', 'provider', '--patterns', 'workflow,fan-out-fan-in', '--runs', '60', '--quiet', ...more],
];

describe('rehearse capacity', () => {
  it('says in one sentence who sustains how much and what breaks first, and writes the whole folder', () => {
    const cwd = freshFolder();
    const ended = rehearse(few(), cwd);
    expect([ended.code, ended.stderr]).toEqual([0, 'Run folder: reports/provider-capacity\n']);
    expect(ended.stdout).toMatch(/^single-agent sustains \d+ agents.*; beyond that, the deadline breaks first\.$/m);
    expect(ended.stdout).toMatch(/^workflow +3 +.*the provider's limit of input tokens/m);
    const files = filesIn(join(cwd, 'reports/provider-capacity'));
    expect([...files.keys()]).toEqual([
      ...['capacity.csv', 'charts/capacity.svg', 'charts/capacity.vl.json', 'manifest.json', 'points.csv'],
      ...['report.html', 'report.md', 'result.json', 'scenario.yaml'],
    ]);
    const [header, ...rows] = files.get('capacity.csv')!.trimEnd().split('\n');
    expect(header).toBe('scenario,parameter,unit,pattern,sustains,low,high,open,breaks_at,breaks_first,busiest');
    expect(rows).toHaveLength(3);
    expect(rows.at(-1)).toContain('workflow,3,');
    expect(files.get('report.md')).toContain('beyond that, the deadline breaks first.');
  });

  it('is the same with any number of threads', () => {
    const json = (jobs: string): unknown => JSON.parse(rehearse(few('--json', '--jobs', jobs), freshFolder()).stdout);
    expect(json('2')).toEqual(json('1'));
  });

  it('makes its report again without simulating', () => {
    const cwd = freshFolder();
    rehearse(few(), cwd);
    const folder = join(cwd, 'reports/provider-capacity');
    const first = filesIn(folder);
    expect(rehearse(['report', 'reports/provider-capacity'], cwd).code).toBe(0);
    expect(filesIn(folder)).toEqual(first);
  });

  it('refuses a path that leads nowhere, and a share that is none', () => {
    const path = rehearse(few('--vary', 'task.steps.explore.replica'), freshFolder());
    expect(path.code).toBe(2);
    expect(path.stderr).toContain("Did you mean 'replicas'?");
    const share = rehearse(few('--lost', '2'), freshFolder());
    expect([share.code, share.stderr]).toEqual([
      2,
      "--lost expects a share from 0 to below 1, or percent, got '2'.\n  Give it as in --lost 5%.\n",
    ]);
  });
});
