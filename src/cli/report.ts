import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { FolderProblem } from '../report/folders/folder-files.js';
import { readResult } from '../report/folders/read-result.js';
import { isOfReport, type ResultOfFolder, reportFiles } from '../report/folders/run-folder.js';
import { sayWhere, writeFolder } from './ending.js';
import { openPage } from './open.js';
import { openOption, pngOption } from './options.js';
import { Refusal } from './session.js';

interface Options {
  readonly png?: boolean;
  readonly open?: boolean;
}

export function addReport(program: Command): void {
  program
    .command('report')
    .description(
      'Makes report.md, report.html, the charts and the decision record of a run folder again, from the result that compare, decide, sweep, capacity, audit, migrate, explain or calibrate wrote there. Simulates nothing; the other files stay as they are.',
    )
    .argument('<folder>', 'a run folder, such as reports/article')
    .addOption(pngOption())
    .addOption(openOption())
    .addHelpText('after', '\nExample:\n  rehearse compare article\n  rehearse report reports/article')
    .action(report);
}

async function report(folder: string, options: Options): Promise<void> {
  const files = await reportFiles(await read(folder));
  const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
  const renewed = new Map([['manifest.json', manifest], ...files]);
  const written = await writeFolder(folder, renewed, options.png, isOfReport);
  sayWhere(folder, written, false);
  if (options.open === true) openPage(join(folder, 'report.html'));
}

async function read(folder: string): Promise<ResultOfFolder> {
  try {
    return await readResult(folder);
  } catch (error) {
    if (error instanceof FolderProblem) throw new Refusal(`${error.message}\n  ${error.next}`);
    throw error;
  }
}
