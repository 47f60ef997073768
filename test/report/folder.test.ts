import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exactCommand, manifest, scenarioHash } from '../../src/report/folders/manifest.js';
import { writeRunFolder } from '../../src/report/folders/write.js';

const ours = manifest({
  version: '1',
  scenarioText: 'x',
  seed: 's',
  runs: 1,
  requested: 1,
  command: 'c',
  warnings: [],
});

const NOTHING = { earlier: null, beside: [] };

describe('a run folder', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'run-folder-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  const files = (text: string): Map<string, string | Uint8Array> =>
    new Map<string, string | Uint8Array>([
      ['manifest.json', ours],
      ['a.txt', text],
      ['charts/b.bin', Uint8Array.of(1, 2)],
    ]);

  it('is written whole, with folders inside, where nothing was before', async () => {
    const dir = join(home, 'deep', 'article');
    expect(await writeRunFolder(dir, files('one'))).toEqual({ ok: true, dir, kept: NOTHING });
    expect((await readdir(dir)).sort()).toEqual(['a.txt', 'charts', 'manifest.json']);
    expect(await readFile(join(dir, 'charts', 'b.bin'))).toEqual(Buffer.from([1, 2]));
    expect(await readdir(join(home, 'deep'))).toEqual(['article']);
  });

  it('replaces an empty folder, and the same study over again', async () => {
    const dir = join(home, 'article');
    await mkdir(dir);
    expect((await writeRunFolder(dir, new Map([...files('one'), ['stale.csv', 'old']]))).ok).toBe(true);
    expect(await writeRunFolder(dir, files('two'))).toEqual({ ok: true, dir, kept: NOTHING });
    expect(await readFile(join(dir, 'a.txt'), 'utf8')).toBe('two');
    expect(await readdir(dir)).not.toContain('stale.csv');
    expect(await readdir(home)).toEqual(['article']);
  });

  it.each([
    ['notes.txt', 'mine'],
    ['manifest.json', '{"name":"a web page"}'],
    ['manifest.json', 'not even JSON'],
  ])('leaves a folder alone that holds a foreign %s', async (name, content) => {
    await writeFile(join(home, name), content);
    const result = await writeRunFolder(home, files('one'));
    expect(result).toMatchObject({ ok: false, error: { code: 'not-ours', next: expect.stringContaining('--out') } });
    expect(await readdir(home)).toEqual([name]);
    expect(await readFile(join(home, name), 'utf8')).toBe(content);
  });

  it('leaves a file alone', async () => {
    await writeFile(join(home, 'file'), 'mine');
    expect(await writeRunFolder(join(home, 'file'), files('one'))).toMatchObject({
      ok: false,
      error: { code: 'not-a-folder' },
    });
    expect(await readFile(join(home, 'file'), 'utf8')).toBe('mine');
  });

  it('keeps the old folder as it was when writing fails half-way', async () => {
    const dir = join(home, 'article');
    await writeRunFolder(dir, files('one'));
    // The second name needs a folder where the first one has put a file.
    const failing = new Map([
      ['manifest.json', ours],
      ['a.txt', 'two'],
      ['a.txt/b', 'three'],
    ]);
    expect(await writeRunFolder(dir, failing)).toMatchObject({ ok: false, error: { code: 'write-failed' } });
    expect(await readFile(join(dir, 'a.txt'), 'utf8')).toBe('one');
    expect(await readdir(home)).toEqual(['article']);
  });

  it('leaves nothing behind when the first writing fails', async () => {
    const failing = new Map([
      ['a.txt', 'two'],
      ['a.txt/b', 'three'],
    ]);
    expect((await writeRunFolder(join(home, 'article'), failing)).ok).toBe(false);
    expect(await readdir(home)).toEqual([]);
  });

  it.each(['../evil', '/etc/evil', '..', '', 'a/../../evil'])("refuses the file name '%s'", async (name) => {
    expect(await writeRunFolder(join(home, 'article'), new Map([[name, 'x']]))).toMatchObject({
      ok: false,
      error: { code: 'bad-name' },
    });
    expect(await readdir(home)).toEqual([]);
  });

  it('replaces what a symbolic link points to and keeps the link', async () => {
    await mkdir(join(home, 'real'));
    await symlink(join(home, 'real'), join(home, 'link'));
    expect(await writeRunFolder(join(home, 'link'), files('one'))).toMatchObject({ ok: true });
    expect(await readFile(join(home, 'real', 'a.txt'), 'utf8')).toBe('one');
    expect((await readdir(home)).sort()).toEqual(['link', 'real']);
  });
});

describe('the manifest', () => {
  it('is exactly this', () => {
    const text = manifest({
      version: '0.1.0',
      scenarioText: 'abc',
      seed: '7',
      runs: 3,
      requested: 4,
      command: 'rehearse compare a.yaml',
      warnings: [{ message: 'm.', next: 'n.' }],
    });
    expect(text).toBe(`{
  "tool": "dress-rehearsal",
  "version": "0.1.0",
  "scenario": {
    "file": "scenario.yaml",
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  },
  "seed": "7",
  "replications": {
    "requested": 4,
    "finished": 3
  },
  "command": "rehearse compare a.yaml",
  "warnings": [
    {
      "message": "m.",
      "next": "n."
    }
  ]
}
`);
    expect(scenarioHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('has a command without place, workers and form, quoted for the shell', () => {
    const argv = [
      'compare',
      'a.yaml',
      '--out',
      '/tmp/x',
      '--jobs=4',
      '--shard',
      '1/2',
      '--from',
      'part-1',
      '--json',
      '--seed',
      "it's",
      '--set',
      'task.steps.check.after=[draft, edit]',
    ];
    expect(exactCommand('rehearse', argv)).toBe(
      "rehearse compare a.yaml --seed 'it'\\''s' --set 'task.steps.check.after=[draft, edit]'",
    );
    expect(exactCommand('rehearse', ['compare', '--seed', ''])).toBe("rehearse compare --seed ''");
  });
});
