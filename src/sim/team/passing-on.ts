/** What code does to content between two calls, without reading it. */
import type { Artifact } from '../content/artifact.js';
import type { Step } from './step.js';
import type { TaskState } from './task-state.js';

/** The same content once more, in its author's name; its tokens, and what made it possible, may be set anew. */
export function copyOf({ exchange }: TaskState, artifact: Artifact): Artifact {
  const same = exchange.sideBySide(artifact.author, [artifact]);
  same.nameTokens = artifact.nameTokens;
  return same;
}

/** The same content, that goes on now because of what `verdict` says of it: whatever comes next follows from that call. */
export function released(state: TaskState, artifact: Artifact, verdict: Artifact): Artifact {
  const same = copyOf(state, artifact);
  same.call = verdict.call;
  return same;
}

/**
 * Points of an artifact on which a verdict retracts what it says: what the reader of both knows of beside them does not count.
 * What the artifact itself withdrew is no news.
 */
export function flagsIn({ store, record }: TaskState, artifact: Artifact, verdict: Artifact): readonly number[] {
  const retracted = new Set(store.retractions.slice(verdict.retractionStart, verdict.retractionEnd));
  for (const claim of store.retractions.slice(artifact.retractionStart, artifact.retractionEnd))
    retracted.delete(claim);
  const flagged = store.claims.slice(artifact.claimStart, artifact.claimEnd).filter((claim) => retracted.has(claim));
  return [...new Set([...flagged].map((claim) => record.claims.columns.point[claim]!))];
}

/** What is known of a step: its last call's participant, and when that ended; or that nothing is heard of it since `before`. */
export function incident(step: Step, before: Artifact, tokens: number): Artifact {
  const { store, record, now } = step.state;
  const c = record.calls.columns;
  let call = record.calls.length - 1;
  while (call >= 0 && !(step.leaves.includes(c.step[call]!) && c.endedAt[call]! <= now)) call--;
  const note =
    call >= 0
      ? store.create(c.participant[call]!, call, -1, tokens, c.endedAt[call]!)
      : store.create(step.member.contactFor(step), before.call, -1, tokens, now);
  note.framed = true;
  return note;
}

/** What a step takes, as it was handed over: what somebody lets through without writing it anew. */
export function tokensTaken({ inputs, state }: Step): number {
  const taken = inputs.flatMap(({ artifact }) => (artifact === null ? [] : [artifact.tokens]));
  return taken.length === 0 ? state.brief.tokens : taken.reduce((sum, tokens) => sum + tokens, 0);
}
