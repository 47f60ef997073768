import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import { decide } from '../../src/decide/decide.js';
import { measureNamed } from '../../src/measures/index.js';
import { FolderProblem } from '../../src/report/folders/folder-files.js';
import { readResult } from '../../src/report/folders/read-result.js';
import {
  comparisonFolder,
  decisionFolder,
  explanationFolder,
  type FolderFiles,
  isOfReport,
  reportFiles,
  sweepFolder,
} from '../../src/report/folders/run-folder.js';
import { writeRunFolder } from '../../src/report/folders/write.js';
import { pathsIn } from '../../src/report/folders/written-files.js';
import { RESULT_FORMAT } from '../../src/report/results/result-text.js';
import { parseScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { axisOf } from '../../src/sweep/cells.js';
import { sweep } from '../../src/sweep/sweep.js';
import { explained, NOBODY } from '../explain/explanations.js';
import { builtin } from '../sim/helper.js';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true });
});

const COMMAND = 'rehearse compare article --runs 30';

/** As the command line loads it: the text that is kept is that with the overrides in it. */
function loaded(name: string, ...overrides: string[]): { scenario: Scenario; text: string } {
  const parsed = parseScenario(builtin(name), `${name}.yaml`, overrides);
  if (!parsed.ok) throw new Error(parsed.problems[0]!.message);
  return { scenario: parsed.scenario, text: parsed.document };
}

const provenance = (scenarioText: string, date?: string) => ({
  ...{ version: '1.2.3', scenarioText, command: COMMAND },
  ...(date === undefined ? {} : { date }),
});

async function written(files: FolderFiles): Promise<string> {
  const dir = join(mkdtempSync(join(tmpdir(), 'again-')), 'folder');
  made.push(join(dir, '..'));
  const result = await writeRunFolder(dir, files);
  if (!result.ok) throw new Error(result.error.message);
  return dir;
}

/** Makes the report of a folder again, and holds every file of it against the first one. */
async function expectSameReport(first: FolderFiles, kind: string): Promise<string> {
  const dir = await written(first);
  const recorded = await readResult(dir);
  expect(recorded.kind).toBe(kind);
  const again = await reportFiles(recorded);
  const others = (await pathsIn(dir)).filter((path) => !isOfReport(path));
  expect([...again.keys(), ...others].sort()).toEqual([...first.keys()].sort());
  for (const [name, content] of again) expect(content === first.get(name), `${name} is the same`).toBe(true);
  return dir;
}

const executor = (): LocalExecutor => new LocalExecutor(NOBODY);
const FEW = { seed: 'again', runs: 30, precision: null, only: ['pipeline', 'choreography', 'supervisor'] };

async function compared(name: string, runs: number): Promise<FolderFiles> {
  const { scenario, text } = loaded(name);
  return comparisonFolder(await compare(scenario, { ...FEW, runs }, executor()), provenance(text));
}

const article = compared('article', 30);

describe('a report that is made again from its folder is the same bytes', { timeout: 120_000 }, () => {
  it('of a comparison', async () => {
    const dir = await expectSameReport(await article, 'comparison');
    expect(readFileSync(join(dir, 'result.json')).length).toBeLessThan(300_000);
  });

  it('of a comparison of a workload, with growth, load and patterns without a steady state', async () => {
    await expectSameReport(await compared('support', 3), 'comparison');
  });

  it('of a decision, with its record', async () => {
    const { scenario, text } = loaded('article');
    const effort = { ...FEW, samples: 4, tasksPerSample: 10 };
    const decision = await decide(scenario, effort, executor());
    const files = await decisionFolder(decision, provenance(text, '2026-01-31'));
    expect(files.get('adr.md')).toContain('date: 2026-01-31');
    await expectSameReport(files, 'decision');
  });

  it('of a sweep', async () => {
    const { scenario, text } = loaded('article');
    const parameter = {
      ...{ path: 'agents.fact-checker.detection', unit: '', isWhole: false, base: null },
      ...{ low: 0.2, high: 0.9, scale: 'linear' as const },
    };
    const effort = { seed: 'again', runs: 30, flipRuns: 60, only: FEW.only };
    const found = await sweep(scenario, [axisOf(parameter, 3)], measureNamed('correct')!, effort, executor());
    await expectSameReport(await sweepFolder(found, provenance(text)), 'sweep');
  });

  it('of an explanation', async () => {
    const { scenario, text } = loaded('article');
    const found = await explained(scenario, 'pipeline', 'supervisor', 40);
    await expectSameReport(await explanationFolder(found, provenance(text)), 'explanation');
  });
});

describe('a folder that no report can be made from', { timeout: 120_000 }, () => {
  async function problemOf(spoil: (dir: string) => void): Promise<string> {
    const dir = await written(await article);
    spoil(dir);
    const error: unknown = await readResult(dir).catch((thrown: unknown) => thrown);
    if (!(error instanceof FolderProblem)) throw new Error(`no problem, but ${String(error)}`);
    return `${error.message} ${error.next}`.replaceAll(dir, 'DIR');
  }

  const edit = (file: string, change: (text: string) => string) => (dir: string) =>
    writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));

  it.each<[string, (dir: string) => void, string]>([
    [
      'of a version that kept no result',
      (dir) => rmSync(join(dir, 'result.json')),
      `'DIR' is not a folder with a result to report: it holds no result.json. It was written by version 1.2.3. Make it again with this version: ${COMMAND}`,
    ],
    [
      'of an older form',
      edit('result.json', (text) => text.replace(`"format":${RESULT_FORMAT}`, '"format":0')),
      `DIR/result.json is of format 0, written by version 1.2.3; this version reads format ${RESULT_FORMAT}. Make it again with this version: ${COMMAND}`,
    ],
    [
      'that was cut off',
      edit('result.json', (text) => text.slice(0, -20)),
      "DIR/result.json is not JSON. Run the command in the folder's manifest.json again.",
    ],
    [
      'that was edited',
      edit('result.json', (text) => text.replace('"ranking":["', '"ranking":[7,"')),
      "DIR/result.json is broken at ranking.0: Invalid input: expected string, received number. Run the command in the folder's manifest.json again.",
    ],
    [
      'with a measure that this version does not have',
      edit('result.json', (text) => text.replace('"measures":["', '"measures":["speed","')),
      "DIR/result.json is broken at measures.0: there is no measure 'speed'. Run the command in the folder's manifest.json again.",
    ],
    [
      'with another scenario',
      edit('scenario.yaml', (text) => `${text}\n`),
      "DIR/scenario.yaml is not the scenario that was run: manifest.json has another hash. Run the command in the folder's manifest.json again.",
    ],
    [
      'without a pattern in runs.csv',
      edit('runs.csv', (text) =>
        text
          .split('\n')
          .filter((line) => !line.startsWith('article,supervisor,'))
          .join('\n'),
      ),
      "DIR/runs.csv does not hold what was measured under 'supervisor'. Run the command in the folder's manifest.json again.",
    ],
    [
      'that is another tool’s',
      edit('manifest.json', () => '{"name":"app"}'),
      'DIR/manifest.json is not one of dress-rehearsal. Give a folder that rehearse compare, decide, sweep, capacity, audit, migrate, explain or calibrate wrote, such as reports/article.',
    ],
  ])('%s says so, and what to do', async (_, spoil, message) => {
    expect(await problemOf(spoil)).toBe(message);
  });
});
