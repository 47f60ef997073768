import type { Baseline, Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/plan.js';
import { World } from '../sim/world.js';
import type { PatternRuns } from './comparison.js';
import { LoadMeter } from './load.js';
import { grown, Sample } from './sample.js';
import { Stream } from './stream.js';
import { BASELINE } from './summarise.js';
import { warmUpOf } from './warm-up.js';

/** One plan's world, and what its replications gave. */
interface Rehearsal {
  readonly plan: Plan;
  readonly world: World;
  readonly meter: LoadMeter;
  /** By measure, a value a replication. */
  readonly columns: Float64Array[];
  /** By measure: values of single tasks; none where there is only one. */
  readonly samples: readonly Sample[];
}

/**
 * Rehearses replications of every plan under the same luck and keeps what each measure read: of one task its value, of
 * many the mean over those that count. The single agent comes first where it is compared, so that others can be measured
 * against it in the same replication.
 */
export class Replications {
  /** Replications finished under every plan. */
  done = 0;
  private readonly rehearsals: readonly Rehearsal[];
  private readonly order: readonly Rehearsal[];
  private readonly stream: Stream;
  private capacity = 256;

  constructor(
    private readonly scenario: Scenario,
    readonly plans: readonly Plan[],
    private readonly measures: readonly Measure[],
    key: number,
  ) {
    const { tasks } = scenario.workload;
    this.stream = new Stream(measures, tasks);
    this.rehearsals = plans.map((plan) => {
      const world = new World(scenario, plan, key);
      return {
        plan,
        world,
        meter: new LoadMeter(world),
        columns: measures.map(() => new Float64Array(this.capacity)),
        samples: tasks === 1 ? [] : measures.map(() => new Sample()),
      };
    });
    const isFirst = ({ plan }: Rehearsal): boolean => plan.name === BASELINE;
    this.order = [...this.rehearsals.filter(isFirst), ...this.rehearsals.filter((one) => !isFirst(one))];
  }

  /** Rehearses the next replication under every plan. */
  next(): void {
    if (this.done === this.capacity) this.grow();
    let single: Baseline | null = null;
    for (const rehearsal of this.order) {
      const first = this.rehearse(rehearsal, single);
      if (rehearsal.plan.name === BASELINE) single = this.stream.baseline(first);
    }
    this.done++;
  }

  /** One replication of one plan; returns the first task that counts. */
  private rehearse({ plan, world, meter, columns, samples }: Rehearsal, single: Baseline | null): number {
    const { stream, measures } = this;
    stream.clear();
    meter.clear();
    world.rehearse(this.done, (record, task) => {
      stream.read(record, task, single, plan.name === BASELINE);
      meter.read(record);
    });
    const first = warmUpOf(this.scenario.workload, stream.times);
    const totals = meter.totals(stream, first);
    for (let m = 0; m < measures.length; m++) {
      const { readRun } = measures[m]!;
      columns[m]![this.done] = readRun === undefined ? stream.mean(m, first) : readRun(totals);
      if (readRun === undefined) stream.each(m, first, (value) => samples[m]?.add(value));
    }
    return first;
  }

  /** What the finished replications gave, by plan and measure. What depends on waiting has no value without a steady state. */
  results(): PatternRuns[] {
    return this.rehearsals.map(({ plan, meter, samples }, p) => {
      const load = meter.found();
      const columns = new Map(this.measures.map(({ id }, m) => [id, this.column(p, m).slice()]));
      if (samples.length === 0) return { name: plan.name, columns, load };
      const kept = (m: number): Float64Array =>
        this.hasValue(p, this.measures[m]!) ? samples[m]!.kept() : new Float64Array(0);
      const tasks = new Map(
        [...this.measures.entries()].filter(([, one]) => one.readRun === undefined).map(([m, { id }]) => [id, kept(m)]),
      );
      return { name: plan.name, columns, load, tasks };
    });
  }

  /** The finished replications' values of one measure under one plan. */
  column(plan: number, measure: number): Float64Array {
    if (!this.hasValue(plan, this.measures[measure]!)) return new Float64Array(this.done).fill(Number.NaN);
    return this.rehearsals[plan]!.columns[measure]!.subarray(0, this.done);
  }

  /** Waiting without end has no mean. */
  hasValue(plan: number, measure: Measure): boolean {
    return measure.waits !== true || this.rehearsals[plan]!.meter.isSteady;
  }

  private grow(): void {
    this.capacity *= 2;
    for (const { columns } of this.rehearsals) for (const [m, old] of columns.entries()) columns[m] = grown(old);
  }
}
