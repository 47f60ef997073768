/** What every command does that makes replications and leaves a run folder. */

import { withPng } from '../report/charts/png.js';
import { exactCommand, type Provenance } from '../report/folders/manifest.js';
import { type FolderResult, writeRunFolder } from '../report/folders/write.js';
import { keptSentences } from '../report/words/kept-files.js';
import { colours, Exit, Refusal, version } from './session.js';

/** Where a folder comes from: this version, the command as it was given, and the scenario as run. */
export function provenance(scenarioText: string): Provenance {
  return { version: version(), scenarioText, command: exactCommand('rehearse', process.argv.slice(2)) };
}

/** Writes the run folder; where `png` was asked for, with a PNG beside each SVG. */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  png: boolean | undefined,
  renews?: (path: string) => boolean,
): Promise<FolderResult> {
  return writeRunFolder(folder, png === true ? await withPng(files) : files, renews);
}

/** Two replications are the least that have an interval. */
export function refuseTooFew(runs: number): void {
  if (runs >= 2) return;
  throw new Refusal('Interrupted before two replications were finished: there is nothing to report.', Exit.interrupted);
}

export function noteInterruption(runs: number): void {
  process.stderr.write(`Interrupted: the ${runs} replications that were finished are reported above and kept.\n`);
  process.exitCode = Exit.interrupted;
}

/** Says where the folder lies, unless `quiet`, and what was kept in it; refuses where it could not be written. */
export function sayWhere(folder: string, written: FolderResult, quiet: boolean): void {
  if (!written.ok) throw new Refusal(`${written.error.message}\n  ${written.error.next}`);
  if (!quiet) process.stderr.write(`${colours(process.stderr).dim(`Run folder: ${folder}`)}\n`);
  for (const sentence of keptSentences(folder, written.kept)) process.stderr.write(`${sentence}\n`);
}
