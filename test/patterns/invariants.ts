/** What holds in every run of every pattern, whatever the scenario. */
import { expect } from 'vitest';
import { partsOf } from '../../src/measures/index.js';
import type { Whole } from '../../src/measures/measure.js';
import { isDelivered, type RunRecord } from '../../src/sim/record/record.js';
import { callsOf, claimsOf, measure } from '../sim/helper.js';

const OUTCOMES = ['correct', 'wrong', 'failed', 'stalled', 'late'] as const;

/** `runsOn`: work by events may go on behind the delivery, since somebody did it twice, or did not wait for it. */
export function expectInvariants(run: RunRecord, runsOn = false): void {
  expectOneOutcome(run);
  expectCalls(run);
  expectTokens(run);
  expectMessages(run);
  if (isDelivered(run)) expectDelivery(run, runsOn);
}

function expectOneOutcome(run: RunRecord): void {
  expect(OUTCOMES.map((outcome) => measure(run, outcome)).reduce((sum, x) => sum + x, 0)).toBe(1);
  expect(Number.isNaN(run.endedAt)).toBe(run.outcome === 'stalled');
  expect(run.delivered.length === 0 || isDelivered(run)).toBe(true);
}

function expectCalls(run: RunRecord): void {
  const calls = callsOf(run);
  for (const call of calls) {
    expect(call.status).not.toBe('waiting');
    expect(call.cause).toBeLessThan(call.call);
    for (const part of [
      call.queued,
      call.rateLimited,
      call.service,
      call.backoff,
      call.tool,
      call.repair,
      call.absent,
      call.messageDelay,
      call.cost,
    ]) {
      expect(part).toBeGreaterThanOrEqual(0);
    }
    expect(call.cachedTokens + call.cacheWrites).toBeLessThanOrEqual(call.inputTokens);
    expect(call.reasoningTokens).toBeLessThanOrEqual(call.outputTokens);
    if (call.cause >= 0) expect(calls[call.cause]!.endedAt).toBeLessThanOrEqual(call.requestedAt + 1e-9);
    if (call.status !== 'ok') continue;
    expect(call.queued + call.absent + call.rateLimited + call.service).toBeCloseTo(call.endedAt - call.requestedAt, 9);
  }
}

/** No token comes from nowhere: measures are sums over calls, and a result is as long as its call's output. */
function expectTokens(run: RunRecord): void {
  const calls = callsOf(run);
  const ids = ['inputTokens', 'outputTokens', 'cachedTokens', 'cacheWrites', 'reasoningTokens', 'cost'] as const;
  const total = (of: (typeof ids)[number]): number => calls.reduce((sum, call) => sum + call[of], 0);
  for (const id of ids) {
    expect(measure(run, id)).toBeCloseTo(total(id), 9);
  }
  expect(measure(run, 'calls')).toBe(calls.length);
  const unused = calls
    .filter((call) => call.status !== 'ok')
    .reduce((sum, c) => sum + c.inputTokens + c.outputTokens, 0);
  expect(measure(run, 'wasted')).toBeGreaterThanOrEqual(unused);
  const all = total('inputTokens') + total('outputTokens');
  expect(measure(run, 'wasted')).toBeLessThanOrEqual(all);
  expect(sumOfParts(run, 'tokens')).toBe(all);
  expect(sumOfParts(run, 'tokens', (value) => value < 0)).toBe(0);
  for (const artifact of run.store.all.slice(0, run.store.length)) {
    if (artifact.call < 0 || artifact.author < 0 || artifact.framed || artifact.newestPart >= 0) continue;
    // What people write no model is paid for; a guard writes its verdict only.
    if (artifact.isPassedOn || run.answers.has(artifact.call)) continue;
    const { act, outputTokens, reasoningTokens } = calls[artifact.call]!;
    const written = outputTokens - reasoningTokens;
    // One call can write several briefs, and what is objected to beside the text.
    const isObjection = artifact.step < 0 && artifact.retractionEnd > artifact.retractionStart;
    if (act !== 'decide' && !isObjection) expect(artifact.tokens).toBe(written);
    expect(artifact.tokens).toBeLessThanOrEqual(written);
    expect(calls[artifact.call]!.participant).toBe(artifact.author);
  }
}

function expectMessages(run: RunRecord): void {
  const { from, to, at } = run.messages.columns;
  for (let i = 0; i < run.messages.length; i++) {
    expect(from[i]).toBeGreaterThanOrEqual(-1);
    expect(from[i]).toBeLessThan(run.participants.length);
    expect(to[i]).toBeGreaterThanOrEqual(0);
    expect(to[i]).toBeLessThan(run.participants.length);
    expect(from[i]).not.toBe(to[i]);
    expect(at[i]).toBeGreaterThanOrEqual(i === 0 ? 0 : at[i - 1]!);
  }
}

function sumOfParts(run: RunRecord, whole: Whole, counts: (value: number) => boolean = () => true): number {
  const values = partsOf(whole)
    .filter(({ part }) => part.beside !== true)
    .map((part) => part.read(run, null));
  return values.filter(counts).reduce((sum, value) => sum + value, 0);
}

/** The parts of the time add up, nothing runs on after the end, and every claim was somebody's. */
function expectDelivery(run: RunRecord, runsOn: boolean): void {
  const latency = measure(run, 'latency');
  expect(Math.abs(sumOfParts(run, 'latency') - latency)).toBeLessThan(1e-9 * Math.max(1, latency));
  // Every false claim came into being in one way, and is delivered or taken out in one.
  expect(sumOfParts(run, 'escaped')).toBe(measure(run, 'escaped'));
  const born = claimsOf(run).filter((claim) => claim.isFalse).length;
  expect(sumOfParts(run, 'escaped', (value) => value > 0)).toBe(born);
  // Where nobody waits, a call that comes to nothing may still be under way.
  for (const call of runsOn ? [] : callsOf(run))
    if (call.artifact >= 0) expect(call.endedAt).toBeLessThanOrEqual(run.endedAt);
  const { claim } = run.delivered.columns;
  const delivered = [...claim.slice(0, run.delivered.length)];
  expect(new Set(delivered).size).toBe(delivered.length);
  for (const each of delivered) expect(each).toBeLessThan(run.claims.length);
  expect(run.missingSteps > 0 && run.outcome === 'correct').toBe(false);
}
