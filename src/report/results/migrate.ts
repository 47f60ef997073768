import { z } from 'zod';
import type { Migration } from '../../migrate/result.js';
import type { Scenario } from '../../scenario/scenario.js';
import { list, number, warning } from './codecs.js';

const layout = z.enum(['old leads', 'new leads', 'marked']);
const estimate = z.object({ mean: number, low: number, high: number });

/** A migration, but for the scenario (scenario.yaml). */
export const migrationCodec = z.object({
  ...{ from: z.string(), to: z.string(), seed: z.string(), requested: number, runs: number, searchRuns: number },
  measure: z.string(),
  moves: z.enum(['agents', 'steps']),
  states: list(
    z.object({
      move: z.string().nullable(),
      layout: layout.nullable(),
      text: z.string(),
      value: estimate,
      change: estimate,
      cost: number,
      latency: number,
    }),
  ),
  looked: list(z.object({ moved: list(z.string()), layout, mean: number, cost: number, isChosen: z.boolean() })),
  isPruned: z.boolean(),
  warnings: list(warning),
});

export function plainMigration({ scenario: _, ...found }: Migration): z.output<typeof migrationCodec> {
  return found;
}

export function migrationFrom(plain: z.output<typeof migrationCodec>, scenario: Scenario): Migration {
  return { ...plain, scenario };
}
