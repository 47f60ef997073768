import type { Sizes } from '../../patterns/pattern.js';
import type { AgentSpec, Distribution, Scenario } from '../../scenario/scenario.js';
import { orderOf } from '../../sim/casting.js';
import { mean } from '../../sim/distributions.js';
import { type Plan, rolesOf } from '../../sim/plan.js';
import { type Shape, shapeOf } from '../../sim/shape.js';
import { type Leaf, layOut } from '../../sim/work.js';

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
    prompt: specialist.prompt + system,
    coordinatorPrompt: coordinator.prompt + system,
    generalistPrompt: generalist.prompt + system,
    output: bareOutput + message + (named ? 1 + name : 0),
    bareOutput,
    name,
  };
}

const wholeMean = (d: Distribution): number => Math.round(mean(d));

/** The shape of a plan's own steps: a member team's work is one of them. */
export function shapeOfPlan(scenario: Scenario, plan: Plan): Shape {
  const { leaves } = layOut(scenario);
  const own = plan.pattern.usesMembers ? groupsOf(scenario, plan, leaves) : byTheGeneralist(plan, leaves);
  own.sort((a, b) => a.leaves[0]! - b.leaves[0]!);
  const after = orderOf(
    own.map((group) => group.leaves),
    leaves,
  );
  return shapeOf(
    own.map((group) => group.doer),
    after,
  );
}

interface Group {
  readonly doer: string;
  readonly leaves: readonly number[];
}

function byTheGeneralist(plan: Plan, leaves: readonly Leaf[]): Group[] {
  const roles = rolesOf(plan);
  return leaves
    .filter((leaf) => roles.includes(leaf.spec.role))
    .map((leaf) => ({ doer: 'generalist', leaves: [leaf.index] }));
}

function groupsOf(scenario: Scenario, plan: Plan, leaves: readonly Leaf[]): Group[] {
  return plan.members.flatMap((member): Group[] => {
    const roles = typeof member === 'string' ? [member] : rolesOf(member);
    const done = leaves.filter((leaf) => roles.includes(leaf.spec.role));
    if (typeof member !== 'string')
      return done.length === 0 ? [] : [{ doer: member.name, leaves: done.map((leaf) => leaf.index) }];
    const agent = scenario.agents.find((spec) => spec.role === member)!;
    return done.map((leaf) => ({ doer: doerOf(agent, leaf), leaves: [leaf.index] }));
  });
}

/** Replicas are dealt out to a role's instances in turn. */
const doerOf = (agent: AgentSpec, leaf: Leaf): string => `${agent.role} ${leaf.spec.replica % agent.instances}`;
