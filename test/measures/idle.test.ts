import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/measures/index.js';
import { patterns } from '../../src/patterns/index.js';
import { builtin, chain, measure, replicate, scenarioOf, worldOf, yaml } from '../sim/helper.js';
import { read } from './record.js';

const WAITS = ['timeQueueing', 'timeRateLimit', 'timeRetry', 'timeRepair', 'timeMessages'];

describe('idle time', () => {
  it('is what is left of the time of each beside its own work: two thirds for three in a row that take as long', () => {
    expect(measure(worldOf(scenarioOf(yaml(chain())), 'pipeline').run(0), 'idle')).toBeCloseTo(2 / 3, 12);
  });

  it('is none where all work at once, and where one does everything', () => {
    const text = yaml(chain().replaceAll(/, after: \[.\]/g, ''));
    expect(measure(worldOf(scenarioOf(text), 'mesh').run(0), 'idle')).toBeCloseTo(0, 12);
    expect(measure(worldOf(scenarioOf(text), 'single-agent').run(0), 'idle')).toBeCloseTo(0, 12);
  });

  it('counts who is never called in full, and an engine not at all', () => {
    const spare = yaml(chain()).replace('  c: {}', '  c: { instances: 2 }');
    expect(measure(worldOf(scenarioOf(spare), 'pipeline').run(0), 'idle')).toBeCloseTo(3 / 4, 12);
    const under = worldOf(scenarioOf(yaml(chain())), 'workflow').run(0);
    expect(under.participants.length).toBe(4);
    expect(measure(under, 'idle')).toBeCloseTo(2 / 3, 12);
  });

  it('counts what overlaps once; tools and backoff are work; what came after the end is not', () => {
    const calls = [
      { participant: 0, requestedAt: 2, endedAt: 5, tool: 1 },
      { participant: 0, requestedAt: 4, endedAt: 6 },
      { participant: 1, requestedAt: 9, endedAt: 12, backoff: 2 },
      { participant: 1, requestedAt: 11, endedAt: Number.NaN },
    ];
    // From 1 to 6, and from 7 to the end at 10.
    expect(read('idle', { participants: 2, endedAt: 10, calls })).toBeCloseTo((5 + 7) / 20, 12);
  });

  it('is not defined for a task that never ended', () => {
    expect(read('idle', { outcome: 'stalled', endedAt: Number.NaN })).toBeNaN();
  });
});

describe('waiting', () => {
  it('is the five causes over the latency, and lies from 0 to 1, as idle time does, under every pattern', () => {
    const parts = partsOf('latency').map(({ id }) => id);
    expect(WAITS.every((id) => parts.includes(id))).toBe(true);
    const scenario = scenarioOf(builtin('payments'));
    for (const { name } of patterns) {
      replicate(worldOf(scenario, name), 30, (run) => {
        const [share, idle, latency] = ['waitShare', 'idle', 'latency'].map((id) => measure(run, id));
        if (Number.isNaN(latency)) return;
        const waited = WAITS.reduce((sum, id) => sum + measure(run, id), 0);
        expect(share! * latency!).toBeCloseTo(waited, 6);
        for (const value of [share!, idle!]) {
          expect(value).toBeGreaterThanOrEqual(-1e-9);
          expect(value).toBeLessThanOrEqual(1 + 1e-9);
        }
      });
    }
  });

  it('is none where nothing waits, and the delay of messages where only these are late', () => {
    expect(measure(worldOf(scenarioOf(yaml(chain())), 'pipeline').run(0), 'waitShare')).toBe(0);
    const slow = scenarioOf(yaml(chain('faults: { messages: { delay: 5 } }')));
    const found = worldOf(slow, 'choreography').run(0);
    expect(measure(found, 'waitShare')).toBeCloseTo(measure(found, 'timeMessages') / measure(found, 'latency'), 12);
    expect(measure(found, 'waitShare')).toBeGreaterThan(0.2);
  });
});
