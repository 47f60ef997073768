import type { Story, StoryCall } from '../../../sim/record/story.js';

/** One piece of work that a participant was asked for: a call, its tools' round trips, and the attempts after it. */
export interface Invocation {
  readonly participant: string;
  readonly calls: StoryCall[];
}

/**
 * The calls of a trace by the work that they belong to, in the order in which the work began. A call goes on with the work of
 * its cause where participant, act and step are the same and nobody has sent anything meanwhile that it read.
 */
export function invocationsOf(trace: Story): Invocation[] {
  const asked = new Set(trace.letters.map(({ readBy }) => readBy));
  const all: Invocation[] = [];
  const of = new Map<number, Invocation>();
  for (const call of trace.calls) {
    const before = call.cause === null ? undefined : of.get(call.cause);
    const last = call.cause === null ? undefined : trace.calls[call.cause];
    const goesOn =
      last?.participant === call.participant &&
      last.act === call.act &&
      last.step === call.step &&
      !asked.has(call.call);
    const invocation = goesOn && before !== undefined ? before : { participant: call.participant, calls: [] };
    if (invocation.calls.length === 0) all.push(invocation);
    invocation.calls.push(call);
    of.set(call.call, invocation);
  }
  return all;
}
