import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addCommands, COMMANDS } from '../../src/cli/commands.js';

test.each(COMMANDS)(
  '$name is listed as it is: with its own options and arguments',
  async ({ name, usage, summary }) => {
    const program = new Command('rehearse');
    await addCommands(program, new Set([name]));
    const command = program.commands.find((one) => one.name() === name)!;
    expect(program.createHelp().subcommandTerm(command)).toBe(
      [name, command.options.length > 0 ? '[options]' : '', usage.replace(/^\[options\] ?/, '')]
        .filter((part) => part !== '')
        .join(' '),
    );
    expect(command.summary()).toBe(summary);
    expect(command.description()).not.toBe('');
  },
);

test('without a command that is called, all are listed and none is loaded', async () => {
  const program = new Command('rehearse');
  await addCommands(program, new Set());
  expect(program.commands.map((command) => command.name())).toEqual(COMMANDS.map(({ name }) => name));
  for (const command of program.commands) expect(command.options).toEqual([]);
});
