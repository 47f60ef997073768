import type { Artifact, Cast, Context, Process, Step, Subscription } from './kit.js';
import { choice, definePattern } from './pattern.js';

export const choreography = definePattern<Subscription>({
  name: 'choreography',
  aliases: ['event bus', 'publish-subscribe', 'event-driven agents', 'choreographed saga'],
  family: 'peers',
  card: {
    what: 'Each agent listens for the events that its step needs, works, and announces its own result.',
    how: 'No run exists anywhere: the task is done when the last events have been persisted, and only an observer sees that.',
    notice: 'Two listeners on one event work at once, so one may read what the other is about to retract.',
    tryThis:
      'Set faults.messages.loss: 0.05, then policies.redelivery; then duplicate: 0.05, with and without idempotency.',
    breaksWhen: 'An agent fails, or an event is lost: nobody waits, so nobody notices. The task stalls in silence.',
  },
  options: {
    payload: choice(
      ['previous', 'accumulated'],
      'previous',
      'what an event carries: its own result, or everything that led to it',
    ),
    join: choice(
      ['wait', 'any'],
      'wait',
      'a listener waits for all that its step needs, or begins with the first event that arrives and guesses the rest',
    ),
  },
  // Exact with join: wait.
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.links,
    edgesPossible: (s) => s.links,
    messages: (s) => s.deliveries,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z, o) =>
      o.payload === 'previous'
        ? s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output
        : s.steps * (z.prompt + z.brief) + s.ancestors * (z.bareOutput + 1),
  },
  waits: false,
  heldBy: null,
  events: true,
  notices: false,
  usesMembers: true,
  parts: () => [],

  *coordinate(cast, manner) {
    const { task, bus, document, saga } = cast;
    for (const step of task.inOrder()) {
      if (task.isNeeded(step)) bus.subscribe(task, step, manner, (events) => react(cast, step, events));
    }
    if (task.lastSteps().length === 0) return task.brief;
    return yield* bus.along(saga.unlessFailed(document.complete(task.lastSteps().length)));
  },
});

/** An agent works on what it heard, and announces its result; the last ones persist theirs. */
function* react({ task, team, bus, document, saga }: Cast, step: Step, events: Context): Process<Artifact | null> {
  const asRead = document.read();
  const artifact = yield* saga.work(step, team.memberFor(step).perform(step, events, team.eachAuthor));
  if (artifact === null) return null;
  if (task.lastSteps().includes(step)) document.write(step, artifact, asRead);
  else bus.publish(step);
  return artifact;
}
