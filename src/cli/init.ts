import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { colours, Refusal } from './process.js';

/** The scenario to start from comes with the package. */
export const TEMPLATE = new URL('../../assets/init.yaml', import.meta.url);

/** Instead of a file: the standard output. */
const STDOUT = '-';

export function addInit(program: Command): void {
  program
    .command('init')
    .description(
      'Writes a small scenario with a comment on every part, to edit into your own. Never overwrites a file.',
    )
    .argument('[file]', `file to write, or ${STDOUT} for standard output`, 'scenario.yaml')
    .option('--stdout', `write to standard output, as ${STDOUT} does`)
    .addHelpText('after', '\nExample:\n  rehearse init my-scenario.yaml')
    .action(init);
}

function init(file: string, options: { readonly stdout?: boolean }): void {
  const text = readFileSync(TEMPLATE, 'utf8');
  if (options.stdout === true || file === STDOUT) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw refusalOf(file, error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
  const c = colours(process.stderr);
  process.stderr.write(`Wrote ${c.bold(file)}. Edit it, then:\n  rehearse check ${file}\n  rehearse compare ${file}\n`);
}

function refusalOf(file: string, code: string): Refusal {
  if (code === 'EEXIST' || code === 'EISDIR') {
    return new Refusal(
      `'${file}' exists already and was not changed.\n  Give another name, as in rehearse init other.yaml.`,
    );
  }
  const reason = code === 'ENOENT' ? 'there is no such folder' : code;
  return new Refusal(
    `'${file}' cannot be written: ${reason}.\n  Give the path of a new file in a folder that you can write to.`,
  );
}
