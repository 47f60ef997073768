import type { AgentSpec } from '../../scenario/scenario.js';
import { Agent } from '../agents/agent.js';
import type { CoordinatorParticipant } from '../agents/coordinator-calls.js';
import { EngineParticipant } from '../agents/engine.js';
import { type ClientSpec, ModelClient } from '../agents/model-client.js';
import { Outages, presenceOf } from '../agents/outages.js';
import { RetryingClient } from '../agents/retrying-client.js';
import type { Run } from '../run.js';
import { contactsOf, leadersOf, namesOf, pairsAmong, returnsAmong, speakersOf } from './contacts.js';
import { Panel } from './panel.js';
import { isOwn, type Plan, rolesOf, stepsOf } from './plan.js';
import { Pool } from './pool.js';
import { inItsPlace, skillsOf, specOf } from './roles.js';
import { joiningStep, type Shape, type StepMarks, shapeOf } from './shape.js';
import type { Member, StepPlan } from './step.js';
import { markHolder, type PartParticipants, Team } from './team.js';
import { type LeafStep, orderOf } from './work-layout.js';

/** All who take part in a run. */
export interface Participants {
  readonly top: Team;
  readonly edgesPossible: number;
  /** Of the top team. */
  readonly shape: Shape;
  /** Back to the beginning of a run. */
  reset(knockedOut: ParticipantLoss | null): void;
}

/** A participant that goes down for good, at a time in seconds. */
export interface ParticipantLoss {
  readonly participant: number;
  readonly at: number;
}

/** A step of a team, before the team's order is known. */
interface StepAssignment extends Omit<StepPlan, 'index' | 'marks' | 'address'> {
  /** Names of all who could be given it, and of all who could take it. */
  readonly able: readonly string[];
  readonly instances: readonly string[];
  /** The participant that does it, for the shape; and the shape of a team's own work. */
  readonly doer: string;
  readonly shape: Shape | null;
}

type AnyParticipant = ModelClient | EngineParticipant;

/** The parts that call a model and do none of the steps. */
type LeadPart = 'coordinator' | 'planner' | 'watcher' | 'gate';

/** Builds the top team and all below it; its participants are added to `all`, by index. */
export function buildParticipants(run: Run, plan: Plan, all: AnyParticipant[]): Participants {
  return new ParticipantsBuilder(run, all).build(plan);
}

class ParticipantsBuilder {
  private readonly pools = new Map<string, Pool>();
  private edgesPossible = 0;
  private shape!: Shape;
  private coordinators = 0;
  private engines = 0;
  private generalists = 0;

  constructor(
    private readonly run: Run,
    private readonly all: AnyParticipant[],
  ) {}

  build(plan: Plan): Participants {
    const { all } = this;
    const top = this.team(plan);
    const reset = (knockedOut: ParticipantLoss | null): void => {
      for (const [i, participant] of all.entries()) {
        const out = i === knockedOut?.participant ? knockedOut.at : Number.POSITIVE_INFINITY;
        if (participant instanceof EngineParticipant) participant.outages.reset(out);
        else participant.reset(out);
      }
    };
    return { top, edgesPossible: this.edgesPossible, shape: this.shape, reset };
  }

  private team(plan: Plan): Team {
    const { run } = this;
    const { pattern } = plan;
    const generalist = pattern.usesMembers ? null : this.generalist(plan);
    const assigned = generalist === null ? this.stepsOfMembers(plan) : this.stepsOfGeneralist(plan, generalist);
    const after = orderOf(
      assigned.map((step) => step.leaves),
      run.layout.leaves,
    );
    const marks = assigned.map((step) => this.marksOf(step));
    const shape = shapeOf(
      assigned.map((step) => step.doer),
      after,
      marks,
    );
    // Member teams come first, so that the top team's shape is the last one; and each counts its own edges.
    this.shape = shape;
    this.edgesPossible += pattern.edgesPossible({ ...shape, teams: shape.teams.map(() => null) });
    if (pattern.heldBy === null) this.edgesPossible += returnsAmong(assigned);
    if (!pattern.usesMembers) this.edgesPossible += pairsAmong(assigned.flatMap(({ instances }) => instances));
    const parts = { ...this.parts(pattern, shape), generalist };
    markHolder(parts, pattern.heldBy);
    const steps = assigned.map(
      ({ name, member, leaf, leaves, fallback }, index): StepPlan => ({
        index,
        name,
        member,
        leaf,
        leaves,
        address: run.layout.leaves[leaves[0]!]!.address,
        marks: marks[index]!,
        fallback,
      }),
    );
    return new Team(
      run,
      plan.name,
      pattern,
      parts,
      { steps, after, joining: joiningStep(after) },
      contactsOf(parts, assigned),
      leadersOf(parts, assigned),
    );
  }

