import { expect, it } from 'vitest';
import { publishedResult, relativeChange } from '../../src/compare/published.js';

it('is the ratio of two means less one, with an interval that what is common to both does not widen', () => {
  const b = Float64Array.from({ length: 200 }, (_, i) => 10 + (i % 7));
  const a = b.map((value) => 0.6 * value);
  const exact = relativeChange(a, b);
  expect(exact.change).toBeCloseTo(-0.4, 12);
  expect(exact.high - exact.low).toBeLessThan(1e-9);
  const noisy = relativeChange(
    a.map((value, i) => value + ((i * 37) % 11) - 5),
    b,
  );
  expect(noisy.low).toBeLessThan(-0.4);
  expect(noisy.high).toBeGreaterThan(-0.4);
});

it('covers the true ratio in about 95 of 100 studies', () => {
  // Two hundred studies of shares that are independent: 0.12 against 0.2.
  let state = 1;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const draw = (p: number): Float64Array => Float64Array.from({ length: 400 }, () => (next() < p ? 1 : 0));
  const studies = Array.from({ length: 400 }, () => relativeChange(draw(0.12), draw(0.2)));
  const covered = studies.filter(({ low, high }) => low <= -0.4 && -0.4 <= high).length / 400;
  expect(covered).toBeGreaterThan(0.91);
  expect(covered).toBeLessThan(0.985);
});

it('leaves out replications in which one of the two is not defined, and patterns that were not compared', () => {
  const columns = (values: number[]) => new Map([['latency', Float64Array.from(values)]]);
  const patterns = [
    { name: 'a', columns: columns([1, Number.NaN, 3]) },
    { name: 'b', columns: columns([2, 4, 6]) },
  ];
  const figure = {
    claim: '',
    source: '',
    measure: 'latency',
    pattern: 'a',
    against: 'b',
    change: -0.5,
    conditions: '',
  };
  expect(publishedResult(figure, patterns)).toMatchObject({ n: 2, change: -0.5 });
  expect(publishedResult({ ...figure, against: 'c' }, patterns)).toBeNull();
});
