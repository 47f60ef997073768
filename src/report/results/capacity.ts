import { z } from 'zod';
import type { Capacity } from '../../capacity/result.js';
import { type LossCause, lossCauses } from '../../measures/lost.js';
import type { Scenario } from '../../scenario/scenario.js';
import { leftOut, list, number, parameter, warning } from './codecs.js';

const CAUSES = lossCauses as readonly [LossCause, ...LossCause[]];
const bound = number.nullable();

const share = z.object({ mean: number, low: number, high: number });

const point = z.object({
  value: number,
  lost: share,
  excess: share,
  isSteady: z.boolean(),
  busiest: z.string().nullable(),
  causes: z.record(z.enum(CAUSES), number),
  refused: number,
  cost: number,
  latency: number,
});

/** A capacity, but for the scenario (scenario.yaml). */
export const capacityCodec = z.object({
  seed: z.string(),
  runs: number,
  axis: z.object({ parameter, also: list(z.string()), label: z.string(), start: number }),
  tolerated: number,
  patterns: list(
    z.object({
      pattern: z.string(),
      most: bound,
      isOpen: z.boolean(),
      low: bound,
      high: bound,
      breaks: z.object({ value: number, cause: z.enum([...CAUSES, 'queue']), who: z.string().nullable() }).nullable(),
      points: list(point),
    }),
  ),
  size: number,
  leftOut,
  warnings: list(warning),
});

export function plainCapacity({ scenario: _, ...found }: Capacity): z.output<typeof capacityCodec> {
  return found;
}

export function capacityFrom(plain: z.output<typeof capacityCodec>, scenario: Scenario): Capacity {
  return { ...plain, scenario };
}
