import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  holm,
  intervalFor,
  mean,
  meanInterval,
  pairedDifference,
  quantile,
  quantileInterval,
  shareInterval,
  wilsonInterval,
} from '../../src/statistics/estimates.js';
import { studentQuantile, studentTail } from '../../src/statistics/student.js';
import { uniforms } from '../report/fixture.js';

interface Jstat {
  readonly studentt: { inv(p: number, degrees: number): number };
  readonly binomial: { cdf(k: number, n: number, p: number): number };
}
const { jStat: jstat } = createRequire(import.meta.url)('jstat') as { jStat: Jstat };

const NAN = Number.NaN;

/** P(|T| > t) by the finite series for whole degrees of freedom: Abramowitz and Stegun 26.7.3 and 26.7.4. */
function tailBySeries(t: number, degrees: number): number {
  const theta = Math.atan(t / Math.sqrt(degrees));
  const odd = degrees % 2 === 1;
  let term = odd ? Math.cos(theta) : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let power = odd ? 3 : 2; power <= degrees - 2; power += 2) {
    term *= (Math.cos(theta) ** 2 * (power - 1)) / power;
    sum += term;
  }
  return 1 - (odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum);
}

describe("Student's t", () => {
  it('has the quantiles that jstat has, as far as jstat is exact', () => {
    // jstat stops its own search at 1e-8 in the probability, which is up to 5e-8 in the quantile.
    for (const degrees of [1, 2, 3, 4.5, 5, 10, 29, 100, 399, 1999, 20_000]) {
      for (const p of [0.005, 0.025, 0.1, 0.4, 0.6, 0.9, 0.975, 0.995, 0.9995]) {
        const expected = jstat.studentt.inv(p, degrees);
        const error = Math.abs(studentQuantile(p, degrees) - expected) / Math.max(1, Math.abs(expected));
        expect(error, `t(${p}, ${degrees})`).toBeLessThan(5e-8);
      }
    }
  });

  it('has the quantiles of its closed forms', () => {
    for (const p of [0.1, 0.6, 0.9, 0.975, 0.9999]) {
      expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 11);
      expect(studentQuantile(p, 2) / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 11);
    }
    expect(studentQuantile(0.975, 1e6)).toBeCloseTo(1.959966, 5);
    expect(studentQuantile(0.5, 7)).toBe(0);
  });

  it('has the tails of the finite series, to 1e-11', () => {
    for (const degrees of [1, 2, 3, 4, 9, 30, 399, 1999]) {
      for (const t of [0, 0.01, 0.3, 1, 1.7, 1.8, 2, 4, 9]) {
        expect(studentTail(t, degrees), `tail(${t}, ${degrees})`).toBeCloseTo(tailBySeries(t, degrees), 11);
      }
    }
  });

  it('has quantiles that the finite series takes back to the probability, to 1e-11', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.501, max: 0.99999, noNaN: true }),
        fc.integer({ min: 1, max: 3000 }),
        (p, degrees) => {
          expect(tailBySeries(studentQuantile(p, degrees), degrees)).toBeCloseTo(2 * (1 - p), 11);
        },
      ),
    );
  });

  it('is not defined outside (0, 1) and without degrees of freedom', () => {
    for (const [p, degrees] of [
      [0, 5],
      [1, 5],
      [NAN, 5],
      [0.9, 0],
    ] as const)
      expect(studentQuantile(p, degrees)).toBeNaN();
  });
});

