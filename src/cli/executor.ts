import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { RowWriter } from '../report/exporters/csv.js';
import { scenarioHash, TOOL } from '../report/folders/manifest.js';
import { settle, writeRunFolder } from '../report/folders/write.js';
import type { Executor } from '../study/executor.js';
import { CachedExecutor, ShardDone, ShardExecutor, type ShardPart, Store } from '../workers/store.js';
import { provenance, sayWhere } from './ending.js';
import { StudyJournal } from './journal.js';
import type { TerminalMonitor } from './monitor.js';
import { Group, grouped, reportsFolder } from './options.js';
import { Exit, type Loaded, Refusal, repeatable, STDIN, version } from './session.js';
import { shardFrom } from './shard.js';
import { onWorkers, type WorkersOptions, withJobs } from './threads.js';

/** What decides where the work of a study is done. */
export interface ExecutorOptions extends WorkersOptions {
  readonly shard?: ShardPart;
  readonly from: readonly string[];
  readonly out?: string;
  readonly fresh?: boolean;
}

/** What a shard says of itself, beside the scenario. */
export interface ShardManifest {
  readonly tool: string;
  readonly version: string;
  readonly shard: string;
  readonly scenario: { readonly sha256: string };
  /** Of the whole study. */
  readonly command: string;
}

const BATCHES = 'batches.bin';

/** The options of every command whose work is shared out among threads, and among machines. */
export function withExecutorOptions(command: Command): Command {
  return withJobs(command)
    .addOption(
      grouped(
        Group.effort,
        '--shard <i/k>',
        'do the i-th of k parts of the work and write it for `rehearse merge`; auto: as Slurm, Kubernetes, AWS Batch or a CI matrix numbers this job',
      ).argParser((text) => shardFrom(text)),
    )
    .addOption(repeatable('--from <folder>', 'use the work of a shard from its folder').helpGroup(Group.effort));
}

/**
 * Runs a study on the executor that the options ask for, and closes it whatever happens. Null: only a shard of the study
 * was asked for, and its folder has been written.
 */
export async function onExecutor<T>(
  loaded: Loaded,
  options: ExecutorOptions,
  journal: StudyJournal,
  study: (executor: Executor, monitor: TerminalMonitor, rowWriter: RowWriter) => Promise<T>,
): Promise<T | null> {
  if (options.shard !== undefined && process.argv.includes(STDIN)) {
    throw new Refusal(
      '--shard: a scenario on the standard input cannot be read again when the shards are merged.\n  Give the path of a file.',
    );
  }
  for (const folder of options.from) await settle(folder);
  const store = atHand(loaded, options.from);
  return await onWorkers(options, journal, async (executor, monitor, rowWriter) => {
    const shard = options.shard === undefined ? null : new ShardExecutor(options.shard, executor);
    try {
      return await study(
        shard ?? (store === null ? executor : new CachedExecutor(store, executor)),
        monitor,
        rowWriter,
      );
    } catch (error) {
      if (!(error instanceof ShardDone) || shard === null) throw error;
      monitor.close();
      await writeShard(shard.store, loaded, options, monitor.interrupted);
      journal.close(monitor.interrupted);
      return null;
    }
  });
}

/** The journal of a command, in its run folder: that of its shard, or the one called `name` unless --out names another. */
export function journalOf(
  options: Pick<ExecutorOptions, 'out' | 'fresh' | 'shard'>,
  name: string,
  scenarioText: string,
  shardOf = name,
): StudyJournal {
  return new StudyJournal(
    options,
    options.shard === undefined ? name : shardName(shardOf, options.shard),
    scenarioText,
  );
}

const shardName = (name: string, { nth, of }: ShardPart): string => `${name}-shard-${nth}-of-${of}`;

async function writeShard(store: Store, loaded: Loaded, options: ExecutorOptions, interrupted: boolean): Promise<void> {
  const { nth, of } = options.shard!;
  const folder = options.out ?? join(reportsFolder(), shardName(loaded.scenario.name, options.shard!));
  const { command } = provenance(loaded.document);
  const manifest: ShardManifest = {
    tool: TOOL,
    version: version(),
    shard: `${nth}/${of}`,
    scenario: { sha256: scenarioHash(loaded.document) },
    command,
  };
  const written = await writeRunFolder(
    folder,
    new Map<string, string | Uint8Array>([
      ['manifest.json', `${JSON.stringify(manifest, null, 2)}\n`],
      ['scenario.yaml', loaded.document],
      [BATCHES, store.bytes()],
    ]),
  );
  sayWhere(folder, written, options.json === true);
  if (!interrupted) return;
  process.stderr.write(
    `Interrupted: the ${store.size} batches that were finished are kept; merging does the others.\n`,
  );
  process.exitCode = Exit.interrupted;
}

/** What shards have done, if any are named. */
function atHand(loaded: Loaded, folders: readonly string[]): Store | null {
  if (folders.length === 0) return null;
  const all = Store.empty();
  for (const folder of folders) {
    const manifest = shardManifest(folder);
    if (manifest.version !== version()) {
      throw new Refusal(
        `'${folder}' was made by version ${manifest.version}, and this is ${version()}.\n  Make its part again with this version.`,
      );
    }
    if (manifest.scenario.sha256 !== scenarioHash(loaded.document)) {
      throw new Refusal(
        `'${folder}' was made from another text of the scenario.\n  Use the scenario file (and the --set options) that it was made with.`,
      );
    }
    all.addAll(batchesIn(folder));
  }
  return all;
}

function batchesIn(folder: string): Store {
  try {
    return Store.read(readFileSync(join(folder, BATCHES)));
  } catch (error) {
    throw new Refusal(`'${join(folder, BATCHES)}' cannot be read (${reasonOf(error)}).\n  Make this shard again.`);
  }
}

/** @throws Refusal where the folder is no shard's. */
export function shardManifest(folder: string): ShardManifest {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch (error) {
    throw new Refusal(`'${folder}' is not a shard's folder (${reasonOf(error)}).\n  Name folders that --shard wrote.`);
  }
  if (typeof content === 'object' && content !== null && 'shard' in content && 'command' in content) {
    return content as ShardManifest;
  }
  throw new Refusal(`'${folder}' is a run folder, not a shard's.\n  Name folders that --shard wrote.`);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
