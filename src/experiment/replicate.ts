import { tokens } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/plan.js';
import { World } from '../sim/world.js';
import type { PatternRuns } from './comparison.js';
import { BASELINE } from './summarise.js';

/**
 * Rehearses replications of every plan under the same luck and keeps what each measure read. The single agent comes
 * first where it is compared, so that others can be measured against it in the same replication.
 */
export class Replications {
  /** Replications finished under every plan. */
  done = 0;
  private readonly worlds: readonly World[];
  private readonly columns: Float64Array[][];
  private readonly order: readonly number[];
  private capacity = 256;

  constructor(
    scenario: Scenario,
    readonly plans: readonly Plan[],
    private readonly measures: readonly Measure[],
    key: number,
  ) {
    this.worlds = plans.map((plan) => new World(scenario, plan, key));
    this.columns = plans.map(() => measures.map(() => new Float64Array(this.capacity)));
    const baseline = plans.findIndex((plan) => plan.name === BASELINE);
    const others = plans.map((_, i) => i).filter((i) => i !== baseline);
    this.order = baseline < 0 ? others : [baseline, ...others];
  }

  /** Rehearses the next replication under every plan. */
  next(): void {
    const replication = this.done;
    if (replication === this.capacity) this.grow();
    let single: { tokens: number } | null = null;
    for (const plan of this.order) {
      const record = this.worlds[plan]!.run(replication);
      if (this.plans[plan]!.name === BASELINE) single = { tokens: tokens(record) };
      const columns = this.columns[plan]!;
      for (let m = 0; m < this.measures.length; m++) columns[m]![replication] = this.measures[m]!.read(record, single);
    }
    this.done++;
  }

  /** What the finished replications gave, by plan and measure. */
  results(): PatternRuns[] {
    return this.plans.map((plan, p) => ({
      name: plan.name,
      columns: new Map(this.measures.map((measure, m) => [measure.id, this.columns[p]![m]!.slice(0, this.done)])),
    }));
  }

  /** The finished replications' values of one measure under one plan. */
  column(plan: number, measure: number): Float64Array {
    return this.columns[plan]![measure]!.subarray(0, this.done);
  }

  private grow(): void {
    this.capacity *= 2;
    for (const columns of this.columns) {
      for (const [m, old] of columns.entries()) {
        const next = new Float64Array(this.capacity);
        next.set(old);
        columns[m] = next;
      }
    }
  }
}
