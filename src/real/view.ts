import { traceOf } from '../sim/record/trace.js';
import type { RealRun } from './mock-provider.js';

/** A replication so far, as plain data: the trace that the simulator would write, who was recognised by what, and what is odd. */
export function viewOf({ record, calls, unknown, ignored, unrepeatable, notes }: RealRun) {
  const trace = traceOf(record);
  return {
    ...trace,
    calls: trace.calls.map((call, i) => ({ ...call, ...calls[i]! })),
    unknown,
    ignored,
    unrepeatable,
    notes,
  };
}
