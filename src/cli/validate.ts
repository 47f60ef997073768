import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { validationFolderFiles } from '../report/folders/validation.js';
import { writeRunFolder } from '../report/folders/write.js';
import { validationBrief } from '../report/tables/validate-brief.js';
import { validationTables } from '../report/tables/validate-tables.js';
import { builtinText } from '../scenario/file.js';
import { presetValues } from '../scenario/presets.js';
import {
  frameworkFaultRows,
  isFailure,
  isNews,
  NOT_EXPRESSIBLE,
  readRecording,
  validateClosedForms,
  validateLaws,
  validatePublished,
  validateRecorded,
} from '../validation/index.js';
import { provenance, sayWhere } from './ending.js';
import { StatusLine } from './monitor.js';
import { openPage } from './open.js';
import { jsonOption, openOption, outOption, quietOption, reportsFolder } from './options.js';
import { Exit, isColourful, Refusal, widthOf } from './session.js';
import { allOption } from './study.js';

interface Options {
  readonly recorded?: string;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly only?: Family;
  readonly out?: string;
  readonly open?: boolean;
  readonly quiet?: boolean;
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
    .addOption(new Option('--only <kind>', 'one kind of evidence').choices(FAMILIES))
    .addOption(outOption('reports/validation'))
    .addOption(openOption())
    .addOption(allOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText('after', '\nExample:\n  rehearse validate')
    .action(validate);
}

async function validate(options: Options): Promise<void> {
  const status = new StatusLine(options.quiet === true || options.json === true);
  const wants = (family: Family): boolean => {
    if (options.only !== undefined && options.only !== family) return false;
    status.say(`Checking ${family.replace('-', ' ')} …`);
    return true;
  };
  const laws = wants('laws') ? validateLaws() : [];
  const closedForms = wants('closed-forms') ? validateClosedForms() : [];
  const recorded = wants('recorded') ? await heldAgainstRecordings(options.recorded) : NO_RECORDINGS;
  const faults = options.only === undefined || options.only === 'recorded' ? frameworkFaultRows(presetValues) : [];
  const published = wants('published') ? validatePublished(builtinText) : [];
  status.clear();
  const rows = [...laws, ...closedForms, ...recorded.rows, ...faults, ...published];
  const found = {
    rows,
    notCovered: recorded.notCovered,
    notExpressible: faults.length > 0 ? NOT_EXPRESSIBLE : [],
  };
  const folder = options.out ?? join(reportsFolder(), 'validation');
  const written = await writeRunFolder(folder, await validationFolderFiles(found, provenance('')));
  const there = written.ok ? folder : null;
  const view = { width: widthOf(process.stdout), colour: isColourful(process.stdout), folder: there };
  const shown = options.all === true ? validationTables(found, view) : validationBrief(found, view);
  const json = { rows, notCovered: recorded.notCovered };
  process.stdout.write(`${options.json === true ? JSON.stringify(json, null, 2) : shown}\n`);
  sayWhere(folder, written, options.json === true || process.stdout.isTTY === true);
  if (options.open === true) openPage(join(folder, 'report.html'));
  if (rows.filter(isFailure).some(isNews)) process.exitCode = Exit.threshold;
}

const NO_RECORDINGS: ReturnType<typeof validateRecorded> = { rows: [], notCovered: [] };

async function heldAgainstRecordings(file: string | undefined): Promise<ReturnType<typeof validateRecorded>> {
  const read = readRecording(textOf(file), file ?? 'framework-runs.json');
  if (!read.ok) throw new Refusal(`${read.problem}\n  Give a file of the form of test/data/framework-runs.json.`);
  // Its tables take longer to load than every other command takes to start.
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  return validateRecorded(read.recording, countTokens, presetValues);
}

function textOf(file: string | undefined): string {
  try {
    return readFileSync(file ?? RECORDINGS, 'utf8');
  } catch {
    throw new Refusal(`'${file}' cannot be read.\n  Give the path of a recording, a JSON file.`);
  }
}
