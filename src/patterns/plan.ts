import type { Scenario, TeamNode, TeamSpec } from '../scenario/scenario.js';
import type { AnyCast, Coordination } from '../sim/team/coordination.js';
import { orderOf } from '../sim/team/participants.js';
import { isOwn, type Plan, rolesOf, stepsOf } from '../sim/team/plan.js';
import { afterTurning, turnsOf } from '../sim/team/topics.js';
import { type LeafStep, layOut, topological } from '../sim/team/work-layout.js';
import { patternNamed, patterns } from './index.js';
import type { Cast } from './kit.js';
import type { Option, Pattern } from './pattern.js';

/** Something that the catalogue does not accept, at a dotted path of the scenario. */
export interface Objection {
  readonly path: readonly string[];
  readonly message: string;
  /** Names that would have been right, for a "did you mean". */
  readonly candidates: readonly string[];
}

/** A pattern or team that cannot do this scenario's task, and why. */
export interface LeftOut {
  readonly pattern: string;
  readonly why: string;
}

/** What there is to compare: every pattern with all of the scenario's roles, then the scenario's own teams. */
export function plansFor(scenario: Scenario, only: readonly string[] | null): { plans: Plan[]; leftOut: LeftOut[] } {
  const wanted = only ?? scenario.patterns.only;
  const roles = scenario.agents.map((agent) => agent.role);
  const all: TeamSpec[] = [
    ...patterns.map(({ name }) => ({ name, root: { pattern: name, members: roles, options: {} } })),
    ...scenario.teams,
  ];
  const plans: Plan[] = [];
  const leftOut: LeftOut[] = [];
  for (const { name, root } of all) {
    if (wanted !== null && !wanted.includes(name)) continue;
    const plan = planOf(scenario, name, root);
    const why = whyNot(scenario, plan);
    if (why === null) plans.push(plan);
    else leftOut.push({ pattern: plan.name, why });
  }
  return { plans, leftOut };
}

function planOf(scenario: Scenario, name: string, node: TeamNode): Plan {
  const pattern = patternNamed(node.pattern)!;
  const options = optionsOf(pattern, { ...scenario.patterns.options[node.pattern], ...node.options });
  const members = node.members.map((member) =>
    typeof member === 'string' ? member : planOf(scenario, member.pattern, member),
  );
  const plan = { name, pattern: withOptions(pattern, options), members };
  return pattern.divides === undefined ? plan : divided(plan, pattern, options, layOut(scenario).leaves);
}

/** A pattern, its options set. */
function withOptions(pattern: Pattern, options: never): Coordination {
  return {
    ...pattern,
    options,
    panel: pattern.panel?.(options) ?? null,
    partsOf: (shape) => pattern.parts(shape, options),
    edgesPossible: (shape) => pattern.expects.edgesPossible(shape, options),
    coordinate: (cast: AnyCast) => pattern.coordinate(cast as Cast, options),
  };
}

/** A plan whose roles work in teams of their own; a group of one step is no team, but a member. */
function divided(plan: Plan, { divides }: Pattern, own: never, leaves: readonly LeafStep[]): Plan {
  const pattern = patternNamed(divides!.by)!;
  const ownLeaves = leaves.filter((leaf) => plan.members.includes(leaf.spec.role));
  const rolesIn = (steps: readonly number[]): string[] => [...new Set(steps.map((step) => leaves[step]!.spec.role))];
  const groups = divides!.groups(ownLeaves, own);
  const options = { ...(optionsOf(pattern, {}) as object), ...(own as object) } as never;
  const teams = groups
    .filter(({ steps }) => steps.length > 1)
    .map(({ name, steps }): Plan => ({ name, pattern: withOptions(pattern, options), members: rolesIn(steps), steps }));
  const direct = groups.filter(({ steps }) => steps.length === 1).flatMap(({ steps }) => steps);
  const others = plan.members.filter((member) => typeof member !== 'string');
  return { ...plan, members: [...teams, ...rolesIn(direct), ...others], steps: direct };
}

function optionsOf(pattern: Pattern, written: Readonly<Record<string, unknown>>): never {
  const values: Record<string, unknown> = {};
  for (const [name, option] of entries(pattern)) values[name] = written[name] ?? option.initial;
  return values as never;
}

/** What is wrong with the scenario's patterns, options and teams; what is right can be planned. */
export function objections(scenario: Scenario): Objection[] {
  const names = patterns.map((pattern) => pattern.name);
  const found: Objection[] = [];
  const unknown = (path: string[], what: string, name: string, candidates: readonly string[]): void => {
    found.push({ path, message: `unknown ${what} '${name}'`, candidates });
  };
  const teams = scenario.teams.map((team) => team.name);
  for (const [i, name] of (scenario.patterns.only ?? []).entries()) {
    if (![...names, ...teams].includes(name))
      unknown(['patterns', 'only', String(i)], 'pattern', name, [...names, ...teams]);
  }
  for (const [name, written] of Object.entries(scenario.patterns.options)) {
    const pattern = patternNamed(name);
    if (pattern === undefined) unknown(['patterns', name], 'pattern', name, names);
    else found.push(...optionObjections(pattern, written, ['patterns', name]));
  }
  for (const team of scenario.teams) {
    if (names.includes(team.name)) {
      found.push({
        path: ['teams', team.name],
        message: `a team may not be named like the pattern '${team.name}'`,
        candidates: [],
      });
    }
    for (const node of nodesOf(team.root)) {
      const pattern = patternNamed(node.pattern);
      const place = ['teams', team.name];
      if (pattern === undefined) unknown(place, 'pattern', node.pattern, names);
      else found.push(...optionObjections(pattern, node.options, node === team.root ? [...place, 'with'] : place));
    }
  }
  return found;
}

function optionObjections(
  pattern: Pattern,
  written: Readonly<Record<string, unknown>>,
  at: readonly string[],
): Objection[] {
  const known = entries(pattern);
  return Object.entries(written).flatMap(([name, value]): Objection[] => {
    const path = [...at, name];
    const option = known.find(([known]) => known === name)?.[1];
    if (option === undefined) {
      return [
        { path, message: `pattern '${pattern.name}' has no option '${name}'`, candidates: known.map(([n]) => n) },
      ];
    }
    if (option.accepts(value)) return [];
    return [{ path, message: `expected ${option.allowed}, got ${JSON.stringify(value)}`, candidates: [] }];
  });
}

/** The options that a pattern declares, by name. */
export function entries(pattern: Pattern): [string, Option<unknown>][] {
  return Object.entries(pattern.options as Readonly<Record<string, Option<unknown>>>);
}

function nodesOf(node: TeamNode): TeamNode[] {
  return [node, ...node.members.flatMap((member) => (typeof member === 'string' ? [] : nodesOf(member)))];
}

/** Why a plan cannot do the task; null where it can. */
function whyNot(scenario: Scenario, plan: Plan): string | null {
  const { leaves } = layOut(scenario);
  const roles = new Set(rolesOf(plan));
  const missing = leaves.find((leaf) => !roles.has(leaf.spec.role));
  if (missing !== undefined)
    return `nobody in it has the role '${missing.spec.role}' that step '${missing.spec.name}' needs`;
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

/** A member team must be able to do its steps as one: nobody else's step may come in between. */
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
