import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';

const DESK = `
scenario: desk
question: How many tickets an hour can each pattern take?
task: { brief: { tokens: 10 }, steps: { draft: { role: writer }, check: { role: checker, after: [draft] } } }
agents: { defaults: { output: 10, latency: { exponential: { mean: 2s } }, capacity: 1 }, writer: {}, checker: {} }
coordinator: { output: 10, latency: 3s }
workload: { tasks: 60, arrivals: { poisson: 300/h } }
patterns: { only: [pipeline, supervisor] }
decision: { objectives: { latency: { weight: 1 } } }
growth: { label: tickets an hour, paths: [workload.arrivals.poisson], sizes: [100, 300], unit: /h }
`;

const desk = (): string => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'desk.yaml'), DESK);
  return cwd;
};

describe('a workload on the command line', () => {
  it('is compared in as many replications as its tasks ask for, and repeats byte for byte', () => {
    const cwd = desk();
    const result = JSON.parse(rehearse(['compare', 'desk.yaml', '--json', '--out', 'a'], cwd).stdout);
    expect(result.runs).toBe(34);
    expect(result.load.patterns).toContainEqual(
      expect.objectContaining({ pattern: 'supervisor', busiest: 'coordinator' }),
    );
    expect(result.load.sentences.join(' ')).toMatch(
      /The coordinator saturates at .* tickets an hour under supervisor\./,
    );
    expect(result.crossovers).toEqual([]);
    rehearse(['compare', 'desk.yaml', '--out', 'b'], cwd);
    const [a, b] = ['a', 'b'].map((folder) => filesIn(join(cwd, folder)));
    expect(b).toEqual(a);
    expect([...a!.keys()]).toEqual(expect.arrayContaining(['charts/growth-ends.svg', 'charts/growth-load.svg']));
  });

  it('is told task by task, each from its own arrival', () => {
    const cwd = desk();
    const told = (task: number): { endedAt: number; calls: { requestedAt: number; saw: string[]; queued: number }[] } =>
      JSON.parse(
        rehearse(['run', 'desk.yaml', '--pattern', 'supervisor', '--task', String(task), '--json'], cwd).stdout,
      );
    const tasks = [0, 7, 40].map(told);
    for (const { calls, endedAt } of tasks) {
      expect(calls[0]!.requestedAt).toBe(0);
      expect(calls.every(({ saw }) => saw.length > 0)).toBe(true);
      expect(endedAt).toBeGreaterThan(9);
    }
    expect(new Set(tasks.map(({ endedAt }) => endedAt)).size).toBe(3);
    expect(tasks[0]!.calls.every(({ queued }) => queued === 0)).toBe(true);
    const { stdout } = rehearse(['run', 'desk.yaml', '--pattern', 'supervisor', '--task', '7'], cwd);
    expect(stdout.split('\n')[0]).toContain('replication 0 · task 7');
    const { code, stderr } = rehearse(['run', 'desk.yaml', '--pattern', 'supervisor', '--task', '60'], cwd);
    expect([code, stderr]).toEqual([2, expect.stringContaining('has 60 tasks, counted from 0')]);
  });

  it('is found to be too much before anything runs', () => {
    const { stdout } = rehearse(['check', 'desk.yaml', '--set', 'workload.arrivals.poisson=2000/h'], desk());
    expect(stdout).toContain("'writer' is offered at least 111 % of its capacity");
  });
});