  /** A member team's work is critical where any of it is, and in a group where all of it is in the same. */
  private marksOf({ leaves, shape, able, instances }: StepAssignment): StepMarks {
    const specs = leaves.map((leaf) => this.run.layout.leaves[leaf]!.spec);
    const group = specs[0]!.group;
    const critical = specs.some((spec) => spec.critical);
    return {
      critical,
      group: specs.every((spec) => spec.group === group) ? group : null,
      team: shape,
      able,
      instances,
    };
  }

  private stepsOfMembers(plan: Plan): StepAssignment[] {
    const steps = plan.members.flatMap((member) =>
      typeof member === 'string' ? this.stepsOfRole(member, plan) : this.stepsOfTeam(member),
    );
    return steps.sort((a, b) => a.leaves[0]! - b.leaves[0]!);
  }

  private stepsOfRole(role: string, plan: Plan): StepAssignment[] {
    const own = this.run.layout.leaves.filter((leaf) => leaf.spec.role === role);
    const leaves = own.filter((leaf) => isOwn(plan, leaf.index));
    if (leaves.length === 0) return [];
    const pool = this.poolOf(role, plan);
    const { agents } = pool;
    const { crash, leave, join } = this.run.scenario.faults.agents[role]!;
    // Replicas of a step are dealt out in turn; any agent of the role takes the place of one that is away.
    const isDealt = (leaf: LeafStep): boolean => leaf.isReplica && crash === null && leave === null && join === null;
    return leaves.map((leaf) => {
      const first = pool.agentFor(leaf);
      // A panel is assigned beforehand; among agents the least busy one takes the work.
      const member: Member = agents.length === 1 || first instanceof Panel ? first : pool;
      const other = plan.pattern.waits || this.escalates(role) ? leaf.spec.fallback : null;
      const fallback = other === null ? null : this.poolOf(other, plan);
      const standIns = fallback?.agents ?? [];
      const instances = namesOf([...(member instanceof Pool ? agents : [member]), ...standIns]);
      const able = isDealt(leaf) ? namesOf([first, ...standIns]) : instances;
      const step = { name: leaf.spec.name, member, leaf, leaves: [leaf.index], doer: first.name };
      return { ...step, able, instances, shape: null, fallback };
    });
  }

  /** People hand on what they do not answer in time, whether a caller waits or not. */
  private escalates(role: string): boolean {
    return specOf(this.run.scenario, role).person?.onDeadline === 'escalate';
  }

  /** The agents of a role, which work for every team that has them do a step. */
  private poolOf(role: string, plan: Plan): Pool {
    return this.pools.get(role) ?? this.pool(specOf(this.run.scenario, role), plan);
  }

  private pool(spec: AgentSpec, { pattern }: Plan): Pool {
    const { panel: size, waits } = pattern;
    const agents = Array.from({ length: spec.instances }, (_, i) => {
      const name = spec.instances === 1 ? spec.role : `${spec.role}-${i + 1}`;
      return size === null ? this.specialist(spec, name, waits, i) : this.panel(spec, name, size, waits, i);
    });
    const pool = new Pool(spec.role, spec.nameTokens, agents);
    this.pools.set(spec.role, pool);
    return pool;
  }

  private stepsOfTeam(plan: Plan): StepAssignment[] {
    const leaves = stepsOf(plan, this.run.layout.leaves);
    if (leaves.length === 0) return [];
    const member = this.team(plan);
    const able = speakersOf(member, this.shape, this.all, plan.pattern.heldBy);
    const step = { name: plan.name, member, leaf: null, leaves, doer: plan.name };
    return [{ ...step, able, instances: able, shape: this.shape, fallback: null }];
  }

