import type { Process } from '../../kernel/index.js';
import type { Answering } from '../agents/answering.js';
import type { Artifact } from '../content/artifact.js';
import type { Context } from '../content/context.js';
import type { StepMarks } from './shape.js';
import type { TaskState } from './task-state.js';
import type { LeafStep } from './work-layout.js';

/** What a step of a team is, whatever the task: a leaf step that an agent does, or the leaves that a member team does as one. */
export interface StepPlan {
  readonly index: number;
  readonly name: string;
  readonly member: Member;
  /** The leaf step, or null for a member team's work. */
  readonly leaf: LeafStep | null;
  /** Indexes of all the leaf steps in it. */
  readonly leaves: readonly number[];
  /** Where the luck of its first leaf lies. */
  readonly address: number;
  readonly marks: StepMarks;
  /** Who does it after the last attempt, where its member is waited for. */
  readonly fallback: Member | null;
}

/** What a step is given that its work came back to. */
export interface Revision {
  /** Points of its result that were objected to: it fills these anew. */
  readonly points: readonly number[];
  /** The result of the check. */
  readonly verdict: Artifact;
  /** Tokens of the objections where they are handed over by themselves. */
  readonly tokens: number;
}

/** A step of a team's task, and what became of it. It belongs to one task state for good. */
export class Step {
  readonly index: number;
  readonly name: string;
  readonly member: Member;
  readonly leaf: LeafStep | null;
  readonly leaves: readonly number[];
  readonly address: number;
  readonly marks: StepMarks;
  readonly fallback: Member | null;
  /** The steps of this team whose results it takes, for the task at hand. */
  readonly inputs: Step[] = [];
  /** It takes what the team itself was given: it has no inputs here, or some of them lie outside the team. */
  fromBrief = true;
  /** The version of the task's facts for which it is in the flow of the team. */
  arranged = -1;
  /** Its result, once done. */
  artifact: Artifact | null = null;
  /** It has to be done again, and how its own work came back to it. */
  isAgain = false;
  revision: Revision | null = null;
  /** How often it sent the work back. */
  returns = 0;
  /** The steps of the member team that did it last, as that team met them. */
  inside: readonly Step[] = [];

  constructor(
    readonly state: TaskState,
    plan: StepPlan,
  ) {
    this.index = plan.index;
    this.name = plan.name;
    this.member = plan.member;
    this.leaf = plan.leaf;
    this.leaves = plan.leaves;
    this.address = plan.address;
    this.marks = plan.marks;
    this.fallback = plan.fallback;
  }

  get done(): boolean {
    return this.artifact !== null && !this.isAgain;
  }

  /** Its result; it is done. */
  finish(artifact: Artifact): Artifact {
    this.artifact = artifact;
    this.isAgain = false;
    this.revision = null;
    return artifact;
  }

  /** A task begins. */
  open(): void {
    this.artifact = null;
    this.isAgain = false;
    this.revision = null;
    this.returns = 0;
  }

  /** Whether this task turned out to need it; known once the steps before it are done. */
  get isNeeded(): boolean {
    const { needed } = this.state.facts;
    for (const leaf of this.leaves) if (needed[leaf] === 1) return true;
    return false;
  }

  /** Whether it was written into the flow beforehand. */
  get isForeseen(): boolean {
    const { foreseen } = this.state.facts;
    for (const leaf of this.leaves) if (foreseen[leaf] === 1) return true;
    return false;
  }
}

export type OnLimit = 'fail' | 'empty' | 'partial';

/** What a pattern asks of a member beside the step itself. */
export interface StepRequest {
  /** Tokens in the prompt: whom it can address. */
  readonly roster?: number;
  /** Tokens that it writes on top of its result: a handoff. */
  readonly written?: number;
  /** What it has to say anew, in place of all that the step has to say: a revision replaces what was flagged. */
  readonly points?: readonly number[];
  /** It is the fallback of another member: after it there is none. */
  readonly instead?: boolean;
  /** Tokens of the text that comes back in place of a result where the work fails for good; else that is thrown. */
  readonly errorText?: number;
  /** The caller does not wait for it: no time-out, no retry. */
  readonly unattended?: boolean;
  /** It is sent out with a brief of its own, and may search further than it was asked. */
  readonly explores?: boolean;
  /** How often the work was done before, where several do it at once: their luck may not go by who begins. */
  readonly visit?: number;
  /** How its answer comes of what it read, in place of taking up everything and answering anew. */
  readonly answers?: Answering;
}

/** A step whose work came back to it fills anew what was objected to. */
export function askedAnew({ revision, artifact }: Step, given: StepRequest | undefined): StepRequest | undefined {
  return revision === null || artifact === null ? given : { ...given, points: revision.points };
}

/** Anything that can be given work and returns an artifact: an agent, a pool of agents, a team. It serves many tasks. */
export interface Member {
  readonly name: string;
  /** Work that it has in hand or that waits for it; where that can be told. */
  readonly load?: number;
  /** Tokens of its name in a text. */
  readonly nameTokens: number;
  /**
   * Does a step, for the step's task, on what `context` shows, handed over by `sender` (a participant; else USER or
   * EACH_AUTHOR; the author of the newest content unless said otherwise). Throws FAILED when the work failed for good.
   */
  perform(step: Step, context: Context, sender?: number, request?: StepRequest): Process<Artifact>;
  /** A short reply to the nth question about a step: one call. Agents have one; a team cannot be asked. */
  reply?(step: Step, context: Context, sender: number, tokens: number, nth: number): Process<Artifact>;
  /** Participants that a message to it reaches. */
  readonly contacts: readonly number[];
  /** The participant that would get a step now. */
  contactFor(step: Step): number;
  /** Takes back a step that it did, where it can, on word from `sender`; what came of it last, `after` where nothing did. */
  undo(step: Step, sender: number, after: Artifact): Process<Artifact>;
}

/** A member with the skills of all roles, which decides by itself what there is to do. */
export interface Generalist extends Member {
  /** Whether it sees, from its conversation so far, that a step is there to be done. */
  sees(step: Step, conversation: Context): boolean;
}
