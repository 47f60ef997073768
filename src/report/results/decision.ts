import { z } from 'zod';
import type { Decision } from '../../decide/decision.js';
import { withEssentialRanges } from '../../patterns/essentials.js';
import type { Scenario } from '../../scenario/scenario.js';
import { STATISTICS } from '../../scenario/schema/limits.js';
import { list, measure, number, uncertain } from './codecs.js';
import { comparisonCodec, comparisonFrom, plainComparison, type RunColumns } from './comparison.js';

const interval = { low: number, high: number };
const meanInterval = z.object({ mean: number, ...interval });

const statistic = z.enum(STATISTICS);

const aim = z.object({ measure, statistic, weight: number, share: number, worst: number, best: number });

const limit = z.object({
  measure,
  statistic,
  operator: z.enum(['<=', '>=']),
  value: number,
});

const check = z.object({ bound: limit, value: number, ...interval, margin: meanInterval, probability: number });

const standing = z.object({
  name: z.string(),
  means: list(number),
  intervals: list(z.object(interval)),
  score: number,
  limits: list(check),
  isFeasible: z.boolean(),
});

const lead = z.object({ mean: number, ...interval, p: number }).nullable();

const option = z.object({
  standing,
  front: z.enum(['on the front', 'perhaps dominated', 'dominated', 'not feasible']),
  by: z.string().nullable(),
  behind: lead,
  shown: z.object(interval).nullable(),
  rank: number.nullable(),
});

const share = z.object({ share: number, ...interval });
const span = { mean: number, max: number };

const robustness = z.object({
  points: list(z.object({ values: list(number), group: number, best: z.string().nullable(), ties: list(z.string()) })),
  nobody: share,
  patterns: list(
    z.object({
      name: z.string(),
      wins: share,
      holds: share,
      feasible: share,
      limits: list(number),
      regret: z.object({ ...span, objectives: list(z.object(span)) }).nullable(),
    }),
  ),
});

const sensitivity = z.object({
  parameter: uncertain,
  looks: list(
    z.object({
      value: number,
      answer: z.string().nullable(),
      holds: z.boolean(),
      lead,
      shown: z.object(interval).nullable(),
      rival: z.string().nullable(),
      isFeasible: z.boolean(),
    }),
  ),
  flips: list(
    z.object({
      kind: z.enum(['overtaken', 'breaks', 'admitted', 'somewhere']),
      side: z.enum(['below', 'above']),
      to: z.string().nullable(),
      bound: limit.nullable(),
      at: number,
      ...interval,
      isOpen: z.object({ low: z.boolean(), high: z.boolean() }),
      distance: number,
    }),
  ),
  nearest: z.object({ name: z.string(), value: number, check }).nullable(),
});

const worth = z.object({
  choice: z.string().nullable(),
  regret: meanInterval,
  parameters: list(z.object({ path: z.string(), removes: meanInterval })),
});

/** A decision; how every pattern stands at each point stands in uncertain.csv. */
export const decisionCodec = z.object({
  comparison: comparisonCodec,
  aims: list(aim),
  bounds: list(limit),
  options: list(option),
  answer: z.string().nullable(),
  ties: list(z.string()),
  weights: list(z.object({ aim, ...interval, below: z.string().nullable(), above: z.string().nullable() })),
  robustness: robustness.nullable(),
  sensitivities: list(sensitivity),
  worth: worth.nullable(),
  effort: z.object({
    ...{ samples: number, mostSamples: number, shareWithin: number.nullable(), perPoint: number, mostPerPoint: number },
    ...{ perValue: number, perLook: number, isComplete: z.boolean() },
  }),
});

export function plainDecision({ comparison, ...found }: Decision): z.output<typeof decisionCodec> {
  return { ...found, comparison: plainComparison(comparison) };
}

/** `columns` holds every pattern and measure of its comparison. The scenario has the ranges that a decision adds to it. */
export function decisionFrom(plain: z.output<typeof decisionCodec>, scenario: Scenario, columns: RunColumns): Decision {
  const names = plain.comparison.patterns.map(({ name }) => name);
  return { ...plain, comparison: comparisonFrom(plain.comparison, withEssentialRanges(scenario, names), columns) };
}
