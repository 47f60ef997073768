import { join } from 'node:path';
import type { Command } from 'commander';
import { Interrupted, type Sites } from '../claims/bench.js';
import type { Claim } from '../claims/claim.js';
import { type Examined, examine } from '../claims/examine.js';
import { claimNamed, claims } from '../claims/index.js';
import { claimsFolderFiles } from '../report/folders/claims.js';
import { writeRunFolder } from '../report/folders/write.js';
import { claimsBrief } from '../report/tables/claims-brief.js';
import { claimsJson } from '../report/tables/claims-report.js';
import { claimsTable } from '../report/tables/claims-terminal.js';
import { suggest } from '../scenario/checks/words.js';
import { builtinPath } from '../scenario/file.js';
import { provenance, sayWhere } from './ending.js';
import { journalOf } from './executor.js';
import { openPage } from './open.js';
import { jsonOption, openOption, outOption, quietOption, reportsFolder, runsOption, seedOption } from './options.js';
import { colours, Exit, isColourful, load, Refusal, version, whole, widthOf } from './session.js';
import { allOption } from './study.js';
import { onWorkers, withJobs } from './threads.js';

interface Options {
  readonly runs: number;
  readonly seed: string;
  readonly out?: string;
  readonly open?: boolean;
  readonly all?: boolean;
  readonly jobs?: number;
  readonly queue?: string;
  readonly fresh?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Replications of one task; a claim about what is rare makes more. */
export const RUNS = 400;

export function addClaims(program: Command): void {
  withJobs(program.command('claims'))
    .description(
      'Tests published claims about coordination on the built-in scenarios: what was claimed, what was measured, under which conditions it holds and, where it rests on an assumption, at which value it turns false. All claims take minutes.',
    )
    .argument('[ids...]', 'ids of claims (default: all)')
    .addOption(
      runsOption(
        'replications of one task; of a workload of n tasks 10 / n times as many, at least 20',
        whole('--runs', 20),
      ).default(RUNS),
    )
    .addOption(seedOption())
    .addOption(outOption('reports/claims'))
    .addOption(openOption())
    .addOption(allOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText('after', '\nExample:\n  rehearse claims edges-quadratic orchestrator-bottleneck')
    .action(run);
}

async function run(ids: readonly string[], options: Options): Promise<void> {
  const chosen = ids.length === 0 ? claims : [...new Set(ids)].map(known);
  const { seed, runs } = options;
  const journal = journalOf(options, 'claims', '');
  const found = await onWorkers(options, journal, (executor) => examine(chosen, site, { seed, runs }, executor)).catch(
    interrupted,
  );
  const { command } = provenance('');
  const made = { version: version(), seed, runs, command, hasFolders: true };
  const out = options.out ?? join(reportsFolder(), 'claims');
  const written = await writeRunFolder(out, await claimsFolderFiles(found, made));
  if (options.json === true) {
    const folder = written.ok ? out : null;
    process.stdout.write(`${JSON.stringify({ seed, runs, claims: claimsJson(found), folder }, null, 2)}\n`);
  } else {
    process.stdout.write(options.all === true ? tableOf(found) : `${boardOf(found, written.ok ? out : null)}\n`);
  }
  sayWhere(out, written, options.json === true || process.stdout.isTTY === true);
  journal.close(false);
  if (options.open === true) openPage(join(out, 'report.html'));
}

/** A built-in scenario; what a claim changes in it fits, or a test fails. */
const site: Sites = (name) => {
  const { scenario, document } = load(builtinPath(name) ?? name, { preset: [], set: [] });
  return { scenario, text: document };
};

function known(id: string): Claim {
  const claim = claimNamed(id);
  if (claim !== undefined) return claim;
  throw new Refusal(
    `There is no claim '${id}'.\n  ${suggest(
      id,
      claims.map((one) => one.id),
    )}`,
  );
}

function interrupted(error: unknown): never {
  if (!(error instanceof Interrupted)) throw error;
  throw new Refusal(
    'Interrupted before the experiments were finished: there is nothing to report.\n  The same command goes on from there; or name single claims, or use fewer --runs.',
    Exit.interrupted,
  );
}

const boardOf = (found: readonly Examined[], folder: string | null): string =>
  claimsBrief(found, { width: widthOf(process.stdout), colour: isColourful(process.stdout), folder });

function tableOf(found: readonly Examined[]): string {
  const c = colours(process.stdout);
  const word = {
    holds: c.green,
    'holds when': c.cyan,
    'does not hold': c.red,
    'not shown': c.yellow,
    assumed: c.magenta,
  };
  return claimsTable(found, widthOf(process.stdout), { bold: c.bold, dim: c.dim, word });
}
