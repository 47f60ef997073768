#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { ScenarioError } from '../scenario/variants.js';
import { addCheck } from './check.js';
import { addClaims } from './claims.js';
import { addCompare } from './compare.js';
import { addDecide } from './decide.js';
import { addDiff } from './diff.js';
import { addExplain } from './explain.js';
import { addInit } from './init.js';
import { addMerge } from './merge.js';
import { addPatterns } from './patterns.js';
import { addRun } from './run.js';
import { addScenarios } from './scenarios.js';
import { colours, Exit, Refusal, shown, version } from './session.js';
import { addSweep } from './sweep.js';
import { addValidate } from './validate.js';

const program = new Command('rehearse')
  .description(
    'Rehearse a multi-agent system before you build it: the same work under every coordination pattern, with the same luck.',
  )
  .version(version())
  .showHelpAfterError('(see rehearse --help, or rehearse <command> --help)')
  .exitOverride()
  .enablePositionalOptions();
for (const add of [
  addInit,
  addCompare,
  addSweep,
  addDecide,
  addExplain,
  addClaims,
  addDiff,
  addMerge,
  addRun,
  addCheck,
  addPatterns,
  addScenarios,
  addValidate,
])
  add(program);
for (const command of program.commands) command.exitOverride();

// A reader that closes the pipe early (head, less) wants no more: that is not a fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? Exit.done);
  throw error;
});

try {
  if (process.argv.length <= 2) program.help();
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong; returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.done : Exit.wrongUse;
  if (error instanceof Refusal) {
    process.stderr.write(`${error.message}\n`);
    return error.code;
  }
  if (error instanceof ScenarioError) {
    process.stderr.write(`${shown(error.problems)}\n`);
    return Exit.wrongUse;
  }
  const c = colours(process.stderr);
  process.stderr.write(
    `${c.red('Internal fault:')} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.stderr.write(`Please report it with the command and the scenario: ${process.argv.slice(2).join(' ')}\n`);
  return Exit.internal;
}
