import type { Measure } from './measure.js';

/** Somebody who takes on only so much at once, or a limit of the provider put into the same form. */
export interface Station {
  /** A role, a coordinator, the single agent, or which of the provider's limits. */
  readonly name: string;
  /** Calls at once, of all its instances. */
  readonly slots: number;
  /**
   * Seconds of work that it was given in the whole run, all slots added up. Waiting for the provider does not count as
   * anybody's work; of a limit it is the time that the limit takes to admit what was sent.
   */
  busySeconds: number;
}

/** What a whole replication came to, beside what each of its tasks did. */
export interface RunTotals {
  /** That arrived. */
  readonly tasks: number;
  readonly stations: readonly Station[];
  /** Seconds in which tasks arrived, where they come by themselves; else until the last one ended. */
  readonly span: number;
  /** Seconds from the first arrival after the warm-up to the last one (to the last end where all arrive at once). */
  readonly window: number;
  /** Tasks that were delivered within the window. */
  readonly delivered: number;
}

const HOUR = 3600;

const ofRun = (
  id: string,
  label: string,
  unit: string,
  better: Measure['better'],
  definition: string,
  read: (run: RunTotals) => number,
): Measure => ({
  id,
  group: 'load',
  label,
  unit,
  better,
  interval: 'mean',
  definition,
  read: () => Number.NaN,
  readRun: read,
});

export const load: readonly Measure[] = [
  ofRun(
    'throughput',
    'throughput',
    'tasks/h',
    'higher',
    'Tasks delivered an hour, while tasks arrive; of workloads of several tasks.',
    ({ tasks, delivered, window }) => (tasks > 1 && window > 0 ? (HOUR * delivered) / window : Number.NaN),
  ),
  ofRun(
    'bottleneck',
    'bottleneck',
    'share',
    'lower',
    "Offered load of the busiest role or provider's limit: seconds of work over its slots times the time in which tasks arrive (of one task, or of several at once: until the end); 100 % and more cannot be sustained.",
    (run) => {
      const busiest = busiestOf(run.stations);
      return busiest === null || !(run.span > 0) ? Number.NaN : loadOf(busiest, run.span);
    },
  ),
  ofRun(
    'saturation',
    'saturates at',
    'tasks/h',
    'higher',
    "Tasks an hour that the busiest role or provider's limit can take at most: its slots over its mean seconds of work a task; of workloads of several tasks.",
    ({ tasks, stations }) => {
      const busiest = tasks > 1 ? busiestOf(stations) : null;
      return busiest === null ? Number.NaN : (HOUR * tasks * busiest.slots) / busiest.busySeconds;
    },
  ),
];

/** Seconds of work over what could be done in `span` seconds. */
export function loadOf({ busySeconds, slots }: Station, span: number): number {
  return busySeconds / (slots * span);
}

/** The first of those with the most work a slot; null where nobody had any. */
export function busiestOf(stations: readonly Station[]): Station | null {
  let busiest: Station | null = null;
  for (const station of stations) {
    if (station.busySeconds > 0 && (busiest === null || loadOf(station, 1) > loadOf(busiest, 1))) busiest = station;
  }
  return busiest;
}
