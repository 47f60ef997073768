import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workplaceOf } from '../../src/report/folders/claim.js';
import { manifest } from '../../src/report/folders/manifest.js';
import { settle, writeRunFolder } from '../../src/report/folders/write.js';
import { firstDamage, pathsIn } from '../../src/report/folders/written-files.js';
import { keptSentences } from '../../src/report/words/kept-files.js';

const COMPARE = 'rehearse compare article';
const DECIDE = 'rehearse decide article';

type Files = Map<string, string | Uint8Array>;

const study = (command: string, files: Readonly<Record<string, string>>): Files => {
  const facts = { version: '1', scenarioText: 'x', seed: 's', runs: 1, requested: 1, warnings: [] };
  return new Map([['manifest.json', manifest({ ...facts, command })], ...Object.entries(files)]);
};

const compare = (text = 'compared'): Files => study(COMPARE, { 'runs.csv': text, 'report.md': text });
const decide = (text = 'decided'): Files =>
  study(DECIDE, { 'runs.csv': text, 'report.md': text, 'adr.md': text, 'charts/wins.svg': text });

let home: string;
let dir: string;
let elsewhere: string;
beforeEach(async () => {
  [home, elsewhere] = [await mkdtemp(join(tmpdir(), 'kept-')), await mkdtemp(join(tmpdir(), 'elsewhere-'))];
  dir = join(home, 'article');
});
afterEach(async () => {
  for (const folder of [home, elsewhere]) await rm(folder, { recursive: true });
});

async function write(files: Files, renews?: (path: string) => boolean): Promise<string[]> {
  const result = await writeRunFolder(dir, files, renews);
  if (!result.ok) throw new Error(result.error.message);
  expect(await firstDamage(dir)).toBeNull();
  expect(await readdir(home)).toEqual(['article']);
  return keptSentences('reports/article', result.kept);
}

const read = (path: string): Promise<string> => readFile(join(dir, path), 'utf8');
const put = (path: string, text: string): Promise<void> => writeFile(join(dir, path), text);

describe('what was in a run folder', () => {
  it('is kept where another study takes its place, and that one can be read as a run folder', async () => {
    await write(decide());
    expect(await write(compare())).toEqual(['The earlier run is kept in reports/article/earlier/1.']);
    expect(await pathsIn(dir)).toEqual([
      ...['earlier/1/adr.md', 'earlier/1/charts/wins.svg', 'earlier/1/manifest.json', 'earlier/1/report.md'],
      ...['earlier/1/runs.csv', 'manifest.json', 'report.md', 'runs.csv'],
    ]);
    expect(await firstDamage(join(dir, 'earlier/1'))).toBeNull();
    expect(await write(decide())).toEqual(['The earlier run is kept in reports/article/earlier/2.']);
    expect(await read('earlier/1/adr.md')).toBe('decided');
    expect(await read('earlier/2/report.md')).toBe('compared');
    expect(await read('adr.md')).toBe('decided');
  });

  it('stays where the tool did not write it, folders and links with it', async () => {
    await write(decide());
    await put('notes.txt', 'mine');
    await mkdir(join(dir, 'figures/old'), { recursive: true });
    await put('figures/old/a.png', 'drawn');
    await symlink('notes.txt', join(dir, 'link'));
    await write(compare());
    await write(compare('again'));
    expect(await read('notes.txt')).toBe('mine');
    expect(await read('figures/old/a.png')).toBe('drawn');
    expect(await read('link')).toBe('mine');
    expect(await read('report.md')).toBe('again');
  });

  it('stays where somebody changed it: the new version stands beside it', async () => {
    await write(decide('first'));
    await put('adr.md', 'first, signed by Ada');
    const sentence =
      'reports/article/adr.md was not as this tool wrote it, so it stays; the new version is adr.new.md beside it.';
    expect(await write(decide('second'))).toEqual([sentence]);
    expect([await read('adr.md'), await read('adr.new.md')]).toEqual(['first, signed by Ada', 'second']);
    // Once more: what the tool wrote beside it is the tool's.
    expect(await write(decide('third'))).toEqual([sentence]);
    expect([await read('adr.md'), await read('adr.new.md')]).toEqual(['first, signed by Ada', 'third']);
    await put('adr.new.md', 'third, signed too');
    await write(decide('fourth'));
    expect([await read('adr.new.md'), await read('adr.new-2.md')]).toEqual(['third, signed too', 'fourth']);
    expect(await write(compare())).toEqual(['The earlier run is kept in reports/article/earlier/1.']);
    expect(await read('adr.md')).toBe('first, signed by Ada');
  });

  it('goes with its run, too, where somebody changed a record and another study follows', async () => {
    await write(decide());
    await put('adr.md', 'signed');
    await write(compare());
    expect([await read('adr.md'), await read('earlier/1/adr.md')]).toEqual(['signed', 'signed']);
    await put('adr.md', 'signed twice');
    expect(await read('earlier/1/adr.md')).toBe('signed');
  });

  it('is the tool’s again where the change is what the tool would write', async () => {
    await write(decide('first'));
    await put('adr.md', 'second');
    expect(await write(decide('second'))).toEqual([]);
    expect(await pathsIn(dir)).not.toContain('adr.new.md');
    expect(await pathsIn(dir)).not.toContain('adr.edited.md');
  });

  it('goes to the earlier runs where a table that commands read was changed', async () => {
    await write(compare());
    await put('runs.csv', 'saved by a spreadsheet');
    await write(compare());
    expect([await read('runs.csv'), await read('earlier/1/runs.csv')]).toEqual(['compared', 'saved by a spreadsheet']);
  });

  it('is all kept of a version that wrote no hashes', async () => {
    const files = decide();
    await mkdir(dir);
    await put('manifest.json', String(files.get('manifest.json')));
    await put('adr.md', 'perhaps signed');
    await write(decide());
    expect([await read('adr.md'), await read('earlier/1/adr.md')]).toEqual(['decided', 'perhaps signed']);
  });

  it('stays in every part that is not renewed', async () => {
    await write(decide('first'));
    await put('notes.txt', 'mine');
    await put('report.md', 'annotated');
    const renewed = study(DECIDE, { 'report.md': 'second', 'adr.md': 'second' });
    const isOfReport = (path: string) => ['report.md', 'report.new.md', 'adr.md', 'charts/wins.svg'].includes(path);
    expect(await write(renewed, isOfReport)).toEqual([
      'reports/article/report.md was not as this tool wrote it, so it stays; the new version is report.new.md beside it.',
    ]);
    expect([await read('runs.csv'), await read('adr.md'), await read('notes.txt')]).toEqual([
      'first',
      'second',
      'mine',
    ]);
    expect([await read('report.md'), await read('report.new.md')]).toEqual(['annotated', 'second']);
    // A chart that is not drawn any more is gone; what is edited is still known to be.
    expect(await pathsIn(dir)).not.toContain('charts/wins.svg');
  });

  it('stays in the way of a folder or a file of its name', async () => {
    await write(study(COMPARE, { 'a.txt': 'one' }));
    await put('charts', 'a list of charts');
    await mkdir(join(dir, 'b.md'));
    await put('b.md/mine', 'mine');
    await write(study(COMPARE, { 'charts/x.svg': 'two', 'b.md': 'two' }));
    expect([await read('charts'), await read('b.md/mine')]).toEqual(['a list of charts', 'mine']);
    expect([await read('charts.new/x.svg'), await read('b.new.md')]).toEqual(['two', 'two']);
  });
});

