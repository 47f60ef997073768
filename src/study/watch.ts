/** The border to whoever waits: progress goes out, and between two batches a wish to stop comes in. */
export interface Watch {
  /** `share` of the work done, in [0, 1]. */
  readonly progress: (share: number, what: string) => void;
  /** Gives others a turn; true: stop here and keep what is finished. */
  readonly pause: () => Promise<boolean>;
}

/** Replications between two looks at the watch; one is never broken off. */
const BATCH = 50;

/** Makes replications until `runs` are done, or `enough` says so after one of them; true when it was stopped before. */
export async function rehearseAll(
  replications: { readonly done: number; next(): void },
  runs: number,
  progress: (share: number) => void,
  watch: Watch,
  enough: () => boolean = () => false,
  batch = BATCH,
): Promise<boolean> {
  while (replications.done < runs) {
    replications.next();
    const { done } = replications;
    if (done % batch === 0) {
      progress(done / runs);
      if (await watch.pause()) return done < runs;
    }
    if (enough()) return false;
  }
  return false;
}
