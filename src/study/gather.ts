import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import { Sample } from '../statistics/sample.js';
import { inBatches } from './assignment.js';
import { type ColumnStore, type ColumnTable, columnsInMemory, ReadColumns } from './columns.js';
import { type Job, job } from './executor.js';
import { LoadSums } from './load.js';
import type { PatternRuns } from './pattern-runs.js';
import type { Batch } from './replicate.js';

/** One pattern's share of all batches so far. */
interface GatheredPart {
  readonly name: string;
  /** By measure, one value per replication. */
  readonly columns: ColumnTable;
  /** By measure: values of single tasks; none where there is only one. */
  readonly samples: readonly Sample[];
  readonly load: LoadSums;
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
    private readonly store: ColumnStore = columnsInMemory,
  ) {}

  /** @throws RangeError where the batch does not begin with the next replication. */
  add(batch: Batch): void {
    if (batch.from !== this.done) throw new RangeError(`Expected replication ${this.done}, got ${batch.from}.`);
    if (this.patterns.length === 0)
      this.patterns = batch.patterns.map(({ name }) => this.empty(name, batch.patterns.length));
    for (const [p, runs] of batch.patterns.entries()) {
      const { columns, samples, load } = this.patterns[p]!;
      columns.append(runs.columns);
      for (const [m, values] of runs.tasks.entries()) for (const value of values) samples[m]!.add(value);
      load.add(runs.load);
    }
    this.done = batch.to;
  }

  private empty(name: string, patterns: number): GatheredPart {
    const isStream = this.scenario.workload.tasks > 1;
    return {
      name,
      columns: this.store.table(this.measures.length, this.room, patterns),
      samples: isStream ? this.measures.map(() => new Sample()) : [],
      load: new LoadSums(),
    };
  }

  /** What all replications gave, by plan and measure. What depends on waiting has no value without a steady state. */
  results(): PatternRuns[] {
    return this.patterns.map((part) => {
      const { name, samples, load: sums } = part;
      const load = sums.found();
      const has = (measure: Measure): boolean => measure.waits !== true || load.isSteady;
      const columns = this.columnsOf(part, has);
      if (samples.length === 0) return { name, columns, load };
      const tasks = new Map(
        [...this.measures.entries()]
          .filter(([, { readRun }]) => readRun === undefined)
          .map(([m, measure]) => [measure.id, has(measure) ? samples[m]!.kept() : new Float64Array(0)]),
      );
      return { name, columns, load, tasks };
    });
  }

  /** What is in memory as it is by now, what is elsewhere when it is asked for. */
  private columnsOf(
    { columns: table }: GatheredPart,
    has: (measure: Measure) => boolean,
  ): ReadonlyMap<string, Float64Array> {
    const read = (m: number, measure: Measure) => (from: number, to: number) =>
      has(measure) ? table.read(m, from, to) : new Float64Array(to - from).fill(Number.NaN);
    const readers = this.measures.map((measure, m) => [measure.id, read(m, measure)] as const);
    if (table.isInMemory) return new Map(readers.map(([id, part]) => [id, part(0, this.done).slice()]));
    return new ReadColumns(new Map(readers), this.done);
  }

  /** The values so far of one measure under one pattern. */
  column(pattern: number, measure: number): Float64Array {
    return this.values(pattern, measure, this.hasValue(pattern, this.measures[measure]!));
  }

  private values(pattern: number, measure: number, hasValue: boolean): Float64Array {
    if (!hasValue) return new Float64Array(this.done).fill(Number.NaN);
    return this.patterns[pattern]!.columns.read(measure);
  }

  /** Latency without a steady state has no mean. */
  hasValue(pattern: number, measure: Measure): boolean {
    return measure.waits !== true || this.patterns[pattern]!.load.isSteady;
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
  store: ColumnStore = columnsInMemory,
): Gathering {
  const { key, runs, from = 0 } = luck;
  const all = new Gathered(scenario, measures, runs - from, store);
  const jobs = inBatches(scenario, patterns, measures, key, runs, from).map((assignment) =>
    job(assignment, what, (batch) => {
      all.add({ ...batch, from: batch.from - from, to: batch.to - from });
      return then(all);
    }),
  );
  return { gathered: all, jobs };
}
