import { Argument, type Command, type Option } from 'commander';
import { claims } from '../claims/index.js';
import { measures } from '../measures/index.js';
import { patterns } from '../patterns/index.js';
import { traceExporters } from '../report/exporters/index.js';
import { listBuiltins, listPublished } from '../scenario/file.js';
import { listPresets } from '../scenario/presets.js';
import { bashCompletion } from './completion/bash.js';
import { fishCompletion } from './completion/fish.js';
import type { CompletedCommand, CompletedOption, Words } from './completion/words.js';
import { zshCompletion } from './completion/zsh.js';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
type Shell = keyof typeof SHELLS;

export function addCompletion(program: Command, everyCommand: () => Promise<Command>): void {
  program
    .command('completion')
    .description(
      'Prints a script that makes a shell complete commands, options, built-in scenarios, patterns, presets, measures and claims. Bash: add eval "$(rehearse completion bash)" to ~/.bashrc. Zsh: write it to a file named _rehearse in a folder of $fpath. Fish: write it to ~/.config/fish/completions/rehearse.fish.',
    )
    .addArgument(new Argument('<shell>', 'the shell that reads it').choices(Object.keys(SHELLS)))
    .addHelpText('after', '\nExample:\n  rehearse completion bash')
    .action(async (shell: Shell) => void process.stdout.write(SHELLS[shell](completedCommands(await everyCommand()))));
}

/** Every command, as help knows it. */
function completedCommands(program: Command): CompletedCommand[] {
  const own = program.commands.map((command) => ({
    name: command.name(),
    about: command.summary(),
    options: [...command.options.map((option) => optionOf(option, command.name())), HELP],
    places: command.registeredArguments.map((argument) => ({
      words: wordsOfPlace(argument, command.name()),
      isLast: argument.variadic,
    })),
  }));
  const names: Words = { kind: 'words', from: own.map(({ name }) => name) };
  return [
    ...own,
    {
      name: 'help',
      about: 'show the help of a command',
      options: [],
      places: [{ words: names, isLast: false }],
    },
  ];
}

const HELP: CompletedOption = { flags: ['-h', '--help'], about: 'display help', isRepeated: false, takes: null };

function optionOf(option: Option, command: string): CompletedOption {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const isRepeated = Array.isArray(option.defaultValue);
  const takes = option.isBoolean() ? null : wordsOfOption(option, command);
  return { flags, about: firstClause(option.description), isRepeated, takes };
}

/** What a list has room for. */
const firstClause = (description: string): string => description.split(/[,:;(]/, 1)[0]!.trim();

const PATTERN_NAMES: Words = { kind: 'list', from: patterns.map(({ name }) => name) };
const MEASURE_IDS: Words = { kind: 'list', from: measures.map(({ id }) => id) };
const FOLDERS: Words = { kind: 'folders' };
const FILES: Words = { kind: 'files' };
const ANYTHING: Words = { kind: 'anything' };

const OPTIONS: Readonly<Record<string, Words>> = {
  preset: { kind: 'list', from: listPresets() },
  patterns: PATTERN_NAMES,
  pattern: PATTERN_NAMES,
  to: PATTERN_NAMES,
  measure: MEASURE_IDS,
  measures: MEASURE_IDS,
  out: FOLDERS,
  from: FOLDERS,
  recorded: FILES,
  trace: FILES,
  format: { kind: 'words', from: traceExporters.map(({ name }) => name) },
};

function wordsOfOption(option: Option, command: string): Words {
  if (option.argChoices !== undefined) return { kind: 'words', from: option.argChoices };
  const name = option.attributeName();
  return command === 'migrate' && name === 'from' ? PATTERN_NAMES : (OPTIONS[name] ?? ANYTHING);
}

const SCENARIOS: Words = { kind: 'words-or-files', from: [...listBuiltins(), ...listPublished()] };

const PLACES: Readonly<Record<string, Words>> = {
  scenario: SCENARIOS,
  name: PATTERN_NAMES,
  ids: { kind: 'words', from: claims.map(({ id }) => id) },
  folder: FOLDERS,
  shards: FOLDERS,
  file: FILES,
};

function wordsOfPlace(argument: Argument, command: string): Words {
  if (argument.argChoices !== undefined) return { kind: 'words', from: argument.argChoices };
  const name = argument.name();
  if (name === 'a' || name === 'b') return command === 'diff' ? FOLDERS : PATTERN_NAMES;
  return PLACES[name] ?? ANYTHING;
}
