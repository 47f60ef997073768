import { z } from 'zod';
import type { Scenario } from '../../scenario/scenario.js';
import type { Sweep } from '../../sweep/sweep.js';
import { crossover, leftOut, list, measure, number, parameter, summaryRow, warning } from './codecs.js';

const bracket = {
  below: z.string(),
  above: z.string(),
  between: z.tuple([number, number]).readonly(),
  settles: z.boolean(),
};

/** A sweep, but for the scenario (scenario.yaml). */
export const sweepCodec = z.object({
  seed: z.string(),
  runs: number,
  mostRuns: number,
  margin: z.object({ amount: number, isRelative: z.boolean() }),
  flipRuns: number,
  axes: list(z.object({ parameter, values: list(number) })),
  measure,
  measures: list(measure),
  patterns: list(z.string()),
  leftOut,
  cells: list(
    z.object({
      values: list(number),
      rows: list(summaryRow),
      winner: z.string().nullable(),
      tied: list(z.string()),
      equal: list(z.string()),
      endless: list(z.string()),
      replications: number,
    }),
  ),
  size: number,
  flips: list(z.object({ ...crossover, ...bracket })),
  unconfirmed: list(z.object(bracket)),
  warnings: list(warning),
});

export function plainSweep({ scenario: _, ...found }: Sweep): z.output<typeof sweepCodec> {
  return found;
}

export function sweepFrom(plain: z.output<typeof sweepCodec>, scenario: Scenario): Sweep {
  return { ...plain, scenario };
}