describe('a writing that was killed', () => {
  const dead = { pid: 2 ** 30, began: '1', host: hostname() };

  async function begun(owner: object = dead): Promise<string> {
    const workplace = workplaceOf(dir);
    await mkdir(join(workplace, 'owner-0'), { recursive: true });
    await writeFile(join(workplace, 'owner-0/owner.json'), JSON.stringify(owner));
    return workplace;
  }

  it('before the folder was replaced leaves the old one', async () => {
    await write(decide());
    const workplace = await begun();
    await mkdir(join(workplace, 'new'));
    await writeFile(join(workplace, 'new/manifest.json'), '{');
    await settle(dir);
    expect(await read('adr.md')).toBe('decided');
    expect(await readdir(home)).toEqual(['article']);
  });

  it('between the two renames leaves the new one to the next command, with what was to be kept', async () => {
    await write(compare());
    const fresh = join(elsewhere, 'fresh');
    await rename(dir, fresh);
    await write(decide());
    await put('notes.txt', 'written at the last moment');
    const workplace = await begun();
    await rename(dir, join(workplace, 'old'));
    await rename(fresh, join(workplace, 'new'));
    await settle(dir);
    expect(await firstDamage(dir)).toBeNull();
    expect(await read('report.md')).toBe('compared');
    expect(await read('notes.txt')).toBe('written at the last moment');
    expect(await read('earlier/1/adr.md')).toBe('decided');
    expect(await readdir(home)).toEqual(['article']);
  });

  it('after both leaves the new one, and a record that was signed meanwhile', async () => {
    await write(decide('first'));
    await cp(dir, join(elsewhere, 'old'), { recursive: true });
    await writeFile(join(elsewhere, 'old/adr.md'), 'signed');
    await write(decide('second'));
    const workplace = await begun();
    await rename(join(elsewhere, 'old'), join(workplace, 'old'));
    await settle(dir);
    expect([await read('adr.md'), await read('adr.edited.md')]).toEqual(['second', 'signed']);
    expect(await readdir(home)).toEqual(['article']);
  });

  it('is left alone while its process lives', async () => {
    const stat = await readFile(`/proc/${process.pid}/stat`, 'utf8').catch(() => '');
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    const workplace = await begun({ pid: process.pid, began, host: hostname() });
    await settle(dir);
    expect(await readdir(workplace)).toEqual(['owner-0']);
  });
});

describe('several who write one folder at once', () => {
  it('all end whole, and every study is there', async () => {
    const names = Array.from({ length: 6 }, (_, i) => `study ${i}`);
    const results = await Promise.all(
      names.map((name) => writeRunFolder(dir, study(`rehearse ${name}`, { 'report.md': name }))),
    );
    expect(results.map(({ ok }) => ok)).toEqual(names.map(() => true));
    const places = ['.', 'earlier/1', 'earlier/2', 'earlier/3', 'earlier/4', 'earlier/5'];
    const found = await Promise.all(places.map((place) => read(`${place}/report.md`)));
    expect(found.sort()).toEqual(names);
    for (const place of places) expect(await firstDamage(join(dir, place))).toBeNull();
    expect(await readdir(home)).toEqual(['article']);
  });
});