describe('the interval of a mean', () => {
  it('is the hand-computed one', () => {
    // 1..5: mean 3, s = sqrt(2.5), t(0.975, 4) = 2.7764451052
    const { n, mean: centre, low, high } = meanInterval([1, 2, 3, 4, 5]);
    const half = (2.7764451052 * Math.sqrt(2.5)) / Math.sqrt(5);
    expect([n, centre]).toEqual([5, 3]);
    expect(low).toBeCloseTo(3 - half, 8);
    expect(high).toBeCloseTo(3 + half, 8);
  });

  it('skips what is undefined', () => {
    expect(meanInterval([1, NAN, 2, 3, NAN, 4, 5])).toEqual(meanInterval([1, 2, 3, 4, 5]));
    expect(mean([NAN, 4])).toBe(4);
    expect(mean([NAN])).toBeNaN();
    expect(meanInterval([])).toEqual({ n: 0, mean: NAN, low: NAN, high: NAN });
    expect(meanInterval([7])).toEqual({ n: 1, mean: 7, low: NAN, high: NAN });
  });

  it('is a point, exactly, where all values are equal', () => {
    expect(meanInterval(new Float64Array(7).fill(0.1))).toEqual({ n: 7, mean: 0.1, low: 0.1, high: 0.1 });
  });

  it('covers the true mean about 95 times in 100', () => {
    const next = uniforms(11);
    let covered = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const { low, high } = meanInterval(Array.from({ length: 20 }, next));
      if (low <= 0.5 && 0.5 <= high) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.965);
  });
});

describe("Wilson's interval", () => {
  it('is the textbook one', () => {
    // 8 of 10, z = 1.959964: 0.4902 to 0.9433 (Agresti and Coull 1998 print 0.490 and 0.943)
    const { low, high } = wilsonInterval(8, 10);
    expect(low).toBeCloseTo(0.49016, 5);
    expect(high).toBeCloseTo(0.94332, 5);
  });

  it('ends exactly at 0 and 1, and never outside', () => {
    expect(wilsonInterval(0, 30).low).toBe(0);
    expect(wilsonInterval(30, 30).high).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual({ low: NAN, high: NAN });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const successes = Math.round(share * n);
        const { low, high } = wilsonInterval(successes, n);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(successes / n);
        expect(high).toBeGreaterThanOrEqual(successes / n);
      }),
    );
  });

  it('is what a column of zeros and ones gets', () => {
    expect(shareInterval([1, 0, 1, NAN, 1, 1])).toEqual({ n: 5, mean: 0.8, ...wilsonInterval(4, 5) });
    expect(shareInterval([NAN]).mean).toBeNaN();
  });
});

describe('quantiles', () => {
  it('interpolate as type 7', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10, 1, 7, 3, 5], 0.95)).toBeCloseTo(9.4, 12);
    expect(quantile([NAN, 3], 0.95)).toBe(3);
    expect(quantile([2, 10, 1], 1)).toBe(10);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('have the binomial interval, interpolated: of the median of ten between the 2nd and the 3rd, the 8th and the 9th', () => {
    const values = [7, 3, 1, 10, 4, 6, 9, 2, 8, 5];
    // Hettmansperger and Sheather (1986): the ranks hold 97.85 and 89.06 %, so I = 0.3242 and lambda = 8 I / (2 + 6 I).
    const share = (0.978516 - 0.95) / (0.978516 - 0.890625);
    const lambda = (8 * share) / (2 + 6 * share);
    const { low, high } = quantileInterval(values, 0.5)!;
    expect(low).toBeCloseTo(2 + lambda, 4);
    expect(high).toBeCloseTo(9 - lambda, 4);
  });

  it('lie between the ranks that hold more and less than 95 %, by jstat', () => {
    for (const [n, q] of [
      [72, 0.95],
      [400, 0.95],
      [1000, 0.5],
      [137, 0.9],
    ] as const) {
      const { low, high } = quantileInterval(
        Array.from({ length: n }, (_, index) => index + 1),
        q,
      )!;
      for (const [bound, p] of [
        [low, 0.025],
        [high, 0.975],
      ] as const) {
        expect(jstat.binomial.cdf(Math.floor(bound) - 1, n, q)).toBeLessThanOrEqual(p);
        expect(jstat.binomial.cdf(Math.floor(bound), n, q)).toBeGreaterThan(p);
      }
    }
  });

  it('have none where the sample is too small', () => {
    const values = (n: number): number[] => Array.from({ length: n }, (_, index) => index);
    expect(quantileInterval(values(71), 0.95)).toBeNull();
    expect(quantileInterval(values(72), 0.95)).not.toBeNull();
    expect(quantileInterval([], 0.5)).toBeNull();
  });
});

