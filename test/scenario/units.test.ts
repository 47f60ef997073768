import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../src/scenario/scenario.js';
import { readDuration, readRate } from '../../src/scenario/schema/units.js';
import { BASE, scenarioOf } from './helper.js';

const value = (reading: { ok: boolean; value?: number }): number | undefined => reading.value;

describe('durations', () => {
  test.each([
    ['800ms', 0.8],
    ['20ms', 0.02],
    ['2s', 2],
    ['0.2s', 0.2],
    ['1.5 h', 5400],
    ['5m', 300],
    ['1h', 3600],
    ['7d', 604_800],
    ['1e3s', 1000],
    [3, 3],
    [0, 0],
  ])('%s', (raw, seconds) => {
    expect(value(readDuration(raw))).toBe(seconds);
  });

  test.each(['', 's', '5', '5 sec', '5S', '-5s', '5s5s', '1.s', 'ms5', null, true, [], {}])('not %s', (raw) => {
    expect(readDuration(raw).ok).toBe(false);
  });
});

describe('rates', () => {
  test.each([
    ['8000/s', 8000],
    ['600/m', 10],
    ['30/h', 30 / 3600],
    ['5 / ms', 5000],
    [12, 12],
  ])('%s', (raw, perSecond) => {
    expect(value(readRate(raw))).toBeCloseTo(perSecond, 12);
  });

  test.each(['', '5', '5s', '/s', '5/', '5/sec', '5 per s', null])('not %s', (raw) => {
    expect(readRate(raw).ok).toBe(false);
  });
});

describe('distributions', () => {
  const latency = (text: string): Distribution | null | undefined =>
    scenarioOf(BASE, [`agents.writer.latency=${text}`]).agents[0]?.latency;

  test.each<[string, Distribution]>([
    ['2', { kind: 'constant', value: 2 }],
    ['20ms', { kind: 'constant', value: 0.02 }],
    ['{ exponential: { mean: 2s } }', { kind: 'exponential', mean: 2 }],
    [
      '{ lognormal: { median: 1m, p95: 2m } }',
      { kind: 'lognormal', mu: Math.log(60), sigma: Math.log(2) / 1.6448536269514722 },
    ],
    ['{ lognormal: { mu: -1, sigma: 0 } }', { kind: 'lognormal', mu: -1, sigma: 0 }],
    ['{ gamma: { mean: 1s, cv: 0.5 } }', { kind: 'gamma', mean: 1, cv: 0.5 }],
    ['{ weibull: { scale: 100ms, shape: 2 } }', { kind: 'weibull', scale: 0.1, shape: 2 }],
    ['{ pareto: { min: 1s, alpha: 1.5 } }', { kind: 'pareto', min: 1, alpha: 1.5 }],
    ['{ uniform: [0, 500ms] }', { kind: 'uniform', low: 0, high: 0.5 }],
    ['{ empirical: [3s, 1, 500ms] }', { kind: 'empirical', sorted: [0.5, 1, 3] }],
  ])('%s', (text, expected) => {
    expect(latency(text)).toEqual(expected);
  });

  test('rates inside a distribution have periods', () => {
    const scenario = scenarioOf(BASE, ['models.medium.outputRate={ lognormal: { median: 60/s, p95: 7200/m } }']);
    expect(scenario.agents[0]?.model.outputRate).toEqual({
      kind: 'lognormal',
      mu: Math.log(60),
      sigma: Math.log(2) / 1.6448536269514722,
    });
  });
});
