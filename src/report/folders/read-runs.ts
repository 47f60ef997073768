import { join } from 'node:path';
import type { PatternRuns } from '../../study/pattern-runs.js';
import { readCsv, type TakeRecord, unprotected } from './csv-reading.js';
import { FolderProblem, MAKE_AGAIN } from './folder-files.js';

/** What runs.csv holds. */
export interface RunsOfFolder {
  readonly scenario: string;
  /** Ids of the measures, in the order of the columns. */
  readonly ids: readonly string[];
  readonly patterns: readonly Pick<PatternRuns, 'name' | 'columns'>[];
}

/** Columns of runs.csv before those of the measures. */
const KEYS = ['scenario', 'pattern', 'replication'];

/** Hands on the records of a file behind its header, with the places of some of its columns. */
export function readTable(
  dir: string,
  file: string,
  text: string,
  wanted: readonly string[],
  take: (header: readonly string[], places: readonly number[]) => TakeRecord,
): void {
  let takeRecord: TakeRecord | null = null;
  try {
    readCsv(text, (cells, line) => {
      if (takeRecord === null) takeRecord = take(cells, columnsAt(dir, file, cells, wanted));
      else takeRecord(cells, line);
    });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new FolderProblem(`${join(dir, file)}, ${error.message}.`, MAKE_AGAIN);
  }
  if (takeRecord === null) columnsAt(dir, file, [], wanted);
}

function columnsAt(dir: string, file: string, header: readonly string[], wanted: readonly string[]): number[] {
  const missing = wanted.find((name) => !header.includes(name));
  if (missing === undefined) return wanted.map((name) => header.indexOf(name));
  const message = `${join(dir, file)} has no column '${missing}'.`;
  throw new FolderProblem(message, 'Make the folder again with this version of the tool.');
}

/**
 * Values stand in their columns by the number of their replication, whatever the order of the records.
 * @throws FolderProblem where the file does not hold `runs` replications of every pattern.
 */
export function readRuns(dir: string, text: string, runs: number): RunsOfFolder {
  const table = new RunsReader(join(dir, 'runs.csv'), runs);
  readTable(dir, 'runs.csv', text, KEYS, (header, places) => {
    table.begin(header.map(unprotected), places);
    return (cells, line) => table.add(cells, line);
  });
  return table.content();
}

class RunsReader {
  private scenario = '';
  private header: readonly string[] = [];
  private places: readonly number[] = [];
  private ids: readonly string[] = [];
  private columnOf: readonly number[] = [];
  private readonly patterns = new Map<string, { readonly columns: Float64Array[]; readonly seen: Set<number> }>();

  constructor(
    private readonly place: string,
    private readonly runs: number,
  ) {}

  begin(header: readonly string[], places: readonly number[]): void {
    this.header = header;
    this.places = places;
    this.ids = header.filter((name) => !KEYS.includes(name));
    this.columnOf = this.ids.map((id) => header.indexOf(id));
  }

  add(cells: readonly string[], line: number): void {
    const broken = (what: string): FolderProblem =>
      new FolderProblem(`${this.place}, line ${line}: ${what}.`, MAKE_AGAIN);
    if (cells.length !== this.header.length) {
      throw broken(`${cells.length} cells under ${this.header.length} columns`);
    }
    const [scenario, name, nth] = this.places.map((at) => unprotected(cells[at]!));
    this.scenario = scenario!;
    const { columns, seen } = this.pattern(name!);
    const replication = numberOf(nth!);
    if (!Number.isInteger(replication) || replication < 0 || replication >= this.runs) {
      throw broken(`'${nth}' is not the number of a replication below ${this.runs}`);
    }
    if (seen.has(replication)) throw broken(`replication ${replication} of '${name}' is given twice`);
    seen.add(replication);
    for (const [index, column] of this.columnOf.entries()) {
      const cell = cells[column]!;
      const value = numberOf(cell);
      if (Number.isNaN(value) && cell !== '') throw broken(`'${cell}' under '${this.ids[index]}' is not a number`);
      columns[index]![replication] = value;
    }
  }

  private pattern(name: string): { readonly columns: Float64Array[]; readonly seen: Set<number> } {
    const known = this.patterns.get(name);
    if (known !== undefined) return known;
    const added = { columns: this.ids.map(() => new Float64Array(this.runs)), seen: new Set<number>() };
    this.patterns.set(name, added);
    return added;
  }

  content(): RunsOfFolder {
    for (const [name, { seen }] of this.patterns) {
      if (seen.size === this.runs) continue;
      const message = `${this.place} holds ${seen.size} replications of '${name}', but manifest.json says ${this.runs}.`;
      throw new FolderProblem(message, MAKE_AGAIN);
    }
    if (this.patterns.size === 0) throw new FolderProblem(`${this.place} holds no replications.`, MAKE_AGAIN);
    const { scenario, ids } = this;
    const patterns = [...this.patterns].map(([name, { columns }]) => ({
      name,
      columns: new Map(ids.map((id, index) => [id, columns[index]!])),
    }));
    return { scenario, ids, patterns };
  }
}

/** NaN for an empty cell: the measure is not defined there. */
function numberOf(cell: string): number {
  return cell.trim() === '' ? Number.NaN : Number(cell);
}
