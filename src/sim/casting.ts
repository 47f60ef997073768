import type { AgentSpec } from '../scenario/scenario.js';
import { Agent } from './agent.js';
import type { Artifact, Context } from './artifact.js';
import { Coordinator } from './coordinator.js';
import { Engine } from './engine.js';
import type { Process } from './kernel/index.js';
import { type Plan, rolesOf } from './plan.js';
import type { Participant } from './record.js';
import { joiningStep, type Shape, shapeOf } from './shape.js';
import { type Cast, type Generalist, type Member, type Part, Step, TaskView, Team } from './team.js';
import type { Leaf } from './work.js';
import type { World } from './world.js';

/** Everybody who takes part in a run. */
export interface Troupe {
  readonly participants: readonly Participant[];
  readonly top: Team;
  readonly edgesPossible: number;
  /** Of the top team. */
  readonly shape: Shape;
  reset(): void;
}

/** Several agents of one role: the least busy one does the next step; replicas of a step are dealt out in turn. */
class Pool implements Member {
  constructor(
    readonly name: string,
    readonly nameTokens: number,
    readonly agents: readonly Agent[],
  ) {}

  agentFor(leaf: Leaf): Agent {
    if (leaf.isReplica) return this.agents[leaf.spec.replica % this.agents.length]!;
    let best = this.agents[0]!;
    for (const agent of this.agents) if (agent.load < best.load) best = agent;
    return best;
  }

  /** The choice is made when the work begins: of steps that start at once, each sees the load of those before. */
  *perform(step: Step, context: Context, sender?: number): Process<Artifact> {
    return yield* this.agentFor(step.leaf!).perform(step, context, sender);
  }
}

/** A team's part of the work: which member does which leaves, and in what order they can be done. */
interface Assignment {
  readonly name: string;
  readonly member: Member;
  readonly leaf: Leaf | null;
  readonly leaves: readonly number[];
  /** The participant that does it, for the shape. */
  readonly doer: string;
}

export function buildCast(world: World, plan: Plan): Troupe {
  return new Casting(world).cast(plan);
}

class Casting {
  private readonly participants: Participant[] = [];
  private readonly teams: Team[] = [];
  private edgesPossible = 0;
  private shape!: Shape;
  private coordinators = 0;
  private engines = 0;
  private generalists = 0;

  constructor(private readonly world: World) {}

  cast(plan: Plan): Troupe {
    const { teams, participants } = this;
    const top = this.team(plan);
    const reset = (): void => {
      for (const team of teams) team.reset();
      for (const participant of participants) if (!(participant instanceof Engine)) (participant as Agent).reset();
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
    );
    // Member teams come first, so that the top team's shape is the last one.
    this.shape = shape;
    this.edgesPossible += pattern.expects.edgesPossible(shape, options);
    const parts = this.parts(pattern.parts(shape, options), pattern.waits);
    const generalist = steps[0]?.member as Generalist;
    const makeTask = (): TaskView =>
      new TaskView(
        steps.map((s, index) => new Step(index, s.name, s.member, s.leaf, s.leaves)),
        after,
        joiningStep(after),
      );
    const team = new Team(world, plan.name, pattern, options, { ...parts, generalist }, makeTask);
    this.teams.push(team);
    return team;
  }

  private stepsOfMembers(plan: Plan): Assignment[] {
    const steps = plan.members.flatMap((member) =>
      typeof member === 'string' ? this.stepsOfRole(member, plan.pattern.waits) : this.stepsOfTeam(member),
    );
    return steps.sort((a, b) => a.leaves[0]! - b.leaves[0]!);
  }

  private stepsOfRole(role: string, waits: boolean): Assignment[] {
    const leaves = this.world.layout.leaves.filter((leaf) => leaf.spec.role === role);
    if (leaves.length === 0) return [];
    const spec = this.world.scenario.agents.find((agent) => agent.role === role)!;
    const agents = Array.from({ length: spec.instances }, (_, i) => this.agent(spec, i, waits));
    const pool = new Pool(role, spec.nameTokens, agents);
    const member: Member = agents.length === 1 ? agents[0]! : pool;
    return leaves.map((leaf) => {
      const doer = pool.agentFor(leaf).name;
      return { name: leaf.spec.name, member, leaf, leaves: [leaf.index], doer };
    });
  }

  private stepsOfTeam(plan: Plan): Assignment[] {
    const roles = new Set(rolesOf(plan));
    const leaves = this.world.layout.leaves.filter((leaf) => roles.has(leaf.spec.role)).map((leaf) => leaf.index);
    if (leaves.length === 0) return [];
    return [{ name: plan.name, member: this.team(plan), leaf: null, leaves, doer: plan.name }];
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
    const agent = new Agent(this.world, this.participants.length, name, spec, (leaf) => skills.get(leaf.spec.role)!);
    agent.waited = plan.pattern.waits;
    this.participants.push(agent);
    return this.world.layout.leaves
      .filter((leaf) => roles.has(leaf.spec.role))
      .map((leaf) => ({ name: leaf.spec.name, member: agent, leaf, leaves: [leaf.index], doer: name }));
  }

  private agent(spec: AgentSpec, instance: number, waits: boolean): Agent {
    const skill = { spec, penalty: 1 };
    const name = spec.instances === 1 ? spec.role : `${spec.role}-${instance + 1}`;
    const agent = new Agent(this.world, this.participants.length, name, spec, () => skill);
    agent.waited = waits;
    this.participants.push(agent);
    return agent;
  }

  private parts(wanted: readonly Part[], waits: boolean): Pick<Cast, 'coordinator' | 'planner' | 'engine'> {
    const has = (part: Part): boolean => wanted.includes(part);
    const planner = has('planner') ? this.coordinator('planner', waits) : undefined;
    const coordinator = has('coordinator') ? this.coordinator('coordinator', waits) : undefined;
    const engine = has('engine') ? this.engine() : undefined;
    // A pattern gets the parts that it asks for, and uses no others.
    return { coordinator, planner, engine } as unknown as Pick<Cast, 'coordinator' | 'planner' | 'engine'>;
  }

  private coordinator(title: string, waits: boolean): Coordinator {
    const { scenario, layout } = this.world;
    const entity = layout.coordinatorAddresses[this.coordinators++ % layout.coordinatorAddresses.length]!;
    const name = numbered(
      title,
      this.participants.filter((p) => p.kind === 'coordinator' && p.name.startsWith(title)).length,
    );
    const coordinator = new Coordinator(this.world, this.participants.length, name, scenario.coordinator, entity);
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
