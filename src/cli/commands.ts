import { Command } from 'commander';

/** A command as `rehearse --help` lists it; its options and its work are loaded when it is called. */
export interface CommandEntry {
  readonly name: string;
  /** What follows the name: options and arguments, as commander writes them. */
  readonly usage: string;
  /** The heading under which it is listed. */
  readonly group: string;
  readonly summary: string;
  /** Adds the command itself to a program. */
  readonly add: (program: Command) => Promise<void>;
}

/** Every command, in the order of `rehearse --help`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'init',
    usage: '[options] [file]',
    group: 'Start:',
    summary: 'write a commented scenario to start from',
    add: async (program) => (await import('./init.js')).addInit(program),
  },
  {
    name: 'check',
    usage: '[options] <scenario>',
    group: 'Start:',
    summary: 'validate a scenario without running it',
    add: async (program) => (await import('./check.js')).addCheck(program),
  },
  {
    name: 'advise',
    usage: '[options] [scenario]',
    group: 'Start:',
    summary: 'answer questions about your system; get a pattern and a scenario to run',
    add: async (program) => (await import('./advise.js')).addAdvise(program),
  },
  {
    name: 'scenarios',
    usage: '[options]',
    group: 'Start:',
    summary: 'list the built-in scenarios and their questions',
    add: async (program) => (await import('./scenarios.js')).addScenarios(program),
  },
  {
    name: 'patterns',
    usage: '[options] [name]',
    group: 'Start:',
    summary: 'list the coordination patterns, or explain one',
    add: async (program) => (await import('./patterns.js')).addPatterns(program),
  },
  {
    name: 'models',
    usage: '[options] [filter]',
    group: 'Start:',
    summary: 'list the models on the market and their prices',
    add: async (program) => (await import('./models.js')).addModels(program),
  },
  {
    name: 'play',
    usage: '[options] [scenario]',
    group: 'Start:',
    summary: 'watch two patterns at work in your browser, step by step',
    add: async (program) => (await import('./play.js')).addPlay(program),
  },
  {
    name: 'compare',
    usage: '[options] <scenario>',
    group: 'Simulate:',
    summary: 'compare all patterns that fit a scenario',
    add: async (program) => (await import('./compare.js')).addCompare(program),
  },
  {
    name: 'run',
    usage: '[options] <scenario>',
    group: 'Simulate:',
    summary: 'print one replication as a timeline; export traces',
    add: async (program) => (await import('./run.js')).addRun(program),
  },
  {
    name: 'sweep',
    usage: '[options] <scenario>',
    group: 'Simulate:',
    summary: 'vary one or two parameters; locate where the best pattern changes',
    add: async (program) => (await import('./sweep.js')).addSweep(program),
  },
  {
    name: 'capacity',
    usage: '[options] <scenario>',
    group: 'Explain and decide:',
    summary: 'find the largest team or rate that each pattern sustains, and what breaks first',
    add: async (program) => (await import('./capacity.js')).addCapacity(program),
  },
  {
    name: 'audit',
    usage: '[options] <scenario>',
    group: 'Explain and decide:',
    summary: 'find the critical steps: what each costs when it is lost, errs or is slow',
    add: async (program) => (await import('./audit.js')).addAudit(program),
  },
  {
    name: 'migrate',
    usage: '[options] <scenario>',
    group: 'Explain and decide:',
    summary: 'move from one pattern to another step by step: the order with the least risk',
    add: async (program) => (await import('./migrate.js')).addMigrate(program),
  },
  {
    name: 'explain',
    usage: '[options] <scenario> <a> <b>',
    group: 'Explain and decide:',
    summary: 'split the difference between two patterns into causes',
    add: async (program) => (await import('./explain.js')).addExplain(program),
  },
  {
    name: 'decide',
    usage: '[options] <scenario>',
    group: 'Explain and decide:',
    summary: 'recommend a pattern under limits, weights and uncertain values',
    add: async (program) => (await import('./decide.js')).addDecide(program),
  },
  {
    name: 'serve',
    usage: '[options] <scenario>',
    group: 'Your own system:',
    summary: "stand in for a real application's models, with a scenario's own luck",
    add: async (program) => (await import('./serve.js')).addServe(program),
  },
  {
    name: 'measure',
    usage: '[options] <scenario>',
    group: 'Your own system:',
    summary: 'run your own application on a mock model; name its pattern, and where it departs from the design',
    add: async (program) => (await import('./measure.js')).addMeasure(program),
  },
  {
    name: 'calibrate',
    usage: '[options] <traces...>',
    group: 'Your own system:',
    summary: 'turn traces of your own system into a scenario that runs',
    add: async (program) => (await import('./calibrate.js')).addCalibrate(program),
  },
  {
    name: 'anonymize',
    usage: '[options] <trace>',
    group: 'Your own system:',
    summary: 'reduce a trace of real runs to sizes, times and structure, to share it',
    add: async (program) => (await import('./anonymize.js')).addAnonymize(program),
  },
  {
    name: 'report',
    usage: '[options] <folder>',
    group: 'Run folders:',
    summary: 'make the report of a run folder again, without simulating',
    add: async (program) => (await import('./report.js')).addReport(program),
  },
  {
    name: 'diff',
    usage: '[options] <a> <b>',
    group: 'Run folders:',
    summary: 'compare two run folders; a guard for continuous integration',
    add: async (program) => (await import('./diff.js')).addDiff(program),
  },
  {
    name: 'merge',
    usage: '[options] <shards...>',
    group: 'Run folders:',
    summary: 'merge the shards of a study that ran on several machines',
    add: async (program) => (await import('./merge.js')).addMerge(program),
  },
  {
    name: 'worker',
    usage: '[options]',
    group: 'Run folders:',
    summary: 'do the work of studies that other machines run with --queue',
    add: async (program) => (await import('./worker.js')).addWorker(program),
  },
  {
    name: 'claims',
    usage: '[options] [ids...]',
    group: 'Evidence:',
    summary: 'test published claims about coordination',
    add: async (program) => (await import('./claims.js')).addClaims(program),
  },
  {
    name: 'validate',
    usage: '[options]',
    group: 'Evidence:',
    summary: 'check the simulator against closed forms, recorded runs and published results',
    add: async (program) => (await import('./validate.js')).addValidate(program),
  },
  {
    name: 'completion',
    usage: '<shell>',
    group: 'Start:',
    summary: 'print what makes bash, zsh or fish complete commands, options and names',
    add: async (program) => (await import('./completion.js')).addCompletion(program, everyCommand),
  },
];

/** All commands in full. */
async function everyCommand(): Promise<Command> {
  const program = new Command('rehearse');
  await addCommands(program, new Set(COMMANDS.map(({ name }) => name)));
  return program;
}

/**
 * Adds all commands to a program: in full the one that is called, by name, usage and summary the others, which is what
 * help, suggestions and unknown names need.
 */
export async function addCommands(program: Command, called: ReadonlySet<string>): Promise<void> {
  for (const { name, usage, group, summary, add } of COMMANDS) {
    if (called.has(name)) {
      await add(program);
      const command = program.commands.find((one) => one.name() === name);
      command?.summary(summary).helpGroup(group).exitOverride();
    } else {
      program.command(name).usage(usage).summary(summary).helpGroup(group).exitOverride();
    }
  }
}
