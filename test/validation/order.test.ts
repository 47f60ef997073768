import { describe, expect, it } from 'vitest';
import { misplaced, type TimedCalls } from '../../src/validation/order.js';

/** Calls of a second each. */
const calls = (...list: (readonly [caller: string, start: number])[]): TimedCalls => ({
  callers: list.map(([caller]) => caller),
  starts: list.map(([, start]) => start),
  ends: list.map(([, start]) => start + 1),
});

const fan = calls(['a', 0], ['b', 0], ['c', 0], ['sup', 1]);

describe('the order of calls, by happens-before', () => {
  it('does not mind who of several at once begins, nor how late', () => {
    const late = calls(['c', 0], ['a', 0.55], ['b', 0.99], ['sup', 2.1]);
    expect(misplaced(late, [fan])).toEqual([]);
  });

  it('minds one that waited for another, which it does not in the rehearsal', () => {
    expect(misplaced(calls(['a', 0], ['b', 1.1], ['c', 0], ['sup', 2.2]), [fan])).toEqual([
      'a 1 before b 1',
      'b 1 after c 1',
    ]);
  });

  it('minds one that did not wait', () => {
    expect(misplaced(calls(['a', 0], ['b', 0.2], ['c', 0], ['sup', 1]), [fan])).toEqual(['b 1 together sup 1']);
  });

  it('takes what comes of luck, where branches have several calls, but not what cannot', () => {
    const even = calls(['a', 0], ['b', 0], ['a', 1], ['b', 1]);
    const uneven: TimedCalls = { ...even, ends: [0.9, 1.1, 2, 2.1], starts: [0, 0, 0.9, 1.1] };
    const recorded = calls(['a', 0], ['b', 0.1], ['a', 1], ['b', 1.1]);
    expect(misplaced(recorded, [even, uneven])).toEqual([]);
    expect(misplaced(recorded, [even])).toEqual(['a 2 together b 1']);
    const crossed = calls(['a', 0], ['b', 2], ['a', 1], ['b', 3]);
    expect(misplaced(crossed, [even, uneven])).toContain('a 2 before b 1');
  });

  it('minds calls that are missing', () => {
    expect(misplaced(calls(['a', 0]), [calls(['a', 0], ['b', 1])])).toEqual(['a 1 missing beside b 1']);
  });
});
