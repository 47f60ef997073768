import { join } from 'node:path';
import type * as z from 'zod';
import { parseScenario } from '../../scenario/load.js';
import type { Scenario } from '../../scenario/scenario.js';
import { auditCodec, auditFrom } from '../results/audit.js';
import { calibrationCodec } from '../results/calibrate.js';
import { capacityCodec, capacityFrom } from '../results/capacity.js';
import { comparisonCodec, comparisonFrom, type PlainComparison, type RunColumns } from '../results/comparison.js';
import { decisionCodec, decisionFrom } from '../results/decision.js';
import { explanationCodec, explanationFrom } from '../results/explanation.js';
import { migrationCodec, migrationFrom } from '../results/migrate.js';
import { RESULT_FILE, RESULT_FORMAT, resultEnvelope } from '../results/result-text.js';
import { sweepCodec, sweepFrom } from '../results/sweep.js';
import { FolderProblem, MAKE_AGAIN, textOf, valueAt, type WantedFolder } from './folder-files.js';
import { type Provenance, scenarioHash } from './manifest.js';
import { type FolderManifest, readManifest } from './read-manifest.js';
import { readRuns } from './read-runs.js';
import type { ResultOfFolder } from './run-folder.js';

const WANTED: WantedFolder = {
  what: 'a run folder',
  next: 'Give a folder that rehearse compare, decide, sweep, capacity, audit, migrate, explain or calibrate wrote, such as reports/article.',
};

/**
 * Reads a study's result from its run folder: result.json, scenario.yaml and, of comparisons and decisions, runs.csv.
 * @throws FolderProblem where it is no such folder, is of an older version, or a file in it is missing or broken.
 */
export async function readResult(dir: string): Promise<ResultOfFolder> {
  const manifest = await readManifest(dir, WANTED);
  const scenarioText = await textOf(dir, 'scenario.yaml', WANTED);
  const { kind, date, result } = await envelopeOf(dir, manifest);
  const scenario = scenarioFrom(dir, scenarioText, manifest);
  const { version, command } = manifest;
  const made: Provenance = { version, scenarioText, command, ...(date === undefined ? {} : { date }) };
  switch (kind) {
    case 'comparison': {
      const plain = decoded(dir, comparisonCodec, result);
      return { kind, made, result: comparisonFrom(plain, scenario, await columnsOf(dir, plain)) };
    }
    case 'decision': {
      const plain = decoded(dir, decisionCodec, result);
      return { kind, made, result: decisionFrom(plain, scenario, await columnsOf(dir, plain.comparison)) };
    }
    case 'sweep':
      return { kind, made, result: sweepFrom(decoded(dir, sweepCodec, result), scenario) };
    case 'explanation':
      return { kind, made, result: explanationFrom(decoded(dir, explanationCodec, result), scenario) };
    case 'capacity':
      return { kind, made, result: capacityFrom(decoded(dir, capacityCodec, result), scenario) };
    case 'audit':
      return { kind, made, result: auditFrom(decoded(dir, auditCodec, result), scenario) };
    case 'calibration':
      return { kind, made, result: decoded(dir, calibrationCodec, result) };
    case 'migration':
      return { kind, made, result: migrationFrom(decoded(dir, migrationCodec, result), scenario) };
  }
}

/** @throws FolderProblem where the folder holds no result, or one of another form. */
async function envelopeOf(dir: string, { version, command }: FolderManifest): Promise<z.output<typeof resultEnvelope>> {
  const again = command === '' ? 'Make the folder again.' : `Make it again with this version: ${command}`;
  const text = await textOf(dir, RESULT_FILE, {
    what: 'a folder with a result to report',
    next: `It was written by version ${version}. ${again}`,
  });
  const place = join(dir, RESULT_FILE);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new FolderProblem(`${place} is not JSON.`, MAKE_AGAIN);
  }
  const format = valueAt(content, 'format');
  if (format !== RESULT_FORMAT) {
    const message = `${place} is of format ${String(format)}, written by version ${version}; this version reads format ${RESULT_FORMAT}.`;
    throw new FolderProblem(message, again);
  }
  return decoded(dir, resultEnvelope, content);
}

function decoded<T extends z.ZodType>(dir: string, codec: T, content: unknown): z.output<T> {
  const read = codec.safeDecode(content as z.input<T>);
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  throw new FolderProblem(`${join(dir, RESULT_FILE)} is broken${where}: ${message}.`, MAKE_AGAIN);
}

function scenarioFrom(dir: string, text: string, { scenarioHash: wanted }: FolderManifest): Scenario {
  const place = join(dir, 'scenario.yaml');
  if (scenarioHash(text) !== wanted) {
    throw new FolderProblem(`${place} is not the scenario that was run: manifest.json has another hash.`, MAKE_AGAIN);
  }
  const parsed = parseScenario(text, place, []);
  if (parsed.ok) return parsed.scenario;
  throw new FolderProblem(
    `${place} is not a valid scenario of this version: ${parsed.problems[0]!.message}.`,
    MAKE_AGAIN,
  );
}

/** @throws FolderProblem where runs.csv does not hold what was compared. */
async function columnsOf(dir: string, { patterns, measures, runs }: PlainComparison): Promise<RunColumns> {
  const read = readRuns(dir, await textOf(dir, 'runs.csv', WANTED), runs);
  const columns: RunColumns = new Map(read.patterns.map((one) => [one.name, one.columns]));
  const missing = patterns.find(({ name }) => measures.some(({ id }) => columns.get(name)?.has(id) !== true));
  if (missing === undefined) return columns;
  throw new FolderProblem(
    `${join(dir, 'runs.csv')} does not hold what was measured under '${missing.name}'.`,
    MAKE_AGAIN,
  );
}
