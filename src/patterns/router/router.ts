import { rosterOf } from '../edits.js';
import { type Artifact, type Cast, type Process, Purpose, type Shape, type Step } from '../kit.js';
import { type Chosen, count, definePattern, flag, probability, type Sizes, tokens } from '../pattern.js';
import { callsIn, isFrom, isOneAtATime, workIn } from '../run-facts.js';
import { chooseRoute, type Route, stepsAlong } from './routing.js';

const options = {
  reroute: flag(false, 'after each route the router decides again where the task goes'),
  handBack: probability(1, 'that an agent that gets a wrongly routed task notices, and hands it back'),
  maxRoutings: count(5, 1, 'decisions after which the results that are there are delivered'),
};
const wording = {
  rosterBase: tokens(15, "tokens of the routes in the router's prompt, once"),
  rosterPerRoute: tokens(16, "tokens of the routes in the router's prompt, each"),
};

type Choices = Chosen<typeof options, typeof wording>;

export const router = definePattern({
  name: 'router',
  aliases: ['routing (Anthropic, AI SDK)', 'dynamic dispatch', 'classifier', 'triage by a classifier'],
  family: 'model',
  card: {
    what: 'One call decides what a task is about, and sends it down the route of that topic.',
    how: 'Steps of a topic (task.topics) make a route. The router reads the brief once; then code runs the route, step by step, each seeing its inputs only.',
    notice: 'One cheap decision, at the beginning, when least is known.',
    tryThis: 'Set task.shift: 0.3, and compare with the supervisor; then set reroute: true and see what it costs.',
    breaksWhen: 'A task turns to another topic on the way; or it was routed wrongly, and no agent notices.',
  },
  look: { colour: 'grey', shape: 'triangle-right' },
  options,
  wording,
  expects: {
    calls: (s, o) => s.steps + decisions(o),
    edges: (s) => s.members,
    edgesPossible: (s) => s.agents,
    messages: (s, o) => s.steps * (o.reroute ? 2 : 1),
    criticalPathCalls: (s, o) => s.steps + decisions(o),
    inputTokens,
  },
  edits: (s) => rosterOf(s, 'the coordinator'),
  checks: [
    { says: 'The first call is made by the router.', holds: (run) => (callsIn(run)[0]?.step ?? -1) < 0 },
    {
      says: 'Every step is handed over by the router.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'coordinator', call)),
    },
    { says: 'Each call ends before the next one begins.', holds: isOneAtATime },
  ],
  waits: true,
  heldBy: 'coordinator',
  notices: 'turns',
  usesMembers: true,
  noReturn: 'code sends the work one way',
  parts: { coordinator: 'always' },
  slots: { selector: { part: 'coordinator', does: 'decides what a task is about' } },
  essentials: () => ['selector.misroute'],

  *coordinate(cast, options) {
    const { task, coordinator: router } = cast;
    const read = router.openTranscript(task.brief);
    let latest = task.brief;
    for (let routing = 0; routing < options.maxRoutings; routing++) {
      const mayEnd = routing > 0 && options.reroute;
      const { route, message } = yield* chooseRoute(cast, read, options.wording, mayEnd);
      latest = message;
      if (route === null) break;
      const { results, handedBack } = yield* follow(cast, route, message, options);
      latest = results.at(-1) ?? latest;
      if (!handedBack && !options.reroute) break;
      for (const result of options.reroute ? results : results.slice(-1)) {
        router.hear(result);
        read.append(result);
      }
    }
    return yield* rest(cast, latest);
  },
});

/** The steps of no topic that are left, then everything that was done. */
function* rest(cast: Cast<'coordinator'>, routed: Artifact): Process<Artifact> {
  const { task, team } = cast;
  let latest = routed;
  for (const step of task.inOrder()) {
    if (task.topicOf(step) === null && task.isNeeded(step) && !step.done) latest = yield* run(cast, step, latest);
  }
  // Where no step was needed, the brief goes on as it came.
  const outcome = task.lastDone();
  return team.leaveAsIs(outcome.length > 0 ? outcome : [task.brief], latest);
}

/** Runs the steps of a route that are left. Down a wrong one, the first member may notice, and hand the task back. */
function* follow(
  cast: Cast<'coordinator'>,
  { topic, isRight }: Route,
  message: Artifact,
  { handBack }: Choices,
): Process<FollowedRoute> {
  const { task, coordinator: router } = cast;
  const results: Artifact[] = [];
  let unnoticed = isRight;
  for (const step of stepsAlong(task, topic)) {
    const isAstray = !isRight && task.topicOf(step) === topic;
    if (step.done || !(task.isNeeded(step) || isAstray)) continue;
    results.push(yield* run(cast, step, results.at(-1) ?? message));
    if (!isAstray || unnoticed) continue;
    if (router.draws(Purpose.handBack) < handBack) return { results, handedBack: true };
    unnoticed = true;
  }
  return { results, handedBack: false };
}

interface FollowedRoute {
  readonly results: readonly Artifact[];
  readonly handedBack: boolean;
}

/** A step sees those of its inputs that are there; `latest` is what code waited for. */
function* run(
  { task, team, coordinator: router }: Cast<'coordinator'>,
  step: Step,
  latest: Artifact,
): Process<Artifact> {
  const seen = team.context();
  const inputs = task.inputsOf(step).filter((input) => input !== null);
  for (const input of inputs.length > 0 ? inputs : [task.brief]) seen.append(input);
  seen.newest = latest;
  return yield* team.memberFor(step).perform(step, seen, router.id);
}

const decisions = ({ reroute }: Choices): number => (reroute ? 2 : 1);

function inputTokens(s: Shape, z: Sizes, o: Choices): number {
  const decision = z.brief + z.coordinatorPrompt + o.wording.rosterBase + o.wording.rosterPerRoute;
  const again = o.reroute ? decision + s.steps * z.output : 0;
  return decision + again + s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output;
}
