import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasureFacts } from '../../difference/contrast.js';
import type { RecordedStudy } from '../../difference/difference.js';
import { measureNamed } from '../../measures/index.js';
import { plainData } from '../../scenario/text/changes.js';
import { type CsvRecord, csvRecords, unprotected } from './csv-reading.js';
import { TOOL } from './manifest.js';

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

/** One sentence that names the place, and the next step. */
export class FolderProblem extends Error {
  constructor(
    message: string,
    readonly next: string,
  ) {
    super(message);
  }
}

/** Columns of runs.csv before those of the measures. */
const KEYS = ['scenario', 'pattern', 'replication'];
const AGAIN = "Run the command in the folder's manifest.json again.";

/**
 * Reads what `writeRunFolder` wrote after `compare`: manifest.json, scenario.yaml, runs.csv and summary.csv.
 * @throws FolderProblem where it is no such folder, or a file in it is missing, broken or cut off.
 */
export async function readRunFolder(dir: string): Promise<RunFolder> {
  const manifest = readManifest(dir, await textOf(dir, 'manifest.json'));
  const runs = await textOf(dir, 'runs.csv');
  const facts = readFacts(dir, await textOf(dir, 'summary.csv'));
  const scenario = plainData(await textOf(dir, 'scenario.yaml'));
  if (scenario === null) throw new FolderProblem(`${join(dir, 'scenario.yaml')} is not a scenario.`, AGAIN);
  const { name, patterns, ids } = readRuns(dir, runs, manifest.finished);
  const tasks = at(scenario, 'workload', 'tasks');
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
  const objectives = at(scenario, 'decision', 'objectives');
  if (typeof objectives !== 'object' || objectives === null) return ['correct'];
  const weightOf = (id: string): number => Number(at(objectives, id, 'weight') ?? 1);
  return Object.keys(objectives).sort((left, right) => weightOf(right) - weightOf(left));
}

