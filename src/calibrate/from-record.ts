import { ModelClient } from '../sim/agents/model-client.js';
import { type RunRecord, Status } from '../sim/record/record.js';
import { keyOf } from '../sim/record/trace.js';
import type { ObservedCall, ObservedSpan, ObservedTask } from '../traces/observed.js';

/**
 * A simulated task as a trace of it would tell it: who called which model when, with how many tokens, inside which piece of
 * work. What a trace cannot tell, such as why a call was made or whether a claim is true, is left out, so that simulated and real
 * tasks are measured by the same functions.
 */
export function observedOf(record: RunRecord, id: string): ObservedTask {
  const spans: ObservedSpan[] = [];
  const calls: ObservedCall[] = [];
  const spanOf: string[] = [];
  for (let call = 0; call < record.calls.length; call++) {
    const parent = goesOn(record, call) ? spanOf[record.calls.columns.cause[call]!]! : `work ${call}`;
    spanOf.push(parent);
    const one = callOf(record, call, parent);
    if (parent === `work ${call}`) {
      spans.push({
        id: parent,
        parent: undefined,
        kind: 'agent',
        name: one.agent!,
        start: one.start,
        end: undefined,
        error: undefined,
      });
    }
    calls.push(one);
  }
  calls.sort((a, b) => a.start! - b.start! || Number(a.id) - Number(b.id));
  const failed = record.outcome === 'failed' || record.outcome === 'stalled';
  const end = Number.isNaN(record.endedAt) ? undefined : record.endedAt - record.arrivedAt;
  return { id, start: 0, end, failed, spans, calls, tools: [] };
}

/** Whether a call goes on with the work of its cause: a round trip to a tool, or another attempt. */
function goesOn({ calls }: RunRecord, call: number): boolean {
  const { cause, participant, act, step, attempt, tried, tool, artifact } = calls.columns;
  const before = cause[call]!;
  if (
    before < 0 ||
    participant[before] !== participant[call] ||
    act[before] !== act[call] ||
    step[before] !== step[call]
  )
    return false;
  const isAgain = attempt[call]! > attempt[before]! || tried[call]! > tried[before]!;
  return isAgain || tool[call]! > 0 || (artifact[call]! >= 0 && artifact[call] === artifact[before]);
}

function callOf({ calls, participants, arrivedAt }: RunRecord, call: number, parent: string): ObservedCall {
  const c = calls.columns;
  const who = participants[c.participant[call]!]!;
  const status = c.status[call]!;
  const ended = c.endedAt[call]!;
  return {
    id: `${call}`,
    parent,
    agent: who.name,
    model: who instanceof ModelClient ? who.spec.model.name : undefined,
    provider: undefined,
    start: c.requestedAt[call]! - arrivedAt,
    end: Number.isNaN(ended) ? undefined : ended - arrivedAt,
    firstToken: undefined,
    input: c.inputTokens[call]!,
    cacheRead: c.cachedTokens[call]!,
    cacheWrite: undefined,
    output: c.outputTokens[call]!,
    reasoning: undefined,
    error: status === Status.ok ? undefined : status === Status.timedOut ? 'timeout' : keyOf(Status, status),
    finish: [],
    prompt: undefined,
    asksFor: [],
  };
}
