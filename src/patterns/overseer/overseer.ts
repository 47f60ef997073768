import { rosterOf, subscriptions, together } from '../edits.js';
import {
  type Artifact,
  type Cast,
  type Context,
  FAILED,
  incident,
  inParallel,
  nextAbleTo,
  orFailed,
  outcomesOf,
  type Process,
  type Step,
  type Task,
  TIMED_OUT,
} from '../kit.js';
import { type Chosen, count, definePattern, tokens } from '../pattern.js';
import { byStep, coordinationIn, resultsOf, workIn } from '../run-facts.js';
import { Watch } from './watch.js';

const options = {
  silence: count(120, 1, 'seconds after which a step that has not answered is taken for dead'),
  intensity: count(3, 0, 'times that a step is begun again; after that the task fails with an error'),
  heartbeat: count(5, 1, 'seconds between two heartbeats: a failure is noticed with the next one'),
  depth: count(1, 1, 'watchers: with 2, a second watcher monitors the overseer, and restarts it when it goes down', 2),
};
const wording = {
  report: tokens(40, 'tokens of the report of an incident that the overseer reads'),
};

type Choices = Chosen<typeof options, typeof wording>;

export const overseer = definePattern({
  name: 'overseer',
  aliases: ['supervision (Erlang, Akka)', 'watchdog', 'monitor'],
  family: 'monitor',
  card: {
    what: 'Agents work by themselves as their inputs arrive, and an overseer monitors whether they are alive.',
    how: 'The overseer hears heartbeats, and calls no model while all is well. On failure or silence it makes one call and restarts the step, with another agent where there is one; in the end it escalates.',
    notice:
      'No step stalls without an error, and monitoring adds no latency while all is well. A failure costs the wait for the next heartbeat, a call, and the step once more.',
    tryThis: 'Give an agent hang: 0.1, and compare stalled with choreography. Then set silence below its latency.',
    breaksWhen:
      'A slow agent looks dead: the overseer ends good work. It sees that an agent is alive, not that it is wrong. And while it is down itself, no participant monitors: depth: 2 is for that.',
  },
  look: { colour: 'grey', shape: 'diamond' },
  options,
  wording,
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.links + s.members,
    edgesPossible: (s, o) => s.linksPossible + s.agents + o.depth - 1,
    messages: (s) => s.deliveries + s.steps,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z) => s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output,
  },
  edits: (s) => together(subscriptions(s), rosterOf(s, 'the overseer')),
  checks: [
    {
      says: 'A step is begun once, and again as often as intensity allows.',
      holds: (run, { intensity }) =>
        [...byStep(workIn(run)).values()].every((calls) => resultsOf(calls) <= intensity + 1),
    },
    {
      says: 'No call of the overseer comes before the work has begun.',
      holds: (run) =>
        coordinationIn(run).every((call) => workIn(run).some((work) => work.requestedAt <= call.requestedAt)),
    },
  ],
  waits: true,
  heldBy: null,
  events: true,
  notices: false,
  usesMembers: true,
  noReturn: 'an agent that has answered is done',
  parts: { coordinator: 'always', watcher: (_, { depth }) => depth === 2 },
  essentials: () => ['agents.failure'],

  *coordinate(cast, options) {
    const { task, team, coordinator, watcher } = cast;
    const steps = task.inOrder().filter((step) => task.isNeeded(step));
    if (steps.length === 0) return task.brief;
    const vigilance = { heartbeat: options.heartbeat, report: options.wording.report };
    const watch = new Watch(cast, coordinator, watcher, vigilance);
    yield* watch.over(allWatched(cast, steps, watch, options));
    return team.leaveAsIs(outcomesOf(steps));
  },
});

function* allWatched(cast: Cast<'coordinator'>, steps: readonly Step[], watch: Watch, options: Choices): Process<void> {
  const { sim, run } = cast;
  yield* inParallel(run, () => steps.map((step): Task<void> => sim.spawn(watched(cast, step, watch, options))));
}

/** Agents work on a step until one answers in time, or the overseer gives up. */
function* watched(cast: Cast<'coordinator'>, step: Step, watch: Watch, options: Choices): Process<void> {
  const { team, bus, coordinator: overseer } = cast;
  const { seen, sender } = yield* begun(cast, step, watch, options);
  for (let restarts = 0; ; restarts++) {
    const doer = restarts === 0 ? team.memberFor(step) : nextAbleTo(step, restarts);
    const work = answered(doer.perform(step, seen, restarts === 0 ? sender : overseer.id, { unattended: true }));
    const result = yield* watch.wait(options.silence, work);
    if (result !== TIMED_OUT && result !== null) {
      cast.state.exchange.broadcast(result, [overseer.id]);
      bus.publish(step);
      return;
    }
    yield* watch.attention();
    if (restarts === options.intensity) throw FAILED;
    if (result === null) yield untilHeartbeat(cast, seen, options);
    seen.append(yield* watch.direct(told(cast, step, seen, options)));
  }
}

/** The inputs of a step as they arrive; an event that was lost on the way is silence, and the overseer begins the step. */
function* begun(
  cast: Cast<'coordinator'>,
  step: Step,
  watch: Watch,
  options: Choices,
): Process<{ seen: Context; sender: number }> {
  const { task, team, bus, coordinator: overseer } = cast;
  const heard = yield* bus.arrivals(task, step, 'previous', options.silence);
  if (heard !== null) return { seen: heard, sender: team.eachAuthor };
  const seen = bus.sent(task, step, 'previous');
  seen.append(yield* watch.direct(told(cast, step, seen, options)));
  return { seen, sender: overseer.id };
}

/** Silence is noticed when it is over; a failure with the next heartbeat. */
const untilHeartbeat = ({ sim }: Cast, { newest }: Context, { heartbeat }: Choices): number =>
  heartbeat - ((sim.now - newest.readyAt) % heartbeat);

/** An agent whose call fails falls silent: there is no other sign. */
function* answered(work: Process<Artifact>): Process<Artifact | null> {
  const result = yield* orFailed(work);
  return result === FAILED ? null : result;
}

/** What the overseer reads: the inputs of the step, and a report of the incident. */
function told({ team }: Cast, step: Step, seen: Context, { wording }: Choices): Context {
  return team
    .context()
    .attachAll(seen)
    .append(incident(step, seen.newest, wording.report));
}
