import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { taskValue } from '../../src/measures/index.js';
import { patterns } from '../../src/patterns/index.js';
import { plansFor } from '../../src/patterns/plan.js';
import { parseScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { sizeSettings, vary } from '../../src/scenario/variants.js';
import { World } from '../../src/sim/world.js';
import { shapeOfPlan, sizesOf } from '../../src/validation/index.js';
import { chainOf, constant, plainAgent, plainScenario, plainStep, planFor } from '../../src/validation/plain.js';

const builtIn = (name: string, overrides: readonly string[]): Scenario => {
  const text = readFileSync(new URL(`../../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const result = parseScenario(text, name, overrides);
  if (!result.ok) throw new Error(result.problems[0]!.message);
  return result.scenario;
};

describe('the shape of a plan', () => {
  it('is what the cast was built from', () => {
    for (const name of ['article', 'growth']) {
      const scenario = builtIn(name, []);
      for (const plan of plansFor(scenario, null).plans.filter(({ members }) =>
        members.every((m) => typeof m === 'string'),
      )) {
        const possible = new World(scenario, plan, 1).run(0).edgesPossible;
        expect(plan.pattern.edgesPossible(shapeOfPlan(scenario, plan)), plan.name).toBe(possible);
      }
    }
  });

  it('counts a member team as one step, and replicas by instance', () => {
    const article = builtIn('article', []);
    const newsroom = plansFor(article, ['newsroom']).plans[0]!;
    expect(shapeOfPlan(article, newsroom)).toMatchObject({ steps: 2, members: 2, depth: 2, joins: false });
    const growth = builtIn('growth', ['task.steps.specialise.replicas=7', 'agents.specialist.instances=3']);
    expect(shapeOfPlan(growth, planFor(growth, 'workflow'))).toMatchObject({
      steps: 8,
      members: 4,
      depth: 2,
      joins: true,
    });
    expect(shapeOfPlan(growth, planFor(growth, 'single-agent'))).toMatchObject({ steps: 8, members: 1 });
  });
});

describe('the sizes of a scenario', () => {
  it('hold the framing', () => {
    const agent = plainAgent('a', { prompt: 40, nameTokens: 3, output: constant(60) });
    const form = { agents: [agent], steps: [plainStep('a', 'a', {})], brief: { tokens: 400 } };
    const scenario = plainScenario({ ...form, coordinator: { prompt: 80 }, generalist: { prompt: 50 } });
    const sizes = {
      brief: 404,
      prompt: 47,
      coordinatorPrompt: 87,
      generalistPrompt: 57,
      output: 64,
      bareOutput: 60,
      name: 3,
      decision: 1,
      bareBrief: 400,
      framing: 4,
      synthesis: 1,
    };
    expect(sizesOf(scenario)).toEqual(sizes);
    const named = { ...scenario.provider, framing: { call: 3, message: 4, named: true } };
    expect(sizesOf({ ...scenario, provider: named })).toEqual({ ...sizes, output: 68 });
  });

  it('give the input tokens of every pattern on the growth scenario, n = 2 to 30', () => {
    const growth = builtIn('growth', []).growth!;
    // Whoever decides must not err, or the formulas of what happens when all goes well do not apply.
    // And where claims take tokens, a lead's briefs grow with what they tell.
    const sure = [
      'coordinator.misroute=0',
      'models.medium.retention={ half: .inf, steepness: 1 }',
      'task.claimTokens=0',
    ];
    for (let n = 2; n <= 30; n += 4) {
      const scenario = vary(builtIn('growth', sure), sizeSettings(growth, n));
      for (const pattern of patterns) {
        const plan = planFor(scenario, pattern.name);
        const expected = plan.pattern.expects.inputTokens(shapeOfPlan(scenario, plan), sizesOf(scenario));
        const got = taskValue('inputTokens', new World(scenario, plan, 1).run(0));
        expect(got, `${plan.name}, n = ${n}`).toBe(expected);
      }
    }
  });
});

describe('a plan', () => {
  it('is refused for an option or a pattern that does not exist', () => {
    const scenario = plainScenario(chainOf(2, {}));
    expect(() => planFor(scenario, 'pipeline', { contxt: 'all' })).toThrow("has no option 'contxt'");
    expect(() => planFor(scenario, 'pipeline', { context: 'some' })).toThrow('previous | outputs | all');
    expect(() => planFor(scenario, 'pipelin')).toThrow("unknown pattern 'pipelin'");
  });
});
