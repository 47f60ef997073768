import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { counted } from '../report/words/format.js';
import { anonymize } from '../traces/anonymize.js';
import type { ObservedTrace } from '../traces/observed.js';
import { TraceProblem } from '../traces/problem.js';
import { readTrace } from '../traces/read.js';
import { observedLines } from '../traces/readers/observed.js';
import { Refusal } from './session.js';

interface Options {
  readonly out: string;
  readonly keepNames?: boolean;
}

export function addAnonymize(program: Command): void {
  program
    .command('anonymize')
    .description(
      'Reduces a trace of real runs to sizes, times and structure, so that you can share it: texts, ids, addresses, keys and the time of day are gone, and names become labels. The result is read as the original is, with the same numbers.',
    )
    .argument(
      '<trace>',
      'OTLP JSON or JSON lines, a Langfuse export, an Inspect log, or any other trace that can be read',
    )
    .requiredOption('-o, --out <file>', 'the file to write: JSON lines, a task in each')
    .option('--keep-names', 'keep the names of agents, tools, models and steps')
    .addHelpText('after', '\nExample:\n  rehearse anonymize langfuse-export.json --out shared.jsonl')
    .action(run);
}

async function run(path: string, { out, keepNames = false }: Options): Promise<void> {
  const trace = await readOrRefuse(path);
  const reduced = anonymize(trace, { keepNames });
  try {
    await writeFile(out, observedLines(reduced));
  } catch (error) {
    throw new Refusal(
      `'${out}' could not be written: ${error instanceof Error ? error.message : String(error)}.\n  Choose another file with --out.`,
    );
  }
  const calls = trace.tasks.reduce((sum, task) => sum + task.calls.length, 0);
  const names = keepNames ? 'names are kept' : 'names are labels';
  process.stdout.write(
    `${out} holds ${counted(trace.tasks.length, 'task')} with ${counted(calls, 'call')}, and no text, id or time of day; ${names}.\n`,
  );
  process.stderr.write('Look through it before you share it: it is plain text.\n');
}

/** A trace, or a refusal of the command. */
async function readOrRefuse(path: string): Promise<ObservedTrace> {
  try {
    return await readTrace(path);
  } catch (error) {
    if (error instanceof TraceProblem) throw new Refusal(`${error.message}\n  ${error.next}`);
    throw error;
  }
}
