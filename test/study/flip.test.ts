import { describe, expect, it } from 'vitest';
import { flipBetween, type Lead } from '../../src/study/flip.js';
import { type Parameter, settingText, valuesOf } from '../../src/study/parameter.js';

const share: Parameter = {
  ...{ path: 'agents.a.detection', low: 0, high: 1, unit: '', scale: 'linear', isWhole: false, base: 0.5 },
};

/** A lead that falls through zero at `zero` with an interval of 0.1 on either side, and how often it was asked. */
function lead(of: (value: number) => number, half = 0.1) {
  const asked: number[] = [];
  const leadAt = (value: number): Promise<Lead> => {
    asked.push(value);
    return Promise.resolve({ value, mean: of(value), low: of(value) - half, high: of(value) + half });
  };
  return { asked, leadAt };
}

describe('a flip', () => {
  it('of a straight lead lies where the mean is zero, and its interval where the bounds are', async () => {
    const { leadAt, asked } = lead((x) => 0.4 - x);
    const flip = await flipBetween(share, [await leadAt(0), await leadAt(1)], leadAt);
    expect(flip.at).toBeCloseTo(0.4, 6);
    expect(flip.low).toBeCloseTo(0.3, 6);
    expect(flip.high).toBeCloseTo(0.5, 6);
    expect(asked.length).toBeLessThan(24);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('is the same whichever pattern leads first', async () => {
    const { leadAt } = lead((x) => x - 0.4);
    const flip = await flipBetween(share, [await leadAt(0), await leadAt(1)], leadAt);
    expect([flip.low, flip.at, flip.high].map((x) => x.toFixed(6))).toEqual(['0.300000', '0.400000', '0.500000']);
  });

  it('of a curved lead on a logarithmic scale is found within a hundredth of the way', async () => {
    const rate: Parameter = {
      ...share,
      path: 'workload.arrivals.poisson',
      low: 1,
      high: 1000,
      scale: 'log',
      unit: '/h',
    };
    const { leadAt } = lead((x) => 3 - Math.log(x), 0.2);
    const flip = await flipBetween(rate, [await leadAt(1), await leadAt(1000)], leadAt);
    expect(Math.log(flip.at)).toBeCloseTo(3, 1);
    expect(Math.log(flip.low)).toBeCloseTo(2.8, 1);
    expect(Math.log(flip.high)).toBeCloseTo(3.2, 1);
  });

  it('of a count is the first one at which the other pattern leads', async () => {
    const size: Parameter = { ...share, path: 'task.steps.a.replicas', low: 2, high: 30, isWhole: true };
    const { leadAt, asked } = lead((n) => 6.5 - n);
    const flip = await flipBetween(size, [await leadAt(2), await leadAt(30)], leadAt);
    expect(flip.at).toBe(7);
    expect(asked.every(Number.isInteger)).toBe(true);
  });

  it('is refused where nobody overtakes', async () => {
    const { leadAt } = lead((x) => 2 - x);
    await expect(flipBetween(share, [await leadAt(0), await leadAt(1)], leadAt)).rejects.toThrow(RangeError);
  });
});

describe('values of a parameter', () => {
  it('go from the low to the high end on its scale, of a count each once', () => {
    expect(valuesOf(share, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(valuesOf({ ...share, low: 1, high: 100, scale: 'log' }, 3)).toEqual([1, 10, 100]);
    expect(valuesOf({ ...share, low: 1, high: 4, isWhole: true }, 10)).toEqual([1, 2, 3, 4]);
    expect(settingText({ ...share, unit: 's', path: 'policies.timeout' }, 0.1 + 0.2)).toBe(
      'policies.timeout=0.30000000000000004s',
    );
    expect(valuesOf({ ...share, low: 0, high: 0.9 }, 4)).toEqual([0, 0.3, 0.6, 0.9]);
  });
});
