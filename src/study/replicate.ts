import { definedOnly, type Measure, type SingleAgentRun } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import type { World } from '../sim/world.js';
import { warmUpOf } from '../statistics/warm-up.js';
import { BASELINE } from './baseline.js';
import { LoadMeter, type LoadRows } from './load.js';
import { Stream } from './stream.js';
import { type Range, Worlds } from './worlds.js';

/** What some replications gave, as plain data: it crosses from one thread, or machine, to another. */
export interface Batch extends Range {
  readonly patterns: readonly RawRuns[];
}

export interface RawRuns {
  readonly name: string;
  /** By measure, one value per replication: of one task its value, of many the mean over those that count. */
  readonly columns: readonly Float64Array[];
  /** By measure, values of the single tasks that count, one replication after the other; none where each has one task. */
  readonly tasks: readonly Float64Array[];
  readonly load: LoadRows;
}

/** What a batch may need beside its own plans. */
export interface BatchSupport {
  /** What earlier batches built. */
  readonly worlds?: Worlds;
  /** The single agent's plan, where others are measured against it and it is not among the plans. */
  readonly single?: Plan;
}

/**
 * Rehearses replications under every plan, with the same luck, and keeps what each measure read. The single agent comes
 * first where it is compared, so that others can be measured against it in the same replication. A replication depends on
 * the key and its own number alone, so that batches may be made anywhere, in any order.
 */
export function rehearse(
  scenario: Scenario,
  plans: readonly Plan[],
  measures: readonly Measure[],
  key: number,
  range: Range,
  { worlds = new Worlds(), single }: BatchSupport = {},
): Batch {
  const rehearsalOf = (plan: Plan, stream: Stream): Rehearsal =>
    new Rehearsal(scenario, worlds.world(scenario, plan, key), plan.name, range, stream);
  const stream = new Stream(measures, scenario.workload.tasks);
  const rehearsals = plans.map((plan) => rehearsalOf(plan, stream));
  const baseline = rehearsals.find(({ isBaseline }) => isBaseline);
  let singles: readonly SingleAgentRun[] | null = null;
  if (baseline !== undefined) singles = baseline.all(null);
  else if (single !== undefined) {
    singles =
      worlds.singleRuns(scenario, key, range) ?? rehearsalOf(single, new Stream([], scenario.workload.tasks)).all(null);
  }
  if (singles !== null) worlds.keepSingleRuns(range, singles);
  // One pattern after the other: an engine that optimizes what it sees sees one kind of thing for a while.
  for (const rehearsal of rehearsals) if (rehearsal !== baseline) rehearsal.all(singles);
  return { ...range, patterns: rehearsals.map((one) => one.runs()) };
}

/** One plan's world, and what its replications gave. */
class Rehearsal {
  readonly isBaseline: boolean;
  private readonly meter: LoadMeter;
  private readonly columns: readonly Float64Array[];
  private readonly tasks: readonly Float64Array[];
  /** Values of single tasks so far: as many of every measure. */
  private length = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly world: World,
    private readonly name: string,
    private readonly range: Range,
    private readonly stream: Stream,
  ) {
    const { measures } = stream;
    const replications = range.to - range.from;
    const { tasks } = scenario.workload;
    this.isBaseline = name === BASELINE;
    this.meter = new LoadMeter(this.world, replications);
    this.columns = measures.map(() => new Float64Array(replications));
    this.tasks = tasks === 1 ? [] : measures.map(() => new Float64Array(replications * tasks));
  }

  /** All replications. `singles` is what the single agent came to in each; so is what is returned, of that agent. */
  all(singles: readonly SingleAgentRun[] | null): SingleAgentRun[] {
    const { from, to } = this.range;
    const runs: SingleAgentRun[] = [];
    for (let replication = from; replication < to; replication++) {
      const first = this.next(replication, singles?.[replication - from] ?? null);
      if (this.isBaseline) runs.push(this.stream.baseline(first));
    }
    return runs;
  }

  /** Returns the first task that counts. */
  private next(replication: number, single: SingleAgentRun | null): number {
    const { stream, meter, range } = this;
    const { measures } = stream;
    stream.clear();
    meter.clear();
    this.world.rehearse(replication, (record, task) => {
      stream.read(record, task, single, this.isBaseline);
      meter.read(record);
    });
    const first = warmUpOf(this.scenario.workload, stream.times);
    const totals = meter.close(replication - range.from, stream, first);
    for (let m = 0; m < measures.length; m++) {
      const { readRun } = measures[m]!;
      this.columns[m]![replication - range.from] =
        readRun === undefined ? stream.mean(m, first) : definedOnly(readRun(totals));
    }
    if (this.tasks.length > 0) this.length = this.keepTasks(first);
    return first;
  }

  private keepTasks(first: number): number {
    let end = this.length;
    for (const [m, values] of this.tasks.entries()) {
      end = this.length;
      this.stream.each(m, first, (value) => {
        values[end++] = value;
      });
    }
    return end;
  }

  runs(): RawRuns {
    const tasks = this.tasks.map((values) => values.slice(0, this.length));
    return { name: this.name, columns: this.columns, tasks, load: this.meter.rows };
  }
}
