/** What a coordinator's calls come to, and how its messages are written. */
import type { Artifact } from '../content/artifact.js';
import type { Step } from '../team/member.js';

/** What a decision came to: a step and the message that hands it over, or (`next` null) the final answer. */
export interface Decision {
  readonly next: Step | null;
  readonly message: Artifact;
}

/** How a coordinator writes: what its prompt and its messages cost beside the content. */
export interface Wording {
  /** Tokens of what it must know of each member it can address, and once on top. */
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  /** Tokens of a handoff in the transcript, framing included, without the member's name, which stands in it twice. */
  readonly handoff: number;
  /** Handoffs stay in the transcript. */
  readonly handoffMessages: boolean;
  /** The decision names every member that is left, although only the first (or the last) one gets the work. */
  readonly namesAll: boolean;
  readonly takes: 'first' | 'last';
  /** What stays of the others' handoffs in the transcript. */
  readonly others: 'dropped' | 'unanswered' | 'answered';
}

/** What a lead wrote in one call: whom it gave work, each with a brief; nobody, and the message is its answer. */
export interface Assignment {
  readonly given: readonly { readonly step: Step; readonly brief: Artifact }[];
  readonly message: Artifact;
}

/** How a lead writes its briefs. */
export interface Briefing {
  readonly rosterBase: number;
  readonly rosterPerMember: number;
  /** Tokens of a call that gives work, without the member's name and the brief. */
  readonly assignment: number;
  /** Tokens of a brief. */
  readonly brief: number;
  /** Probability that a brief leaves a claim out. */
  readonly briefLoss: number;
  /** All ready steps in one call; else one. */
  readonly atOnce: boolean;
}

/** How a lead asks itself, once reports are in, whether all is done. */
export interface Confirming {
  /** Tokens in the prompt of the question, beside the members and the reports, which it repeats. */
  readonly confirmBase: number;
  readonly rosterPerMember: number;
  /** Tokens of the finding that something is left to do. */
  readonly verdict: number;
}

/** What an examination found. */
export interface Verdict {
  /** Claims that it objects to. */
  readonly flags: number;
  /** Says so: read together with what it is about, the flagged claims are gone. */
  readonly message: Artifact;
}

/** Who goes on, and whether the work comes on. */
export interface Choice {
  readonly next: Step | null;
  readonly call: number;
  /** It is what somebody who does not err would have chosen. */
  readonly isRight: boolean;
  readonly seesProgress: boolean;
}

/** A choice that is laid down beforehand, so that a run can be held against one that was recorded. */
export interface Scripted {
  /** The step that comes next, by name; chosen as ever where none is given. */
  readonly step?: string;
  readonly progress?: boolean;
}
