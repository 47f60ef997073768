import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstDamage } from '../../src/report/folders/written-files.js';
import { filesIn, freshFolder, ROOT, rehearse } from './helper.js';

const FEW = ['--patterns', 'pipeline', '--runs', '20'];
const DECIDE = ['decide', 'article', ...FEW, '--samples', '4', '--runs-per-sample', '2'];
const MAIN = join(ROOT, 'dist/cli/main.js');

describe('a run folder that another command writes to', () => {
  it('loses nothing: decide, then a signed record and notes, then compare', () => {
    const cwd = freshFolder();
    const file = (path: string): string => join(cwd, 'reports/article', path);
    expect(rehearse(DECIDE, cwd).code).toBe(0);
    const before = filesIn(file('.'));
    writeFileSync(file('adr.md'), `${readFileSync(file('adr.md'), 'utf8')}\nSigned: Ada\n`);
    writeFileSync(file('notes.txt'), 'mine');
    const { code, stderr } = rehearse(['compare', 'article', ...FEW], cwd);
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining('The earlier run is kept in reports/article/earlier/1.'),
    ]);
    const after = filesIn(file('.'));
    expect(after.get('notes.txt')).toBe('mine');
    expect(after.get('adr.md')).toContain('Signed: Ada');
    for (const [name, content] of before) {
      if (name !== 'adr.md') expect(after.get(`earlier/1/${name}`), name).toBe(content);
    }
    expect(after.get('report.md')).not.toBe(before.get('report.md'));

    // Once more: the same study takes the place of itself.
    expect(rehearse(['compare', 'article', ...FEW], cwd).stderr).not.toContain('earlier');
    expect(filesIn(file('.'))).toEqual(after);

    const again = rehearse(DECIDE, cwd);
    expect(again.stderr).toContain(
      'reports/article/adr.md was not as this tool wrote it, so it stays; the new version is adr.new.md beside it.',
    );
    expect(readFileSync(file('adr.new.md'), 'utf8')).toBe(before.get('adr.md'));
    const read = (...words: string[]) => rehearse(words, cwd).code;
    expect(read('report', 'reports/article')).toBe(0);
    expect(read('report', 'reports/article/earlier/2')).toBe(0);
    expect(read('diff', 'reports/article', 'reports/article/earlier/2')).toBe(0);
    expect(readFileSync(file('adr.md'), 'utf8')).toContain('Signed: Ada');
    expect(readFileSync(file('notes.txt'), 'utf8')).toBe('mine');
  });

  it('holds both whole where two write it at once', async () => {
    const cwd = freshFolder();
    const ended = await Promise.all(
      ['a', 'b'].map((seed) => codeOf(started(['compare', 'article', ...FEW, '--seed', seed, '--out', 'both'], cwd))),
    );
    expect(ended).toEqual([0, 0]);
    for (const folder of ['both', 'both/earlier/1']) expect(await firstDamage(join(cwd, folder))).toBeNull();
    expect(readdirSync(cwd)).toEqual(['both']);
  });

  it('says in a sentence that it may not be written', async () => {
    const cwd = freshFolder();
    mkdirSync(join(cwd, 'locked'));
    chmodSync(join(cwd, 'locked'), 0o555);
    chmodSync(cwd, 0o755);
    // Who may do everything is somebody else for this.
    const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const child = spawn(process.execPath, [MAIN, 'compare', 'article', ...FEW, '--out', 'locked/out'], { cwd, ...uid });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    expect(await codeOf(child)).toBe(2);
    expect(stderr).toContain(
      "'locked/out' could not be written: there is no permission to write beside it or in it.\n  Nothing there was changed",
    );
  });
});

describe('kill -9 while a run folder is written', { timeout: 120_000 }, () => {
  it('leaves the old or the new one, whole', async () => {
    const cwd = freshFolder();
    const folder = join(cwd, 'out');
    const run = (seed: string): string[] => [
      'compare',
      'article',
      ...FEW,
      '--seed',
      seed,
      '--out',
      'out',
      '--jobs',
      '1',
    ];
    expect(rehearse(run('first'), cwd).code).toBe(0);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    let killed = 0;
    for (let time = 0; time < 16; time++) {
      const child = started(run(`seed ${time}`), cwd);
      // Moments spread over the writing, which begins with the hidden folder beside it.
      if (await begins(child, join(cwd, '.out.writing'))) {
        await new Promise((done) => setTimeout(done, (time * 7) % 32));
        child.kill('SIGKILL');
      }
      if ((await codeOf(child)) === null) killed++;
      // Between the two renames neither is in place: the next command that reads the folder puts it there.
      if (!existsSync(folder)) expect(rehearse(['report', 'out'], cwd).code).toBe(0);
      expect(await firstDamage(folder), `after ${time}`).toBeNull();
      expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    }
    expect(killed).toBeGreaterThan(0);
    expect(rehearse(run('last'), cwd).code).toBe(0);
    const earlier = readdirSync(join(folder, 'earlier'));
    for (const nth of earlier) expect(await firstDamage(join(folder, 'earlier', nth))).toBeNull();
    expect(readdirSync(cwd)).toEqual(['out']);
  });
});

function started(args: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { cwd, stdio: 'ignore' });
}

function codeOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done) => child.once('exit', done));
}

/** False: it ended before that was seen. */
async function begins(child: ChildProcess, workplace: string): Promise<boolean> {
  while (child.exitCode === null) {
    if (existsSync(workplace)) return true;
    await new Promise((done) => setTimeout(done, 1));
  }
  return false;
}
