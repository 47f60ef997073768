import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import { grown, Sample } from '../statistics/sample.js';
import { inBatches } from './assignment.js';
import { type Job, job } from './executor.js';
import { isSteady, type LoadRows, loadFound } from './load.js';
import type { PatternRuns } from './pattern-runs.js';
import type { Batch } from './replicate.js';

/** Replications that room is made for from the start: with a precision there may be fewer than the most. */
const ROOM = 32_768;

/** One pattern's share of all batches so far. */
interface GatheredPart {
  readonly name: string;
  /** By measure, one value per replication. */
  readonly columns: Float64Array[];
  /** By measure: values of single tasks; none where there is only one. */
  readonly samples: readonly Sample[];
  readonly load: LoadRows[];
}

/** Puts batches together again, in the order of their replications, whoever made them. */
export class Gathered {
  /** Replications so far. */
  done = 0;
  private patterns: readonly GatheredPart[] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly measures: readonly Measure[],
    /** Replications that there is room for; more of them take longer. */
    private readonly room = 256,
  ) {}

  /** @throws RangeError where the batch does not begin with the next replication. */
  add(batch: Batch): void {
    if (batch.from !== this.done) throw new RangeError(`Expected replication ${this.done}, got ${batch.from}.`);
    if (this.patterns.length === 0) this.patterns = batch.patterns.map(({ name }) => this.empty(name));
    for (const [p, runs] of batch.patterns.entries()) {
      const { columns, samples, load } = this.patterns[p]!;
      for (const [m, values] of runs.columns.entries()) {
        while (columns[m]!.length < batch.to) columns[m] = grown(columns[m]!);
        columns[m]!.set(values, batch.from);
      }
      for (const [m, values] of runs.tasks.entries()) for (const value of values) samples[m]!.add(value);
      load.push(runs.load);
    }
    this.done = batch.to;
  }

  private empty(name: string): GatheredPart {
    const isStream = this.scenario.workload.tasks > 1;
    return {
      name,
      columns: this.measures.map(() => new Float64Array(this.room)),
      samples: isStream ? this.measures.map(() => new Sample()) : [],
      load: [],
    };
  }

  /** What all replications gave, by plan and measure. What depends on waiting has no value without a steady state. */
  results(): PatternRuns[] {
    return this.patterns.map(({ name, samples, load }, p) => {
      const found = loadFound(load);
      const has = (measure: Measure): boolean => measure.waits !== true || found.isSteady;
      const columns = new Map(this.measures.map((measure, m) => [measure.id, this.values(p, m, has(measure)).slice()]));
      if (samples.length === 0) return { name, columns, load: found };
      const tasks = new Map(
        [...this.measures.entries()]
          .filter(([, { readRun }]) => readRun === undefined)
          .map(([m, measure]) => [measure.id, has(measure) ? samples[m]!.kept() : new Float64Array(0)]),
      );
      return { name, columns, load: found, tasks };
    });
  }

  /** The values so far of one measure under one pattern. */
  column(pattern: number, measure: number): Float64Array {
    return this.values(pattern, measure, this.hasValue(pattern, this.measures[measure]!));
  }

  private values(pattern: number, measure: number, hasValue: boolean): Float64Array {
    if (!hasValue) return new Float64Array(this.done).fill(Number.NaN);
    return this.patterns[pattern]!.columns[measure]!.subarray(0, this.done);
  }

  /** Latency without a steady state has no mean. */
  hasValue(pattern: number, measure: Measure): boolean {
    return measure.waits !== true || isSteady(this.patterns[pattern]!.load);
  }

  /** Patterns of which there are results. */
  get size(): number {
    return this.patterns.length;
  }
}

/** Every batch at once. */
export function gathered(scenario: Scenario, measures: readonly Measure[], batches: readonly Batch[]): Gathered {
  const all = new Gathered(scenario, measures);
  for (const batch of batches) all.add(batch);
  return all;
}

/** What has to be rehearsed, and where it is gathered once an executor has worked through the jobs. */
export interface Gathering {
  readonly gathered: Gathered;
  readonly jobs: readonly Job[];
}

/** Replications of a scenario under patterns that fit, of which those below `from` were made before. `then` is asked after each batch whether they are enough. */
export function gathering(
  scenario: Scenario,
  patterns: readonly string[],
  measures: readonly Measure[],
  luck: { readonly key: number; readonly runs: number; readonly from?: number },
  what: string,
  then: (gathered: Gathered) => undefined | 'enough' = () => undefined,
): Gathering {
  const { key, runs, from = 0 } = luck;
  const all = new Gathered(scenario, measures, Math.min(runs - from, ROOM));
  const jobs = inBatches(scenario, patterns, measures, key, runs, from).map((assignment) =>
    job(assignment, what, (batch) => {
      all.add({ ...batch, from: batch.from - from, to: batch.to - from });
      return then(all);
    }),
  );
  return { gathered: all, jobs };
}