async function textOf(dir: string, file: string): Promise<string> {
  try {
    return await readFile(join(dir, file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') {
      throw new FolderProblem(`${join(dir, file)} cannot be read (${code}).`, 'Look at its permissions and its size.');
    }
    const next = 'Give two folders that rehearse compare wrote, such as reports/article.';
    throw new FolderProblem(`'${dir}' is not a run folder of rehearse compare: it holds no ${file}.`, next);
  }
}

interface Manifest {
  readonly version: string;
  readonly seed: string;
  readonly requested: number;
  readonly finished: number;
}

function readManifest(dir: string, text: string): Manifest {
  const place = join(dir, 'manifest.json');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new FolderProblem(`${place} is not JSON.`, `Give a folder that rehearse compare wrote, or make it again.`);
  }
  if (at(content, 'tool') !== TOOL) {
    throw new FolderProblem(`${place} is not one of ${TOOL}.`, 'Give a folder that rehearse compare wrote.');
  }
  const [version, seed] = [at(content, 'version'), at(content, 'seed')];
  const [requested, finished] = [at(content, 'replications', 'requested'), at(content, 'replications', 'finished')];
  if (typeof version === 'string' && typeof seed === 'string' && isCount(requested) && isCount(finished)) {
    return { version, seed, requested, finished };
  }
  const message = `${place} does not say its version, seed and replications.`;
  throw new FolderProblem(message, 'Compare again with this version of the tool.');
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

/** The value at a path of plain data; undefined where there is none. */
function at(data: unknown, ...path: readonly string[]): unknown {
  let value = data;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** One record after the other: a long file is never held as cells. */
function* recordsOf(dir: string, file: string, text: string): Generator<CsvRecord, void, undefined> {
  try {
    yield* csvRecords(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FolderProblem(`${join(dir, file)}, ${error.message}.`, AGAIN);
  }
}

/** The places of columns in a header. */
function columnsAt(dir: string, file: string, header: readonly string[], wanted: readonly string[]): number[] {
  const missing = wanted.filter((name) => !header.includes(name));
  if (missing.length === 0) return wanted.map((name) => header.indexOf(name));
  const message = `${join(dir, file)} has no column '${missing[0]}'.`;
  throw new FolderProblem(message, 'Compare again with this version of the tool.');
}

/** Unit and direction of every measure, as they were when the folder was written. */
function readFacts(dir: string, text: string): Map<string, Pick<MeasureFacts, 'unit' | 'better'>> {
  const records = recordsOf(dir, 'summary.csv', text);
  const header = records.next().value?.cells ?? [];
  const [measure, unit, better] = columnsAt(dir, 'summary.csv', header, ['measure', 'unit', 'better']);
  const facts = new Map<string, Pick<MeasureFacts, 'unit' | 'better'>>();
  for (const { cells } of records) {
    const way = cells[better!];
    const direction = way === 'lower' || way === 'higher' ? way : 'neither';
    facts.set(unprotected(cells[measure!] ?? ''), { unit: cells[unit!] ?? '', better: direction });
  }
  return facts;
}

/** A measure that this version does not know any more goes by its id. */
function factsOf(
  id: string,
  facts: ReadonlyMap<string, Pick<MeasureFacts, 'unit' | 'better'>>,
  dir: string,
): MeasureFacts {
  const known = measureNamed(id);
  const written = facts.get(id);
  if (written !== undefined) return { id, label: known?.label ?? id, interval: known?.interval ?? 'mean', ...written };
  throw new FolderProblem(`${join(dir, 'summary.csv')} has no row of the measure '${id}' of runs.csv.`, AGAIN);
}

interface Runs {
  readonly name: string;
  readonly ids: readonly string[];
  readonly patterns: RecordedStudy['patterns'];
}

/** Values stand in their columns by the number of their replication, whatever the order of the records. */
function readRuns(dir: string, text: string, runs: number): Runs {
  const place = join(dir, 'runs.csv');
  const records = recordsOf(dir, 'runs.csv', text);
  const names = records.next().value?.cells.map(unprotected) ?? [];
  const [scenarioAt, patternAt, replicationAt] = columnsAt(dir, 'runs.csv', names, KEYS);
  const ids = names.filter((name) => !KEYS.includes(name));
  const columnOf = ids.map((id) => names.indexOf(id));
  const patterns = new Map<string, { readonly columns: Float64Array[]; readonly seen: Set<number> }>();
  let scenario = '';
  for (const { cells, line } of records) {
    const broken = (what: string): FolderProblem => new FolderProblem(`${place}, line ${line}: ${what}.`, AGAIN);
    if (cells.length !== names.length) throw broken(`${cells.length} cells under ${names.length} columns`);
    scenario = unprotected(cells[scenarioAt!]!);
    const name = unprotected(cells[patternAt!]!);
    const found = patterns.get(name) ?? { columns: ids.map(() => new Float64Array(runs)), seen: new Set<number>() };
    patterns.set(name, found);
    const replication = numberOf(cells[replicationAt!]!);
    if (!Number.isInteger(replication) || replication < 0 || replication >= runs) {
      throw broken(`'${cells[replicationAt!]}' is not the number of one of ${runs} replications`);
    }
    if (found.seen.has(replication)) throw broken(`replication ${replication} of '${name}' stands here again`);
    found.seen.add(replication);
    columnOf.forEach((column, index) => {
      const cell = cells[column]!;
      const value = numberOf(cell);
      if (Number.isNaN(value) && cell !== '') throw broken(`'${cell}' under '${ids[index]}' is not a number`);
      found.columns[index]![replication] = value;
    });
  }
  for (const [name, { seen }] of patterns) {
    if (seen.size === runs) continue;
    const message = `${place} holds ${seen.size} replications of '${name}', but manifest.json says ${runs}.`;
    throw new FolderProblem(message, AGAIN);
  }
  if (patterns.size === 0) throw new FolderProblem(`${place} holds no replications.`, AGAIN);
  return {
    name: scenario,
    ids,
    patterns: [...patterns].map(([name, { columns }]) => ({
      name,
      columns: new Map(ids.map((id, index) => [id, columns[index]!])),
    })),
  };
}

/** NaN for an empty cell: the measure is not defined there. */
function numberOf(cell: string): number {
  return cell.trim() === '' ? Number.NaN : Number(cell);
}
