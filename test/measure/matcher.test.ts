import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { measureCommand } from '../../src/real/measure/exec.js';
import { measurementOf } from '../../src/real/measure/measurement.js';
import { loadScenarioFile } from '../../src/scenario/file.js';
import { rehearse } from '../../src/vitest.js';

const SCENARIO = 'examples/newsroom.yaml';

describe('dress-rehearsal/vitest', () => {
  it('says that a pipeline agrees, and what its figures are', async () => {
    const result = await rehearse({ scenario: SCENARIO, runs: 20 }).measure(() => import('./apps/pipeline.mjs'));
    expect(result).toAgreeWith('pipeline', { client: 'openai' });
    expect(() => expect(result).toAgreeWith('supervisor')).toThrow(/None of 20 replications/);
    const correct = result.values('correct').filter((value) => value === 1).length;
    expect(result.share('correct')).toBe(correct / 20);
    expect(result.quantile('latency', 1)).toBe(Math.max(...result.values('latency')));
    expect(result.quantile('latency', 0.95)).toBeGreaterThan(result.quantile('latency', 0.5));
    const worst = result.worst('latency');
    expect(worst.value).toBe(result.quantile('latency', 1));
    expect(worst.command).toBe(`rehearse run ${SCENARIO} --pattern pipeline --replication ${worst.replication}`);
    expect(result.warnings).toEqual([]);
    expect(() => result.share('latency')).toThrow('no share');
    expect(() => result.mean('nothing')).toThrow("no measure 'nothing'");
  });

  it('tells the race in the message of the failed test', async () => {
    const { default: race } = await import('./apps/race.mjs');
    const result = await rehearse({ scenario: SCENARIO, runs: 20 }).measure(race);
    expect(result).not.toAgreeWith('pipeline');
    expect(result).toAgreeWith('workflow');
    expect(() => expect(result).toAgreeWith('pipeline')).toThrow(
      /the tagger reads what comes of summarise before the fact-checker has checked it/,
    );
  });

  it('refuses what is no rehearsal', () => {
    expect(() => expect('text').toAgreeWith('pipeline')).toThrow('toAgreeWith expects what rehearse');
    expect(() => rehearse({ scenario: SCENARIO, runs: 1 })).toThrow('runs: 1');
    expect(() => rehearse({ scenario: SCENARIO, preset: 'nowhere' })).toThrow("no preset 'nowhere'");
  });
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!hasPython)('a program in Python', () => {
  it('is measured over HTTP, a process per replication, and agrees call by call', async () => {
    const fast = ['models.medium.ttft=20ms', 'models.medium.outputRate=20000/s'];
    const read = loadScenarioFile(SCENARIO, fast);
    if (!read.ok) throw new Error(SCENARIO);
    const { scenario } = read;
    const runs = 4;
    const options = { scenario, seed: 'rehearsal', runs, atOnce: 2, command: 'python3 examples/python/agent.py' };
    const found = await measureCommand(options);
    const { agreement, warnings } = measurementOf({
      ...{ scenario, seed: 'rehearsal', requested: runs, against: 'pipeline' },
      ...found,
    });
    expect(agreement).toMatchObject({ equal: runs, differences: [] });
    expect(warnings.map(({ message }) => message).join()).toContain('real time');
  });

  it('that fails is a failed task, with the last line that it says', async () => {
    const read = loadScenarioFile(SCENARIO, []);
    if (!read.ok) throw new Error(SCENARIO);
    const command = `python3 -c 'import sys; sys.stdin.read(); sys.exit("no agent here")'`;
    const { records, warnings } = await measureCommand({
      scenario: read.scenario,
      seed: 's',
      runs: 2,
      atOnce: 1,
      command,
    });
    expect(records.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    expect(warnings[0]!.message).toContain('no agent here');
  });
});
