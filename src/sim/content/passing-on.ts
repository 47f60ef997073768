/** What code does to content between two calls, without reading it. */

import type { Step } from '../team/member.js';
import type { TaskView } from '../team/task.js';
import type { World } from '../world.js';
import type { Artifact } from './artifact.js';
import { USER } from './sender.js';

/** A part of what somebody wrote, cut out by code: it stands for the whole in fewer tokens. */
export function excerpt(world: World, artifact: Artifact, tokens: number): Artifact {
  const part = copy(world, artifact);
  part.tokens = tokens;
  return part;
}

/** The same content, that goes on now because of what `verdict` says of it: whatever comes next follows from that call. */
export function released(world: World, artifact: Artifact, verdict: Artifact): Artifact {
  const same = copy(world, artifact);
  same.call = verdict.call;
  return same;
}

/** What others said, put together by code once all of `heard` was there: as long as `tokens`, with the text around it. */
export function quoted(
  { exchange }: World,
  answers: readonly Artifact[],
  heard: readonly Artifact[],
  tokens: number,
): Artifact {
  const quote = exchange.sideBySide(USER, answers);
  let last = heard[0]!;
  for (const answer of heard) if (answer.readyAt >= last.readyAt) last = answer;
  quote.tokens = tokens;
  quote.call = last.call;
  return quote;
}

/** The results that no other result was made of. What ended last, be it a call that came to nothing, is what they waited for. */
export function lying({ exchange, record, sim }: World, task: TaskView): Artifact {
  const done = task.inOrder().filter((step) => step.done);
  const ends = done.filter((step) => !done.some((other) => other.inputs.includes(step)));
  const all = exchange.sideBySide(
    USER,
    ends.map((step) => step.artifact),
  );
  const { endedAt } = record.calls.columns;
  const newest = all.call < 0 ? Number.NEGATIVE_INFINITY : endedAt[all.call]!;
  const last = endedAt.lastIndexOf(sim.now, record.calls.length - 1);
  if (newest < sim.now && last >= 0) all.call = last;
  return all;
}

/** Claims of an artifact that a verdict retracts: what the reader of both knows of beside them does not count. */
export function flagsIn({ store }: World, { claimStart, claimEnd }: Artifact, verdict: Artifact): number {
  const retracted = new Set(store.retractions.slice(verdict.retractionStart, verdict.retractionEnd));
  const claims = new Set(store.claims.slice(claimStart, claimEnd));
  return [...claims].filter((claim) => retracted.has(claim)).length;
}

/** What is known of a step: its last call's participant, and when that ended; or that nothing is heard of it since `before`. */
export function incident({ store, record, sim }: World, step: Step, before: Artifact, tokens: number): Artifact {
  const c = record.calls.columns;
  let call = record.calls.length - 1;
  while (call >= 0 && !(step.leaves.includes(c.step[call]!) && c.endedAt[call]! <= sim.now)) call--;
  const note =
    call >= 0
      ? store.create(c.participant[call]!, call, -1, tokens, c.endedAt[call]!)
      : store.create(step.member.contactFor(step), before.call, -1, tokens, sim.now);
  note.framed = true;
  return note;
}

function copy({ exchange }: World, artifact: Artifact): Artifact {
  const same = exchange.sideBySide(artifact.author, [artifact]);
  same.nameTokens = artifact.nameTokens;
  return same;
}
