import type { Artifact } from '../sim/artifact.js';
import type { Process } from '../sim/kernel/index.js';
import type { Step } from '../sim/member.js';
import type { Cast } from '../sim/team.js';
import { choice, definePattern } from './pattern.js';

interface Options {
  readonly payload: 'previous' | 'accumulated';
}

export const choreography = definePattern<Options>({
  name: 'choreography',
  aliases: ['event bus', 'publish-subscribe', 'event-driven agents', 'choreographed saga'],
  family: 'peers',
  card: {
    what: 'Each agent listens for the events that its step needs, works, and announces its own result.',
    how: 'No run exists anywhere: the task is done when the last events have been persisted, and only an observer sees that.',
    notice: 'Two listeners on one event work at once, so one may read what the other is about to retract.',
    tryThis: 'Set writes: overwrite, and count the updates that a second writer undoes.',
    breaksWhen: 'An agent fails: nobody waits, so nobody notices. The task stalls in silence.',
  },
  options: {
    payload: choice(
      ['previous', 'accumulated'],
      'previous',
      'what an event carries: its own result, or everything that led to it',
    ),
  },
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
  notices: false,
  usesMembers: true,
  parts: () => [],

  *coordinate(cast, { payload }) {
    const { sim, task, document } = cast;
    const needed = task.inOrder().filter((step) => task.isNeeded(step));
    for (const step of needed) sim.spawn(listen(cast, step, payload));
    if (task.lastSteps().length === 0) return task.brief;
    const complete = document.complete(task.lastSteps().length);
    return yield* task.isSaga ? untilFailure(cast, complete) : complete;
  },
});

/** In a saga the one that fails says so, and those that are done take back what they did: then the observer sees it. */
function* untilFailure({ sim, saga }: Cast, complete: Process<Artifact>): Process<Artifact> {
  const delivery = sim.spawn(complete);
  yield* sim.race<unknown>([delivery, sim.spawn(saga.failure())]);
  return yield* sim.join(delivery);
}

function* listen(cast: Cast, step: Step, payload: Options['payload']): Process<void> {
  const { task, team, bus, document, saga } = cast;
  const events = yield* bus.arrivals(task, step, payload);
  const asRead = document.read();
  const work = team.memberFor(step).perform(step, events, team.eachAuthor);
  const artifact = yield* task.isSaga ? saga.work(step, work) : work;
  if (artifact === null) return;
  if (task.lastSteps().includes(step)) document.write(artifact, asRead);
  else bus.publish(step);
  if (task.isSaga) yield* saga.listenOn(step);
}
