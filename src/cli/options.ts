import { type Command, Option } from 'commander';

/** The headings under which help lists options. */
export const Group = {
  scenario: 'Scenario:',
  effort: 'Effort and random numbers:',
  output: 'Output:',
} as const;

type GroupName = (typeof Group)[keyof typeof Group];

/** What stands in for an option that is not given. */
const ENVIRONMENT = {
  runs: 'REHEARSE_RUNS',
  seed: 'REHEARSE_SEED',
  jobs: 'REHEARSE_THREADS',
  queue: 'REHEARSE_QUEUE',
} as const;

/** The folder that takes the run folders, in place of `reports`. */
const OUT = 'REHEARSE_OUT';

/** An option under a heading. */
export function grouped(group: GroupName, flags: string, description: string): Option {
  return new Option(flags, description).helpGroup(group);
}

/** How many replications. */
export function runsOption(description: string, parse: (text: string) => number): Option {
  return grouped(Group.effort, '-n, --runs <n>', description).env(ENVIRONMENT.runs).argParser(parse);
}

/** The seed of every command that draws random numbers. */
export function seedOption(): Option {
  const description = 'any text; the same seed gives the same random numbers';
  return grouped(Group.effort, '-s, --seed <text>', description).env(ENVIRONMENT.seed).default('rehearsal');
}

/** The threads that share the work. */
export function jobsOption(description: string, parse: (text: string) => number): Option {
  return grouped(Group.effort, '--jobs <n>', description).env(ENVIRONMENT.jobs).argParser(parse);
}

/** The queue through which workers on any machines take the work. */
export function queueOption(description: string): Option {
  return grouped(Group.effort, '--queue <url>', description).env(ENVIRONMENT.queue);
}

/** Where the run folder goes; `folder` says where otherwise. */
export function outOption(folder: string): Option {
  return grouped(Group.output, '-o, --out <folder>', `run folder (default: ${folder}; ${OUT} replaces reports)`);
}

/** The folder in which a command makes its run folder, unless --out names one. */
export function reportsFolder(): string {
  const folder = process.env[OUT];
  return folder === undefined || folder === '' ? 'reports' : folder;
}

export const jsonOption = (): Option => grouped(Group.output, '--json', 'print the result as JSON, an error too');
export const quietOption = (): Option => grouped(Group.output, '-q, --quiet', 'print no progress');
export const pngOption = (): Option => grouped(Group.output, '--png', 'also write every chart as PNG');
export const openOption = (): Option =>
  grouped(Group.output, '--open', 'open report.html in the browser ($BROWSER, or that of the system)');

/**
 * The options that a command got from the environment, as one would have typed them: what is recorded of a command must
 * give the same result elsewhere.
 */
export function typedFromEnvironment(command: Command): string[] {
  return command.options
    .filter((option) => command.getOptionValueSource(option.attributeName()) === 'env')
    .flatMap((option) => [option.long!, process.env[option.envVar!]!]);
}
