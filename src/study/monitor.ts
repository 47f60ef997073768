/** How a long study stays in touch with its caller: it reports progress, and between two batches asks whether to stop. */
export interface StudyMonitor {
  /** `share` of the work done, in [0, 1]. */
  readonly progress: (share: number, what: string) => void;
  /** Gives others a turn; true: stop here and keep what is finished. */
  readonly pause: () => Promise<boolean>;
}

/** Replications between two looks at the monitor; one is never broken off. */
const BATCH = 50;

/** Makes replications until `runs` are done, or `enough` says so after one of them; true when it was stopped before. */
export async function rehearseAll(
  replications: { readonly done: number; next(): void },
  runs: number,
  progress: (share: number) => void,
  monitor: StudyMonitor,
  enough: () => boolean = () => false,
  batch = BATCH,
): Promise<boolean> {
  while (replications.done < runs) {
    replications.next();
    const { done } = replications;
    if (done % batch === 0) {
      progress(done / runs);
      if (await monitor.pause()) return done < runs;
    }
    if (enough()) return false;
  }
  return false;
}
