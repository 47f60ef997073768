import * as z from 'zod';
import type { Story } from '../../sim/record/story.js';
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
  limitedBy: z.string().nullable(),
  retryAfter: number,
  service: number,
  inputTokens: number,
  cachedTokens: number,
  outputTokens: number,
  cost: number,
  firstToken: number.nullable().default(null),
  writtenTokens: number.default(0),
  reasoningTokens: number.default(0),
  tool: number.default(0),
  absent: number,
  backoff: number,
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

const letter = z.object({
  id: number,
  from: z.string(),
  to: z.string(),
  sentAt: number,
  arrivedAt: number.nullable(),
  kind: z.enum(['handover', 'copy', 'event', 'redelivery', 'duplicate']),
  content: z.string(),
  claims: names,
  tokens: number,
  madeBy: number.nullable(),
  readBy: number.nullable(),
});

const belief = z.object({
  participant: z.string(),
  claim: z.string(),
  at: number,
  how: z.enum(['born', 'accepted', 'dropped', 'retracted']),
});

const outage = z.object({
  participant: z.string(),
  from: number,
  to: number.nullable(),
  cause: z.enum(['crash', 'not there yet', 'gone']),
});

const mark = z.object({
  kind: z.enum([
    'breaker',
    'dead letter',
    'operator',
    'duplicate',
    'compensation',
    'begins again',
    'retry',
    'timeout',
    'deadline',
  ]),
  at: number,
  participant: z.string().nullable(),
  step: z.string().nullable(),
});

const delivery = z.object({
  at: number,
  by: z.string().nullable(),
  claims: names,
  missingSteps: number,
  owed: number,
  held: number,
});

/** What happened in one task. */
export const story: z.ZodType<Story> = z.object({
  scenario: z.string(),
  pattern: z.string(),
  seed: z.string(),
  task: number,
  arrivedAt: number.default(0),
  isObserved: z.literal(true).optional(),
  replication: number,
  isOverBudget: z.literal(true).optional(),
  outcome: z.enum(['correct', 'wrong', 'failed', 'stalled', 'late']),
  endedAt: number.nullable(),
  participants: list(z.object({ name: z.string(), kind: z.string(), model: z.string().nullable() })),
  claims: list(claim),
  calls: list(call),
  letters: list(letter),
  beliefs: list(belief),
  writes: list(z.object({ by: z.string(), at: number, step: z.string(), claims: names, undid: names })),
  outages: list(outage),
  marks: list(mark),
  delivery: delivery.nullable(),
  queues: list(z.object({ participant: z.string(), at: number, waiting: number, busy: number })),
  missingSteps: number,
  lostUpdates: number,
});
