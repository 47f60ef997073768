import type { RunTrace } from '../../../sim/record/run-trace.js';

/** The trace as it is: every call, message and claim, times in seconds after the task came in. */
export function jsonTrace(trace: RunTrace): string {
  return `${JSON.stringify(trace, null, 2)}\n`;
}
