import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshFolder, ROOT, rehearse } from './helper.js';

const ANSWERS = 'chain,no,some,yes,yes,yes,no,wrong';

describe('rehearse advise', () => {
  it('shows what was measured, recommends with reasons, and writes a scenario that can be compared', () => {
    const cwd = freshFolder();
    const { code, stdout } = rehearse(['advise', '--answers', ANSWERS], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('How do the steps of a task depend on each other?');
    expect(stdout).toContain('Claimed: Where recovery is critical, orchestrate.');
    expect(stdout).toMatch(/Measured: holds under some conditions\. Operational failures, hybrid relative to/);
    expect(stdout).toContain('Recommended: critical-path-hybrid.\n- Code runs the steps that matter');
    expect(stdout.trimEnd().endsWith('rehearse compare advised.yaml')).toBe(true);
    const compared = rehearse(['compare', 'advised.yaml', '--runs', '20', '--quiet'], cwd);
    expect([compared.code, compared.stdout.split('\n')[0]]).toEqual([
      0,
      'Is critical-path-hybrid the right pattern for this work?',
    ]);
  });

  it('takes answers from the standard input, one a line', () => {
    const cwd = freshFolder();
    const command = [join(ROOT, 'dist/cli/main.js'), 'advise', '--out', 'mine.yaml', '--json'];
    const input = '4\nno\nsome\npeers\nno\nno\nno\nlate\n';
    const ended = spawnSync(process.execPath, command, { cwd, encoding: 'utf8', input });
    expect(ended.stderr).toBe('');
    const found = JSON.parse(ended.stdout);
    expect(found).toMatchObject({ pattern: 'handoff', file: 'mine.yaml', next: 'rehearse compare mine.yaml' });
    expect(found.answers.map(({ answer }: { answer: string }) => answer).join()).toBe(
      'open,no,some,peers,no,no,no,late',
    );
    expect(found.answers[0].evidence.claim).toBe('written-or-decided');
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toContain('scenario: advised');
    const short = spawnSync(process.execPath, command.slice(0, 2), { cwd, encoding: 'utf8', input: '4\n' });
    expect([short.status, short.stderr]).toEqual([
      2,
      "the standard input: there is no answer to 'Must an answer come within a tenth of a second?'\n  Add one of yes, no.\n",
    ]);
  });

  it('asks of a scenario only what it does not say itself', () => {
    const cwd = freshFolder();
    const { code, stdout } = rehearse(['advise', 'article', '--answers', 'no,yes,no,wrong', '--json'], cwd);
    expect(code).toBe(0);
    const { answers } = JSON.parse(stdout);
    const known = answers.filter(({ fromScenario }: { fromScenario: boolean }) => fromScenario);
    expect(known.map(({ question }: { question: string }) => question)).toEqual(['flow', 'size', 'side', 'load']);
    expect(readFileSync(join(cwd, 'advised.yaml'), 'utf8')).toContain('durable: true');
  });

  it('refuses an answer that is none, one too few, and a file that is there', () => {
    const cwd = freshFolder();
    expect(rehearse(['advise', '--answers', 'chain,perhaps'], cwd).stderr).toBe(
      "--answers: 'perhaps' is no answer to 'Must an answer come within a tenth of a second?'\n  Give one of yes, no.\n",
    );
    expect(rehearse(['advise', '--answers', 'chain'], cwd).code).toBe(2);
    expect(existsSync(join(cwd, 'advised.yaml'))).toBe(false);
    rehearse(['advise', '--answers', ANSWERS], cwd);
    const again = rehearse(['advise', '--answers', ANSWERS], cwd);
    expect([again.code, again.stderr]).toEqual([
      2,
      "'advised.yaml' exists already and was not changed.\n  Name another file, as in --out other.yaml.\n",
    ]);
  });
});
