import type { AgentSpec } from '../../scenario/scenario.js';
import { Agent, type Skill } from '../agents/agent.js';
import { Coordinator } from '../agents/coordinator.js';
import { Engine } from '../agents/engine.js';
import { Worker } from '../agents/job.js';
import { Outages, presenceOf } from '../agents/outages.js';
import type { Participant } from '../record/record.js';
import type { World } from '../world.js';
import { type Generalist, type Member, Step } from './member.js';
import { Panel } from './panel.js';
import { isOwn, type Plan, rolesOf, stepsOf } from './plan.js';
import { Pool } from './pool.js';
import { joiningStep, type Marks, type Shape, shapeOf } from './shape.js';
import { TaskView } from './task.js';
import { type Cast, type Part, Team } from './team.js';
import type { Leaf } from './work.js';

/** Everybody who takes part in a run. */
export interface Troupe {
  readonly participants: readonly Participant[];
  readonly top: Team;
  readonly edgesPossible: number;
  /** Of the top team. */
  readonly shape: Shape;
  reset(knockedOut: KnockOut | null): void;
}

/** A participant that goes down for good, at a time in seconds. */
export interface KnockOut {
  readonly participant: number;
  readonly at: number;
}

/** Whom a pattern casts beside its members: those that it asks for. */
type Parts = Pick<Cast, 'coordinator' | 'planner' | 'watcher' | 'engine'>;

/** A team's part of the work: which member does which leaves, and in what order they can be done. */
interface Assignment {
  readonly name: string;
  readonly member: Member;
  readonly leaf: Leaf | null;
  readonly leaves: readonly number[];
  /** The participant that does it, for the shape; and the shape of a team's own work. */
  readonly doer: string;
  readonly shape: Shape | null;
  /** Who does it after the last attempt; null: nobody. */
  readonly fallback: Member | null;
}

export function buildCast(world: World, plan: Plan): Troupe {
  return new Casting(world).cast(plan);
}

class Casting {
  private readonly participants: Participant[] = [];
  private readonly pools = new Map<string, Pool>();
  private edgesPossible = 0;
  private shape!: Shape;
  private coordinators = 0;
  private engines = 0;
  private generalists = 0;

  constructor(private readonly world: World) {}

  cast(plan: Plan): Troupe {
    const { participants } = this;
    const top = this.team(plan);
    const reset = (knockedOut: KnockOut | null): void => {
      for (const [i, participant] of participants.entries()) {
        const out = i === knockedOut?.participant ? knockedOut.at : Number.POSITIVE_INFINITY;
        if (participant instanceof Engine) participant.outages.reset(out);
        else (participant as Agent).reset(out);
      }
    };
    return { participants, top, edgesPossible: this.edgesPossible, shape: this.shape, reset };
  }

  private team(plan: Plan): Team {
    const { world } = this;
    const { pattern, options } = plan;
    const steps = pattern.usesMembers ? this.stepsOfMembers(plan) : this.stepsOfGeneralist(plan);
    const after = orderOf(
      steps.map((s) => s.leaves),
      world.layout.leaves,
    );
    const shape = shapeOf(
      steps.map((s) => s.doer),
      after,
      steps.map((s) => this.marksOf(s)),
    );
    // Member teams come first, so that the top team's shape is the last one; and each counts its own edges.
    this.shape = shape;
    this.edgesPossible += pattern.expects.edgesPossible({ ...shape, teams: shape.teams.map(() => null) }, options);
    const parts = this.parts(pattern.parts(shape, options), pattern.waits);
    const generalist = steps[0]?.member as Generalist;
    const holder = pattern.heldBy === null ? undefined : { ...parts, generalist }[pattern.heldBy];
    if (holder instanceof Worker) holder.holds = true;
    const makeTask = (): TaskView =>
      new TaskView(
        steps.map((s, index) => new Step(index, s.name, s.member, s.leaf, s.leaves, this.marksOf(s), s.fallback)),
        after,
        joiningStep(after),
      );
    const team = new Team(
      world,
      plan.name,
      pattern,
      options,
      { ...parts, generalist },
      contactsOf(parts, steps),
      makeTask,
      new Set(steps.flatMap((s) => s.leaves)),
      this.leadersOf(parts, steps),
    );
    return team;
  }

