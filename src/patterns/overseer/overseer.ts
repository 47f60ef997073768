import {
  type Artifact,
  type Cast,
  type Context,
  FAILED,
  incident,
  nextAbleTo,
  orFailed,
  outcomesOf,
  type Process,
  type Step,
  type Task,
  TIMED_OUT,
} from '../kit.js';
import { count, definePattern } from '../pattern.js';
import { type Vigilance, Watch } from './watch.js';

interface Options extends Vigilance {
  readonly silence: number;
  readonly intensity: number;
  readonly depth: number;
}

export const overseer = definePattern<Options>({
  name: 'overseer',
  aliases: ['supervision (Erlang, Akka)', 'watchdog', 'monitor'],
  family: 'monitor',
  card: {
    what: 'Agents work by themselves as their inputs arrive, and somebody watches whether they are alive.',
    how: 'The overseer hears heartbeats, and calls no model while all is well. On failure or silence it makes one call and has the step begun again, by another agent where there is one; in the end it escalates.',
    notice:
      'Nothing stalls in silence any more, and nothing is slower while all is well. A failure costs the wait for the next heartbeat, a call, and the step once more.',
    tryThis: 'Give an agent hang: 0.1, and compare stalled with choreography. Then set silence below its latency.',
    breaksWhen:
      'What looks dead is only slow: the overseer ends good work. It sees that an agent is alive, not that it is wrong. And while it is down itself, nobody watches: that is what depth: 2 is for.',
  },
  options: {
    heartbeat: count(5, 1, 'seconds between two signs of life: a failure is noticed with the next one'),
    silence: count(120, 1, 'seconds after which a step that has not answered is taken for dead'),
    intensity: count(3, 0, 'times that a step is begun again; after that the task fails, and somebody knows'),
    depth: count(1, 1, '2: somebody watches the overseer too, and brings it back when it goes down', 2),
    report: count(40, 0, 'tokens of what the overseer reads of an incident'),
  },
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.links + s.members,
    edgesPossible: (s, o) => s.links + s.members + o.depth - 1,
    messages: (s) => s.deliveries + s.steps,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z) => s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output,
  },
  waits: true,
  heldBy: null,
  events: true,
  notices: false,
  usesMembers: true,
  parts: (_, { depth }) => (depth === 2 ? ['coordinator', 'watcher'] : ['coordinator']),

  *coordinate(cast, options) {
    const { task, team, coordinator, watcher } = cast;
    const steps = task.inOrder().filter((step) => task.isNeeded(step));
    if (steps.length === 0) return task.brief;
    const watch = new Watch(cast, coordinator, options.depth === 2 ? watcher : null, options);
    yield* watch.over(allWatched(cast, steps, watch, options));
    return team.leaveAsIs(outcomesOf(steps));
  },
});

function* allWatched(cast: Cast, steps: readonly Step[], watch: Watch, options: Options): Process<void> {
  const { sim } = cast;
  yield* sim.all(steps.map((step): Task<void> => sim.spawn(watched(cast, step, watch, options))));
}

function* watched(cast: Cast, step: Step, watch: Watch, options: Options): Process<void> {
  const { sim, state, task, team, bus, coordinator: overseer } = cast;
  const heard = yield* bus.arrivals(task, step, 'previous', options.silence);
  const seen = heard ?? bus.sent(task, step, 'previous');
  let sender = team.eachAuthor;
  // What was lost on the way is silence, too.
  if (heard === null) {
    seen.append(yield* watch.direct(told(cast, step, seen, options)));
    sender = overseer.id;
  }
  for (let restarts = 0; ; restarts++) {
    const doer = restarts === 0 ? team.memberFor(step) : nextAbleTo(step, restarts);
    const work = answered(doer.perform(step, seen, sender, { unattended: true }));
    const result = yield* watch.wait(options.silence, work);
    if (result !== TIMED_OUT && result !== null) {
      state.exchange.broadcast(result, [overseer.id]);
      bus.publish(step);
      return;
    }
    yield* watch.attention();
    if (restarts === options.intensity) throw FAILED;
    // Silence is noticed when it is over; a failure with the next heartbeat.
    if (result === null) yield options.heartbeat - ((sim.now - seen.newest.readyAt) % options.heartbeat);
    seen.append(yield* watch.direct(told(cast, step, seen, options)));
    sender = overseer.id;
  }
}

/** An agent whose call fails falls silent: nothing else tells of it. */
function* answered(work: Process<Artifact>): Process<Artifact | null> {
  const result = yield* orFailed(work);
  return result === FAILED ? null : result;
}

/** What the overseer reads: what the step was given, and what became of it. */
function told({ team }: Cast, step: Step, seen: Context, { report }: Options): Context {
  return team
    .context()
    .attachAll(seen)
    .append(incident(step, seen.newest, report));
}
