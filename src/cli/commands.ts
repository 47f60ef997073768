import type { Command } from 'commander';

/** A command as `rehearse --help` lists it; its options and its work are loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** What follows the name: options and arguments, as commander writes them. */
  readonly usage: string;
  readonly summary: string;
  /** Adds the command itself to a program. */
  readonly add: (program: Command) => Promise<void>;
}

/** Every command, in the order of `rehearse --help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'init',
    usage: '[options] [file]',
    summary: 'a commented scenario to start from',
    add: async (program) => (await import('./init.js')).addInit(program),
  },
  {
    name: 'compare',
    usage: '[options] <scenario>',
    summary: 'every pattern that fits, on the same work and the same luck',
    add: async (program) => (await import('./compare.js')).addCompare(program),
  },
  {
    name: 'sweep',
    usage: '[options] <scenario>',
    summary: 'who wins along one parameter, or over two, and where that flips',
    add: async (program) => (await import('./sweep.js')).addSweep(program),
  },
  {
    name: 'decide',
    usage: '[options] <scenario>',
    summary: 'which pattern to take, how sure that is, and what would flip it',
    add: async (program) => (await import('./decide.js')).addDecide(program),
  },
  {
    name: 'explain',
    usage: '[options] <scenario> <a> <b>',
    summary: 'why one pattern differs from another, cause by cause',
    add: async (program) => (await import('./explain.js')).addExplain(program),
  },
  {
    name: 'claims',
    usage: '[options] [ids...]',
    summary: 'what is said of patterns, each claim as an experiment with a verdict',
    add: async (program) => (await import('./claims.js')).addClaims(program),
  },
  {
    name: 'diff',
    usage: '[options] <a> <b>',
    summary: 'what changed between two run folders of compare',
    add: async (program) => (await import('./diff.js')).addDiff(program),
  },
  {
    name: 'merge',
    usage: '[options] <shards...>',
    summary: 'one run folder from the shards of a study',
    add: async (program) => (await import('./merge.js')).addMerge(program),
  },
  {
    name: 'run',
    usage: '[options] <scenario>',
    summary: 'one replication under one pattern, told as a timeline',
    add: async (program) => (await import('./run.js')).addRun(program),
  },
  {
    name: 'check',
    usage: '[options] <scenario>',
    summary: 'look a scenario over without running it',
    add: async (program) => (await import('./check.js')).addCheck(program),
  },
  {
    name: 'patterns',
    usage: '[options] [name]',
    summary: 'the catalogue of coordination patterns',
    add: async (program) => (await import('./patterns.js')).addPatterns(program),
  },
  {
    name: 'scenarios',
    usage: '[options]',
    summary: 'the built-in scenarios, each with its question',
    add: async (program) => (await import('./scenarios.js')).addScenarios(program),
  },
  {
    name: 'validate',
    usage: '[options]',
    summary: 'the simulator against closed forms, recorded runs of real frameworks, and published results',
    add: async (program) => (await import('./validate.js')).addValidate(program),
  },
];

/**
 * Adds all commands to a program: in full the one that is called, by name, usage and summary the others, which is what
 * help, suggestions and unknown names need.
 */
export async function addCommands(program: Command, called: ReadonlySet<string>): Promise<void> {
  for (const { name, usage, summary, add } of COMMANDS) {
    if (called.has(name)) {
      await add(program);
      const command = program.commands.find((one) => one.name() === name);
      command?.summary(summary).exitOverride();
    } else {
      program.command(name).usage(usage).summary(summary).exitOverride();
    }
  }
}
