import type { Story } from '../../../sim/record/story.js';

/** Seconds after its arrival at which the last thing of a task happens: where that which never ends is cut off. */
export function horizonOf(trace: Story): number {
  let last = trace.endedAt ?? 0;
  for (const call of trace.calls) last = Math.max(last, call.endedAt ?? call.requestedAt);
  for (const { sentAt, arrivedAt } of trace.letters) last = Math.max(last, arrivedAt ?? sentAt);
  return last;
}
