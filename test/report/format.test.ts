import { describe, expect, it } from 'vitest';
import {
  columnDecimals,
  counted,
  fixed,
  formatDifference,
  formatEstimate,
  formatValue,
  headingUnit,
  inSentence,
  listed,
} from '../../src/report/words/format.js';

const NAN = Number.NaN;

describe('a value by its unit', () => {
  it('is written with its unit', () => {
    expect(formatValue('share', 0.8)).toBe('80 %');
    expect(formatValue('USD', 0.0123)).toBe('$0.0123');
    expect(formatValue('USD', -0.0123)).toBe('-$0.0123');
    expect(formatValue('s', 34.25)).toBe('34.25 s');
    expect(formatValue('tokens', 12_345)).toBe('12,345 tokens');
    expect(formatValue('claims', 1)).toBe('1 claim');
    expect(formatValue('1', 3)).toBe('3');
    expect(formatValue('s', NAN)).toBe('–');
  });

  it('has the digits that its interval supports', () => {
    expect(formatValue('s', 34.2178, { low: 31, high: 37.4 })).toBe('34.2 s');
    expect(formatValue('s', 34.2178, { low: 4, high: 64 })).toBe('34 s');
    expect(formatValue('share', 0.825, { low: 0.785, high: 0.859 })).toBe('82.5 %');
    expect(formatValue('share', 0.005)).toBe('0.5 %');
    expect(formatValue('share', 0, { low: 0, high: 0.0095 })).toBe('0.00 %');
  });
});

describe('a value with its interval', () => {
  it('names the unit once', () => {
    expect(formatEstimate('share', { mean: 0.82, low: 0.795, high: 0.842 })).toBe('82.0 % (79.5 to 84.2)');
    expect(formatEstimate('USD', { mean: 0.0975, low: 0.0966, high: 0.0984 })).toBe('$0.09750 ($0.09660 to $0.09840)');
    expect(formatEstimate('edges', { mean: 4, low: 4, high: 4 })).toBe('4 edges (4 to 4)');
    expect(formatEstimate('s', { mean: 4.5, low: NAN, high: NAN })).toBe('4.5 s');
  });

  it('calls the difference of two shares points', () => {
    expect(formatDifference('share', { mean: 0.041, low: 0.02, high: 0.062 })).toBe('4.1 points (2.0 to 6.2)');
    expect(formatDifference('s', { mean: -12, low: -14, high: -10 })).toBe('-12.0 s (-14.0 to -10.0)');
    expect(formatDifference('USD', { mean: -0.5, low: -0.6, high: -0.4 })).toBe('-$0.50 (-$0.60 to -$0.40)');
  });
});

describe('small words and numbers', () => {
  it('never prints a negative zero, and separates thousands', () => {
    expect(fixed(-0.0004, 2)).toBe('0.00');
    expect(fixed(1_234_567.891, 1)).toBe('1,234,567.9');
    expect(fixed(Number.POSITIVE_INFINITY, 2)).toBe('∞');
  });

  it('lines columns up on the middle of the wanted decimals', () => {
    const cell = (mean: number, half: number) => ({ mean, low: mean - half, high: mean + half });
    expect(columnDecimals('s', [cell(30, 3), cell(60, 4), cell(90, 40)])).toBe(1);
    expect(columnDecimals('edges', [cell(4, 0), cell(5, 0)])).toBe(0);
    expect(columnDecimals('s', [])).toBe(0);
  });

  it('joins, counts and lowers', () => {
    expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect([counted(1, 'run'), counted(1400, 'run')]).toEqual(['1 run', '1,400 runs']);
    expect([inSentence('False claims escaped'), inSentence('SLA met')]).toEqual(['false claims escaped', 'SLA met']);
    expect(['share', 'USD', '1', 's'].map(headingUnit)).toEqual(['%', '$', '', 's']);
  });
});

it('tells many seconds in hours', () => {
  expect(formatValue('s', 7199)).toBe('7,199 s');
  expect(formatEstimate('s', { mean: 138_051, low: 126_604, high: 149_498 })).toBe('38.3 h (35.2 to 41.5)');
  expect(formatDifference('s', { mean: -10_800, low: -14_400, high: -7_200 })).toBe('-3.0 h (-4.0 to -2.0)');
});
