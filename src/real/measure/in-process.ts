import type { Scenario } from '../../scenario/scenario.js';
import type { RunRecord } from '../../sim/record/record.js';
import { storyOf } from '../../sim/record/story.js';
import { alone } from '../../study/knock-out.js';
import type { StudyWarning } from '../../study/warning.js';
import { type MockProvider, mockProvider } from '../provider.js';
import { factsOf } from './facts.js';
import { type Application, Harness, type MeasuredRun } from './harness.js';
import { blockedWarnings, type RunText, runWarnings, unrepeatedWarning } from './notices.js';
import { ROWS } from './rows.js';

/** What came of running an application. */
export interface MeasuredRuns {
  /** By replication, from the first one. */
  readonly records: readonly RunRecord[];
  readonly warnings: readonly StudyWarning[];
}

export interface InProcessOptions {
  readonly scenario: Scenario;
  readonly seed: string;
  /** The first replication; default: 0. */
  readonly from?: number;
  readonly runs: number;
  /** Shows what the application writes to the console. */
  readonly isVerbose?: boolean;
  /** Loads the application, once the environment and the clock stand. */
  readonly load: () => Application | Promise<Application>;
  readonly onProgress?: (share: number) => void;
  /** Asked between two replications: true ends the measurement with what is there. */
  readonly isStopped?: () => boolean;
  /** In place of the mock provider of the scenario. */
  readonly providerOf?: (harness: Harness) => MockProvider;
}

/**
 * Runs an application in this process, in virtual time, against the mock provider of a scenario. The first replication is run
 * twice: where it does not come out the same, a warning says so.
 * @throws Deadlock where the application waits for what never comes; whatever loading it throws.
 */
export async function measureInProcess(options: InProcessOptions): Promise<MeasuredRuns> {
  const { seed, from = 0, runs, onProgress = () => undefined, isStopped = () => false } = options;
  const scenario = alone(options.scenario);
  const harness = new Harness(seed, options.isVerbose);
  const provider =
    options.providerOf?.(harness) ?? mockProvider({ scenario, seed, pattern: ROWS.measured, clock: harness.clock });
  const measured: MeasuredRun[] = [];
  let twice: StudyWarning[] = [];
  harness.install(provider);
  try {
    const application = await options.load();
    const first = asText(scenario, seed, await harness.measure(application, from));
    while (measured.length < runs && !isStopped()) {
      const run = await harness.measure(application, from + measured.length);
      if (measured.length === 0) twice = unrepeatedWarning(from, first, asText(scenario, seed, run));
      measured.push(run);
      onProgress(measured.length / runs);
    }
  } finally {
    harness.uninstall();
  }
  return {
    records: measured.map(({ run }) => run.record),
    warnings: [...runWarnings(measured), ...twice, ...blockedWarnings(harness.blocked())],
  };
}

/** All that a run came to, as text: two runs are the same where these are. */
function asText(scenario: Scenario, seed: string, { run, answer, failed }: MeasuredRun): RunText {
  const calls = factsOf(run.record).calls.map(
    ({ what, status, start }) => `${what} ${status} at ${start.toFixed(3)} s`,
  );
  const story = storyOf({ scenario }, run.record, { pattern: ROWS.measured, seed, task: 0 });
  return { calls, all: JSON.stringify([story, answer, failed]) };
}
