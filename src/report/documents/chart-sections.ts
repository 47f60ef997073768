/** The sections of a comparison's report that charts stand in. */
export type ChartSection = 'why' | 'sure' | 'growth' | 'cost' | 'errors' | 'faults' | 'further';

/** The one place that says where a chart belongs: by its name, or by what its name begins with (`growth-`). */
const BY_NAME: readonly (readonly [string, ChartSection])[] = [
  ['correct-cost', 'cost'],
  ['cost-latency', 'cost'],
  ['latency-dots', 'cost'],
  ['tokens', 'cost'],
  ['time', 'cost'],
  ['outcomes', 'errors'],
  ['claims', 'errors'],
  ['pair', 'why'],
  ['differences', 'sure'],
  ['wins', 'sure'],
  ['worlds', 'sure'],
  ['flips', 'sure'],
  ['dependability', 'faults'],
  ['growth', 'growth'],
];

/** Where a chart of this name stands; what nobody placed is folded away. */
export function sectionOfChart(name: string): ChartSection {
  const found = BY_NAME.find(([known]) => name === known || name.startsWith(`${known}-`));
  return found?.[1] ?? 'further';
}
