import type { Process } from '../../kernel/index.js';
import type { Agent } from '../agents/agent.js';
import { Coordinator } from '../agents/coordinator.js';
import type { CoordinatorParticipant } from '../agents/coordinator-calls.js';
import { Engine, type EngineParticipant } from '../agents/engine.js';
import type { Outages } from '../agents/outages.js';
import { held } from '../agents/recovery.js';
import { Bus } from '../bus/bus.js';
import { SharedDocument } from '../bus/document.js';
import { Saga, takeBack } from '../bus/saga.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { Run } from '../run.js';
import { ActiveTeam } from './active-team.js';
import type { AnyCast, Coordination, Part } from './coordination.js';
import { type Member, Step, type StepPlan } from './step.js';
import type { TaskState } from './task-state.js';
import { TaskView } from './task-view.js';

/** The participants that a pattern cast beside its members; null: not cast. */
export interface PartParticipants {
  readonly coordinator: CoordinatorParticipant | null;
  readonly planner: CoordinatorParticipant | null;
  readonly watcher: CoordinatorParticipant | null;
  readonly gate: CoordinatorParticipant | null;
  readonly engine: EngineParticipant | null;
  readonly generalist: Agent | null;
}

/** A team's part of the work: its steps, and for each the steps that it comes after. */
export interface TeamWork {
  readonly steps: readonly StepPlan[];
  readonly after: readonly (readonly number[])[];
  /** The single last step that joins all the branches; -1: none. */
  readonly joining: number;
}

/** Casts of one team for one task state: one for each time that its work was begun for the task at hand. */
interface CastPool {
  readonly casts: AnyCast[];
  used: number;
  /** For which of the state's tasks. */
  opening: number;
}

/** A pattern with its members: itself a member. It serves many tasks, each with casts of its own. */
export class Team implements Member {
  readonly nameTokens = 2;
  /** Steps that it does. */
  private readonly leaves: ReadonlySet<number>;
  /** By task state. */
  private readonly pools: CastPool[] = [];
  /** Whose crash takes the control flow down with it; null: no participant's. */
  private readonly holder: Outages | null;

  constructor(
    private readonly run: Run,
    readonly name: string,
    private readonly pattern: Coordination,
    private readonly parts: PartParticipants,
    private readonly work: TeamWork,
    readonly contacts: readonly number[],
    /** Participants that lead it or one of its member teams. */
    readonly leaders: ReadonlySet<number>,
  ) {
    this.leaves = new Set(work.steps.flatMap((step) => step.leaves));
    this.holder = pattern.heldBy === null ? null : outagesOf(parts, pattern.heldBy);
  }

  contactFor(): number {
    return this.contacts[0]!;
  }

  undo(step: Step, sender: number, after: Artifact): Process<Artifact> {
    return takeBack(step.inside, sender, after);
  }

  *perform(step: Step, context: Context, sender: number = context.newest.author): Process<Artifact> {
    const brief = step.state.exchange.handedOver(context, sender);
    return step.finish(yield* this.workOn(step.state, brief, step));
  }

  /** The pattern at work on a brief, for a step of another team or as a whole; what holds its control flow may go down. */
  workOn(state: TaskState, brief: Artifact, step: Step | null): Process<Artifact> {
    const { holder } = this;
    if (holder === null || !holder.any) return this.begin(state, brief, step);
    return held(this.run, state, holder, this.owns, () => this.begin(state, brief, step));
  }

  /** A call, by who made it and for which step, is part of this team's work. */
  private readonly owns = (participant: number, leaf: number): boolean =>
    leaf >= 0 ? this.leaves.has(leaf) : this.leaders.has(participant);

  private begin(state: TaskState, brief: Artifact, step: Step | null): Process<Artifact> {
    const cast = this.castFor(state);
    cast.document.reset();
    cast.saga.reset();
    cast.bus.reset();
    cast.task.open(brief);
    if (step !== null) step.inside = cast.task.steps;
    return this.pattern.coordinate(cast);
  }

  /** A cast that has not worked on the task at hand. */
  private castFor(state: TaskState): AnyCast {
    this.pools[state.index] ??= { casts: [], used: 0, opening: 0 };
    const pool = this.pools[state.index]!;
    if (pool.opening !== state.openings) {
      pool.opening = state.openings;
      pool.used = 0;
    }
    if (pool.used === pool.casts.length) pool.casts.push(this.makeCast(state));
    return pool.casts[pool.used++]!;
  }

  private makeCast(state: TaskState): AnyCast {
    const { run, parts, work } = this;
    const steps = work.steps.map((plan) => new Step(state, plan));
    const task = new TaskView(state, this.pattern.notices, steps, work.after, work.joining);
    const bus = new Bus(run, state.record);
    const coordinator = (participant: CoordinatorParticipant | null): Coordinator | null =>
      participant === null ? null : new Coordinator(run, participant, state);
    return {
      sim: run.sim,
      run,
      state,
      task,
      team: new ActiveTeam(run.scenario, state),
      bus,
      document: new SharedDocument(run, state),
      saga: new Saga(run, state, task, bus),
      coordinator: coordinator(parts.coordinator),
      planner: coordinator(parts.planner),
      watcher: coordinator(parts.watcher),
      gate: coordinator(parts.gate),
      engine: parts.engine === null ? null : new Engine(run, parts.engine, state),
      generalist: parts.generalist,
    };
  }
}

function outagesOf(parts: PartParticipants, part: Part): Outages | null {
  switch (part) {
    case 'engine':
      return parts.engine?.outages ?? null;
    case 'generalist':
      return parts.generalist?.client.client.outages ?? null;
    default:
      return parts[part]?.client.client.outages ?? null;
  }
}

/** Of a participant that calls a model and holds the control flow, what it was about to do goes down with it. */
export function markHolder(parts: PartParticipants, heldBy: Part | null): void {
  if (heldBy === null || heldBy === 'engine') return;
  const holder = parts[heldBy];
  if (holder !== null) holder.client.client.holds = true;
}
