import type { Process, Simulator } from '../../kernel/index.js';
import type { Coordinator } from '../agents/coordinator.js';
import type { Engine } from '../agents/engine.js';
import type { Bus } from '../bus/bus.js';
import type { SharedDocument } from '../bus/document.js';
import type { Saga } from '../bus/saga.js';
import type { Artifact } from '../content/artifact.js';
import type { Run } from '../run.js';
import type { ActiveTeam } from './active-team.js';
import type { Shape } from './shape.js';
import type { Generalist } from './step.js';
import type { TaskState } from './task-state.js';
import type { Notices, TaskView } from './task-view.js';

/** The participants beside the members that a pattern can cast. */
export interface PartTypes {
  /** Decides and composes. */
  readonly coordinator: Coordinator;
  /** Plans: a participant of its own. */
  readonly planner: Coordinator;
  /** Monitors the coordinator. */
  readonly watcher: Coordinator;
  /** Judges what leaves a branch, where that is not the coordinator. */
  readonly gate: Coordinator;
  /** Code that holds the control flow. */
  readonly engine: Engine;
  /** One agent with the skills of all roles. */
  readonly generalist: Generalist;
}

export type Part = keyof PartTypes;

/** What every pattern works with at one task: objects that are bound to the task's state, for as long as the task lasts. */
export interface Stage {
  readonly sim: Simulator;
  readonly run: Run;
  readonly state: TaskState;
  readonly task: TaskView;
  readonly team: ActiveTeam;
  readonly bus: Bus;
  /** What the results of the team's task are persisted to. */
  readonly document: SharedDocument;
  /** How the team compensates its steps without an orchestrator. */
  readonly saga: Saga;
}

/** What a pattern works with: the stage, the parts that it always casts, and those that it casts with some options only. */
export type Cast<Always extends Part = never, Sometimes extends Part = never> = Stage &
  Pick<PartTypes, Always> & { readonly [P in Sometimes]: PartTypes[P] | null };

/** The cast of a pattern that declares its parts: 'always', or when it casts them. */
export type CastOf<Parts> = Stage & {
  readonly [P in keyof Parts & Part]: Parts[P] extends 'always' ? PartTypes[P] : PartTypes[P] | null;
};

/** A stage with every part; null: not cast. */
export type AnyCast = Cast<never, Part>;

/** What of a pattern the simulator must know, whatever its options. */
export interface CoordinationRules {
  readonly name: string;
  /** Whether the caller waits for each call: only then can there be time-outs and retries. */
  readonly waits: boolean;
  /** The part whose crash takes the control flow down with it; null: no participant's does. */
  readonly heldBy: Part | null;
  /** An engine holds a part of the work (`Engine.hold`); the rest goes on without it. */
  readonly heldInPart?: true;
  /** Results are announced by events on a bus, which can be lost and delivered again. */
  readonly events?: true;
  /** Whether steps are decided on at run time, so that an unforeseen one can be noticed; or only that a task turned. */
  readonly notices: Notices;
  /** Whether the scenario's agents take part (false: a generalist does their work). */
  readonly usesMembers: boolean;
  /** Only agents can be its members, not teams: why, in a few words. */
  readonly agentsOnly?: string;
}

/** What a role does in the coordinator's place. */
export interface PartFilling {
  readonly slot: string;
  readonly role: string | null;
}

/** A pattern with its options set, as the simulator sees it; `patterns/pattern.ts` adds what people read. */
export interface Coordination extends CoordinationRules {
  /** How many of each agent there are, which are all given the same work; null: one, and no panel. */
  readonly panel: number | null;
  /** The role that plays a part in the coordinator's place, and as what; null: the coordinator itself plays it. */
  fillingOf(part: Part): PartFilling | null;
  /** What it casts beside the members. */
  partsOf(shape: Shape): readonly Part[];
  /** Largest number of edges that its rules allow. */
  edgesPossible(shape: Shape): number;
  coordinate(cast: AnyCast): Process<Artifact>;
}
