import { join } from 'node:path';
import type { MeasureFacts } from '../../difference/contrast.js';
import type { RecordedStudy } from '../../difference/difference.js';
import { measureNamed } from '../../measures/index.js';
import { plainData } from '../../scenario/text/changes.js';
import { unprotected } from './csv-reading.js';
import { FolderProblem, MAKE_AGAIN, textOf, valueAt, type WantedFolder } from './folder-files.js';
import { readManifest } from './read-manifest.js';
import { readRuns, readTable } from './read-runs.js';

/** A run folder that `compare` wrote, as far as another one can be held against it. */
export interface RunFolder {
  readonly dir: string;
  /** Of the tool that wrote it. */
  readonly version: string;
  /** The scenario's name, and the scenario as run, as plain data. */
  readonly name: string;
  readonly scenario: unknown;
  /** Measure ids of the scenario's objectives, heaviest first. */
  readonly objectives: readonly string[];
  readonly requested: number;
  readonly study: RecordedStudy;
}

const WANTED: WantedFolder = {
  what: 'a run folder of rehearse compare',
  next: 'Give two folders that rehearse compare wrote, such as reports/article.',
};

/**
 * Reads what `compare` wrote: manifest.json, scenario.yaml, runs.csv and summary.csv. These files are the same in all
 * versions, so that folders of two versions can be held against each other.
 * @throws FolderProblem where it is no such folder, or a file in it is missing, broken or cut off.
 */
export async function readRunFolder(dir: string): Promise<RunFolder> {
  const manifest = await readManifest(dir, WANTED);
  const runs = await textOf(dir, 'runs.csv', WANTED);
  const facts = readFacts(dir, await textOf(dir, 'summary.csv', WANTED));
  const scenario = plainData(await textOf(dir, 'scenario.yaml', WANTED));
  if (scenario === null) throw new FolderProblem(`${join(dir, 'scenario.yaml')} is not a scenario.`, MAKE_AGAIN);
  const { scenario: name, patterns, ids } = readRuns(dir, runs, manifest.finished);
  const tasks = valueAt(scenario, 'workload', 'tasks');
  return {
    dir,
    version: manifest.version,
    name,
    scenario,
    objectives: objectivesOf(scenario),
    requested: manifest.requested,
    study: {
      seed: manifest.seed,
      runs: manifest.finished,
      tasks: typeof tasks === 'number' && tasks >= 1 ? tasks : 1,
      measures: ids.map((id) => factsOf(id, facts, dir)),
      patterns,
    },
  };
}

function objectivesOf(scenario: unknown): string[] {
  const objectives = valueAt(scenario, 'decision', 'objectives');
  if (typeof objectives !== 'object' || objectives === null) return ['correct'];
  const weightOf = (id: string): number => Number(valueAt(objectives, id, 'weight') ?? 1);
  const heaviest = Object.keys(objectives).sort((left, right) => weightOf(right) - weightOf(left));
  return [...new Set(heaviest.map((key) => key.split('.')[0]!))];
}

type WrittenFacts = Pick<MeasureFacts, 'unit' | 'better'>;

/** Unit and direction of every measure, as they were when the folder was written. */
function readFacts(dir: string, text: string): Map<string, WrittenFacts> {
  const facts = new Map<string, WrittenFacts>();
  readTable(dir, 'summary.csv', text, ['measure', 'unit', 'better'], (_, [measure, unit, better]) => (cells) => {
    const way = cells[better!];
    const direction = way === 'lower' || way === 'higher' ? way : 'neither';
    facts.set(unprotected(cells[measure!] ?? ''), { unit: cells[unit!] ?? '', better: direction });
  });
  return facts;
}

/** A measure that this version does not know any more goes by its id. */
function factsOf(id: string, facts: ReadonlyMap<string, WrittenFacts>, dir: string): MeasureFacts {
  const known = measureNamed(id);
  const written = facts.get(id);
  if (written !== undefined) return { id, label: known?.label ?? id, interval: known?.interval ?? 'mean', ...written };
  throw new FolderProblem(`${join(dir, 'summary.csv')} has no row of the measure '${id}' of runs.csv.`, MAKE_AGAIN);
}
