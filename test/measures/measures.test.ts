import { describe, expect, it } from 'vitest';
import { measureNamed, measures, taskValue, tokens } from '../../src/measures/index.js';
import { readTask } from '../../src/measures/measure.js';
import { Act, Cause, Status } from '../../src/sim/record/record.js';
import { type HandMade, handMade, read } from './record.js';

const { produce, decide, compose } = Act;
const { ok, failed, timedOut, cancelled } = Status;

describe('the measures', () => {
  it('have each an id of their own, and say what they are', () => {
    expect(new Set(measures.map((measure) => measure.id)).size).toBe(measures.length);
    for (const measure of measures) {
      expect(measureNamed(measure.id)).toBe(measure);
      expect(measure.definition).toMatch(/^[A-Z].*\.$/s);
      expect(measure.label.length).toBeGreaterThan(0);
      expect(measure.unit.length).toBeGreaterThan(0);
    }
    expect(measureNamed('nonsense')).toBeUndefined();
  });

  it('of a share give 0 or 1 for a run, so that Wilson s interval holds', () => {
    for (const measure of measures.filter(({ interval, read }) => interval === 'share' && read !== undefined)) {
      for (const outcome of ['correct', 'wrong', 'failed', 'stalled', 'late'] as const) {
        expect([0, 1]).toContain(readTask(measure, handMade({ outcome }), null));
      }
    }
  });
});

it.each(['correct', 'wrong', 'failed', 'stalled', 'late'] as const)(
  '%s is the share of tasks that end so, and no other',
  (outcome) => {
    for (const id of ['correct', 'wrong', 'failed', 'stalled', 'late']) {
      expect(read(id, { outcome })).toBe(id === outcome ? 1 : 0);
    }
  },
);

describe('structure', () => {
  const STAR = [
    [0, 1],
    [0, 2],
    [3, 0],
    [0, 4],
    [4, 0],
  ] as const;
  const CHAIN = [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ] as const;
  const ring = [...CHAIN, [4, 0]] as const;
  const graph = (messages: readonly (readonly [number, number])[], participants = 5): HandMade => ({
    messages,
    participants,
  });

  it('counts an edge once, in whatever direction and however often messages pass', () => {
    expect(read('edges', graph(STAR))).toBe(4);
    expect(read('edges', graph(ring))).toBe(5);
    expect(read('edges', graph([]))).toBe(0);
  });

  it('counts messages between participants, and not what comes from the user', () => {
    expect(read('messages', graph([...STAR, [-1, 0], [-1, 3]]))).toBe(5);
    expect(
      read(
        'edges',
        graph([
          [-1, 0],
          [-1, 3],
        ]),
      ),
    ).toBe(0);
  });

  it('has centralization 1 for a star, 0 for a ring and where nobody speaks, and 1/6 for a chain of five', () => {
    expect(read('centralization', graph(STAR))).toBe(1);
    expect(read('centralization', graph(ring))).toBe(0);
    expect(read('centralization', graph([]))).toBe(0);
    // Degrees 1 2 2 2 1: two below the largest by one, over 4 * 3.
    expect(read('centralization', graph(CHAIN))).toBeCloseTo(2 / 12, 12);
    expect(read('centralization', graph([[0, 1]], 2))).toBe(0);
  });

  it('counts all who take part, also those who never speak', () => {
    expect(read('participants', graph([[0, 1]], 7))).toBe(7);
  });
});

describe('cost', () => {
  const calls = [
    { act: produce, inputTokens: 1000, outputTokens: 100, cachedTokens: 400, cost: 0.5, artifact: 0 },
    { act: decide, inputTokens: 200, outputTokens: 10, cost: 0.125, artifact: 1 },
    { act: produce, inputTokens: 1100, outputTokens: 90, resentTokens: 300, cost: 0.25, artifact: 2 },
    { act: compose, inputTokens: 400, outputTokens: 100, cost: 0.125, artifact: 3 },
  ];
  const artifacts = [{ used: true }, {}, { used: true }, { used: true }];

  it('sums calls, tokens and dollars over all calls', () => {
    const run = { calls, artifacts };
    expect(['calls', 'inputTokens', 'outputTokens', 'cachedTokens', 'cost'].map((id) => read(id, run))).toEqual([
      4, 2700, 300, 400, 1,
    ]);
    expect(tokens(handMade(run))).toBe(3000);
  });

  it('has as coordination what decides and composes, and what is sent again for work', () => {
    expect(read('coordinationShare', { calls, artifacts })).toBeCloseTo((210 + 500 + 300) / 3000, 12);
  });

  it('measures the token tax against the single agent of the same replication, where there is one', () => {
    expect(read('tokenTax', { calls, artifacts }, { tokens: 1200 })).toBe(2.5);
    expect(read('tokenTax', { calls, artifacts })).toBeNaN();
  });

  it('wastes what failed, was given up or cancelled, belongs to an attempt that failed, or was read by nobody', () => {
    const wasting = [
      { status: ok, artifact: 0, inputTokens: 1, outputTokens: 1 },
      { status: failed, inputTokens: 10, artifact: -1 },
      { status: timedOut, inputTokens: 100, artifact: -1 },
      { status: cancelled, inputTokens: 1000, artifact: -1 },
      { status: ok, inputTokens: 10_000, outputTokens: 5000, artifact: -1 },
      { status: ok, inputTokens: 100_000, artifact: 1 },
      { status: ok, act: decide, inputTokens: 1_000_000, artifact: 1 },
    ];
    expect(read('wasted', { calls: wasting, artifacts: [{ used: true }, { used: false }] })).toBe(115_000 + 1110);
  });
});

