import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, filesIn, freshFolder, ROOT, rehearse } from './helper.js';

const SMALL = ['compare', 'article', '--patterns', 'workflow'];

/** With something on the standard input. */
function piped(args: readonly string[], cwd: string, input: string): Ended {
  const main = join(ROOT, 'dist/cli/main.js');
  const ended = spawnSync(process.execPath, [main, ...args], { cwd, input, encoding: 'utf8' });
  return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

const commandOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { command: string }).command;

describe('options in short', () => {
  it('mean what the long ones mean', () => {
    const cwd = freshFolder();
    const short = rehearse([...SMALL, '-n', '20', '-s', 'x', '-o', 'here', '-q'], cwd);
    const long = rehearse([...SMALL, '--runs', '20', '--seed', 'x', '--out', 'there', '--quiet'], cwd);
    expect([short.code, long.code]).toEqual([0, 0]);
    expect(filesIn(join(cwd, 'here')).get('summary.csv')).toBe(filesIn(join(cwd, 'there')).get('summary.csv'));
    // Where it was written is no part of the command that gives the same result.
    expect(commandOf(join(cwd, 'here'))).toBe('rehearse compare article --patterns workflow -n 20 -s x');
  });
});

describe('the environment', () => {
  const env = { REHEARSE_SEED: 'e', REHEARSE_RUNS: '22', REHEARSE_THREADS: '1', REHEARSE_OUT: 'elsewhere' };

  it('says what no option says, and the command that is recorded gives the same without it', () => {
    const cwd = freshFolder();
    const { code, stderr } = rehearse(SMALL, cwd, env);
    expect([code, stderr]).toEqual([0, 'Run folder: elsewhere/article\n']);
    const command = commandOf(join(cwd, 'elsewhere/article'));
    expect(command).toBe('rehearse compare --runs 22 --seed e article --patterns workflow');
    rehearse([...command.split(' ').slice(1), '--out', 'again'], cwd);
    expect(filesIn(join(cwd, 'again'))).toEqual(filesIn(join(cwd, 'elsewhere/article')));
  });

  it('gives way to options', () => {
    const cwd = freshFolder();
    const { stdout } = rehearse([...SMALL, '-n', '20', '-s', 'o', '-o', 'here', '--json'], cwd, env);
    expect(JSON.parse(stdout)).toMatchObject({ seed: 'o', runs: 20, folder: 'here' });
  });

  it('is told in help, and refused like an option where it is wrong', () => {
    const help = rehearse(['compare', '--help'], freshFolder()).stdout;
    for (const name of Object.keys(env)) expect(help).toContain(name);
    const { code, stderr } = rehearse(SMALL, freshFolder(), { REHEARSE_RUNS: 'many' });
    expect([code, stderr]).toEqual([2, expect.stringContaining("expects a whole number from 2, got 'many'")]);
  });

  it('colours what it is told to colour', () => {
    const ESC = '\u001b[';
    const shown = (colours: Readonly<Record<string, string>>): string =>
      rehearse(['scenarios'], freshFolder(), colours).stdout;
    expect(shown({ FORCE_COLOR: '1' })).toContain(ESC);
    expect(shown({ FORCE_COLOR: '0' })).not.toContain(ESC);
    expect(shown({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain(ESC);
  });
});

describe('a scenario on the standard input', () => {
  const text = readFileSync(join(ROOT, 'scenarios/article.yaml'), 'utf8');

  it('is compared like a file of the same text', () => {
    const cwd = freshFolder();
    const { code, stdout } = piped(['compare', '-', '-n', '20', '--patterns', 'workflow', '--fair'], cwd, text);
    expect(code).toBe(0);
    rehearse([...SMALL, '-n', '20', '--fair', '--out', 'file'], cwd);
    const [input, file] = ['reports/article', 'file'].map((folder) => filesIn(join(cwd, folder)));
    expect(input!.get('runs.csv')).toBe(file!.get('runs.csv'));
    expect(commandOf(join(cwd, 'reports/article'))).toMatch(/^rehearse compare - .* < scenario\.yaml$/);
    expect(stdout).toContain('rehearse explain reports/article/scenario.yaml ');
  });

  it('has its mistakes told by line, and is no part of a shard', () => {
    const wrong = piped(['check', '-'], freshFolder(), text.replace('scenario: article', 'scenaro: article'));
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/^stdin:\d+:\d+ .*'scenaro'/m)]);
    const shard = piped(['compare', '-', '-n', '20', '--shard', '1/2'], freshFolder(), text);
    expect([shard.code, shard.stderr]).toEqual([2, expect.stringContaining('Give the path of a file.')]);
  });
});

