import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.js';
import { patterns } from '../../src/patterns/index.js';
import { listBuiltins, listPublished } from '../../src/scenario/file.js';
import { listPresets } from '../../src/scenario/presets.js';
import { freshFolder, rehearse } from './helper.js';

const script = rehearse(['completion', 'bash'], freshFolder()).stdout;

/** What bash offers for the last of some words. */
function offered(words: readonly string[], cwd = freshFolder()): string[] {
  const asked = `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rehearse\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', asked, 'bash', 'rehearse', ...words], {
    cwd,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('bash completes', () => {
  it('commands', () => {
    expect(offered([''])).toEqual([...COMMANDS.map(({ name }) => name), 'help', '--help', '--version']);
    expect(offered(['comp'])).toEqual(['compare', 'completion']);
    expect(offered(['help', 'de'])).toEqual(['decide']);
  });

  it('the options of each command, as its help lists them', () => {
    for (const { name } of COMMANDS) {
      const help = rehearse([name, '--help'], freshFolder()).stdout;
      const options = [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option);
      expect(offered([name, '--']).sort(), name).toEqual(options.sort());
    }
    expect(offered(['compare', 'article', '-'])).toContain('-n');
  });

  it('built-in scenarios and files', () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'article-of-mine.yaml'), '');
    expect(offered(['compare', 'art'], cwd)).toEqual(['article', 'article-of-mine.yaml']);
    expect(offered(['decide', ''])).toEqual([...listBuiltins(), ...listPublished()]);
    // Options and their values are no arguments.
    expect(offered(['sweep', '--runs', '20', '--fair', 'art'])).toEqual(['article']);
  });

  it('patterns and presets, also in a list', () => {
    expect(offered(['compare', 'article', '--patterns', ''])).toEqual(patterns.map(({ name }) => name));
    expect(offered(['compare', 'article', '--patterns', 'workflow,deb'])).toEqual(['workflow,debate']);
    expect(offered(['run', 'article', '--preset', 'langgraph-s'])).toEqual(
      listPresets().filter((name) => name.startsWith('langgraph-s')),
    );
    expect(offered(['explain', 'article', 'work'])).toEqual(['workflow']);
    expect(offered(['explain', 'article', 'workflow', 'sup'])).toEqual(['supervisor']);
    expect(offered(['migrate', 'article', '--from', 'sup'])).toEqual(['supervisor']);
  });

  it('folders, choices and ids', () => {
    const cwd = freshFolder();
    mkdirSync(join(cwd, 'reports of mine'));
    writeFileSync(join(cwd, 'reports.txt'), '');
    expect(offered(['report', 'rep'], cwd)).toEqual(['reports of mine']);
    expect(offered(['diff', 'rep'], cwd)).toEqual(['reports of mine']);
    expect(offered(['validate', '--only', ''])).toEqual(['laws', 'closed-forms', 'recorded', 'published']);
    expect(offered(['claims', 'race-on-persist', 'edges-q'])).toEqual(['edges-quadratic']);
    expect(offered(['completion', ''])).toEqual(['bash', 'zsh', 'fish']);
  });

  it('nothing where anything may stand', () => {
    expect(offered(['compare', 'article', '--seed', ''])).toEqual([]);
  });
});

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe('other shells read what is made for them', () => {
  it.each(['zsh', 'fish'])('%s', (shell) => {
    const { code, stdout } = rehearse(['completion', shell], freshFolder());
    expect(code).toBe(0);
    for (const { name } of COMMANDS) expect(stdout).toContain(name);
    expect(stdout).toContain('workflow');
    const file = join(freshFolder(), `rehearse.${shell}`);
    writeFileSync(file, stdout);
    if (has(shell))
      expect(spawnSync(shell, ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it.runIf(has('fish'))('fish offers the names of patterns in a list', () => {
    const { stdout } = rehearse(['completion', 'fish'], freshFolder());
    const asked = `${stdout}\ncomplete -C 'rehearse compare article --patterns workflow,deb'`;
    const { stdout: found } = spawnSync('fish', ['--no-config', '-c', asked], { encoding: 'utf8' });
    expect(found).toMatch(/^workflow,debate/);
  });

  it('an unknown shell is refused with those that there are', () => {
    const { code, stderr } = rehearse(['completion', 'powershell'], freshFolder());
    expect([code, stderr]).toEqual([2, expect.stringContaining('bash, zsh, fish')]);
  });
});
