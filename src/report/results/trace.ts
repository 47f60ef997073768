import { z } from 'zod';
import type { Trace } from '../../sim/record/trace.js';
import { list, number } from './codecs.js';

const names = list(z.string());

const call = z.object({
  call: number,
  participant: z.string(),
  act: z.string(),
  step: z.string().nullable(),
  next: z.string().nullable(),
  status: z.string(),
  attempt: number,
  cause: number.nullable(),
  requestedAt: number,
  endedAt: number.nullable(),
  queued: number,
  rateLimited: number,
  service: number,
  inputTokens: number,
  cachedTokens: number,
  outputTokens: number,
  cost: number,
  saw: names,
  born: names,
  passedOn: names,
  dropped: names,
  retracted: names,
});

const claim = z.object({
  name: z.string(),
  isFalse: z.boolean(),
  cause: z.string(),
  origin: z.string(),
  basis: z.string().nullable(),
});

/** One task, call by call. */
export const trace: z.ZodType<Trace> = z.object({
  replication: number,
  outcome: z.enum(['correct', 'wrong', 'failed', 'stalled', 'late']),
  isOverBudget: z.literal(true).optional(),
  endedAt: number.nullable(),
  participants: list(z.object({ name: z.string(), kind: z.string() })),
  claims: list(claim),
  calls: list(call),
  messages: list(z.object({ from: z.string(), to: z.string(), at: number, content: z.string() })),
  delivered: names.nullable(),
  missingSteps: number,
  lostUpdates: number,
});
