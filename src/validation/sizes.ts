import type { Sizes } from '../patterns/pattern.js';
import type { Distribution, Scenario } from '../scenario/scenario.js';
import { mean } from '../sim/luck/distributions.js';
import type { Plan } from '../sim/team/plan.js';
import type { Shape } from '../sim/team/shape.js';
import { World } from '../sim/world.js';

/** What the patterns' token formulas need. They hold where all specialists are alike, so the first one speaks for all. */
export function sizesOf(scenario: Scenario): Sizes {
  const { task, agents, coordinator, generalist, provider } = scenario;
  const { call, message, named } = provider.framing;
  const specialist = agents[0]!;
  const bareOutput = wholeMean(task.steps[0]?.output ?? specialist.output);
  const name = specialist.nameTokens;
  const system = call + message;
  return {
    brief: task.brief.tokens + message,
    bareBrief: task.brief.tokens,
    framing: message,
    prompt: specialist.prompt + system,
    coordinatorPrompt: coordinator.prompt + system,
    generalistPrompt: generalist.prompt + system,
    output: bareOutput + message + (named ? 1 + name : 0),
    bareOutput,
    name,
    decision: wholeMean(coordinator.decision),
    synthesis: wholeMean(coordinator.output),
  };
}

const wholeMean = (d: Distribution): number => Math.round(mean(d));

/** The shape of a plan's own steps: a member team's work is one of them. */
export function shapeOfPlan(scenario: Scenario, plan: Plan): Shape {
  return new World(scenario, plan, 0).shape;
}
