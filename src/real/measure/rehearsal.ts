import { measureNamed } from '../../measures/index.js';
import { readTask, type TaskMeasure } from '../../measures/measure.js';
import { loadScenarioFile } from '../../scenario/file.js';
import { presetOverrides } from '../../scenario/presets.js';
import type { Scenario } from '../../scenario/scenario.js';
import { ScenarioError } from '../../scenario/variants.js';
import { quantile } from '../../statistics/estimates.js';
import type { StudyWarning } from '../../study/warning.js';
import type { Application } from './harness.js';
import { type MeasuredRuns, measureInProcess } from './in-process.js';
import { type Measurement, measurementOf } from './measurement.js';
import { measurementSentences } from './words.js';

/** What is rehearsed. */
export interface RehearseOptions {
  /** A path to a scenario file, or the name of a built-in one. */
  readonly scenario: string;
  /** Replications, at least 2. Default: 100. */
  readonly runs?: number;
  /** Any text; the same seed meets the same luck. Default: 'rehearsal'. */
  readonly seed?: string;
  /** Presets that the mock model goes by, comma-separated. Default: none. */
  readonly preset?: string;
  /** Values of the scenario, as for --set. */
  readonly set?: readonly string[];
  /** Shows what the application writes to the console. Default: false. */
  readonly verbose?: boolean;
}

/** What the prediction is made with. */
export interface AgreementOptions {
  /** The framework's preset, as 'langgraph-supervisor'. Default: that of the rehearsal. */
  readonly preset?: string;
  /** The client's: 'openai', 'anthropic', 'ai-sdk' or 'langchain'. Default: none beside the preset. */
  readonly client?: string;
  /** Least share of the replications that have to be the same call by call, from 0 to 1. Default: 1. */
  readonly share?: number;
}

/** Whether an application does what a pattern predicts, in words that say where it does not. */
export interface AgreementVerdict {
  readonly agrees: boolean;
  readonly sentences: readonly string[];
}

/** The extreme replication of a measure, and how to look at it. */
export interface WorstRun {
  readonly value: number;
  readonly replication: number;
  /** Prints that replication as the pattern that it is most like has it, with the same luck. */
  readonly command: string;
}

/** A rehearsal of an application of one's own. */
export interface Rehearsal {
  /**
   * Runs the application in this process, in virtual time. Give a function that loads it (`() => import('./app.mjs')`) where
   * it makes its clients while it is loaded.
   * @throws Deadlock where it waits for what never comes.
   */
  measure(application: Application | (() => Promise<{ readonly default: Application }>)): Promise<MeasuredApplication>;
}

/** @throws ScenarioError with every problem of the scenario, its place and the next step; RangeError for fewer than 2 runs. */
export function rehearse(options: RehearseOptions): Rehearsal {
  const { runs = 100, seed = 'rehearsal', verbose = false } = options;
  if (!Number.isInteger(runs) || runs < 2) throw new RangeError(`runs: ${runs} is not a whole number from 2 up.`);
  const scenario = scenarioWith(options, options.preset, undefined);
  return {
    async measure(application) {
      const load = async (): Promise<Application> => loaded(application);
      const found = await measureInProcess({ scenario, seed, runs, isVerbose: verbose, load });
      return new MeasuredApplication({ ...options, runs, seed }, scenario, found);
    },
  };
}

/** A function without parameters loads the application; any other is the application. */
async function loaded(given: Parameters<Rehearsal['measure']>[0]): Promise<Application> {
  if (given.length > 0) return given as Application;
  const found = await (given as () => Promise<unknown>)();
  const inner = (found as { readonly default?: unknown } | undefined)?.default;
  if (typeof inner === 'function') return inner as Application;
  throw new TypeError(
    'measure: the function has no parameter, and no module came of it. Write async ({ task }) => text, or () => import("./app.mjs").',
  );
}

