import type { Process } from '../../kernel/index.js';
import type { Answering } from '../agents/answering.js';
import type { Artifact, Context } from '../content/artifact.js';
import type { Marks } from './shape.js';
import type { TaskView } from './task.js';
import type { Leaf } from './work.js';

/** A step of a team's task: a leaf step that an agent does, or the leaves that a member team does as one. */
export class Step {
  /** The steps of this team whose results it takes, for the task at hand. */
  readonly inputs: Step[] = [];
  /** It takes what the team itself was given: it has no inputs here, or some of them lie outside the team. */
  fromBrief = true;
  /** Its result, once done. */
  artifact: Artifact | null = null;
  /** The task as the member team met it that did the step last. */
  inside: TaskView | null = null;

  constructor(
    readonly index: number,
    readonly name: string,
    readonly member: Member,
    /** The leaf step, or null for a member team's work. */
    readonly leaf: Leaf | null,
    /** Indexes of all the leaf steps in it. */
    readonly leaves: readonly number[],
    readonly marks: Marks,
    /** Who does it after the last attempt, where its member is waited for; null: nobody. */
    readonly fallback: Member | null = null,
  ) {}

  get done(): boolean {
    return this.artifact !== null;
  }
}

export type OnLimit = 'fail' | 'empty' | 'partial';

/** What a pattern asks of a member beside the step itself. */
export interface Extra {
  /** Tokens in the prompt: whom it can address. */
  readonly roster?: number;
  /** Tokens that it writes on top of its result: a handoff. */
  readonly written?: number;
  /** New claims in place of the step's own number: a revision replaces what was flagged. */
  readonly claims?: number;
  /** It does the step in another one's place: after it there is nobody else. */
  readonly instead?: boolean;
  /** Tokens of the text that comes back in place of a result where the work fails for good; else that is thrown. */
  readonly errorText?: number;
  /** Nobody waits for it: no time-out, no retry. */
  readonly unattended?: boolean;
  /** How often the work was done before, where several do it at once: their luck may not go by who begins. */
  readonly visit?: number;
  /** How its answer comes of what it read, in place of taking up everything and answering anew. */
  readonly answers?: Answering;
}

/** Anything that can be given work and returns an artifact: an agent, a pool of agents, a team. */
export interface Member {
  readonly name: string;
  /** Work that it has in hand or that waits for it; where that can be told. */
  readonly load?: number;
  /** Tokens of its name where somebody writes it. */
  readonly nameTokens: number;
  /**
   * Does a step on what `context` shows, handed over by `sender` (a participant; else USER or EACH_AUTHOR; the
   * author of the newest content unless said otherwise). Throws FAILED when the work failed for good.
   */
  perform(step: Step, context: Context, sender?: number, extra?: Extra): Process<Artifact>;
  /** A short reply to the nth question about work: one call. An agent has one; who has none cannot be asked. */
  reply?(context: Context, sender: number, tokens: number, nth: number): Process<Artifact>;
  /** Participants that a message to it reaches. */
  readonly contacts: readonly number[];
  /** The participant that would get a step now. */
  contactFor(step: Step): number;
  /** Takes back a step that it did, where it can, on word from `sender`; what came of it last, `after` where nothing did. */
  undo(step: Step, sender: number, after: Artifact): Process<Artifact>;
}

/** A member with everybody's skills, who decides by itself what there is to do. */
export interface Generalist extends Member {
  /** Whether it sees, from its conversation so far, that a step is there to be done. */
  sees(task: TaskView, step: Step, conversation: Context): boolean;
}
