import { measureNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { allTokens } from '../measures/token-parts.js';
import { ascending, type Estimate, quantileInterval, quantileOfSorted } from '../statistics/estimates.js';
import { coefficientOfVariationInterval, tailMeanInterval } from '../statistics/spread.js';
import { type PatternRuns, taskValues } from '../study/pattern-runs.js';

/** How much single tasks differ in a measure under a pattern, and how bad the worst of them are. Each with its interval. */
export interface SpreadRow {
  readonly pattern: string;
  readonly measure: Measure;
  /** Tasks. */
  readonly n: number;
  /** Standard deviation over mean. */
  readonly cv: Estimate;
  readonly p95: Estimate;
  readonly p99: Estimate;
  /** Mean of the largest 5 %. */
  readonly cvar95: Estimate;
}

/** What tasks are billed and waited for by. */
const SPREAD = [allTokens, measureNamed('cost')!, measureNamed('latency')!];

/** One row a pattern and measure, of the measures that were read and have a value in some task. */
export function spreadOf(patterns: readonly PatternRuns[]): SpreadRow[] {
  return patterns.flatMap((pattern) =>
    SPREAD.flatMap((measure): SpreadRow[] => {
      const sorted = ascending(valuesOf(pattern, measure));
      if (sorted.length === 0) return [];
      return [
        {
          ...{ pattern: pattern.name, measure, n: sorted.length },
          cv: coefficientOfVariationInterval(sorted),
          p95: quantileEstimate(sorted, 0.95),
          p99: quantileEstimate(sorted, 0.99),
          cvar95: tailMeanInterval(sorted),
        },
      ];
    }),
  );
}

/** Of single tasks; tokens are those read and those written. */
function valuesOf(pattern: PatternRuns, { id }: Measure): Float64Array {
  if (id !== allTokens.id) return taskValues(pattern, id);
  const output = taskValues(pattern, 'outputTokens');
  return taskValues(pattern, 'inputTokens').map((value, i) => value + output[i]!);
}

function quantileEstimate(sorted: Float64Array, q: number): Estimate {
  const { low, high } = quantileInterval(sorted, q) ?? { low: Number.NaN, high: Number.NaN };
  return { n: sorted.length, mean: quantileOfSorted(sorted, q), low, high };
}