/** What was measured of an application: to be asked by tests. */
export class MeasuredApplication {
  /** What has to be known of the measurement itself: unknown callers, blocked connections, what cannot repeat. */
  readonly warnings: readonly StudyWarning[];

  constructor(
    private readonly options: RehearseOptions & { readonly runs: number; readonly seed: string },
    private readonly scenario: Scenario,
    private readonly found: MeasuredRuns,
  ) {
    this.warnings = found.warnings;
  }

  /** Share of the replications that end so: 'correct', 'wrong', 'failed', 'stalled', 'late'; or the mean of any other share. */
  share(id: string): number {
    const measure = this.measure(id);
    if (measure.unit !== 'share') throw new RangeError(`'${id}' is no share: ask for its mean.`);
    return this.mean(id);
  }

  /** Mean over the replications in which the measure is defined, in its unit. */
  mean(id: string): number {
    const values = this.values(id).filter((value) => !Number.isNaN(value));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  /** Quantile of a measure over the replications in which it is defined, `q` from 0 to 1. */
  quantile(id: string, q: number): number {
    return quantile(this.values(id), q);
  }

  /** The replication in which the measure is worst: largest where less is better, smallest where more is. */
  worst(id: string): WorstRun {
    const sign = this.measure(id).better === 'higher' ? -1 : 1;
    const values = this.values(id);
    let worst = -1;
    for (const [i, value] of values.entries()) {
      if (Number.isNaN(value)) continue;
      if (worst < 0 || sign * value > sign * values[worst]!) worst = i;
    }
    if (worst < 0) throw new RangeError(`'${id}' is defined in no replication.`);
    return { value: values[worst]!, replication: worst, command: this.commandFor(worst) };
  }

  /** One value per replication; NaN where the measure is not defined. */
  values(id: string): number[] {
    const measure = this.measure(id);
    return this.found.records.map((record) => readTask(measure, record, null));
  }

  /** Which pattern it is, and how it stands to a pattern; in sentences and as data. */
  against(pattern?: string, { preset, client }: AgreementOptions = {}): Measurement {
    const { seed, runs } = this.options;
    const scenario =
      preset === undefined && client === undefined
        ? this.scenario
        : scenarioWith(this.options, preset ?? this.options.preset, client);
    return measurementOf({ scenario, seed, requested: runs, against: pattern, ...this.found });
  }

  /** Whether it does call by call what the pattern predicts. */
  agreement(pattern: string, options: AgreementOptions = {}): AgreementVerdict {
    const measurement = this.against(pattern, options);
    const { equal, replications } = measurement.agreement;
    return {
      agrees: equal >= (options.share ?? 1) * replications,
      sentences: measurementSentences(measurement),
    };
  }

  private measure(id: string): TaskMeasure {
    const measure = measureNamed(id);
    if (measure === undefined) throw new RangeError(`There is no measure '${id}'.`);
    if (measure.read === undefined) throw new RangeError(`'${id}' is no measure of a single run.`);
    return measure;
  }

  private commandFor(replication: number): string {
    const { scenario, seed, preset } = this.options;
    const { against } = this.against();
    const words = ['rehearse run', scenario, `--pattern ${against}`, `--replication ${replication}`];
    return [
      ...words,
      ...(seed === 'rehearsal' ? [] : [`--seed ${seed}`]),
      ...(preset === undefined ? [] : [`--preset ${preset}`]),
    ].join(' ');
  }
}

function scenarioWith(
  { scenario, set = [] }: RehearseOptions,
  preset: string | undefined,
  client: string | undefined,
): Scenario {
  const presets = [...(preset?.split(',') ?? []), ...(client === undefined ? [] : [`client-${client}`])].map((name) =>
    name.trim(),
  );
  const overrides = presets.flatMap((name) => {
    const found = presetOverrides(name);
    if (found === null) throw new RangeError(`There is no preset '${name}'.`);
    return found;
  });
  const read = loadScenarioFile(scenario, [...overrides, ...set]);
  if (!read.ok) throw new ScenarioError(read.problems);
  return read.scenario;
}
