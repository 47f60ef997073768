import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Scribe, scribeHere } from '../report/exporters/csv.js';
import { scenarioHash, TOOL } from '../report/folders/manifest.js';
import { writeRunFolder } from '../report/folders/write.js';
import { Alone, type Crew } from '../study/executor.js';
import { Pool } from '../workers/pool.js';
import { type Part, Prepared, Shard, ShardDone, Store } from '../workers/store.js';
import { provenance, sayWhere } from './ending.js';
import { collect, Exit, type Loaded, Refusal, version, whole } from './session.js';
import { TerminalWatch } from './watch.js';

/** Who does the work of a study. */
export interface CrewOptions {
  readonly jobs?: number;
  readonly shard?: Part;
  readonly from: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
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

/** The option of every command whose work is shared out among threads. */
export function withJobs(command: Command): Command {
  return command.option(
    '--jobs <n>',
    'threads that do the work (default: one a core); the result does not depend on it',
    whole('--jobs', 1),
  );
}

/** The options of every command whose work is shared out among threads, and among machines. */
export function withCrew(command: Command): Command {
  return withJobs(command)
    .option('--shard <i/k>', 'do the i-th of k parts of the work, and write it for `rehearse merge`', part)
    .option('--from <folder>', 'take what a shard has done from its folder; repeatable', collect, []);
}

/**
 * Has a crew do a study, and ends it whatever happens. Null: only a part of it was to be done, and has been written.
 * `study` gets the crew, the watch that knows of interruptions, and who writes rows of large files.
 */
export async function withCrewOf<T>(
  loaded: Loaded,
  options: CrewOptions,
  study: (crew: Crew, watch: TerminalWatch, scribe: Scribe) => Promise<T>,
): Promise<T | null> {
  const store = atHand(loaded, options.from);
  return await withHands(options, async (hands, watch, scribe) => {
    const shard = options.shard === undefined ? null : new Shard(options.shard, hands);
    try {
      return await study(shard ?? (store === null ? hands : new Prepared(store, hands)), watch, scribe);
    } catch (error) {
      if (!(error instanceof ShardDone) || shard === null) throw error;
      watch.close();
      await writeShard(shard.store, loaded, options, watch.interrupted);
      return null;
    }
  });
}

/** Has this thread, or several, do a study that needs no scenario of its own, and lets them go whatever happens. */
export async function withHands<T>(
  options: Pick<CrewOptions, 'jobs' | 'json' | 'quiet'>,
  study: (hands: Crew, watch: TerminalWatch, scribe: Scribe) => Promise<T>,
): Promise<T> {
  const watch = new TerminalWatch(options.quiet === true || options.json === true);
  const jobs = options.jobs ?? availableParallelism();
  const pool = jobs === 1 ? null : new Pool(jobs, watch);
  try {
    return await study(pool ?? new Alone(watch), watch, pool?.scribe ?? scribeHere);
  } finally {
    watch.close();
    await pool?.close();
  }
}

async function writeShard(store: Store, loaded: Loaded, options: CrewOptions, interrupted: boolean): Promise<void> {
  const { nth, of } = options.shard!;
  const folder = options.out ?? join('reports', `${loaded.scenario.name}-shard-${nth}-of-${of}`);
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

function part(text: string): Part {
  const [nth, of] = text.split('/').map(Number);
  const isWhole = (n: number | undefined): n is number => n !== undefined && Number.isInteger(n) && n >= 1;
  if (isWhole(nth) && isWhole(of) && nth <= of && text.split('/').length === 2) return { nth, of };
  throw new Refusal(`--shard expects the i-th of k parts, got '${text}'.\n  Give it as in --shard 2/4.`);
}
