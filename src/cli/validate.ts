import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { type Command, Option } from 'commander';
import { validationFolderFiles } from '../report/folders/validation.js';
import { writeRunFolder } from '../report/folders/write.js';
import { wrap } from '../report/tables/compare-terminal.js';
import { counted } from '../report/words/format.js';
import { builtinText } from '../scenario/file.js';
import { presetValues } from '../scenario/presets.js';
import {
  frameworkFaultRows,
  isFailure,
  isNews,
  isPublished,
  NOT_EXPRESSIBLE,
  type NotCovered,
  type PublishedRow,
  type Row,
  readRecording,
  validateClosedForms,
  validateLaws,
  validatePublished,
  validateRecorded,
} from '../validation/index.js';
import { provenance, sayWhere } from './ending.js';
import { colours, Exit, Refusal, widthOf } from './session.js';

interface Options {
  readonly recorded?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly only?: Family;
  readonly out: string;
}

/** What it can be held against. */
const FAMILIES = ['laws', 'closed-forms', 'recorded', 'published'] as const;
type Family = (typeof FAMILIES)[number];

/** The recordings that come with the package. */
const RECORDINGS = new URL('../../test/data/framework-runs.json', import.meta.url);

export function addValidate(program: Command): void {
  program
    .command('validate')
    .description(
      'Checks the simulator against laws that no parameter may break, closed forms, recorded runs of real frameworks and published results. Prints what was expected, what came out, the error and what is allowed; for published results also which figures set parameters, and which mechanism is missing where one does not agree. Exits with 1 where a row fails and no missing mechanism is named.',
    )
    .option('--recorded <file>', 'recordings of your own, in the form of test/data/framework-runs.json')
    .option('--all', 'print every row of the recorded runs, not one line per run')
    .addOption(new Option('--only <kind>', 'one kind of evidence').choices(FAMILIES))
    .option(
      '--out <folder>',
      'folder of the page with plots, and of the rows as CSV and JSON',
      join('reports', 'validation'),
    )
    .option('--json', 'print every row as JSON')
    .addHelpText('after', '\nExample:\n  rehearse validate')
    .action(validate);
}

