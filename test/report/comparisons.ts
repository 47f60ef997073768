import type { Comparison, Crossover, GrowthRow } from '../../src/compare/comparison.js';
import { summarise } from '../../src/compare/summarise.js';
import { measureNamed } from '../../src/measures/index.js';
import type { Asks } from '../../src/scenario/asks.js';
import type { Growth } from '../../src/scenario/scenario.js';
import { scenario as fixture } from './fixture.js';

const IDS = [
  'correct',
  'late',
  'wrong',
  'failed',
  'stalled',
  'operationalFailures',
  'cost',
  'latency',
  'edges',
  'logsOpened',
];
const RUNS = 200;

/** Values by measure id: one for all replications, or one each. */
type Columns = Readonly<Record<string, number | ((run: number) => number)>>;

interface Made {
  readonly asks?: Partial<Asks>;
  readonly objectives?: readonly string[];
  readonly growth?: Growth;
  readonly rows?: readonly GrowthRow[];
  readonly crossovers?: readonly Crossover[];
  readonly limits?: (typeof fixture)['decision']['limits'];
}

export function made(patterns: Readonly<Record<string, Columns>>, options: Made = {}): Comparison {
  const {
    objectives = ['correct', 'cost', 'latency'],
    growth = null,
    rows = [],
    crossovers = [],
    limits = [],
  } = options;
  const column = (value: Columns[string] | undefined): Float64Array =>
    Float64Array.from({ length: RUNS }, (_, run) => (typeof value === 'function' ? value(run) : (value ?? Number.NaN)));
  return summarise({
    scenario: {
      ...fixture,
      asks: { kind: 'choose', patterns: [], measures: [], condition: null, ...options.asks },
      decision: {
        objectives: objectives.map((measure, i) => ({ measure, statistic: 'mean', weight: 9 - i })),
        limits,
        uncertain: [],
      },
      growth,
    },
    ...{ seed: 'x', requested: RUNS, runs: RUNS, leftOut: [], warnings: [], growth: rows, crossovers },
    measures: IDS.map((id) => measureNamed(id)!),
    patterns: Object.entries(patterns).map(([name, columns]) => ({
      name,
      columns: new Map(IDS.map((id) => [id, column(columns[id])])),
    })),
  });
}

/** So many of a hundred tasks, spread over the replications. */
export const share =
  (percent: number) =>
  (run: number): number =>
    Number((run * 37) % 100 < percent);
export const near =
  (mean: number) =>
  (run: number): number =>
    mean * (1 + 0.01 * ((run % 5) - 2));

/** A curve a pattern, with an interval of a hundredth to either side. */
export function curves(
  sizes: readonly number[],
  measure: string,
  of: Readonly<Record<string, (size: number) => number>>,
): GrowthRow[] {
  return Object.entries(of).flatMap(([pattern, at]) =>
    sizes.map((size) => {
      const mean = at(size);
      return { pattern, size, measure, n: RUNS, mean, low: mean * 0.99, high: mean * 1.01 };
    }),
  );
}

export const growing = (
  sizes: readonly number[],
  label = 'specialists',
  path = 'task.steps.check.replicas',
): Growth => ({
  ...{ label, paths: [path], sizes, unit: path.startsWith('workload') ? '/h' : '' },
});

export const plain = { correct: share(60), cost: near(0.01), latency: near(10), edges: 3 };
