import { z } from 'zod';
import type { Calibration } from '../../calibrate/result.js';
import { list, number } from './codecs.js';

const interval = z.object({ low: number, high: number });
const named = z.object({ pattern: z.string(), probability: number });
const sign = z.object({ says: z.string(), value: number, factor: number });
const numbers = list(number);

/** A calibration, whose scenario (scenario.yaml) is part of it. */
export const calibrationCodec = z.object({
  sources: list(z.string()),
  dialects: list(z.string()),
  tasks: number,
  calls: number,
  fitted: number,
  heldOut: number,
  pattern: z.string(),
  naming: z.object({ ranked: list(named), alike: list(z.string()), signs: list(sign) }).nullable(),
  grade: z.object({ grade: z.enum(['good', 'fair', 'poor']), reasons: list(z.string()) }),
  gaps: list(z.string()),
  rows: list(
    z.object({
      figure: z.string(),
      label: z.string(),
      unit: z.string(),
      statistic: z.enum(['mean', 'p50', 'p95', 'cv']),
      simulated: number,
      observed: number,
      low: number,
      high: number,
      error: number,
    }),
  ),
  quantiles: list(
    z.object({ figure: z.string(), label: z.string(), unit: z.string(), simulated: numbers, observed: numbers }),
  ),
  values: list(
    z.object({
      path: list(z.string()),
      value: z.unknown(),
      origin: z.enum(['fitted', 'matched', 'seen', 'assumed']),
      comment: z.string(),
      interval: interval.nullable(),
    }),
  ),
  scenario: z.string(),
  seed: z.string(),
  runs: number,
});

export function plainCalibration(found: Calibration): z.output<typeof calibrationCodec> {
  // An unbounded rate has no number in JSON.
  const values = found.values.map((one) => ({
    ...one,
    value: one.value === Number.POSITIVE_INFINITY ? '.inf' : one.value,
  }));
  return { ...found, values };
}
