import { invocationsOf } from '../sim/record/invocations.js';
import type { Story, StoryCall } from '../sim/record/story.js';
import type { ObservedCall, ObservedSpan, ObservedTask } from '../traces/observed.js';

/**
 * A simulated task as a trace of it would tell it: who called which model when, with how many tokens, inside which piece of
 * work. What a trace cannot tell, such as why a call was made or whether a claim is true, is left out, so that simulated and real
 * tasks are measured by the same functions.
 */
export function observedOf(story: Story): ObservedTask {
  const models = new Map(story.participants.map(({ name, model }) => [name, model]));
  const spans: ObservedSpan[] = [];
  const calls: ObservedCall[] = [];
  for (const [i, { participant, calls: own }] of invocationsOf(story).entries()) {
    const id = `work ${i}`;
    const ends = own.map(({ endedAt }) => endedAt);
    spans.push({
      id,
      parent: undefined,
      kind: 'agent',
      name: participant,
      start: Math.min(...own.map(({ requestedAt }) => requestedAt)),
      end: ends.includes(null) ? undefined : Math.max(...ends.map((end) => end!)),
      error: errorOf(own.at(-1)!),
    });
    for (const call of own) calls.push(callOf(call, id, models.get(participant) ?? undefined));
  }
  calls.sort((a, b) => a.start! - b.start! || Number(a.id) - Number(b.id));
  return {
    id: `${story.seed} ${story.replication} ${story.task}`,
    start: 0,
    end: story.endedAt ?? undefined,
    failed: story.outcome === 'failed' || story.outcome === 'stalled',
    spans,
    calls,
    tools: [],
  };
}

const errorOf = ({ status }: StoryCall): string | undefined =>
  status === 'ok' ? undefined : status === 'timedOut' ? 'timeout' : status;

function callOf(call: StoryCall, parent: string, model: string | undefined): ObservedCall {
  return {
    id: `${call.call}`,
    parent,
    agent: call.participant,
    model,
    provider: undefined,
    start: call.requestedAt,
    end: call.endedAt ?? undefined,
    firstToken: undefined,
    input: call.inputTokens,
    cacheRead: call.cachedTokens,
    cacheWrite: undefined,
    output: call.outputTokens,
    reasoning: undefined,
    error: errorOf(call),
    finish: [],
    prompt: undefined,
    asksFor: [],
  };
}