  private stepsOfGeneralist(plan: Plan, member: Agent): StepAssignment[] {
    const roles = new Set(rolesOf(plan));
    const own = this.run.layout.leaves.filter((leaf) => roles.has(leaf.spec.role));
    const apart = this.run.scenario.agents.flatMap(({ role, apart }) =>
      apart && roles.has(role) ? this.stepsOfRole(role, plan) : [],
    );
    const others = own.filter((leaf) => !apart.some(({ leaves }) => leaves.includes(leaf.index)));
    const steps = others.map((leaf) => ({
      name: leaf.spec.name,
      member,
      leaf,
      leaves: [leaf.index],
      doer: member.name,
      able: [member.name],
      instances: [member.name],
      shape: null,
      fallback: null,
    }));
    return [...steps, ...apart].sort((a, b) => a.leaves[0]! - b.leaves[0]!);
  }

  private generalist({ pattern }: Plan): Agent {
    const { sim, luck, scenario } = this.run;
    const { generalist } = scenario;
    const skills = skillsOf(scenario);
    const name = numbered('generalist', this.generalists++);
    const outages = new Outages(sim, luck, name, scenario.faults.generalist.crash);
    const client = this.client(name, 'agent', pattern.waits, { ...generalist, person: null, latency: null }, outages);
    return new Agent(this.run, client, (leaf) => skills.get(leaf.spec.role)!, 'generalist');
  }

  private panel(spec: AgentSpec, name: string, size: number, waits: boolean, instance: number): Panel {
    const nameOf = (i: number): string => (size === 1 ? name : `${name}-${i + 1}`);
    const voices = Array.from({ length: size }, (_, i) => this.specialist(spec, nameOf(i), waits, instance));
    return new Panel(name, spec.nameTokens, voices);
  }

  private specialist(spec: AgentSpec, name: string, waits: boolean, instance: number): Agent {
    const { sim, luck, scenario } = this.run;
    const skill = { spec, penalty: 1 };
    const { crash, leave, join } = scenario.faults.agents[spec.role]!;
    const outages = new Outages(sim, luck, name, crash, presenceOf(instance, spec.instances, leave, join));
    return new Agent(this.run, this.client(name, 'agent', waits, spec, outages), () => skill, spec.role, spec);
  }

  private parts(pattern: Plan['pattern'], shape: Shape): Omit<PartParticipants, 'generalist'> {
    const wanted = pattern.partsOf(shape);
    const lead = (part: LeadPart): CoordinatorParticipant | null =>
      wanted.includes(part) ? this.lead(part, pattern) : null;
    return {
      planner: lead('planner'),
      coordinator: lead('coordinator'),
      watcher: lead('watcher'),
      gate: lead('gate'),
      engine: wanted.includes('engine') ? this.engine() : null,
    };
  }

  /** The coordinator in one of its parts, or a role that plays it: `checker (fact-checker)`. */
  private lead(part: LeadPart, pattern: Plan['pattern']): CoordinatorParticipant {
    const { sim, luck, scenario, layout } = this.run;
    const entity = layout.coordinatorAddresses[this.coordinators++ % layout.coordinatorAddresses.length]!;
    const filling = pattern.fillingOf(part);
    const role = filling?.role ?? null;
    const title = filling?.slot ?? part;
    const same = this.all.filter(({ kind, name }) => kind === 'coordinator' && name.startsWith(title));
    const name = `${numbered(title, same.length)}${role === null ? '' : ` (${role})`}`;
    const spec = role === null ? scenario.coordinator : inItsPlace(scenario, role);
    const outages = new Outages(sim, luck, name, scenario.faults.coordinator.crash);
    return { client: this.client(name, 'coordinator', pattern.waits, spec, outages), spec, entity };
  }

  private client(
    name: string,
    kind: ModelClient['kind'],
    waited: boolean,
    spec: ClientSpec,
    outages: Outages,
  ): RetryingClient {
    const client = new ModelClient(this.run, { id: this.all.length, name, kind, waited }, spec, outages);
    this.all.push(client);
    return new RetryingClient(this.run, client);
  }

  private engine(): EngineParticipant {
    const engine = new EngineParticipant(this.run, this.all.length, numbered('engine', this.engines++));
    this.all.push(engine);
    return engine;
  }
}

const numbered = (title: string, nth: number): string => (nth === 0 ? title : `${title}-${nth + 1}`);
