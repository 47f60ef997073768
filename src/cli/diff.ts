import type { Command } from 'commander';
import { differenceOfStudies, type MeasureChange, type StudyDifference } from '../difference/difference.js';
import type { ChangeLimit, ChangeLimitResult } from '../difference/limits.js';
import { FolderProblem } from '../report/folders/folder-files.js';
import { type RunFolder, readRunFolder } from '../report/folders/recorded-study.js';
import { diffTable } from '../report/tables/diff-terminal.js';
import { diffSummary, type FolderDiff, limitSentence } from '../report/words/differences.js';
import { suggest } from '../scenario/checks/words.js';
import { valueChanges } from '../scenario/text/changes.js';
import { limitFrom } from './limit.js';
import { Exit, isColourful, Refusal, repeatable, widthOf } from './session.js';

interface Options {
  readonly patterns?: string;
  readonly measures?: string;
  readonly all?: boolean;
  readonly limit: readonly string[];
  readonly json?: boolean;
}

type Folders = readonly [RunFolder, RunFolder];

/** What the comparison's table shows, after the objectives. */
const USUAL = ['correct', 'cost', 'latency', 'escaped'];

export function addDiff(program: Command): void {
  program
    .command('diff')
    .description(
      'Compares two run folders of compare (another version, scenario or seed): what changed, what is within noise, and whether a measure got worse beyond a limit. Simulates nothing.',
    )
    .argument('<a>', 'the run folder before')
    .argument('<b>', 'the run folder after; every difference is b minus a')
    .option('--patterns <names>', 'only these patterns and teams, comma-separated')
    .option(
      '--measures <ids>',
      `only these measures, comma-separated (default: the objectives and ${USUAL.join(', ')})`,
    )
    .option('--all', 'compare every measure')
    .addOption(
      repeatable(
        '--limit <measure=amount>',
        'exit with 1 where the measure got worse by more than this under any pattern: cost=5%, correct=2pt, latency=1s',
      ),
    )
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  rehearse compare article --out reports/before\n  rehearse compare article --out reports/after --set agents.fact-checker.detection=0.5\n  rehearse diff reports/before reports/after --limit cost=5% --limit correct=2pt',
    )
    .action(run);
}

async function run(a: string, b: string, options: Options): Promise<void> {
  if (options.all === true && options.measures !== undefined) {
    throw new Refusal('--all and --measures contradict each other.\n  Use one of them.');
  }
  const folders: Folders = [await read(a), await read(b)];
  const facts = folders.flatMap(({ study }) => study.measures);
  const limits = options.limit.map((text) => limitFrom(text, facts));
  const named = options.measures === undefined ? null : namesIn(options.measures);
  const patterns = options.patterns === undefined ? null : namesIn(options.patterns);
  refuseUnknown('--patterns', 'pattern or team', patterns ?? [], folders, patternsOf);
  const asked = [...(named ?? []), ...limits.map(({ measure }) => measure)];
  refuseUnknown(named === null ? '--limit' : '--measures', 'measure', asked, folders, measuresOf);
  const measures = named ?? (options.all === true ? [...new Set(facts.map(({ id }) => id))] : usual(folders));
  const wanted = { patterns, measures: [...new Set([...measures, ...asked])], limits };
  const found = differenceOfStudies(folders[0].study, folders[1].study, wanted);
  refuseUnmeasured(limits, found);
  const values = valueChanges(folders[0].scenario, folders[1].scenario);
  const diff: FolderDiff = { folders, values, found };
  const text =
    options.json === true
      ? JSON.stringify(asJson(diff), null, 2)
      : diffTable(diff, { width: widthOf(process.stdout), colour: isColourful(process.stdout) });
  process.stdout.write(`${text}\n`);
  if (found.limits.some(({ verdict }) => verdict === 'broken')) process.exitCode = Exit.threshold;
}

async function read(dir: string): Promise<RunFolder> {
  try {
    return await readRunFolder(dir);
  } catch (error) {
    if (error instanceof FolderProblem) throw new Refusal(`${error.message}\n  ${error.next}`);
    throw error;
  }
}

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim());
}

const patternsOf = ({ study }: RunFolder): string[] => study.patterns.map(({ name }) => name);
const measuresOf = ({ study }: RunFolder): string[] => study.measures.map(({ id }) => id);

/** The objectives of both scenarios and the usual measures, as far as either folder has them. */
function usual(folders: Folders): string[] {
  const known = new Set(folders.flatMap(measuresOf));
  const wanted = [...folders[1].objectives, ...folders[0].objectives, ...USUAL];
  return [...new Set(wanted)].filter((id) => known.has(id));
}

/** What was asked for by name must be in both. */
function refuseUnknown(
  option: string,
  what: string,
  names: readonly string[],
  folders: Folders,
  namesOf: (folder: RunFolder) => string[],
): void {
  for (const name of names) {
    const lacking = folders.filter((folder) => !namesOf(folder).includes(name));
    if (lacking.length === 2) {
      const hint = suggest(name, [...new Set(folders.flatMap(namesOf))]);
      throw new Refusal(`${option}: there is no ${what} '${name}' in these folders.\n  ${hint}`);
    }
    if (lacking.length === 1) {
      const { dir, version } = lacking[0]!;
      throw new Refusal(
        `${option}: '${dir}', of version ${version}, has no ${what} '${name}'.\n  Compare again with one version and the same patterns, or leave it out.`,
      );
    }
  }
}

/** A limit that cannot be looked at must not pass for one that holds. */
function refuseUnmeasured(limits: readonly ChangeLimit[], { redefined, limits: results }: StudyDifference): void {
  for (const limit of limits) {
    const { measure } = limit;
    if (redefined.includes(measure)) {
      throw new Refusal(
        `--limit: '${measure}' has another unit or direction in the other folder.\n  Compare again with one version.`,
      );
    }
    if (results.some((result) => result.limit === limit)) continue;
    throw new Refusal(
      `--limit: there is no pattern under which '${measure}' had a value and was compared again.\n  Compare the same patterns in both, or leave this limit out.`,
    );
  }
}

/** The result for machines: the sentences, where both come from, every row, and every limit. */
function asJson(diff: FolderDiff): object {
  const { folders, values, found } = diff;
  const [a, b] = folders.map(({ dir, name, version, requested, study: { seed, runs } }) => ({
    ...{ folder: dir, scenario: name, version, seed, requested, runs },
  }));
  const method = found.paired === null ? 'independent' : 'paired';
  return {
    a,
    b,
    summary: diffSummary(diff),
    scenario: values,
    method,
    pairs: found.paired,
    rows: found.rows.map(rowAsJson),
    onlyIn: { a: sideOf(found, 0), b: sideOf(found, 1) },
    redefined: found.redefined,
    limits: found.limits.map(limitAsJson),
  };
}

function sideOf({ patternsOnlyIn, measuresOnlyIn }: FolderDiff['found'], side: 0 | 1): object {
  return { patterns: patternsOnlyIn[side], measures: measuresOnlyIn[side] };
}

function rowAsJson({ pattern, measure, n, means, ...row }: MeasureChange): object {
  const { id, unit, better } = measure;
  const [a, b] = [0, 1].map((side) => ({ n: n[side], mean: means[side] }));
  return { pattern, measure: id, unit, better, a, b, ...row };
}

function limitAsJson(result: ChangeLimitResult): object {
  const { limit, measure, ...rest } = result;
  const { amount, isRelative } = limit;
  return { ...rest, measure: measure.id, unit: measure.unit, amount, isRelative, sentence: limitSentence(result) };
}
