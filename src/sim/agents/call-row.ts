import { type CallColumns, type RunRecord, Status } from '../record/record.js';

/** A row of the record for a call that is about to be made; returns its index. */
export function addCallRow(
  calls: RunRecord['calls'],
  participant: number,
  now: number,
  act: number,
  step: number,
  cause: number,
  input: number,
  output: number,
): number {
  const call = calls.add();
  const c = calls.columns;
  c.participant[call] = participant;
  c.step[call] = step;
  c.act[call] = act;
  c.status[call] = Status.waiting;
  c.attempt[call] = 0;
  c.tried[call] = 0;
  c.cause[call] = cause;
  c.requestedAt[call] = now;
  c.endedAt[call] = Number.NaN;
  c.messageDelay[call] = 0;
  c.backoff[call] = 0;
  c.tool[call] = 0;
  c.repair[call] = 0;
  c.absent[call] = 0;
  c.queued[call] = 0;
  c.rateLimited[call] = 0;
  c.limitedBy[call] = 0;
  c.retryAfter[call] = 0;
  c.service[call] = 0;
  c.firstToken[call] = Number.NaN;
  c.inputTokens[call] = input;
  c.cachedTokens[call] = 0;
  c.cacheWrites[call] = 0;
  c.outputTokens[call] = output;
  c.reasoningTokens[call] = 0;
  c.contextTokens[call] = 0;
  c.resentTokens[call] = 0;
  c.cost[call] = 0;
  c.fallback[call] = 0;
  c.unanswered[call] = 0;
  c.artifact[call] = -1;
  c.sender[call] = -1;
  c.firstSeen[call] = 0;
  return call;
}

/** A call that ends without an answer is billed for none. */
export function dropOutput(c: CallColumns, call: number): void {
  c.outputTokens[call] = 0;
  c.reasoningTokens[call] = 0;
}
