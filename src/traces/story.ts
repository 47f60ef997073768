import type { Story, StoryCall } from '../sim/record/story.js';
import type { ObservedCall, ObservedSpan, ObservedTask } from './observed.js';
import { TraceProblem } from './problem.js';

/** Who calls where the trace does not say it. */
const SOMEBODY = 'agent';

/** Moments that are the same, in seconds. */
const AT_ONCE = 1e-6;

/**
 * A task of a trace as a story for the stage of the playground: who worked when, and what followed from what. Nothing is known of
 * claims, and nothing is said of them. What made a call possible is what its span links to, else the call that ended last before it.
 * @throws TraceProblem where its calls have no times.
 */
export function storyOfTask(task: ObservedTask, source: string, nth: number): Story {
  const timed = task.calls.filter(({ start }) => start !== undefined);
  if (timed.length === 0) {
    throw new TraceProblem(
      `${source}: the calls of this task have no times, so they cannot be played.`,
      'Give a trace with the start of each call.',
    );
  }
  const from = task.start ?? 0;
  const calls = timed.map((call, i) => callOf(call, i, task, from));
  const indexes = new Map(timed.map(({ id }, i) => [id, i]));
  const links = timed.map((call, i) => causesOf(call, i, calls, indexes));
  const caused = calls.map((call, i) => ({ ...call, cause: links[i]!.at(-1) ?? null }));
  const endedAt = Math.max(...calls.map((call) => call.endedAt ?? call.requestedAt), (task.end ?? from) - from);
  return {
    scenario: source,
    pattern: 'observed',
    seed: '',
    task: nth,
    arrivedAt: from,
    replication: 0,
    isObserved: true,
    outcome: task.failed === true ? 'failed' : 'correct',
    endedAt,
    participants: participantsOf(task, timed),
    claims: [],
    calls: caused,
    letters: lettersOf(caused, links),
    beliefs: [],
    writes: [],
    outages: [],
    marks: [],
    delivery: null,
    queues: [],
    missingSteps: 0,
    lostUpdates: 0,
  };
}

const nameOf = ({ agent, model }: ObservedCall): string => agent ?? model ?? SOMEBODY;

/** Those who hand work over and get it back coordinate; the others work. */
function participantsOf(task: ObservedTask, calls: readonly ObservedCall[]): Story['participants'] {
  const leads = new Set(
    task.tools.flatMap(({ agent, transfer }) => (transfer === 'return_to_caller' ? (agent ?? []) : [])),
  );
  const models = new Map<string, string | null>();
  for (const call of calls) models.set(nameOf(call), models.get(nameOf(call)) ?? call.model ?? null);
  return [...models].map(([name, model]) => ({ name, kind: leads.has(name) ? 'coordinator' : 'agent', model }));
}

function callOf(call: ObservedCall, i: number, { spans, tools }: ObservedTask, from: number): StoryCall {
  const start = call.start! - from;
  // What does not say when it ended is a moment.
  const end = call.end === undefined ? start : call.end - from;
  const queued = queuedBefore(call, spans);
  const transfers = tools.filter(
    ({ parent, transfer, start: at }) =>
      transfer !== undefined &&
      parent === call.parent &&
      at !== undefined &&
      call.end !== undefined &&
      Math.abs(at - call.end) < AT_ONCE,
  );
  return {
    call: i,
    participant: nameOf(call),
    act: transfers.length > 0 ? 'decide' : 'produce',
    step: null,
    next: transfers.flatMap(({ target }) => target ?? []).join(' and ') || null,
    status: statusOf(call.error),
    attempt: 0,
    cause: null,
    requestedAt: start - queued,
    endedAt: end,
    queued,
    rateLimited: 0,
    limitedBy: null,
    retryAfter: 0,
    service: end - start,
    firstToken: call.firstToken ?? null,
    inputTokens: call.input ?? 0,
    cachedTokens: call.cacheRead ?? 0,
    writtenTokens: call.cacheWrite ?? 0,
    outputTokens: call.output ?? 0,
    reasoningTokens: call.reasoning ?? 0,
    tool: 0,
    cost: 0,
    absent: 0,
    backoff: 0,
    saw: [],
    born: [],
    passedOn: [],
    dropped: [],
    retracted: [],
  };
}

/** Seconds of waiting that end where the call begins. */
function queuedBefore({ parent, start }: ObservedCall, spans: readonly ObservedSpan[]): number {
  const queues = spans.filter((span) => span.kind === 'queue' && span.parent === parent);
  let at = start!;
  for (;;) {
    const before = queues.find(
      ({ start: from, end }) =>
        from !== undefined && end !== undefined && Math.abs(end - at) < AT_ONCE && from < at - AT_ONCE,
    );
    if (before === undefined) return start! - at;
    at = before.start!;
  }
}

function statusOf(error: string | undefined): string {
  if (error === undefined) return 'ok';
  if (/time.?out/i.test(error)) return 'timedOut';
  return /rate.?limit|429|quota/i.test(error) ? 'refused' : 'failed';
}

/** The calls that made one possible, the last of them last. */
function causesOf(
  call: ObservedCall,
  i: number,
  calls: readonly StoryCall[],
  indexes: ReadonlyMap<string, number>,
): number[] {
  const linked = (call.links ?? []).flatMap((id) => indexes.get(id) ?? []).filter((other) => other < i);
  if (linked.length > 0) return linked;
  const begin = calls[i]!.requestedAt;
  let last: number | undefined;
  for (let other = 0; other < i; other++) {
    const { endedAt } = calls[other]!;
    if (endedAt! <= begin + AT_ONCE && (last === undefined || endedAt! >= calls[last]!.endedAt!)) last = other;
  }
  return last === undefined ? [] : [last];
}

/** What passes where the work goes to another agent; what nothing came before is asked for by the user. */
function lettersOf(calls: readonly StoryCall[], links: readonly (readonly number[])[]): Story['letters'] {
  const letters = calls.flatMap((call, i): Omit<Story['letters'][number], 'id'>[] => {
    const to = {
      to: call.participant,
      arrivedAt: call.requestedAt,
      kind: 'handover' as const,
      claims: [],
      readBy: call.call,
    };
    if (links[i]!.length === 0)
      return [{ ...to, from: 'user', sentAt: call.requestedAt, content: 'request', tokens: 0, madeBy: null }];
    return links[i]!.map((other) => calls[other]!)
      .filter(({ participant }) => participant !== call.participant)
      .map((maker) => ({
        ...to,
        from: maker.participant,
        sentAt: maker.endedAt!,
        content: 'answer',
        tokens: maker.outputTokens,
        madeBy: maker.call,
      }));
  });
  return letters.sort((a, b) => a.sentAt - b.sentAt).map((letter, id) => ({ id, ...letter }));
}
