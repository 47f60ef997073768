import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lanesOf } from '../../src/report/exporters/traces/lanes.js';
import { perfettoTrace } from '../../src/report/exporters/traces/perfetto.js';
import { ASKS, nameOf, traceFor } from './run-traces.js';
import { type ReadSlice, readTraceEvents } from './trace-events.js';

const TRACES = ASKS.map((ask) => ({ name: nameOf(ask), trace: traceFor(ask) }));

/** The call that a slice is, or is a part of; null where it is a message's own point, or the task. */
function callOf(slice: ReadSlice): number | null {
  const call = (slice.cat === 'part' ? slice.parent! : slice).args.call;
  return typeof call === 'number' ? call : null;
}

describe.each(TRACES)('the Perfetto trace of $name', ({ trace }) => {
  const read = readTraceEvents(perfettoTrace(trace));
  const calls = read.slices.filter(({ cat }) => cat === 'call');

  it('has every call once, on a track of its participant, when it took place', () => {
    expect(calls.map(({ args }) => args.call).sort((a, b) => Number(a) - Number(b))).toEqual(
      trace.calls.map((c) => c.call),
    );
    const last = Math.max(...read.slices.map(({ end }) => end));
    for (const slice of calls) {
      const call = trace.calls[callOf(slice)!]!;
      expect(slice.parent).toBeNull();
      expect([call.participant, `${call.participant} (2)`, `${call.participant} (3)`]).toContain(slice.thread);
      expect(slice.start / 1e6).toBeCloseTo(call.requestedAt, 5);
      if (call.endedAt === null) expect(slice.end).toBe(last);
      else expect(slice.end / 1e6).toBeCloseTo(call.endedAt, 5);
    }
  });

  it('divides what waited into its parts', () => {
    const parts = read.slices.filter(({ cat }) => cat === 'part');
    for (const slice of calls) {
      const call = trace.calls[callOf(slice)!]!;
      const own = parts.filter(({ parent }) => parent === slice);
      const time = (name: string): number =>
        own.filter((p) => p.name === name).reduce((t, p) => t + p.end - p.start, 0) / 1e6;
      expect(time('waits for its turn')).toBeCloseTo(call.queued, 5);
      expect(time('waits: participant is down')).toBeCloseTo(call.absent, 5);
      expect(time('waits for the rate limit')).toBeCloseTo(call.rateLimited, 5);
      const waited = call.queued + call.absent + call.rateLimited > 1e-5;
      expect(time('is served')).toBeCloseTo(waited && call.endedAt !== null ? call.service : 0, 5);
    }
    expect(parts.every(({ parent }) => parent?.cat === 'call')).toBe(true);
  });

  it('leads an arrow for each message from the call that made it to the call that read it', () => {
    const arrived = trace.letters.filter((letter) => letter.arrivedAt !== null);
    expect(read.arrows.map(({ id }) => id).sort((a, b) => a - b)).toEqual(arrived.map(({ id }) => id));
    for (const { id, name, from, to } of read.arrows) {
      const message = trace.letters[id]!;
      expect(name).toBe(message.content);
      expect(callOf(from)).toBe(message.madeBy);
      expect(callOf(to)).toBe(message.readBy);
      expect(from.thread.startsWith(message.from === 'user' ? 'task' : message.from)).toBe(true);
      expect(to.thread.startsWith(message.to)).toBe(true);
    }
  });

  it('stands the tracks in the order of the cast, below the task', () => {
    expect(read.process).toBe(`${trace.scenario} · ${trace.pattern}`);
    const cast = read.threads
      .filter((name) => !name.endsWith(': outages'))
      .slice(1)
      .map((name) => name.replace(/( \(\d+\)|: messages)$/, ''));
    const order = cast.map((name) => trace.participants.findIndex((p) => p.name === name));
    expect(read.threads[0]).toBe('task');
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('marks what went wrong, what was decided, and where false claims were born and retracted', () => {
    const isFalse = new Set(trace.claims.filter((c) => c.isFalse).map((c) => c.name));
    const count = (cat: string): number => read.marks.filter((mark) => mark.cat === cat).length;
    expect(count('crash')).toBe(trace.calls.filter((c) => c.status === 'lost').length);
    expect(count('error')).toBe(trace.calls.filter((c) => !['ok', 'lost'].includes(c.status)).length);
    expect(count('decision')).toBe(trace.calls.filter((c) => c.next !== null).length);
    const changes = trace.calls.flatMap((c) => [...c.born, ...c.retracted]).filter((name) => isFalse.has(name));
    expect(count('claim')).toBe(changes.length);
  });

  it('counts the false claims that nobody has retracted', () => {
    const isFalse = (name: string): boolean => trace.claims.find((c) => c.name === name)!.isFalse;
    const born = trace.claims.filter((c) => c.isFalse);
    const retracted = new Set(trace.calls.flatMap((c) => c.retracted).filter(isFalse));
    const lasting = new Set(trace.calls.flatMap((c) => c.born).filter(isFalse));
    for (const claim of born) if (claim.origin === 'user') lasting.add(claim.name);
    const falseClaims = read.counts.filter(({ name }) => name === 'false claims, not retracted');
    expect(falseClaims[0]!.at).toBe(0);
    expect(falseClaims.at(-1)!.value).toBe([...lasting].filter((name) => !retracted.has(name)).length);
  });

  it('is the same to the byte when it is made again', () => {
    expect(perfettoTrace(trace)).toBe(perfettoTrace(structuredClone(trace)));
  });
});

it('the traces have between them all that there is to draw', () => {
  const reads = TRACES.map(({ trace }) => readTraceEvents(perfettoTrace(trace)));
  const names = new Set(reads.flatMap(({ slices, marks }) => [...slices, ...marks].map(({ name }) => name)));
  const threads = reads.flatMap((read) => read.threads);
  for (const part of ['waits for its turn', 'waits: participant is down', 'waits for the rate limit', 'is served']) {
    expect(names).toContain(part);
  }
  const cats = new Set(reads.flatMap(({ marks }) => marks.map(({ cat }) => cat)));
  expect([...cats].sort()).toEqual([
    ...[
      'begins again',
      'claim',
      'compensation',
      'crash',
      'deadline',
      'decision',
      'duplicate',
      'error',
      'lost',
      'retry',
    ],
    ...['timeout', 'write'],
  ]);
  expect(threads.some((name) => name.endsWith(': outages'))).toBe(true);
  expect(threads.some((name) => name.endsWith(' (2)'))).toBe(true);
  expect(threads.some((name) => name.endsWith(': messages'))).toBe(true);
  expect(threads).toContain('engine');
  expect(TRACES.some(({ trace }) => trace.calls.some((call) => call.endedAt === null))).toBe(true);
  expect(TRACES.some(({ trace }) => trace.endedAt === null)).toBe(true);
});

it('lanes never overlap, and there are no more of them than there are intervals at a time', () => {
  const interval = fc.tuple(fc.nat(20), fc.nat(10)).map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 12 }), (intervals) => {
      const lanes = lanesOf(intervals);
      for (const [i, a] of intervals.entries()) {
        for (const [j, b] of intervals.entries()) {
          if (i >= j || lanes[i] !== lanes[j]) continue;
          expect(a.end <= b.start || b.end <= a.start).toBe(true);
          expect(a.start).not.toBe(b.start);
        }
      }
      const touching = intervals.map(({ start }) => intervals.filter((o) => o.start <= start && o.end >= start).length);
      expect(Math.max(-1, ...lanes)).toBeLessThan(Math.max(0, ...touching));
    }),
  );
});