describe('with --json', () => {
  const wrong: readonly (readonly [readonly string[], object])[] = [
    [['compare', 'nowhere'], { error: "there is no file or built-in scenario 'nowhere'", place: 'nowhere' }],
    [[...SMALL, '--runs', 'x'], { error: "--runs expects a whole number from 2, got 'x'.", place: '--runs' }],
    [[...SMALL, '--rnus', '3'], { error: "unknown option '--rnus'", place: '--rnus', next: 'Did you mean --runs?' }],
    [['compare', 'article', '--patterns', 'workflo'], { place: '--patterns', next: "Did you mean 'workflow'?" }],
    [['diff', 'a', 'b'], { error: expect.stringContaining("'a' is not a run folder") }],
  ];

  it.each(wrong)('%j: an error is one object on the standard output, and nothing else', (args, fault) => {
    const { code, stdout, stderr } = rehearse([...args, '--json'], freshFolder());
    expect([code, stderr]).toEqual([2, '']);
    const told = JSON.parse(stdout) as { error: string; place: string | null; next: string | null };
    expect(Object.keys(told)).toEqual(['error', 'place', 'next']);
    expect(told).toMatchObject(fault);
    expect(told.next).toMatch(/^[A-Z].*[.?]$/);
  });

  it('several mistakes are told in the same object, each with its place', () => {
    const set = ['--set', 'policies.timeout=soon', '--set', 'no.such=1'];
    const { stdout } = rehearse([...SMALL, ...set, '--json'], freshFolder());
    const { error, more } = JSON.parse(stdout) as { error: string; more: { error: string; place: string }[] };
    expect([error, ...more.map((fault) => fault.error)].join(' ')).toMatch(/no 'no'.*'soon'|'soon'.*no 'no'/);
    expect(more[0]).toMatchObject({ place: '--set' });
  });
});

describe('--open', () => {
  it('hands the page to the browser that BROWSER names', async () => {
    const cwd = freshFolder();
    const opener = join(cwd, 'opener');
    writeFileSync(
      opener,
      `#!/bin/sh\nprintf '%s' "$1" > ${join(cwd, 'opened.part')}\nmv ${join(cwd, 'opened.part')} ${join(cwd, 'opened')}\n`,
    );
    chmodSync(opener, 0o755);
    expect(rehearse([...SMALL, '-n', '20', '-o', 'here', '--open'], cwd, { BROWSER: `${opener}:other` }).code).toBe(0);
    await expect.poll(() => existsSync(join(cwd, 'opened')), { timeout: 5000 }).toBe(true);
    expect(readFileSync(join(cwd, 'opened'), 'utf8')).toBe(join(cwd, 'here/report.html'));
    expect(existsSync(join(cwd, 'here/report.html'))).toBe(true);
  });

  it('says what to do where there is no browser, and ends well', () => {
    const main = join(ROOT, 'dist/cli/main.js');
    const args = [main, ...SMALL, '-n', '20', '--open'];
    const env = { ...process.env, BROWSER: '/no/such/browser' };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: freshFolder(), env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stderr).toContain('Open reports/article/report.html yourself');
  });
});

describe('lists and percent', () => {
  it('takes presets one by one and in a list alike', () => {
    const cwd = freshFolder();
    const of = (...presets: string[]): string => {
      const options = presets.flatMap((preset) => ['--preset', preset]);
      rehearse([...SMALL, '-n', '20', ...options, '-o', presets.join('-')], cwd);
      return readFileSync(join(cwd, presets.join('-'), 'scenario.yaml'), 'utf8');
    };
    expect(of('langgraph,redis')).toBe(of('langgraph', 'redis'));
  });

  it('takes percent, with and without a space', () => {
    const cwd = freshFolder();
    const rate = (text: string, out: string): string => {
      rehearse([...SMALL, '-n', '20', '--set', `agents.fact-checker.detection=${text}`, '-o', out], cwd);
      return readFileSync(join(cwd, out, 'runs.csv'), 'utf8');
    };
    expect(new Set([rate('5 %', 'a'), rate('5%', 'b'), rate('0.05', 'c')]).size).toBe(1);
  });
});
