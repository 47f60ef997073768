/** A pattern's own formulas and its behaviour where a member does several steps, or writes more than one name. */
import { describe, expect, it } from 'vitest';
import { taskValue } from '../../src/measures/index.js';
import type { WrittenOptions } from '../../src/patterns/declared.js';
import { patternNamed } from '../../src/patterns/index.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { World } from '../../src/sim/world.js';
import { expectations } from '../../src/validation/counting.js';
import { constant, plainAgent, plainScenario, plainStep, planFor } from '../../src/validation/plain.js';
import { shapeOfPlan } from '../../src/validation/sizes.js';

const wrongOf = (pattern: string, options: WrittenOptions): string[] =>
  expectations(patternNamed(pattern)!, options, 1)
    .filter((row) => !row.ok)
    .map((row) => `${row.what}: formula ${row.expected}, run ${row.got}, ${row.note}`);

function measure(scenario: Scenario, pattern: string, options: WrittenOptions, id: string): number {
  return taskValue(id, new World(scenario, planFor(scenario, pattern, options), 1).run(0));
}

/** Steps a, b, ... one after the other; some done by the same role. */
function lineOf(roles: readonly string[]): Scenario {
  const steps = roles.map((role, i) => plainStep(`step ${i}`, role, { after: i === 0 ? [] : [`step ${i - 1}`] }));
  return plainScenario({
    steps,
    agents: [...new Set(roles)].map((role) => plainAgent(role, { output: constant(10) })),
  });
}

describe('pipeline', () => {
  it('with a role that comes back: a, b, c, a has three edges between three members', () => {
    const scenario = lineOf(['a', 'b', 'c', 'a']);
    expect(measure(scenario, 'pipeline', {}, 'edgesPossible')).toBeGreaterThanOrEqual(
      measure(scenario, 'pipeline', {}, 'edges'),
    );
  });
});

describe('supervisor', () => {
  it('with namesAll: the names of the others stay in the transcript', () => {
    expect(wrongOf('supervisor', { namesAll: true })).toEqual([]);
  });
});

describe('what presets say of prompts', () => {
  const roster = { rosterNames: 3, rosterBase: 5, rosterPerMember: 7 };
  it.each<readonly [string, WrittenOptions]>([
    ['pipeline', { context: 'all', wording: { template: 9 } }],
    ['supervisor', { wording: roster }],
    ['hierarchy', { wording: roster }],
    ['lead-and-subagents', { wording: { ...roster, template: 9 } }],
    ['lead-and-subagents', { mode: 'serial', repeatsTask: true, repeatsWork: true, wording: { wrapping: 3 } }],
    ['lead-and-subagents', { mode: 'serial', confirms: true, repeatsTask: true, repeatsWork: true, wording: roster }],
    ['lead-and-subagents', { reemits: true, wording: roster }],
    ['group-chat', { selector: 'llm', wording: { ...roster, rolesPerMember: 2, rolesNames: 4 } }],
    ['group-chat', { selector: 'llm', memory: true, wording: { instructionPerMember: 3, instructionNames: 2 } }],
    ['handoff', { wording: { ...roster, answerNames: 3 } }],
    ['magentic', { wording: { ...roster, progressNames: 2 } }],
    ['fan-out-fan-in', { merge: 'code' }],
    ['fan-out-fan-in', { merge: 'code', plan: true }],
  ])('%s with %j costs what its formula says', (pattern, options) => {
    expect(wrongOf(pattern, options)).toEqual([]);
  });
});

describe('every pattern', () => {
  it('counts no message for what a member hands to itself', () => {
    const scenario = lineOf(['a', 'b', 'b', 'c']);
    for (const name of ['pipeline', 'choreography']) {
      const pattern = patternNamed(name)!;
      const shape = shapeOfPlan(scenario, planFor(scenario, name));
      expect(pattern.withOptions({}).expects.messages(shape), name).toBe(measure(scenario, name, {}, 'messages'));
    }
  });
});
