import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/sim/record/record.js';
import { builtin, keysOfStep, type Options, rejectionsOf, replicate, scenarioOf, worldOf } from '../sim/helper.js';

const N = 400;
const article = builtin('article');

/** In how many replications the tags rest on a claim that the fact-checker retracted. */
function races(pattern: string, options: Options, overrides: readonly string[]): number {
  const scenario = scenarioOf(article, [
    'agents.citation-finder.failure=0',
    'agents.citation-finder.hang=0',
    ...overrides,
  ]);
  const held = replicate(worldOf(scenario, pattern, options), N, holdsRetracted);
  return held.filter((is) => is).length;
}

function holdsRetracted(run: RunRecord): boolean {
  const retracted = rejectionsOf(run)
    .filter((rejection) => rejection.retracted)
    .map(({ key }) => key);
  if (retracted.length === 0) return false;
  const tagged = new Set(keysOfStep(run, 'tag'));
  return retracted.some((key) => tagged.has(key));
}

describe('the race between the checker and a parallel reader', () => {
  it.each([
    ['choreography', {}, []],
    ['choreography', { payload: 'accumulated' }, []],
    ['workflow', {}, []],
    ['fan-out-fan-in', {}, []],
    // From the brief alone a checker has nothing to find but what came with the brief, and false alarms.
    ['fan-out-fan-in', {}, ['task.brief.falseClaims=1']],
  ])(
    'is lost in some replications under %s %j: the tags hold what the fact-checker retracted',
    (pattern, options, overrides) => {
      expect(races(pattern, options, overrides)).toBeGreaterThan(N / 50);
    },
  );

  it.each([
    ['pipeline', { context: 'previous' }, []],
    ['pipeline', { context: 'all' }, []],
    ['pipeline', { context: 'outputs' }, []],
    ['supervisor', {}, ['coordinator.misroute=0', 'models.large.retention={ half: .inf, steepness: 1 }']],
    ['single-agent', {}, []],
  ])('never happens under %s %j, where the tags come after the check', (pattern, options, overrides) => {
    for (const seeded of [[], ['task.brief.falseClaims=1']])
      expect(races(pattern, options, [...overrides, ...seeded])).toBe(0);
  });
});