  /** Who leads a team or one of its member teams. */
  private leadersOf(parts: Parts, steps: readonly Assignment[]): Set<number> {
    const own = Object.values(parts).flatMap((part) => (part === undefined ? [] : [part.id]));
    const inner = steps.flatMap(({ member }) => (member instanceof Team ? [...member.leaders] : []));
    return new Set([...own, ...inner]);
  }

  /** A member team's work is critical where any of it is, and in a group where all of it is in the same. */
  private marksOf({ leaves, shape }: Assignment): Marks {
    const specs = leaves.map((leaf) => this.world.layout.leaves[leaf]!.spec);
    const group = specs[0]!.group;
    const critical = specs.some((spec) => spec.critical);
    return { critical, group: specs.every((spec) => spec.group === group) ? group : null, team: shape };
  }

  private stepsOfMembers(plan: Plan): Assignment[] {
    const steps = plan.members.flatMap((member) =>
      typeof member === 'string' ? this.stepsOfRole(member, plan) : this.stepsOfTeam(member),
    );
    return steps.sort((a, b) => a.leaves[0]! - b.leaves[0]!);
  }

  private stepsOfRole(role: string, plan: Plan): Assignment[] {
    const own = this.world.layout.leaves.filter((leaf) => leaf.spec.role === role);
    const leaves = own.filter((leaf) => isOwn(plan, leaf.index));
    if (leaves.length === 0) return [];
    const pool = this.poolOf(role, plan);
    const { agents } = pool;
    return leaves.map((leaf) => {
      const first = pool.agentFor(leaf);
      // A panel is assigned beforehand; among agents whoever is free takes the work.
      const member: Member = agents.length === 1 || first instanceof Panel ? first : pool;
      const other = plan.pattern.waits ? leaf.spec.fallback : null;
      const fallback = other === null ? null : this.poolOf(other, plan);
      return { name: leaf.spec.name, member, leaf, leaves: [leaf.index], doer: first.name, shape: null, fallback };
    });
  }

  /** The agents of a role, who work for every team that has them do a step. */
  private poolOf(role: string, plan: Plan): Pool {
    return this.pools.get(role) ?? this.pool(this.world.scenario.agents.find((agent) => agent.role === role)!, plan);
  }

  private pool(spec: AgentSpec, { pattern, options }: Plan): Pool {
    const size = pattern.panel?.(options);
    const agents = Array.from({ length: spec.instances }, (_, i) => {
      const name = spec.instances === 1 ? spec.role : `${spec.role}-${i + 1}`;
      if (size === undefined) return this.agent(spec, name, pattern.waits, i);
      return this.panel(spec, name, size, pattern.waits, i);
    });
    const pool = new Pool(spec.role, spec.nameTokens, agents);
    this.pools.set(spec.role, pool);
    return pool;
  }

  private stepsOfTeam(plan: Plan): Assignment[] {
    const leaves = stepsOf(plan, this.world.layout.leaves);
    if (leaves.length === 0) return [];
    const member = this.team(plan);
    return [{ name: plan.name, member, leaf: null, leaves, doer: plan.name, shape: this.shape, fallback: null }];
  }

