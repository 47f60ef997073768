import type { LookedState, MigrationLayout } from './result.js';

/** A state that was looked at: `risk` is the objective, turned so that less is better. */
export interface SearchedState extends Omit<LookedState, 'isChosen'> {
  readonly risk: number;
}

/** Whether one move leads from one state to the next; who leads changes at most once. */
export function follows(
  before: { readonly moved: readonly string[]; readonly layout: MigrationLayout },
  after: { readonly moved: readonly string[]; readonly layout: MigrationLayout },
): boolean {
  const isOneMore = after.moved.length === before.moved.length + 1;
  const isMore = before.moved.every((name) => after.moved.includes(name));
  return isOneMore && isMore && (before.layout === after.layout || before.layout === 'old leads');
}

/**
 * The way through the states, a level a move, whose riskiest state is the least risky; of ways that differ by less than
 * `margin` the cheapest. Null: there is none.
 */
export function leastRisk(levels: readonly (readonly SearchedState[])[], margin: number): SearchedState[] | null {
  const worst = wayThrough(levels, (so, state) => Math.max(so, state.risk));
  if (worst === null) return null;
  const most = Math.max(...worst.map(({ risk }) => risk)) + margin;
  const allowed = levels.map((level) => level.filter(({ risk }) => risk <= most));
  return wayThrough(allowed, (so, state) => (so === Number.NEGATIVE_INFINITY ? 0 : so) + state.cost);
}

/** The way with the least value, built up a state at a time; the first of equals. */
function wayThrough(
  levels: readonly (readonly SearchedState[])[],
  add: (so: number, state: SearchedState) => number,
): SearchedState[] | null {
  type Way = { readonly value: number; readonly states: SearchedState[] };
  let ways: readonly Way[] = [{ value: Number.NEGATIVE_INFINITY, states: [] }];
  for (const level of levels) {
    ways = level.flatMap((state): Way[] => {
      const before = ways.filter(({ states }) => states.length === 0 || follows(states.at(-1)!, state));
      const best = lowest(before.map((way) => ({ value: add(way.value, state), states: [...way.states, state] })));
      return best === null ? [] : [best];
    });
  }
  return lowest(ways)?.states ?? null;
}

function lowest<T extends { readonly value: number }>(all: readonly T[]): T | null {
  return all.reduce<T | null>((best, one) => (best === null || one.value < best.value ? one : best), null);
}
