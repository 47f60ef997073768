import { z } from 'zod';
import type { Comparison } from '../../compare/comparison.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { PatternRuns } from '../../study/pattern-runs.js';
import { crossover, estimate, leftOut, list, measure, number, summaryRow, warning } from './codecs.js';
import { story } from './story.js';

/** What a pattern gave, but for its values of each replication: these stand in runs.csv. */
const pattern = z.object({
  name: z.string(),
  weakest: z.string().optional(),
  graph: z
    .object({
      participants: list(z.object({ name: z.string(), kind: z.enum(['agent', 'coordinator', 'engine']) })),
      edges: list(z.object({ from: z.string(), to: z.string(), messages: number })),
    })
    .optional(),
  load: z
    .object({
      busiest: z.string().nullable(),
      load: number,
      isSteady: z.boolean(),
      isOverloaded: z.boolean(),
      dropped: number,
      brokenOff: number.optional(),
    })
    .optional(),
  /** Of workloads of several tasks: those of single tasks, in seconds. */
  latencies: list(number).optional(),
});

const growthRow = z.object({
  pattern: z.string(),
  size: number,
  measure: z.string(),
  n: number,
  mean: number,
  low: number,
  high: number,
});

const published = z.object({
  published: z.object({
    claim: z.string(),
    source: z.string(),
    measure: z.string(),
    pattern: z.string(),
    against: z.string(),
    change: number,
    conditions: z.string(),
  }),
  change: number,
  low: number,
  high: number,
  n: number,
});

/** A comparison, but for the scenario (scenario.yaml) and the values of each replication (runs.csv). */
export const comparisonCodec = z.object({
  seed: z.string(),
  requested: number,
  runs: number,
  measures: list(measure),
  patterns: list(pattern),
  leftOut,
  summary: list(summaryRow),
  spread: list(
    z.object({ pattern: z.string(), measure, n: number, cv: estimate, p95: estimate, p99: estimate, cvar95: estimate }),
  ),
  objectives: list(z.string()),
  ranking: list(z.string()),
  growth: list(growthRow),
  crossovers: list(z.object(crossover)),
  thresholds: list(
    z.object({ pattern: z.string(), measure: z.string(), condition: z.string(), value: number, met: z.boolean() }),
  ),
  published: list(published),
  breakdowns: list(
    z.object({
      whole: z.enum(['latency', 'tokens']),
      patterns: list(z.object({ pattern: z.string(), total: estimate, parts: list(number) })),
    }),
  ),
  claimBalances: list(
    z.object({
      pattern: z.string(),
      made: estimate,
      delivered: estimate,
      origins: list(estimate),
      exits: list(estimate),
    }),
  ),
  kinds: list(z.object({ kind: z.string(), share: number, rows: list(summaryRow) })),
  typical: list(z.object({ pattern: z.string(), replication: number, isAlone: z.boolean(), story })),
  warnings: list(warning),
});

export type PlainComparison = z.output<typeof comparisonCodec>;

export function plainComparison({ scenario: _, patterns, ...found }: Comparison): PlainComparison {
  return { ...found, patterns: patterns.map(plainPattern) };
}

function plainPattern({ columns: _, tasks, ...runs }: PatternRuns): PlainComparison['patterns'][number] {
  const latency = tasks?.get('latency');
  return latency === undefined ? runs : { ...runs, latencies: [...latency] };
}

/** By pattern, then by measure. */
export type RunColumns = ReadonlyMap<string, PatternRuns['columns']>;

/** `columns` holds every pattern and measure of the comparison. */
export function comparisonFrom(plain: PlainComparison, scenario: Scenario, columns: RunColumns): Comparison {
  const patterns = plain.patterns.map(({ name, weakest, graph, load, latencies }): PatternRuns => {
    return {
      name,
      ...(weakest === undefined ? {} : { weakest }),
      ...(graph === undefined ? {} : { graph }),
      columns: columns.get(name)!,
      ...(load === undefined ? {} : { load }),
      ...(latencies === undefined ? {} : { tasks: new Map([['latency', Float64Array.from(latencies)]]) }),
    };
  });
  return { ...plain, scenario, patterns };
}
