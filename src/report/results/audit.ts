import { z } from 'zod';
import { type Audit, auditTrials } from '../../audit/result.js';
import type { Scenario } from '../../scenario/scenario.js';
import { list, number, warning } from './codecs.js';

const trial = z.enum(auditTrials);
const carried = z.object({ parts: list(z.string()), mean: number, low: number, high: number });

/** An audit, but for the scenario (scenario.yaml). */
export const auditCodec = z.object({
  pattern: z.string(),
  seed: z.string(),
  requested: number,
  runs: number,
  objective: z.string(),
  undisturbed: list(z.object({ measure: z.string(), mean: number })),
  parts: list(
    z.object({
      name: z.string(),
      kind: z.enum(['step', 'coordinator']),
      role: z.string(),
      isCritical: z.boolean(),
      effects: list(z.object({ trial, measure: z.string(), mean: number, low: number, high: number, n: number })),
    }),
  ),
  shares: list(z.object({ trial, measure: z.string(), isAlike: z.boolean(), most: carried, fifth: carried })),
  main: trial.nullable(),
  warnings: list(warning),
});

export function plainAudit({ scenario: _, ...found }: Audit): z.output<typeof auditCodec> {
  return found;
}

export function auditFrom(plain: z.output<typeof auditCodec>, scenario: Scenario): Audit {
  return { ...plain, scenario };
}
