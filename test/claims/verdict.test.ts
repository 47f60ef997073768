import { expect, it } from 'vitest';
import type { ClaimSweep, ClaimType } from '../../src/claims/claim.js';
import type { Estimated } from '../../src/claims/estimate.js';
import { above, below, exactly, level, reading, when } from '../../src/claims/say.js';
import {
  allOf,
  type ConditionFound,
  type FlipFound,
  leadOf,
  outcomeOf,
  type StatementOutcome,
  type SweepFound,
  verdictOf,
} from '../../src/claims/verdict.js';

const cost = level(reading('mesh', 'cost'));
const found = (mean: number, half: number, isShare = false): Estimated => {
  return { n: 100, mean, low: mean - half, high: mean + half, unit: '1', isDifference: true, isShare };
};

it('shows a statement only where the whole interval lies beyond the number', () => {
  const more = above('more', cost, 2);
  expect(outcomeOf(more, found(3, 0.5))).toBe('shown');
  expect(outcomeOf(more, found(1, 0.5))).toBe('refuted');
  expect(outcomeOf(more, found(2.4, 0.5))).toBe('open');
  const less = below('less', cost, 2);
  expect(outcomeOf(less, found(1, 0.5))).toBe('shown');
  expect(outcomeOf(less, found(3, 0.5))).toBe('refuted');
  expect(outcomeOf(less, found(1.6, 0.5))).toBe('open');
  expect(outcomeOf(more, found(Number.NaN, 0))).toBe('open');
});

it('takes a number that never varies for certain, but none of some tasks for no proof', () => {
  expect(outcomeOf(above('more', cost), found(0, 0))).toBe('refuted');
  expect(outcomeOf(above('more', cost), found(0, 0, true))).toBe('open');
  expect(outcomeOf(exactly('just', cost, 10), found(10, 0))).toBe('shown');
  expect(outcomeOf(exactly('just', cost, 10), found(10, 1))).toBe('open');
  expect(outcomeOf(exactly('just', cost, 10), found(12, 1))).toBe('refuted');
});

it('takes statements together', () => {
  expect(allOf(['shown', 'shown'])).toBe('shown');
  expect(allOf(['shown', 'open'])).toBe('open');
  expect(allOf(['refuted', 'open'])).toBe('refuted');
});

const condition = (name: string, outcome: StatementOutcome): ConditionFound => ({
  condition: when(name),
  statements: [],
  outcome,
});

const SWEEP: ClaimSweep = {
  ...{ label: 'x', paths: ['x'], values: [0, 1, 2], scenario: 'growth', patterns: ['mesh'] },
  ...{ says: 'cost', contrast: cost, is: 'above', than: 0 },
};

function swept(means: readonly number[], flips: readonly FlipFound[] = [], sweep: ClaimSweep = SWEEP): SweepFound {
  const estimates = means.map((mean) => found(mean, 0.5));
  return {
    sweep,
    estimates,
    leads: estimates.map((one, i) => leadOf(sweep, i, one)),
    outcomes: estimates.map((one) => outcomeOf(sweep, one)),
    flips,
  };
}

const flip = (low: number, at: number, high: number, trueIs: 'above' | 'below' = 'above'): FlipFound => ({
  low,
  at,
  high,
  trueIs,
});
const word = (type: ClaimType, conditions: readonly ConditionFound[], sweeps: readonly SweepFound[]): string =>
  verdictOf(type, conditions, sweeps).word;

it('holds, does not, or is not shown, by its conditions', () => {
  expect(word('E', [condition('a', 'shown'), condition('b', 'shown')], [])).toBe('holds');
  expect(word('E', [condition('a', 'refuted'), condition('b', 'refuted')], [])).toBe('does not hold');
  expect(word('E', [condition('a', 'open')], [])).toBe('not shown');
  expect(word('E', [condition('a', 'shown'), condition('b', 'refuted')], [])).toBe('holds when');
  expect(word('E', [condition('a', 'open'), condition('b', 'refuted')], [])).toBe('does not hold');
});

it('leaves out what is only measured beside it', () => {
  const one = condition('b', 'refuted');
  const aside = { ...one, condition: { ...one.condition, aside: true } };
  expect(word('E', [condition('a', 'shown'), aside], [])).toBe('holds');
});

it('cannot hold without what it needs always', () => {
  expect(word('E', [condition('', 'refuted'), condition('b', 'shown')], [])).toBe('does not hold');
  expect(word('E', [condition('', 'open')], [swept([1, 1, 1])])).toBe('not shown');
  expect(word('E', [condition('', 'shown')], [swept([1, 1, 1])])).toBe('holds');
});

it('says of a sweep whether it holds everywhere, nowhere, or up to somewhere', () => {
  expect(word('E', [], [swept([1, 1, 1])])).toBe('holds');
  expect(word('E', [], [swept([-1, -1, 0])])).toBe('does not hold');
  expect(word('E', [], [swept([0, 0, 0])])).toBe('not shown');
  expect(word('E', [], [swept([-1, 0, 1], [flip(0.5, 1, 1.5)])])).toBe('holds when');
  expect(word('E', [], [swept([0, 1, 1])])).toBe('holds when');
  expect(word('E', [], [{ ...swept([-1, -1, -1]), sweep: { ...SWEEP, aside: true } }, swept([1, 1, 1])])).toBe('holds');
});

it('holds a claim that names the place of its flip to that place', () => {
  const sweep: ClaimSweep = { ...SWEEP, flipsWithin: [3, 5] };
  const at = (one: FlipFound): string => word('E', [], [swept([-1, 0, 1], [one], sweep)]);
  expect(at(flip(3.5, 4, 4.5))).toBe('holds');
  expect(at(flip(6, 7, 8))).toBe('does not hold');
  expect(at(flip(2, 4, 6))).toBe('not shown');
  expect(at(flip(3.5, 4, 4.5, 'below'))).toBe('does not hold');
  expect(word('E', [], [swept([1, 1, 1], [], sweep)])).toBe('does not hold');
});

it('never confirms what is assumed', () => {
  for (const outcome of ['shown', 'refuted', 'open'] as const) {
    expect(word('Q', [condition('a', outcome)], [])).toBe('assumed');
    expect(word('E/Q', [condition('a', outcome)], [])).toBe('assumed');
  }
});
