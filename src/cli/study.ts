import type { Command, Option } from 'commander';
import type { FairChange } from '../patterns/fairness.js';
import { unknownNames } from '../study/check.js';
import { changesToBeFair, fairOptions } from '../study/fair.js';
import {
  Group,
  grouped,
  jsonOption,
  openOption,
  outOption,
  pngOption,
  quietOption,
  runsOption,
  seedOption,
} from './options.js';
import { type Changes, type Loaded, listed, load, Refusal, shown, whole, withChanges } from './session.js';

/** What every command that rehearses many replications is told. */
export interface StudyOptions extends Changes {
  readonly runs?: number;
  readonly patterns?: string;
  readonly fair?: boolean;
  readonly seed: string;
  readonly out?: string;
  readonly png?: boolean;
  readonly open?: boolean;
  readonly parquet?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Tasks that are rehearsed under each pattern at one set of values: replications where each has one. */
export const TASKS = 2000;

/** The option of commands that compare patterns. */
export const patternsOption = (): Option =>
  grouped(
    Group.scenario,
    '--patterns <names>',
    'only these patterns and teams, comma-separated; the single agent is always included',
  );

/** The option of commands that say which pattern is better. */
export const fairOption = (): Option =>
  grouped(
    Group.scenario,
    '--fair',
    'give all patterns the same attempts, time-outs, models and calls at once, as far as a scenario can say it, and say what was changed',
  );

/** The option of commands that leave a row a replication. */
export const parquetOption = (): Option => grouped(Group.output, '--parquet', 'also write runs.parquet');

/** The option of commands that print the answer and leave the rest out. */
export const allOption = (): Option => grouped(Group.output, '--all', 'print every row and measure');

/** The options of every study: what is changed, how much is rehearsed, where it goes. `tasks` and `of` tell the default of --runs. */
export function withStudy(
  command: Command,
  { tasks, of, folder }: { readonly tasks: number; readonly of: string; readonly folder: string },
): Command {
  return withChanges(command)
    .addOption(
      runsOption(
        `replications${of} (default: ${tasks}, or ${tasks} / n for a workload of n tasks, at least 20)`,
        whole('--runs', 2),
      ),
    )
    .addOption(seedOption())
    .addOption(outOption(folder))
    .addOption(pngOption())
    .addOption(openOption())
    .addOption(jsonOption())
    .addOption(quietOption());
}

/** A study's scenario, and what is compared of it; null: all that fit. */
export interface LoadedStudy {
  readonly loaded: Loaded;
  readonly only: readonly string[] | null;
  /** What --fair changed; null: nobody asked. */
  readonly fair: readonly FairChange[] | null;
}

/** Loads a study's scenario, passes on what was noticed, reads --patterns, and changes what --fair asks for. */
export function loadStudy(path: string, options: StudyOptions): LoadedStudy {
  const loaded = load(path, options);
  if (loaded.warnings.length > 0) process.stderr.write(`${shown(loaded.warnings)}\n\n`);
  const only = options.patterns === undefined ? null : listed(options.patterns);
  for (const problem of unknownNames(loaded.scenario, only ?? [])) throw new Refusal(`--patterns: ${problem}`);
  if (options.fair !== true) return { loaded, only, fair: null };
  const fair = changesToBeFair(loaded.scenario, only);
  return { loaded: load(path, { ...options, set: [...options.set, ...fairOptions(fair)] }), only, fair };
}