describe('a paired difference', () => {
  it('is the hand-computed t test', () => {
    // differences 1, 2, 3, 2: mean 2, s = 0.81650, t = 4.8990, 3 degrees of freedom
    const paired = pairedDifference([2, 4, 6, 8], [1, 2, 3, 6]);
    expect([paired.n, paired.mean]).toEqual([4, 2]);
    expect(paired.p).toBeCloseTo(tailBySeries(2 / (Math.sqrt(2 / 3) / 2), 3), 11);
    expect(paired.low).toBeCloseTo(2 - (3.182446305284 * Math.sqrt(2 / 3)) / 2, 8);
  });

  it('counts only pairs of which both are defined', () => {
    expect(pairedDifference([1, NAN, 5, 9], [0, 2, NAN, 6]).n).toBe(2);
    expect(pairedDifference([NAN], [1])).toEqual({ n: 0, mean: NAN, low: NAN, high: NAN, p: NAN });
    expect(pairedDifference([3], [1])).toEqual({ n: 1, mean: 2, low: NAN, high: NAN, p: NAN });
    expect(() => pairedDifference([1], [1, 2])).toThrow(RangeError);
  });

  it('without variance is certain', () => {
    expect(pairedDifference([1, 2, 3], [1, 2, 3])).toEqual({ n: 3, mean: 0, low: 0, high: 0, p: 1 });
    expect(pairedDifference([2, 3, 4], [1, 2, 3])).toEqual({ n: 3, mean: 1, low: 1, high: 1, p: 0 });
  });

  it('does not take the order of a sum for an effect', () => {
    expect(pairedDifference([0.1 + 0.2, 0.7 + 0.1], [0.3, 0.8])).toEqual({ n: 2, mean: 0, low: 0, high: 0, p: 1 });
  });

  it('has p below 0.05 exactly where its interval leaves zero out', () => {
    const column = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(column, column, (a, b) => {
        const { p, low, high } = pairedDifference(a, b);
        expect(p < 0.05).toBe(low > 0 || high < 0);
      }),
    );
  });
});

describe('the interval of a measure', () => {
  it("of a share is Wilson's for one task a replication, and Student's within [0, 1] for fractions of several", () => {
    expect(intervalFor('share', 1)([1, 0, 1, 1])).toEqual(shareInterval([1, 0, 1, 1]));
    const { low, high, mean: centre } = meanInterval([0.5, 0.9, 1]);
    expect(high).toBeGreaterThan(1);
    expect(intervalFor('share', 10)([0.5, 0.9, 1])).toEqual({ n: 3, mean: centre, low, high: 1 });
    expect(intervalFor('mean', 10)([0.5, 0.9, 1])).toEqual(meanInterval([0.5, 0.9, 1]));
  });

  it('where all tasks of all replications came out alike is as wide as that many tasks leave open', () => {
    expect(intervalFor('share', 10)([1, 1, 1])).toEqual({ n: 3, mean: 1, ...wilsonInterval(30, 30) });
    expect(intervalFor('share', 10)([0, 0, NAN])).toEqual({ n: 2, mean: 0, ...wilsonInterval(0, 20) });
    expect(intervalFor('share', 10)([NAN]).low).toBeNaN();
  });
});

describe("Holm's correction", () => {
  it('is the textbook example', () => {
    // Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1; the last may not fall below the one before.
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [index, expected] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(corrected[index]).toBeCloseTo(expected, 12);
  });

  it('stays within 1, leaves one alone, and does not count what is undefined', () => {
    expect(holm([0.6, 0.9])).toEqual([1, 1]);
    expect(holm([0.04])).toEqual([0.04]);
    expect(holm([])).toEqual([]);
    const [first, second, third] = holm([0.02, NAN, 0.5]);
    expect([first, third]).toEqual([0.04, 0.5]);
    expect(second).toBeNaN();
  });
});