  private stepsOfGeneralist(plan: Plan): Assignment[] {
    const { agents, generalist } = this.world.scenario;
    const roles = new Set(rolesOf(plan));
    const skills = new Map(
      agents.map((spec) => [
        spec.role,
        { spec, penalty: generalist.masters.includes(spec.role) ? 1 : generalist.penalty },
      ]),
    );
    const spec = { ...generalist, capacity: 1 };
    const name = numbered('generalist', this.generalists++);
    const outages = new Outages(this.world, name, this.world.scenario.faults.generalist.crash);
    const skillFor = (leaf: Leaf): Skill => skills.get(leaf.spec.role)!;
    const agent = new Agent(this.world, this.participants.length, name, spec, outages, skillFor);
    agent.waited = plan.pattern.waits;
    this.participants.push(agent);
    return this.world.layout.leaves
      .filter((leaf) => roles.has(leaf.spec.role))
      .map((leaf) => ({
        name: leaf.spec.name,
        member: agent,
        leaf,
        leaves: [leaf.index],
        doer: name,
        shape: null,
        fallback: null,
      }));
  }

  private panel(spec: AgentSpec, name: string, size: number, waits: boolean, instance: number): Panel {
    const nameOf = (i: number): string => (size === 1 ? name : `${name}-${i + 1}`);
    const voices = Array.from({ length: size }, (_, i) => this.agent(spec, nameOf(i), waits, instance));
    return new Panel(name, spec.nameTokens, voices);
  }

  private agent(spec: AgentSpec, name: string, waits: boolean, instance: number): Agent {
    const skill = { spec, penalty: 1 };
    const { crash, leave, join } = this.world.scenario.faults.agents[spec.role]!;
    const outages = new Outages(this.world, name, crash, presenceOf(instance, spec.instances, leave, join));
    const agent = new Agent(this.world, this.participants.length, name, spec, outages, () => skill, spec);
    agent.waited = waits;
    this.participants.push(agent);
    return agent;
  }

  private parts(wanted: readonly Part[], waits: boolean): Parts {
    const has = (part: Part): boolean => wanted.includes(part);
    const planner = has('planner') ? this.coordinator('planner', waits) : undefined;
    const coordinator = has('coordinator') ? this.coordinator('coordinator', waits) : undefined;
    const watcher = has('watcher') ? this.coordinator('watcher', waits) : undefined;
    const engine = has('engine') ? this.engine() : undefined;
    // A pattern gets the parts that it asks for, and uses no others.
    return { coordinator, planner, watcher, engine } as unknown as Parts;
  }

  private coordinator(title: string, waits: boolean): Coordinator {
    const { scenario, layout } = this.world;
    const entity = layout.coordinatorAddresses[this.coordinators++ % layout.coordinatorAddresses.length]!;
    const name = numbered(
      title,
      this.participants.filter((p) => p.kind === 'coordinator' && p.name.startsWith(title)).length,
    );
    const outages = new Outages(this.world, name, scenario.faults.coordinator.crash);
    const { length: id } = this.participants;
    const coordinator = new Coordinator(this.world, id, name, scenario.coordinator, entity, outages);
    coordinator.waited = waits;
    this.participants.push(coordinator);
    return coordinator;
  }

  private engine(): Engine {
    const engine = new Engine(this.world, this.participants.length, numbered('engine', this.engines++));
    this.participants.push(engine);
    return engine;
  }
}

/** A team is addressed through its centre; where it has none, through everybody in it. */
function contactsOf(parts: Parts, steps: readonly Assignment[]): number[] {
  const { coordinator, planner, engine } = parts as Partial<typeof parts>;
  const centre = engine ?? planner ?? coordinator;
  return centre === undefined ? [...new Set(steps.flatMap((step) => step.member.contacts))] : [centre.id];
}

const numbered = (title: string, nth: number): string => (nth === 0 ? title : `${title}-${nth + 1}`);

/** For each group of leaves, the groups that it comes after. */
export function orderOf(groups: readonly (readonly number[])[], leaves: readonly Leaf[]): number[][] {
  const ownerOf = new Map<number, number>();
  for (const [group, members] of groups.entries()) for (const leaf of members) ownerOf.set(leaf, group);
  return groups.map((members, group) => {
    const before = new Set<number>();
    for (const leaf of members) for (const input of leaves[leaf]!.after) before.add(ownerOf.get(input) ?? group);
    before.delete(group);
    return [...before].sort((a, b) => a - b);
  });
}
