import type { Scenario } from '../scenario/scenario.js';
import { BASELINE } from '../study/baseline.js';
import type { PatternRuns } from '../study/pattern-runs.js';

/** Patterns that behave differently, of which a run is told. */
const MOST = 6;

/** Apart by less than this share of the larger mean in each of these, two patterns tell the same story. */
const ALIKE = 0.1;
const MEASURES = ['correct', 'cost', 'latency'];

/**
 * Patterns of which the same task is told: those that the question names, then the best ones, of those that behave alike the
 * first; and the single agent and the cheapest one, with which others are compared.
 */
export function toldPatterns(
  scenario: Scenario,
  patterns: readonly PatternRuns[],
  ranking: readonly string[],
): string[] {
  const byName = new Map(patterns.map((one) => [one.name, one]));
  const asked = scenario.asks.patterns.filter((name) => byName.has(name));
  const told: PatternRuns[] = [];
  for (const name of [...asked, ...ranking]) {
    const one = byName.get(name)!;
    const isNew = !told.some((other) => other === one || isAlike(one, other));
    if (told.length < MOST && (isNew || asked.includes(name))) told.push(one);
  }
  const others = [BASELINE, cheapest(patterns)].filter((name) => name !== null && byName.has(name));
  return [...new Set([...told.map(({ name }) => name), ...others.map((name) => name!)])];
}

function isAlike(one: PatternRuns, other: PatternRuns): boolean {
  return MEASURES.every((id) => {
    const [left, right] = [meanOf(one, id), meanOf(other, id)];
    if (Number.isNaN(left) || Number.isNaN(right)) return Object.is(left, right);
    return Math.abs(left - right) <= ALIKE * Math.max(Math.abs(left), Math.abs(right));
  });
}

/** Of the replications that have a value. */
function meanOf({ columns }: PatternRuns, id: string): number {
  const defined = (columns.get(id) ?? new Float64Array(0)).filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

function cheapest(patterns: readonly PatternRuns[]): string | null {
  const priced = patterns.filter((one) => !Number.isNaN(meanOf(one, 'cost')));
  priced.sort((a, b) => meanOf(a, 'cost') - meanOf(b, 'cost'));
  return priced[0]?.name ?? null;
}
