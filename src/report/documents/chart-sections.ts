/** The sections of a comparison's report that charts stand in. */
export type ChartSection =
  | 'ends'
  | 'cost-latency'
  | 'breakdown'
  | 'false-claims'
  | 'graphs'
  | 'paired'
  | 'bad-day'
  | 'flips'
  | 'further';

/** The one place that says where a chart belongs: by its name, or by what its name begins with (`growth-`). */
const BY_NAME: readonly (readonly [string, ChartSection])[] = [
  ['outcomes', 'ends'],
  ['cost-latency', 'cost-latency'],
  ['ecdf', 'cost-latency'],
  ['tokens', 'breakdown'],
  ['time', 'breakdown'],
  ['error-flow', 'false-claims'],
  ['graphs', 'graphs'],
  ['differences', 'paired'],
  ['dependability', 'bad-day'],
  ['growth', 'flips'],
];

/** Where a chart of this name stands; what nobody placed stands before the assumptions. */
export function sectionOfChart(name: string): ChartSection {
  const found = BY_NAME.find(([known]) => name === known || name.startsWith(`${known}-`));
  return found?.[1] ?? 'further';
}
