import type { RunTrace } from '../../../sim/record/run-trace.js';

/** Seconds after its arrival at which the last thing of a task happens: where that which never ends is cut off. */
export function horizonOf(trace: RunTrace): number {
  let last = trace.endedAt ?? 0;
  for (const call of trace.calls) last = Math.max(last, call.endedAt ?? call.requestedAt);
  for (const message of trace.messages) last = Math.max(last, message.at);
  return last;
}
