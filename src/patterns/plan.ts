import type { Scenario, TeamNode, TeamSpec } from '../scenario/scenario.js';
import { isOwn, type Plan, rolesOf, stepsOf } from '../sim/team/plan.js';
import { shapeOf } from '../sim/team/shape.js';
import { afterTurning, turnsOf } from '../sim/team/topics.js';
import { type LeafStep, layOut, orderOf, topological } from '../sim/team/work-layout.js';
import { patternNamed, patterns } from './index.js';
import { merged } from './options.js';
import type { Pattern, PlannedPattern, StepGroup } from './pattern.js';
import { withFillings } from './slots.js';

/** A pattern or team that cannot do this scenario's task, and why. */
export interface LeftOut {
  readonly pattern: string;
  readonly why: string;
}

/** A plan of a pattern of the catalogue. */
export interface PatternPlan extends Plan {
  readonly pattern: PlannedPattern;
  readonly members: readonly (string | PatternPlan)[];
}

/** What there is to compare: every pattern with all of the scenario's roles, then the scenario's own teams. */
export function plansFor(
  scenario: Scenario,
  only: readonly string[] | null,
  known: readonly Pattern[] = patterns,
): { plans: PatternPlan[]; leftOut: LeftOut[] } {
  const wanted = only ?? scenario.patterns.only;
  const roles = scenario.agents.map((agent) => agent.role);
  const all: TeamSpec[] = [
    ...known.map(({ name }) => ({ name, root: { pattern: name, members: roles, options: {} } })),
    ...scenario.teams.filter(({ root }) => isKnown(root, known)),
  ];
  const plans: PatternPlan[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, root } of all) {
    if (wanted !== null && !wanted.includes(name)) continue;
    const plan = planOf(scenario, name, root, known);
    const why = whyNot(scenario, plan);
    if (why === null) plans.push(plan);
    else leftOut.push({ pattern: plan.name, why });
  }
  return { plans, leftOut };
}

/** Whether a team has patterns of the catalogue only. */
function isKnown({ pattern, members }: TeamNode, known: readonly Pattern[]): boolean {
  const inner = members.every((member) => typeof member === 'string' || isKnown(member, known));
  return inner && patternNamed(pattern, known) !== undefined;
}

function planOf(scenario: Scenario, name: string, node: TeamNode, known: readonly Pattern[]): PatternPlan {
  const pattern = patternNamed(node.pattern, known)!;
  const written = merged(scenario.patterns.options[node.pattern] ?? {}, node.options);
  const members = node.members.map((member) =>
    typeof member === 'string' ? member : planOf(scenario, member.pattern, member, known),
  );
  const plan = { name, pattern: pattern.withOptions(withFillings(pattern, written, scenario)), members };
  const { groups } = plan.pattern;
  if (pattern.divides === null || groups === null) return plan;
  const { leaves } = layOut(scenario);
  const own = leaves.filter((leaf) => members.includes(leaf.spec.role));
  return divided(plan, patternNamed(pattern.divides.by, known)!, groups(own), leaves);
}

/** A plan whose roles work in teams of their own, led by `lead`; a group of one step is no team, but a member. */
function divided(
  plan: PatternPlan,
  lead: Pattern,
  groups: readonly StepGroup[],
  leaves: readonly LeafStep[],
): PatternPlan {
  const rolesIn = (steps: readonly number[]): string[] => [...new Set(steps.map((step) => leaves[step]!.spec.role))];
  const pattern = lead.withOptions(plan.pattern.options);
  const teams = groups
    .filter(({ steps }) => steps.length > 1)
    .map(({ name, steps }): PatternPlan => ({ name, pattern, members: rolesIn(steps), steps }));
  const direct = groups.filter(({ steps }) => steps.length === 1).flatMap(({ steps }) => steps);
  const others = plan.members.filter((member) => typeof member !== 'string');
  return { ...plan, members: [...teams, ...rolesIn(direct), ...others], steps: direct };
}

/** A plan and the plans of its member teams. */
export function teamsOf(plan: PatternPlan): PatternPlan[] {
  return [plan, ...plan.members.flatMap((member) => (typeof member === 'string' ? [] : teamsOf(member)))];
}

/** Whether the coordinator itself takes part in a plan, its member teams left aside. */
export function hasCoordinator(scenario: Scenario, plan: PatternPlan): boolean {
  const { leaves } = layOut(scenario);
  const own = stepsOf(plan, leaves);
  const after = orderOf(
    own.map((step) => [step]),
    leaves,
  );
  const shape = shapeOf(
    own.map((step) => leaves[step]!.spec.role),
    after,
  );
  const casts = plan.pattern.partsOf(shape);
  return casts.some((part) => part !== 'engine' && part !== 'generalist' && plan.pattern.fillingOf(part) === null);
}

/** Why a plan cannot do the task; null where it can. */
function whyNot(scenario: Scenario, plan: Plan): string | null {
  const { leaves } = layOut(scenario);
  const roles = new Set(rolesOf(plan));
  const missing = leaves.find((leaf) => !roles.has(leaf.spec.role));
  if (missing !== undefined)
    return `no member has the role '${missing.spec.role}' that step '${missing.spec.name}' needs`;
  const turned = turnsOf(scenario.task).map((turn) =>
    leaves.map((leaf) => ({ ...leaf, after: afterTurning(leaf, leaves, turn) })),
  );
  return teamIn(plan) ?? [leaves, ...turned].map((each) => tangleIn(plan, each)).find((why) => why !== null) ?? null;
}

/** A team where the pattern can use agents only. */
function teamIn(plan: Plan): string | null {
  for (const member of plan.members) {
    if (typeof member === 'string') continue;
    if (plan.pattern.agentsOnly !== undefined)
      return `the team '${member.name}' cannot be a member of ${plan.pattern.name}: ${plan.pattern.agentsOnly}`;
    const inner = teamIn(member);
    if (inner !== null) return inner;
  }
  return null;
}

/** A member team must be able to do its steps as one: no step of another member may come in between. */
function tangleIn(plan: Plan, leaves: ReturnType<typeof layOut>['leaves']): string | null {
  if (!plan.pattern.usesMembers) return null;
  const groups = plan.members.flatMap((member) => {
    if (typeof member !== 'string') return [stepsOf(member, leaves)];
    return leaves.filter((leaf) => leaf.spec.role === member && isOwn(plan, leaf.index)).map((leaf) => [leaf.index]);
  });
  try {
    topological(
      orderOf(
        groups.filter((group) => group.length > 0),
        leaves,
      ),
    );
  } catch {
    return 'one of its member teams would have to wait for a step outside of it, in the middle of its own work';
  }
  for (const member of plan.members) {
    const inner = typeof member === 'string' ? null : tangleIn(member, leaves);
    if (inner !== null) return inner;
  }
  return null;
}