async function validate(options: Options): Promise<void> {
  const wants = (family: Family): boolean => (options.only ?? family) === family;
  const recorded = wants('recorded') ? await heldAgainstRecordings(options.recorded) : NO_RECORDINGS;
  const rows = [
    ...(wants('laws') ? validateLaws() : []),
    ...(wants('closed-forms') ? validateClosedForms() : []),
    ...recorded.rows,
    ...(wants('recorded') ? frameworkFaultRows(presetValues) : []),
    ...(wants('published') ? validatePublished(builtinText) : []),
  ];
  const failed = rows.filter(isFailure);
  const found = {
    rows,
    notCovered: recorded.notCovered,
    notExpressible: rows.some(({ kind }) => kind === 'recorded fault') ? NOT_EXPRESSIBLE : [],
  };
  const written = await writeRunFolder(options.out, await validationFolderFiles(found, provenance('')));
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ rows, notCovered: recorded.notCovered }, null, 2)}\n`);
  } else {
    for (const table of tablesOf(rows, options.all === true)) process.stdout.write(`${table}\n\n`);
    process.stdout.write(`${ending(rows, failed, recorded.notCovered)}\n`);
  }
  sayWhere(options.out, written, options.json === true);
  if (failed.some(isNews)) process.exitCode = Exit.threshold;
}

const NO_RECORDINGS: ReturnType<typeof validateRecorded> = { rows: [], notCovered: [] };

async function heldAgainstRecordings(file: string | undefined): Promise<ReturnType<typeof validateRecorded>> {
  const read = readRecording(textOf(file), file ?? 'framework-runs.json');
  if (!read.ok) throw new Refusal(`${read.problem}\n  Give a file of the form of test/data/framework-runs.json.`);
  // Its tables take longer to load than every other command takes to start.
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  return validateRecorded(read.recording, countTokens, presetValues);
}

/** A table of each kind of evidence that there is. */
function tablesOf(rows: readonly Row[], all: boolean): string[] {
  const of = (kind: Row['kind']): Row[] => rows.filter((row) => row.kind === kind);
  const tables: [readonly Row[], () => string][] = [
    [of('law'), () => everyRow('law', of('law'))],
    [of('closed form'), () => everyRow('closed form', of('closed form'))],
    [of('recorded run'), () => (all ? everyRow('recorded run', of('recorded run')) : recordedRuns(of('recorded run')))],
    [of('recorded fault'), () => everyRow('recorded fault', of('recorded fault'))],
    [rows.filter(isPublished), () => publishedResults(rows.filter(isPublished))],
  ];
  return tables.filter(([shown]) => shown.length > 0).map(([, table]) => table());
}

function textOf(file: string | undefined): string {
  try {
    return readFileSync(file ?? RECORDINGS, 'utf8');
  } catch {
    throw new Refusal(`'${file}' cannot be read.\n  Give the path of a recording, a JSON file.`);
  }
}

/** Every row: what, expected, got, error, allowed. */
function everyRow(kind: Row['kind'], rows: readonly Row[]): string {
  const c = colours(process.stdout);
  const width = widthOf(process.stdout);
  const numbers = 4 * 11 + 3;
  const room = Math.max(24, width - numbers - 6);
  const table = plainTable(['', kind, 'expected', 'got', 'error', 'allowed'], room);
  for (const row of rows) {
    const text = wrap(`${row.name}: ${row.what}, ${row.unit}`, room);
    const note = row.ok || row.note === undefined ? [] : wrap(row.note, room);
    const cells = [row.expected, row.got, row.error, row.allowed].map(short);
    table.push([mark(row.ok), [...text, ...note, ...wrap(row.source, room).map(c.dim)].join('\n'), ...cells]);
  }
  return table.toString();
}

/** One line a run: the largest errors of its rows. */
function recordedRuns(rows: readonly Row[]): string {
  const names = [...new Set(rows.map((row) => row.name))];
  const width = Math.max(12, ...names.map((name) => name.length));
  const table = plainTable(
    ['', 'recorded run', 'calls', 'path', 'edges', 'input tokens', 'got', 'worst call', 'output'],
    width,
  );
  for (const name of names) {
    const own = rows.filter((row) => row.name === name);
    const row = (what: string): Row => own.find((candidate) => candidate.what.startsWith(what))!;
    const total = row('input tokens in total');
    const worst = row('input tokens of the call');
    table.push([
      mark(own.every((candidate) => candidate.ok)),
      name,
      short(row('calls').got),
      short(row('calls on the critical path').got),
      short(row('control edges').got),
      short(total.expected),
      short(total.got),
      `${((100 * worst.error) / worst.expected).toFixed(1)} %`,
      short(row('output tokens in total').got),
    ]);
  }
  return table.toString();
}

const MARKS = { agrees: '✓', lacks: '✗', fails: '✗', sets: '·' } as const;

/** By source: each figure, whether it sets or is checked, with what, and why it does not agree. */
function publishedResults(rows: readonly PublishedRow[]): string {
  const c = colours(process.stdout);
  const paints = { agrees: c.green, lacks: c.red, fails: c.red, sets: c.dim };
  const width = widthOf(process.stdout);
  const columns = ['', 'published result', 'figure', 'published', 'got', 'error', 'allowed'];
  const room = Math.max(24, width - (7 + 9 + 3 * 10) - columns.length);
  const table = plainTable(columns, room);
  for (const source of new Set(rows.map((row) => row.source))) {
    table.push(['', { content: ['', ...wrap(source, room).map(c.bold)].join('\n'), colSpan: columns.length - 1 }]);
    for (const row of rows.filter((candidate) => candidate.source === source)) {
      const text = wrap(`${row.name}: ${row.what}, ${row.unit}`, room);
      const note = row.note === undefined ? [] : wrap(row.note, room);
      const cells = [row.expected, row.got, row.error, row.allowed].map(rounded);
      const lines = [...text, ...note, ...wrap(row.basis, room).map(c.dim)];
      table.push([paints[row.verdict](MARKS[row.verdict]), lines.join('\n'), row.role, ...cells]);
    }
  }
  const legend = [
    `${c.green(MARKS.agrees)} agrees`,
    `${c.red(MARKS.fails)} does not: a mechanism is missing, if named`,
    `${c.dim(MARKS.sets)} sets a parameter, and proves nothing`,
  ];
  return `${table.toString()}\n\n${legend.join(width < 100 ? '\n' : '   ')}`;
}

function ending(rows: readonly Row[], failed: readonly Row[], notCovered: readonly NotCovered[]): string {
  const c = colours(process.stdout);
  const kinds = (['law', 'closed form', 'recorded run', 'recorded fault'] as const).flatMap((kind) => {
    const of = rows.filter((row) => row.kind === kind);
    const agreeing = of.filter((row) => row.ok).length;
    if (of.length === 0) return [];
    return [
      kind === 'law'
        ? `${agreeing} of ${of.length} rows of laws hold`
        : `${agreeing} of ${of.length} rows of ${kind}s agree`,
    ];
  });
  const checked = rows.filter(isPublished).filter(({ role }) => role === 'checked');
  const agree = checked.filter(({ verdict }) => verdict === 'agrees').length;
  const lacking = checked.filter(({ verdict }) => verdict === 'lacks').length;
  if (checked.length > 0)
    kinds.push(
      `${agree} of ${checked.length} published figures that are checked agree, ${lacking} fail because a mechanism is missing that is named`,
    );
  const lines = wrap(`${kinds.join(', ')}.`, widthOf(process.stdout));
  const news = failed.filter(isNews).length;
  const unknown = news === failed.length ? '' : `, ${news} of them for a reason that is not known`;
  if (failed.length > 0) lines.push(c.red(`${counted(failed.length, 'row')} failed${unknown}.`));
  if (rows.some(({ kind }) => kind === 'recorded fault')) lines.push('', 'Recorded faults that cannot be staged:');
  for (const why of rows.some(({ kind }) => kind === 'recorded fault') ? NOT_EXPRESSIBLE : [])
    lines.push(...wrap(`${why}.`, widthOf(process.stdout)).map(c.dim));
  if (notCovered.length > 0) {
    const runs = notCovered.reduce((sum, entry) => sum + entry.runs, 0);
    lines.push('', `${counted(runs, 'recorded run')} had nothing to be held against:`);
    for (const why of new Set(notCovered.map((entry) => entry.why))) {
      const of = notCovered.filter((entry) => entry.why === why);
      const list = of.map((entry) => `${entry.framework} ${entry.variant} (${entry.runs})`).join(', ');
      lines.push(...wrap(`${why}: ${list}`, widthOf(process.stdout)).map(c.dim));
    }
  }
  return lines.join('\n');
}

function plainTable(head: string[], textWidth: number): InstanceType<typeof Table> {
  const none = Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
    ].map((key) => [key, '']),
  );
  return new Table({
    head,
    chars: { ...none, middle: ' ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colWidths: [1, textWidth],
    colAligns: ['left', 'left', ...head.slice(2).map(() => 'right' as const)],
  });
}

function mark(ok: boolean): string {
  const c = colours(process.stdout);
  return ok ? c.green('✓') : c.red('✗');
}

/** Whole numbers as they are, others with five significant digits. */
function short(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  return Math.abs(value) < 1e-4 ? value.toExponential(1) : String(Number(value.toPrecision(5)));
}

/** Published figures have three digits. */
const rounded = (value: number): string => short(Number(value.toPrecision(3)));
