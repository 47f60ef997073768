import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { differenceOfStudies } from '../../src/difference/difference.js';
import { runsCsv, summaryCsv } from '../../src/report/exporters/csv.js';
import { FolderProblem } from '../../src/report/folders/folder-files.js';
import { manifest } from '../../src/report/folders/manifest.js';
import { readRunFolder } from '../../src/report/folders/recorded-study.js';
import { comparison } from './fixture.js';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true });
});

const YAML =
  'scenario: article\nworkload: { tasks: 3 }\ndecision: { objectives: { cost: {}, correct: { weight: 5 } } }\n';

/** The files of a run folder that are read, some of them spoilt; null leaves one out. */
function folder(found: Comparison, spoilt: Readonly<Record<string, string | null>> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'read-folder-'));
  made.push(dir);
  const files: Readonly<Record<string, string | null>> = {
    'manifest.json': manifest({ ...found, version: '9.9.9', scenarioText: YAML, command: 'rehearse compare article' }),
    'scenario.yaml': YAML,
    'runs.csv': runsCsv(found),
    'summary.csv': summaryCsv(found),
    ...spoilt,
  };
  for (const [name, text] of Object.entries(files)) if (text !== null) writeFileSync(join(dir, name), text);
  return dir;
}

async function problemOf(dir: string): Promise<string> {
  const error: unknown = await readRunFolder(dir).catch((thrown: unknown) => thrown);
  if (!(error instanceof FolderProblem)) throw new Error(`no problem, but ${String(error)}`);
  expect(error.next).toMatch(/^[A-Z].*\.$/);
  return error.message.replaceAll(dir, 'DIR');
}

const SMALL = comparison({ runs: 6, requested: 9, names: ['single-agent', 'pipeline'] });
const RUNS = runsCsv(SMALL);

describe('a run folder', () => {
  it('reads back to the very columns that were written', async () => {
    const read = await readRunFolder(folder(SMALL));
    expect(read).toMatchObject({ version: '9.9.9', name: 'article', requested: 9, objectives: ['correct', 'cost'] });
    expect(read.study).toMatchObject({ seed: 'gutenberg', runs: 6, tasks: 3 });
    expect(read.study.patterns.map(({ name }) => name)).toEqual(['single-agent', 'pipeline']);
    for (const [index, { columns }] of SMALL.patterns.entries()) {
      expect(read.study.patterns[index]!.columns).toEqual(columns);
    }
    expect(read.study.measures.map(({ id, unit, better }) => [id, unit, better])).toEqual(
      SMALL.measures.map(({ id, unit, better }) => [id, unit, better]),
    );
  });

  it('does not depend on the order of the records', async () => {
    const [header, ...records] = RUNS.trimEnd().split('\n');
    const turned = await readRunFolder(folder(SMALL, { 'runs.csv': [header, ...records.reverse(), ''].join('\n') }));
    const straight = await readRunFolder(folder(SMALL));
    const wanted = { patterns: null, measures: ['latency', 'correct'], limits: [] };
    const { rows } = differenceOfStudies(straight.study, turned.study, wanted);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['same', 'same', 'same', 'same']);
  });

  it('keeps names that were protected from a spreadsheet, and measures that this version does not know', async () => {
    const strange = {
      ...SMALL,
      scenario: { ...SMALL.scenario, name: '=a, "b"' },
      patterns: SMALL.patterns.map((pattern, i) => ({ ...pattern, name: ['-x', 'y,\nz'][i]! })),
    };
    const renamed = (text: string): string => text.replaceAll('latency', 'slowness');
    const dir = folder(strange, { 'runs.csv': renamed(runsCsv(strange)), 'summary.csv': renamed(summaryCsv(SMALL)) });
    const { name, study } = await readRunFolder(dir);
    expect(name).toBe('=a, "b"');
    expect(study.patterns.map((pattern) => pattern.name)).toEqual(['-x', 'y,\nz']);
    expect(study.measures.find(({ id }) => id === 'slowness')).toEqual({
      ...{ id: 'slowness', label: 'slowness', unit: 's', better: 'lower', interval: 'mean' },
    });
  });

  it.each<[string, Readonly<Record<string, string | null>>, string]>([
    [
      'no manifest',
      { 'manifest.json': null },
      "'DIR' is not a run folder of rehearse compare: it holds no manifest.json.",
    ],
    ['no runs', { 'runs.csv': null }, "'DIR' is not a run folder of rehearse compare: it holds no runs.csv."],
    ['another manifest', { 'manifest.json': '{"name": "app"}' }, 'DIR/manifest.json is not one of dress-rehearsal.'],
    ['half a manifest', { 'manifest.json': '{"tool": ' }, 'DIR/manifest.json is not JSON.'],
    [
      'an older manifest',
      { 'manifest.json': '{"tool": "dress-rehearsal", "version": "0.0.1"}' },
      'DIR/manifest.json does not say its version, seed and replications.',
    ],
    ['a missing column', { 'runs.csv': RUNS.replace('pattern', 'p') }, "DIR/runs.csv has no column 'pattern'."],
    ['an empty file', { 'runs.csv': '' }, "DIR/runs.csv has no column 'scenario'."],
    ['a broken scenario', { 'scenario.yaml': 'a: [' }, 'DIR/scenario.yaml is not a scenario.'],
    ['no records', { 'runs.csv': RUNS.split('\n')[0]! }, 'DIR/runs.csv holds no replications.'],
    [
      'a file that was cut off',
      { 'runs.csv': RUNS.split('\n').slice(0, -2).join('\n') },
      "DIR/runs.csv holds 5 replications of 'pipeline', but manifest.json says 6.",
    ],
    [
      'a row that was cut off',
      { 'runs.csv': RUNS.trimEnd().slice(0, RUNS.trimEnd().lastIndexOf(',')) },
      `DIR/runs.csv, line 13: ${SMALL.measures.length + 2} cells under ${SMALL.measures.length + 3} columns.`,
    ],
    [
      'a word',
      { 'runs.csv': RUNS.replace('pipeline,0,', 'pipeline,zero,') },
      "DIR/runs.csv, line 8: 'zero' is not the number of a replication below 6.",
    ],
    [
      'a twin',
      { 'runs.csv': RUNS.replace('pipeline,1,', 'pipeline,0,') },
      "DIR/runs.csv, line 9: replication 0 of 'pipeline' is given twice.",
    ],
    ['an open quote', { 'runs.csv': `${RUNS}"x` }, 'DIR/runs.csv, line 14: a quoted cell is not closed.'],
    [
      'no number',
      { 'runs.csv': RUNS.replace(/pipeline,3,\d/, 'pipeline,3,x') },
      "DIR/runs.csv, line 11: 'x' under 'correct' is not a number.",
    ],
    [
      'a measure without a unit',
      { 'summary.csv': 'measure,unit,better\n' },
      "DIR/summary.csv has no row of the measure 'correct' of runs.csv.",
    ],
  ])('with %s says what is wrong, where, and what to do', async (_, spoilt, message) => {
    expect(await problemOf(folder(SMALL, spoilt))).toBe(message);
  });

  it('that does not exist, or is a file, is none', async () => {
    const dir = folder(SMALL);
    for (const path of [join(dir, 'nowhere'), join(dir, 'runs.csv')]) {
      expect(await problemOf(path)).toContain('is not a run folder of rehearse compare: it holds no manifest.json.');
    }
  });
});
