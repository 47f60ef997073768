import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenarioFile } from '../../src/scenario/file.js';
import { advice, nameProblems } from '../../src/study/check.js';
import { freshFolder, ROOT, rehearse } from './helper.js';

const TEMPLATE = join(ROOT, 'assets/init.yaml');

describe('rehearse init', () => {
  it('starts from a scenario that loads, and that nothing can be said against', () => {
    const loaded = loadScenarioFile(TEMPLATE, []);
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
    expect(loaded.warnings).toEqual([]);
    expect(nameProblems(loaded.scenario, loaded.source)).toEqual([]);
    expect(advice(loaded.scenario)).toEqual([]);
  });

  it('has a comment on every value that decides something', () => {
    const lines = readFileSync(TEMPLATE, 'utf8').split('\n');
    const values = lines.filter((line) => /^ +\w+: [\d{]/.test(line) && !/weight|desk/.test(line));
    expect(values.length).toBeGreaterThan(15);
    for (const line of values) expect(line).toContain('#');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('writes it where it is told to, and it can be checked and compared at once', () => {
    const cwd = freshFolder();
    const { code, stdout, stderr } = rehearse(['init'], cwd);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('rehearse compare scenario.yaml');
    expect(readFileSync(join(cwd, 'scenario.yaml'), 'utf8')).toBe(readFileSync(TEMPLATE, 'utf8'));
    expect(rehearse(['check', 'scenario.yaml'], cwd).stdout).not.toContain('!');
    const compared = rehearse(['compare', 'scenario.yaml', '--runs', '20'], cwd);
    expect(compared.code).toBe(0);
    expect(compared.stdout).toContain('desk');
    expect(rehearse(['init', 'mine.yaml'], cwd).code).toBe(0);
    expect(existsSync(join(cwd, 'mine.yaml'))).toBe(true);
  });

  it('never overwrites, and says what to do instead', () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'scenario.yaml'), 'mine');
    const { code, stdout, stderr } = rehearse(['init'], cwd);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      "'scenario.yaml' exists already and was not changed.\n  Give another name, as in rehearse init other.yaml.\n",
    );
    expect(readFileSync(join(cwd, 'scenario.yaml'), 'utf8')).toBe('mine');
    expect(rehearse(['init', 'no/where.yaml'], cwd).stderr).toContain('there is no such folder');
    expect(rehearse(['init', '.'], cwd).code).toBe(2);
  });

  it.each([['-'], ['--stdout']])('prints it with %s, and writes nothing', (how) => {
    const cwd = freshFolder();
    expect(rehearse(['init', how], cwd)).toMatchObject({ code: 0, stdout: readFileSync(TEMPLATE, 'utf8'), stderr: '' });
    expect(existsSync(join(cwd, 'scenario.yaml'))).toBe(false);
  });
});
