import type { Measure, SingleAgentRun } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import { World } from '../sim/world.js';
import { warmUpOf } from '../statistics/warm-up.js';
import { BASELINE } from './baseline.js';
import { LoadMeter, type LoadRows } from './load.js';
import { Stream } from './stream.js';

/** Replications `from` up to, but without, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

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
): Batch {
  const stream = new Stream(measures, scenario.workload.tasks);
  const rehearsals = plans.map((plan) => new Rehearsal(scenario, plan, measures, key, range, stream));
  const isFirst = ({ isBaseline }: Rehearsal): boolean => isBaseline;
  const order = [...rehearsals.filter(isFirst), ...rehearsals.filter((one) => !isFirst(one))];
  // One pattern after the other: an engine that optimizes what it sees sees one kind of thing for a while.
  const single: SingleAgentRun[] = [];
  for (const rehearsal of order) {
    for (let replication = range.from; replication < range.to; replication++) {
      const first = rehearsal.next(replication, single[replication - range.from] ?? null);
      if (rehearsal.isBaseline) single.push(stream.baseline(first));
    }
  }
  return { ...range, patterns: rehearsals.map((one) => one.runs()) };
}

/** One plan's world, and what its replications gave. */
class Rehearsal {
  readonly isBaseline: boolean;
  private readonly world: World;
  private readonly meter: LoadMeter;
  private readonly columns: readonly Float64Array[];
  private readonly tasks: readonly Float64Array[];
  /** Values of single tasks so far: as many of every measure. */
  private length = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly plan: Plan,
    private readonly measures: readonly Measure[],
    key: number,
    private readonly range: Range,
    private readonly stream: Stream,
  ) {
    const replications = range.to - range.from;
    const { tasks } = scenario.workload;
    this.isBaseline = plan.name === BASELINE;
    this.world = new World(scenario, plan, key);
    this.meter = new LoadMeter(this.world, replications);
    this.columns = measures.map(() => new Float64Array(replications));
    this.tasks = tasks === 1 ? [] : measures.map(() => new Float64Array(replications * tasks));
  }

  /** Returns the first task that counts. `single` is what the single agent came to in this replication. */
  next(replication: number, single: SingleAgentRun | null): number {
    const { stream, meter, measures, range } = this;
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
      this.columns[m]![replication - range.from] = readRun === undefined ? stream.mean(m, first) : readRun(totals);
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
    return { name: this.plan.name, columns: this.columns, tasks, load: this.meter.rows };
  }
}
