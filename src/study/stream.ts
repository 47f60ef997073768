import { tokens } from '../measures/index.js';
import { definedOnly, type Measure, type RecordPass, readTask, type SingleAgentRun } from '../measures/measure.js';
import { isDelivered, type RunRecord } from '../sim/record/record.js';

/** What the tasks of one replication gave under one pattern, read one by one in the order in which they end. */
export class Stream {
  /** By task, in order of arrival: seconds of the run; NaN where a task never came in, or never ended. */
  readonly arrivedAt: Float64Array;
  readonly endedAt: Float64Array;
  /** Seconds from arrival to end. */
  readonly times: Float64Array;
  private readonly delivered: Uint8Array;
  /** Tokens of each task, if they are requested. */
  private readonly tokens: Float64Array;
  /** By measure, then by task. */
  private readonly values: readonly Float64Array[];
  /** Passes that several measures share, each with room for what it gives. */
  private readonly passes = new Map<RecordPass, Float64Array>();
  /** Tasks that came in. */
  arrived = 0;

  constructor(
    readonly measures: readonly Measure[],
    tasks: number,
  ) {
    this.arrivedAt = new Float64Array(tasks);
    this.endedAt = new Float64Array(tasks);
    this.times = new Float64Array(tasks);
    this.tokens = new Float64Array(tasks);
    this.delivered = new Uint8Array(tasks);
    this.values = measures.map(() => new Float64Array(tasks));
    for (const { pass } of measures) {
      if (pass !== undefined) this.passes.set(pass.of, new Float64Array(pass.of.length));
    }
  }

  /** Before the first task of a replication. */
  clear(): void {
    this.arrived = 0;
    this.delivered.fill(0);
    for (const column of [this.arrivedAt, this.endedAt, this.times, this.tokens, ...this.values]) {
      column.fill(Number.NaN);
    }
  }

  /** `single` is what the single agent came to; null: this is the single agent, and each task its own baseline. */
  read(record: RunRecord, task: number, single: SingleAgentRun | null, isBaseline: boolean): void {
    this.arrived++;
    this.arrivedAt[task] = record.arrivedAt;
    this.endedAt[task] = record.endedAt;
    this.times[task] = record.endedAt - record.arrivedAt;
    this.delivered[task] = isDelivered(record) ? 1 : 0;
    const baseline = isBaseline ? { tokens: tokens(record) } : single;
    if (isBaseline) this.tokens[task] = baseline!.tokens;
    for (const [pass, values] of this.passes) pass.read(record, values);
    for (let m = 0; m < this.measures.length; m++) {
      const measure = this.measures[m]!;
      this.values[m]![task] =
        measure.pass === undefined
          ? readTask(measure, record, baseline)
          : definedOnly(this.passes.get(measure.pass.of)![measure.pass.place]!);
    }
  }

  /** Mean of a measure over the tasks from `first` on in which it is defined. */
  mean(measure: number, first: number): number {
    return meanFrom(this.values[measure]!, first);
  }

  /** The values of a measure from the task `first` on, of those that came in; NaN where it is undefined. */
  each(measure: number, first: number, see: (value: number) => void): void {
    const values = this.values[measure]!;
    for (let task = first; task < values.length; task++) if (!Number.isNaN(this.arrivedAt[task]!)) see(values[task]!);
  }

  /** Of the single agent: what others are measured against. */
  baseline(first: number): SingleAgentRun {
    return { tokens: meanFrom(this.tokens, first) };
  }

  /** Tasks that were delivered after `from` and until `to`, seconds of the run. */
  deliveredWithin(from: number, to: number): number {
    let count = 0;
    for (let task = 0; task < this.delivered.length; task++) {
      const ended = this.endedAt[task]!;
      if (this.delivered[task] === 1 && ended > from && ended <= to) count++;
    }
    return count;
  }

  /** Seconds between `from` and `to`, seconds of the run, in which tasks that ended at all were in the system, added up. */
  secondsWithin(from: number, to: number): number {
    let seconds = 0;
    for (const [task, ended] of this.endedAt.entries()) {
      const time = Math.min(ended, to) - Math.max(this.arrivedAt[task]!, from);
      if (time > 0) seconds += time;
    }
    return seconds;
  }
}

/** NaN where nothing is defined. */
function meanFrom(values: Float64Array, first: number): number {
  let sum = 0;
  let count = 0;
  for (let i = first; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}

/** The largest of the values that are defined; NaN where none is. */
export function latest(values: Float64Array): number {
  let most = Number.NaN;
  for (const value of values) if (!(value <= most) && !Number.isNaN(value)) most = value;
  return most;
}
