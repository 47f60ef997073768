import { z } from 'zod';
import type { Explanation } from '../../explain/explain.js';
import type { Scenario } from '../../scenario/scenario.js';
import { estimate, list, measure, number, pairedEstimate, warning } from './codecs.js';

const both = <T extends z.ZodType>(of: T) => z.tuple([of, of]).readonly();

const lineFields = { measure, means: both(estimate), difference: pairedEstimate };
const line = z.object(lineFields);

const place = z.object({ kind: z.enum(['step', 'participant']), name: z.string(), all: z.boolean() });

/** An explanation, but for the scenario (scenario.yaml). */
export const explanationCodec = z.object({
  seed: z.string(),
  requested: number,
  runs: number,
  names: both(z.string()),
  tasks: number,
  delivered: z.object({ each: both(number), both: number }),
  objective: line,
  ends: list(line),
  cost: line,
  accounts: list(
    z.object({ whole: line, parts: list(z.object({ ...lineFields, mostly: place.nullable() })), beside: list(line) }),
  ),
  warnings: list(warning),
});

export function plainExplanation({ scenario: _, ...found }: Explanation): z.output<typeof explanationCodec> {
  return found;
}

export function explanationFrom(plain: z.output<typeof explanationCodec>, scenario: Scenario): Explanation {
  return { ...plain, scenario };
}
