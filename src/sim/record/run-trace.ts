import { ModelClient } from '../agents/model-client.js';
import type { RunRecord } from './record.js';
import { type Trace, type TracedCall, traceOf } from './trace.js';

/** A trace that says what it is a trace of: what trace files are made from. */
export interface RunTrace extends Trace {
  readonly scenario: string;
  readonly pattern: string;
  /** As the user gave it. */
  readonly seed: string;
  /** Which of the replication's tasks, from 0. */
  readonly task: number;
  readonly participants: readonly RunParticipant[];
  readonly calls: readonly RunCall[];
  readonly messages: readonly RunMessage[];
}

export interface RunParticipant {
  readonly name: string;
  readonly kind: string;
  /** The model that it calls; null for code. */
  readonly model: string | null;
}

export interface RunCall extends TracedCall {
  /** Seconds that it waited because its participant was down. */
  readonly absent: number;
}

export interface RunMessage {
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly content: string;
  /** The sender's call that made the content or, where it passes on what others made, its last call before; null: none. */
  readonly madeBy: number | null;
  /** The receiver's first call from then on that had it in its context; null: none had. */
  readonly readBy: number | null;
}

/** Of which run a trace is, in the words in which a user asks for it again. */
export interface RunAddress {
  readonly pattern: string;
  readonly seed: string;
  readonly task: number;
}

/** The trace of a run that was recorded in detail (`record.detailed`). */
export function runTraceOf(
  { scenario }: { readonly scenario: { readonly name: string } },
  run: RunRecord,
  { pattern, seed, task }: RunAddress,
): RunTrace {
  const trace = traceOf(run);
  return {
    scenario: scenario.name,
    pattern,
    seed,
    task,
    ...trace,
    participants: run.participants.map((participant) => ({
      name: participant.name,
      kind: participant.kind,
      model: participant instanceof ModelClient ? participant.spec.model.name : null,
    })),
    calls: trace.calls.map((call, i) => ({ ...call, absent: run.calls.columns.absent[i]! })),
    messages: trace.messages.map((message, i) => ({
      ...message,
      madeBy: maker(run, i),
      readBy: reader(run, i),
    })),
  };
}

function maker(run: RunRecord, message: number): number | null {
  const { from, at, artifact } = run.messages.columns;
  const { participant, endedAt } = run.calls.columns;
  const sender = from[message]!;
  if (sender < 0) return null;
  const made = run.store.all[artifact[message]!]!.call;
  if (made >= 0 && participant[made] === sender && endedAt[made]! <= at[message]!) return made;
  let last: number | null = null;
  for (let call = 0; call < run.calls.length; call++) {
    // Of a call that never came back the end is not a number, and no comparison with it holds.
    if (participant[call] !== sender || !(endedAt[call]! <= at[message]!)) continue;
    if (last === null || endedAt[call]! >= endedAt[last]!) last = call;
  }
  return last;
}

function reader(run: RunRecord, message: number): number | null {
  const { to, at, artifact } = run.messages.columns;
  const { participant, requestedAt } = run.calls.columns;
  for (let call = 0; call < run.calls.length; call++) {
    if (participant[call] !== to[message] || requestedAt[call]! < at[message]!) continue;
    if (run.saw[call]?.includes(artifact[message]!)) return call;
  }
  return null;
}
