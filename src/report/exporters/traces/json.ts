import type { Story } from '../../../sim/record/story.js';

/** The trace as it is: every call, message and claim, times in seconds after the task came in. */
export function jsonTrace(trace: Story): string {
  return `${JSON.stringify(trace, null, 2)}\n`;
}
