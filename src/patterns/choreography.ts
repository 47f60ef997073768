import { subscriptions } from './edits.js';
import { type Artifact, type Cast, type Context, type Process, type Step, sentBack, withObjections } from './kit.js';
import { choice, definePattern } from './pattern.js';
import { onlyWorks, workIn } from './run-facts.js';

export const choreography = definePattern({
  name: 'choreography',
  aliases: ['event bus', 'publish-subscribe', 'event-driven agents', 'choreographed saga'],
  family: 'peers',
  card: {
    what: 'Each agent listens for the events that its step needs, works, and announces its own result.',
    how: 'No participant holds the whole run: the task is done when the last events have been persisted, and only an observer sees that.',
    notice: 'Two listeners on one event work in parallel, so one may read what the other is about to retract.',
    tryThis:
      'Set faults.messages.loss: 0.05, then policies.redelivery; then duplicate: 0.05, with and without idempotency.',
    breaksWhen:
      'An agent fails, or an event is lost: no caller waits, so no participant notices. The task stalls without an error.',
  },
  look: { colour: 'purple', shape: 'triangle-down' },
  options: {
    payload: choice(
      ['previous', 'accumulated'],
      'previous',
      'what an event carries: its own result, or everything that led to it',
    ),
    join: choice(
      ['wait', 'any'],
      'wait',
      'a listener waits for all inputs of its step, or begins with the first event that arrives and guesses the rest',
    ),
  },
  wording: {},
  // Exact with join: wait.
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.links,
    edgesPossible: (s) => s.linksPossible,
    messages: (s) => s.deliveries,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z, o) =>
      o.payload === 'previous'
        ? s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output
        : s.steps * (z.prompt + z.brief) + s.ancestors * (z.bareOutput + 1),
  },
  edits: (s) => subscriptions(s),
  checks: [
    { says: 'No call coordinates: every call works on a step.', holds: onlyWorks },
    {
      says: 'An agent hears from the authors of its inputs only.',
      holds: (run) => workIn(run).every(({ sender }) => sender < 0),
    },
  ],
  waits: false,
  heldBy: null,
  events: true,
  notices: false,
  usesMembers: true,
  parts: {},
  essentials: () => ['faults.messages.loss'],

  *coordinate(cast, { payload, join }) {
    const { task, bus, document, saga } = cast;
    for (const step of task.inOrder()) {
      if (task.isNeeded(step)) bus.subscribe(task, step, { payload, join }, (events) => react(cast, step, events));
    }
    if (task.lastSteps().length === 0) return task.brief;
    return yield* bus.along(saga.unlessFailed(document.complete(task.lastSteps().length)));
  },
});

/** An agent works on the events that it heard, and announces its result; the last agents persist theirs. */
function* react({ task, team, bus, document, saga }: Cast, step: Step, events: Context): Process<Artifact | null> {
  const asRead = document.read();
  let artifact = yield* saga.work(step, team.memberFor(step).perform(step, events, team.eachAuthor));
  // Objections go straight to the agent whose work it was, and its result comes the same way.
  for (let again = artifact === null ? [] : sentBack(task, step); again.length > 0; again = sentBack(task, step)) {
    for (const one of again) {
      const shown = task.inputsOf(one).reduce((all, input) => all.append(input), team.context());
      artifact = yield* saga.work(one, team.memberFor(one).perform(one, withObjections(one, shown), team.eachAuthor));
      if (artifact === null) return null;
    }
  }
  if (artifact === null) return null;
  if (task.lastSteps().includes(step)) document.write(step, artifact, asRead);
  else bus.publish(step);
  return artifact;
}
