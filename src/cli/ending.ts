/** What every command does that makes replications and leaves a run folder. */

import { join } from 'node:path';
import { withPng } from '../report/charts/png.js';
import { exactCommand, type Provenance } from '../report/folders/manifest.js';
import type { FolderFiles } from '../report/folders/run-folder.js';
import { type FolderResult, writeRunFolder } from '../report/folders/write.js';
import type { TerminalView } from '../report/tables/terminal.js';
import { keptSentences } from '../report/words/kept-files.js';
import { openPage } from './open.js';
import { reportsFolder } from './options.js';
import { type Changes, colours, Exit, isColourful, Refusal, STDIN, version, widthOf } from './session.js';

/** Where a folder comes from: this version, the command as it was given, and the scenario as run. */
export function provenance(scenarioText: string): Provenance {
  const words = process.argv.slice(2);
  // What came on the standard input lies in the folder.
  const input = words.includes(STDIN) ? ' < scenario.yaml' : '';
  return { version: version(), scenarioText, command: `${exactCommand('rehearse', words)}${input}` };
}

/** Writes the run folder; where `png` was asked for, with a PNG beside each SVG. */
export async function writeFolder(
  folder: string,
  files: FolderFiles,
  png: boolean | undefined,
  renews?: (path: string) => boolean,
): Promise<FolderResult> {
  return writeRunFolder(folder, png === true ? await withPng(files) : files, renews);
}

/** How a command was told to hand over what it found. */
export interface OutputOptions extends Changes {
  readonly out?: string;
  readonly png?: boolean;
  readonly open?: boolean;
  readonly json?: boolean;
}

/** What a study found. */
export interface Found {
  /** Of its run folder, where --out names none. */
  readonly name: string;
  /** The scenario, as it was given. */
  readonly path: string;
  readonly files: FolderFiles;
  /** For machines; `folder` is null where it could not be written. */
  readonly json: (folder: string | null) => object;
  /** For people. */
  readonly text: (view: TerminalView) => string;
}

/** Writes the run folder, prints the result, says where the folder lies, and opens its page where that was asked for. */
export async function report({ name, path, files, json, text }: Found, options: OutputOptions): Promise<void> {
  const folder = options.out ?? join(reportsFolder(), name);
  const written = await writeFolder(folder, files, options.png);
  const isForMachines = options.json === true;
  const there = written.ok ? folder : null;
  const given = asGiven(path, options) ?? (there === null ? path : join(there, 'scenario.yaml'));
  const view = { width: widthOf(process.stdout), colour: isColourful(process.stdout), folder: there, given };
  process.stdout.write(`${isForMachines ? JSON.stringify(json(there), null, 2) : text(view)}\n`);
  // A terminal has been told of it already.
  sayWhere(folder, written, isForMachines || process.stdout.isTTY === true);
  if (options.open === true) openPage(join(folder, 'report.html'));
}

/** What names the same scenario in another command; null where only its run folder has it. */
const asGiven = (path: string, { preset, set }: Changes): string | null =>
  path === STDIN || preset.length > 0 || set.length > 0 ? null : path;

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
