import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { parseCommand } from '../report/folders/manifest.js';
import { settle } from '../report/folders/write.js';
import { shardManifest } from './executor.js';
import { jobsOption, jsonOption, openOption, quietOption } from './options.js';
import { Exit, Refusal, whole } from './session.js';

interface Options {
  readonly out?: string;
  readonly jobs?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly open?: boolean;
}

export function addMerge(program: Command): void {
  program
    .command('merge')
    .description(
      'Merges what `--shard 1/k` to `--shard k/k` wrote, on any machines, into one run folder with the same bytes as without shards. Work that no shard did is done here.',
    )
    .argument('<shards...>', 'folders written with --shard')
    .option('-o, --out <folder>', 'run folder (default: that of the study without shards)')
    .addOption(jobsOption('threads for the work that is left (default: at most one per core)', whole('--jobs', 1)))
    .addOption(openOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      'after',
      '\nExample:\n  rehearse compare article --shard 1/2 --out one\n  rehearse compare article --shard 2/2 --out two\n  rehearse merge one two',
    )
    .action(merge);
}

async function merge(folders: readonly string[], options: Options): Promise<void> {
  for (const folder of folders) await settle(folder);
  const shards = folders.map((folder) => ({ folder, ...shardManifest(folder) }));
  const { command } = shards[0]!;
  for (const shard of shards) {
    if (shard.command === command) continue;
    throw new Refusal(
      `'${shard.folder}' is of another study: '${shard.command}' in place of '${command}'.\n  Merge the shards of one study.`,
    );
  }
  noteMissing(shards.map(({ shard }) => shard));
  const [, ...words] = parseCommand(command);
  const again = [...words, ...folders.flatMap((folder) => ['--from', folder]), ...passedOn(options)];
  const main = fileURLToPath(new URL('./main.js', import.meta.url));
  // The study itself, in a process of its own, so that it runs as it would have without shards.
  const { status } = spawnSync(process.execPath, [main, ...again], { stdio: 'inherit' });
  process.exitCode = status ?? Exit.internal;
}

function passedOn({ out, jobs, json, quiet, open }: Options): string[] {
  return [
    ...(out === undefined ? [] : ['--out', out]),
    ...(jobs === undefined ? [] : ['--jobs', String(jobs)]),
    ...(json === true ? ['--json'] : []),
    ...(quiet === true ? ['--quiet'] : []),
    ...(open === true ? ['--open'] : []),
  ];
}

function noteMissing(parts: readonly string[]): void {
  const of = Number(parts[0]!.split('/')[1]);
  const missing = Array.from({ length: of }, (_, i) => `${i + 1}/${of}`).filter((part) => !parts.includes(part));
  if (missing.length === 0) return;
  process.stderr.write(`Missing shards: ${missing.join(', ')}. Their work is done here.\n`);
}
