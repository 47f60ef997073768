#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError } from 'commander';
import { addCommands, COMMANDS } from './commands.js';
import { typedFromEnvironment } from './options.js';
import { type CommandFault, colours, Exit, faultOf, Refusal, version } from './process.js';

// A comparison is over before all of its code is optimised, and most of its processor time goes into optimising. Of small
// functions that are compiled into their callers, a third of what V8 allows is as fast, and takes a quarter less in all.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');

const isForMachines = process.argv.includes('--json');

const program = new Command('rehearse')
  .description(
    'Rehearse a multi-agent system before you build it: simulates the same work under every coordination pattern, with the same random numbers. No model is called.',
  )
  .version(version())
  .showHelpAfterError('(see rehearse --help, or rehearse <command> --help)')
  .exitOverride()
  .enablePositionalOptions()
  // With --json an error is an object on the standard output, and nothing else is said of it.
  .configureOutput(isForMachines ? { writeErr: () => undefined } : {})
  // What the environment said is recorded as if it had been typed, so that the command gives the same result elsewhere.
  .hook('preAction', (_, command) => void process.argv.splice(3, 0, ...typedFromEnvironment(command)))
  .addHelpCommand(
    new Command('help').argument('[command]').description('show the help of a command').helpGroup('Start:'),
  )
  .addHelpText('after', '\nExample:\n  rehearse compare article');
const usages = new Map(COMMANDS.map(({ name, usage }) => [name, `${name} ${usage}`]));
const { subcommandTerm } = program.createHelp();
program.configureHelp({ subcommandTerm: (command) => usages.get(command.name()) ?? subcommandTerm(command) });
await addCommands(program, new Set(process.argv.slice(2, 4)));

// A reader that closes the pipe early (head, less) wants no more: that is not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? Exit.done);
  throw error;
});

try {
  if (process.argv.length <= 2) program.help();
  await program.parseAsync();
} catch (error) {
  process.exitCode = await report(error);
}

/** Says what went wrong; returns the exit code. */
async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return Exit.done;
    if (isForMachines) tell([faultOf(error.message.replace(/^error: /, ''))]);
    return Exit.wrongUse;
  }
  if (error instanceof Refusal) {
    if (isForMachines) tell(error.faults);
    else process.stderr.write(`${error.message}\n`);
    return error.code;
  }
  // Loaded where it is needed only: help and mistyped commands start without the scenario language.
  const { ScenarioError } = await import('../scenario/variants.js');
  if (error instanceof ScenarioError) {
    const { refusalOf } = await import('./session.js');
    return report(refusalOf(error.problems));
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const next = `Please report it with the command and the scenario. The command was: rehearse ${process.argv.slice(2).join(' ')}`;
  if (isForMachines) tell([{ error: `Internal fault: ${what}`, place: null, next }]);
  else process.stderr.write(`${colours(process.stderr).red('Internal fault:')} ${what}\n${next}\n`);
  return Exit.internal;
}

/** One object: the first fault, and the others where there are several. */
function tell([first, ...more]: readonly CommandFault[]): void {
  const told = more.length === 0 ? first : { ...first, more };
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
}
