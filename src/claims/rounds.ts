/** What several who ask need next, served at once: as much as possible is done side by side. */
export type Serve<Need, Found> = (needs: readonly Need[]) => Promise<readonly Found[]>;

/**
 * Runs tasks that each ask for one thing after the other. Whenever all that are not finished yet are waiting, what they
 * ask for is served in one round; so the rounds depend on nothing but the tasks.
 */
export function together<T, Need, Found>(
  tasks: readonly ((ask: (need: Need) => Promise<Found>) => Promise<T>)[],
  serve: Serve<Need, Found>,
): Promise<T[]> {
  let running = tasks.length;
  let queue: { readonly need: Need; readonly give: (found: Found) => void }[] = [];
  return new Promise((resolve, reject) => {
    const round = (): void => {
      if (running === 0 || queue.length < running) return;
      const served = queue;
      queue = [];
      serve(served.map(({ need }) => need)).then((all) => {
        for (const [i, { give }] of served.entries()) give(all[i]!);
      }, reject);
    };
    const ask = (need: Need): Promise<Found> =>
      new Promise((give) => {
        queue.push({ need, give });
        round();
      });
    const finished = tasks.map(async (task) => {
      const result = await task(ask);
      running--;
      round();
      return result;
    });
    Promise.all(finished).then(resolve, reject);
  });
}
