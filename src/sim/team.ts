import type { Artifact, Context, Layout as ContextLayout } from './artifact.js';
import type { Bus } from './bus.js';
import type { Coordinator } from './coordinator.js';
import { Document } from './document.js';
import type { Engine } from './engine.js';
import type { Process, Simulator } from './kernel/index.js';
import type { Shape } from './shape.js';
import { TaskView } from './task.js';
import type { Leaf } from './work.js';
import type { World } from './world.js';

/** Who hands content over, where it is not a participant (an index from 0). */
export const USER = -1;
/** Each artifact comes straight from its author. */
export const EACH_AUTHOR = -2;

/** A step of a team's task: a leaf step that an agent does, or the leaves that a member team does as one. */
export class Step {
  /** The steps of this team whose results it takes, for the task at hand. */
  readonly inputs: Step[] = [];
  /** It takes what the team itself was given: it has no inputs here, or some of them lie outside the team. */
  fromBrief = true;
  /** Its result, once done. */
  artifact: Artifact | null = null;

  constructor(
    readonly index: number,
    readonly name: string,
    readonly member: Member,
    /** The leaf step, or null for a member team's work. */
    readonly leaf: Leaf | null,
    /** Indexes of all the leaf steps in it. */
    readonly leaves: readonly number[],
  ) {}

  get done(): boolean {
    return this.artifact !== null;
  }
}

/** Anything that can be given work and returns an artifact: an agent, a pool of agents, a team. */
export interface Member {
  readonly name: string;
  /** Tokens of its name where somebody writes it. */
  readonly nameTokens: number;
  /**
   * Does a step on what `context` shows, handed over by `sender` (a participant; else USER or EACH_AUTHOR; the
   * author of the newest content unless said otherwise). Throws FAILED when the work failed for good.
   */
  perform(step: Step, context: Context, sender?: number): Process<Artifact>;
}

/** A member with everybody's skills, who decides by itself what there is to do. */
export interface Generalist extends Member {
  /** Whether it sees, from its conversation so far, that a step is there to be done. */
  sees(task: TaskView, step: Step, conversation: Context): boolean;
}

/** What a pattern works with. */
export interface Cast {
  readonly sim: Simulator;
  readonly task: TaskView;
  readonly team: Team;
  /** Decides and composes; there where the pattern casts one. */
  readonly coordinator: Coordinator;
  /** Plans; a participant of its own where the pattern casts one. */
  readonly planner: Coordinator;
  /** Code that holds the control flow; there where the pattern casts one. */
  readonly engine: Engine;
  /** One agent with everybody's skills; there where the pattern casts one. */
  readonly generalist: Generalist;
  readonly bus: Bus;
  /** What the results of the team's task are persisted to. */
  readonly document: Document;
}

/** The parts beside the members that a pattern can ask for. */
export type Part = 'coordinator' | 'planner' | 'engine' | 'generalist';

/** A pattern as the simulator sees it; `patterns/pattern.ts` adds what people read. */
export interface Coordination<Options = never> {
  readonly name: string;
  /** Whether somebody waits for each call: only then can there be time-outs and retries. */
  readonly waits: boolean;
  /** Whether somebody decides at run time, who can notice a step that nobody foresaw. */
  readonly notices: boolean;
  /** Whether the scenario's agents take part (false: a generalist does their work). */
  readonly usesMembers: boolean;
  /** What it casts beside the members. */
  readonly parts: (shape: Shape, options: Options) => readonly Part[];
  readonly expects: { readonly edgesPossible: (shape: Shape, options: Options) => number };
  coordinate(cast: Cast, options: Options): Process<Artifact>;
}

/** A pattern with its members: itself a member. */
export class Team implements Member {
  readonly nameTokens = 2;
  /** As the sender: each part of the content comes straight from its author. */
  readonly eachAuthor = EACH_AUTHOR;
  private readonly idle: Cast[] = [];
  private readonly busy: Cast[] = [];

  constructor(
    readonly world: World,
    readonly name: string,
    private readonly pattern: Coordination,
    private readonly options: never,
    private readonly parts: Omit<Cast, 'sim' | 'task' | 'team' | 'bus' | 'document'>,
    private readonly makeTask: () => TaskView,
  ) {}

  get notices(): boolean {
    return this.pattern.notices;
  }

  memberFor(step: Step): Member {
    return step.member;
  }

  /** An empty context. */
  context(layout: ContextLayout = 'messages'): Context {
    return this.world.exchange.context(layout);
  }

  /** Results as they are, side by side, where nobody is there to merge them. */
  leaveAsIs(artifacts: readonly (Artifact | null)[]): Artifact {
    return this.world.exchange.sideBySide(USER, artifacts);
  }

  /** A piece of fixed text, without claims and without an author. */
  text(tokens: number): Artifact {
    return this.world.exchange.text(tokens);
  }

  *perform(step: Step, context: Context, sender: number = context.newest.author): Process<Artifact> {
    step.artifact = yield* this.work(this.world.exchange.handedOver(context, sender));
    return step.artifact;
  }

  /** The pattern at work on a brief. */
  *work(brief: Artifact): Process<Artifact> {
    const cast = this.idle.pop() ?? this.makeCast();
    this.busy.push(cast);
    cast.document.reset();
    cast.task.open(brief, this.world.work, this.notices);
    return yield* this.pattern.coordinate(cast, this.options);
  }

  reset(): void {
    while (this.busy.length > 0) this.idle.push(this.busy.pop()!);
  }

  private makeCast(): Cast {
    const { sim, bus } = this.world;
    const document = new Document(this.world);
    return { ...this.parts, sim, task: this.makeTask(), team: this, bus, document };
  }
}

export { TaskView };
