import { patternNamed } from '../patterns/index.js';
import { type PatternPlan, plansFor } from '../patterns/plan.js';
import type { Scenario, TeamNode } from '../scenario/scenario.js';
import { rolesOf } from '../sim/team/plan.js';
import type { MigrationLayout } from './result.js';

/** What can be moved, and how a state in which some of it has been moved is built. */
export interface MigrationRoute {
  readonly moves: 'agents' | 'steps';
  readonly units: readonly string[];
  readonly layouts: readonly MigrationLayout[];
  /** The state, or why it cannot be expressed. */
  readonly state: (moved: readonly string[], layout: MigrationLayout) => BuiltState | string;
}

export interface BuiltState {
  readonly scenario: Scenario;
  readonly pattern: string;
  readonly text: string;
}

const HYBRID = 'critical-path-hybrid';
const ENGINE = 'workflow';
const STATE = 'between';

/** The way between two plans; a text says why there is none. */
export function routeOf(scenario: Scenario, from: PatternPlan, to: PatternPlan): MigrationRoute | string {
  const pair = [from.name, to.name].sort().join(' ');
  if (pair === `${HYBRID} ${ENGINE}`) return markedRoute(scenario, to.name === HYBRID);
  return nestedRoute(scenario, from, to);
}

/** Code runs the critical steps under both: a step moves when it is marked as one that the result does not wait for, or no longer. */
function markedRoute(scenario: Scenario, isOut: boolean): MigrationRoute | string {
  const { steps } = scenario.task;
  const isHeld = (name: string): boolean =>
    steps.some((step) => (step.name === name && step.critical) || (step.after.includes(name) && isHeld(step.name)));
  const side = steps.filter(({ name }) => !isHeld(name));
  if (side.length === 0) {
    return `every step is critical, or a critical one needs it, so that ${HYBRID} and ${ENGINE} are the same.\n  Mark steps that the result does not wait for with critical: false.`;
  }
  const units = side.map(({ name }) => name);
  return {
    ...{ moves: 'steps', units, layouts: ['marked'] },
    state: (moved) => {
      const events = isOut ? moved : units.filter((name) => !moved.includes(name));
      const isHeldBack = (name: string): boolean => units.includes(name) && !events.includes(name);
      const marked = steps.map((step) => (isHeldBack(step.name) ? { ...step, critical: true } : step));
      const held = units.filter(isHeldBack);
      return {
        scenario: { ...scenario, task: { ...scenario.task, steps: marked } },
        pattern: HYBRID,
        text: `${HYBRID}, with critical: true for ${held.join(', ')}`,
      };
    },
  };
}

/** One pattern is a team that is a member of the other. */
function nestedRoute(scenario: Scenario, from: PatternPlan, to: PatternPlan): MigrationRoute | string {
  const [old, next] = [nodeOf(scenario, from.name), nodeOf(scenario, to.name)];
  const working = new Set(scenario.task.steps.map(({ role }) => role));
  const units = [...new Set(rolesOf(from))].filter((role) => working.has(role) && rolesOf(to).includes(role));
  if (units.length < 2)
    return 'they share fewer than two agents with steps.\n  Name two patterns or teams that do the same steps.';
  const spare = scenario.agents.map(({ role }) => role).filter((role) => !working.has(role));
  const canLead = (plan: PatternPlan): boolean => plan.pattern.usesMembers;
  const layouts: MigrationLayout[] = [
    ...(canLead(from) ? ['old leads' as const] : []),
    ...(canLead(to) ? ['new leads' as const] : []),
  ];
  return {
    ...{ moves: 'agents', units, layouts },
    state: (moved, layout) => {
      const rest = units.filter((role) => !moved.includes(role));
      const swallowed = swallowedIn(scenario, layout === 'old leads' ? moved : rest);
      if (swallowed !== null) return swallowed;
      const [outer, inner] =
        layout === 'old leads'
          ? [restricted(old, [...rest, ...spare]), restricted(next, moved)]
          : [restricted(next, [...moved, ...spare]), restricted(old, rest)];
      if (outer === null || inner === null) return 'a part of it would have no member';
      const root: TeamNode = { ...outer, members: [...outer.members, inner] };
      const varied = { ...scenario, teams: [...scenario.teams, { name: STATE, root }] };
      const { leftOut } = plansFor(varied, [STATE]);
      return leftOut[0]?.why ?? { scenario: varied, pattern: STATE, text: nodeText(root) };
    },
  };
}

/**
 * A team hands its result to those who need any of its steps. A result in it that the task delivers would then be an input
 * and no more, as it is under neither pattern: such a state is not what one would build.
 */
function swallowedIn({ task: { steps } }: Scenario, team: readonly string[]): string | null {
  const isInside = (role: string): boolean => team.includes(role);
  const inside = steps.filter(({ role }) => isInside(role));
  const outside = steps.filter(({ role }) => !isInside(role));
  const reader = outside.find(({ after }) => inside.some(({ name }) => after.includes(name)));
  const end = inside.find(({ name }) => !steps.some(({ after }) => after.includes(name)));
  if (reader === undefined || end === undefined) return null;
  return `the result of ${end.name}, which is to be delivered, would only be an input of ${reader.name}`;
}

/** A pattern with all roles as its members, or a team of the scenario. */
function nodeOf(scenario: Scenario, name: string): TeamNode {
  const team = scenario.teams.find((one) => one.name === name);
  if (team !== undefined) return team.root;
  return { pattern: patternNamed(name)!.name, members: scenario.agents.map(({ role }) => role), options: {} };
}

/** A team with some of its roles only, in its own order; null: none is left. */
function restricted(node: TeamNode, roles: readonly string[]): TeamNode | null {
  const members = node.members.flatMap((member): (TeamNode | string)[] => {
    if (typeof member === 'string') return roles.includes(member) ? [member] : [];
    const inner = restricted(member, roles);
    return inner === null ? [] : [inner];
  });
  return members.length === 0 ? null : { ...node, members };
}

/** As a scenario writes it. */
export function nodeText({ pattern, members, options }: TeamNode): string {
  const texts = members.map((member) => (typeof member === 'string' ? member : nodeText(member)));
  const own = Object.keys(options).length === 0 ? '' : `, with: ${JSON.stringify(options)}`;
  return `{ ${pattern}: [${texts.join(', ')}]${own} }`;
}
