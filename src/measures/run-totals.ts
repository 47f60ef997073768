/** An agent's role or a coordinator that serves a limited number of calls at once, or a limit of the provider put into the same form: what serves calls. */
export interface Station {
  /** A role, a coordinator, the single agent, or which of the provider's limits. */
  readonly name: string;
  /** Calls at once, of all its instances. */
  readonly slots: number;
  /**
   * Seconds of work in the whole run, summed over the slots. Waiting for the provider is no station's work; of a limit it is
   * the time that the limit takes to admit what was sent.
   */
  busySeconds: number;
}

/** The totals of one replication, beside the records of its tasks. */
export interface RunTotals {
  /** Tasks that arrived. */
  readonly tasks: number;
  readonly stations: readonly Station[];
  /** Seconds in which tasks arrived, where they arrive by a process; else until the last one ended. */
  readonly span: number;
  /** Seconds from the first arrival after the warm-up to the last one (to the last end where all arrive at once). */
  readonly window: number;
  /** Tasks that were delivered within the window. */
  readonly delivered: number;
}

/** Utilization offered: seconds of work over what could be done in `span` seconds. */
export function loadOf({ busySeconds, slots }: Station, span: number): number {
  return busySeconds / (slots * span);
}

/** The first of those with the most work per slot; null where no station had any. */
export function busiestOf(stations: readonly Station[]): Station | null {
  let busiest: Station | null = null;
  for (const station of stations) {
    if (station.busySeconds > 0 && (busiest === null || loadOf(station, 1) > loadOf(busiest, 1))) busiest = station;
  }
  return busiest;
}