describe('time', () => {
  /** Delivered by call 3, which call 1 made possible, which call 0 did; call 2 ran beside them. */
  const run: HandMade = {
    endedAt: 30,
    lastCall: 3,
    artifacts: [{}],
    calls: [
      { status: failed, requestedAt: 1, endedAt: 5, queued: 1, service: 3, messageDelay: 1 },
      {
        act: produce,
        cause: 0,
        requestedAt: 8,
        endedAt: 14,
        backoff: 3,
        queued: 2,
        rateLimited: 1,
        service: 3,
        artifact: 0,
      },
      { act: produce, cause: 0, requestedAt: 8, endedAt: 29, service: 21, artifact: 0 },
      {
        act: compose,
        cause: 1,
        requestedAt: 20,
        endedAt: 30,
        messageDelay: 2,
        tool: 4,
        queued: 3,
        service: 7,
        artifact: 0,
      },
    ],
  };

  it('is the latency of delivered tasks only', () => {
    expect(read('latency', run)).toBe(30);
    expect(read('latency', { ...run, outcome: 'late' })).toBe(30);
    for (const outcome of ['failed', 'stalled'] as const) {
      for (const id of ['latency', 'criticalPathCalls', 'timeWork', 'timeRetry'])
        expect(read(id, { ...run, outcome })).toBeNaN();
    }
  });

  it('splits along the chain of causes that ended the task, and leaves out what ran beside it', () => {
    expect(read('criticalPathCalls', run)).toBe(3);
    expect(read('timeWork', run)).toBe(3 + 4);
    expect(read('timeCoordination', run)).toBe(7);
    expect(read('timeQueueing', run)).toBe(2 + 3);
    expect(read('timeRateLimit', run)).toBe(1);
    expect(read('timeMessages', run)).toBe(1 + 2);
    // A failed call is lost whole, with the pause after it.
    expect(read('timeRetry', run)).toBe(4 + 3);
  });

  it('gives to retries what an attempt took whose tool failed in the end', () => {
    const tool: HandMade = {
      endedAt: 20,
      lastCall: 2,
      artifacts: [{}],
      calls: [
        { requestedAt: 0, endedAt: 4, service: 4 },
        { cause: 0, requestedAt: 6, endedAt: 9, tool: 2, service: 3 },
        { cause: 1, requestedAt: 12, endedAt: 20, backoff: 3, service: 8, artifact: 0 },
      ],
    };
    expect(read('timeRetry', tool)).toBe(4 + 2 + 3 + 3);
    expect(read('timeWork', tool)).toBe(8);
  });

  it('is the end of the last critical step, where all of them were done', () => {
    const critical = handMade({});
    expect(taskValue('criticalLatency', critical)).toBeNaN();
    critical.criticalAt = 7;
    expect(taskValue('criticalLatency', critical)).toBe(7);
  });
});

describe('errors', () => {
  const { none, seeded, hallucinated, derived, guessed } = Cause;
  const isFalse = (cause: number, basis = -1) => ({ isFalse: cause === none ? 0 : 1, cause, basis });
  /** Claims 0 to 7: true, seeded, two root errors, three that were derived, one true again. */
  const claims = [none, seeded, hallucinated, guessed, derived, derived, derived, none].map((cause) => isFalse(cause));
  const delivered = [
    { claim: 0, endorsements: 5 },
    { claim: 1, endorsements: 3 },
    { claim: 4, endorsements: 2 },
    { claim: 5, endorsements: 4 },
    { claim: 7, endorsements: 0 },
  ];

  it('have roots that were made up or guessed; what came false with the brief is nobody s error', () => {
    expect(read('rootErrors', { claims })).toBe(2);
    expect(read('derivedErrors', { claims })).toBe(3);
    expect(read('amplification', { claims })).toBe(2.5);
    expect(read('amplification', { claims: claims.slice(0, 2) })).toBeNaN();
  });

  it('escape where they are delivered', () => {
    expect(read('escaped', { claims, delivered })).toBe(3);
    expect(read('escapedRate', { claims, delivered })).toBe(0.6);
    expect(read('escaped', { claims, outcome: 'failed' })).toBeNaN();
    expect(read('escapedRate', { claims })).toBeNaN();
    expect(read('escaped', { claims })).toBe(0);
  });

  it('are laundered when three participants or more have passed them on', () => {
    expect(read('laundered', { claims, delivered })).toBe(2);
    expect(read('laundered', { claims, outcome: 'stalled' })).toBeNaN();
  });

  it('reach whoever ever accepted one', () => {
    expect(read('reach', { participants: 5, believed: [1, 0, 1, 0, 0] })).toBe(0.4);
    expect(read('reach', { participants: 5 })).toBe(0);
  });

  it('are caught by checks, which raise false alarms too; who merely does not believe catches nothing', () => {
    const rejections = [
      { claim: 1, retracted: 1 },
      { claim: 4, retracted: 1 },
      { claim: 5, retracted: 0 },
      { claim: 0, retracted: 1 },
    ];
    expect(read('caught', { claims, rejections })).toBe(2);
    expect(read('falseAlarms', { claims, rejections })).toBe(1);
  });
});
