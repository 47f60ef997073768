import { type Artifact, type Cast, type Process, Purpose, type Step } from '../kit.js';
import { count, definePattern, flag, probability } from '../pattern.js';
import { chooseRoute, type Route, stepsAlong } from './routing.js';

interface Options {
  readonly reroute: boolean;
  readonly handBack: number;
  readonly maxRoutings: number;
  readonly rosterBase: number;
  readonly rosterPerRoute: number;
}

export const router = definePattern<Options>({
  name: 'router',
  aliases: ['routing (Anthropic, AI SDK)', 'dynamic dispatch', 'classifier', 'triage by a classifier'],
  family: 'model',
  card: {
    what: 'One call decides what a task is about, and sends it down the route of that topic.',
    how: 'Steps of a topic (task.topics) make a route. The router reads the brief once; then code runs the route, step by step, each seeing its inputs only.',
    notice: 'One cheap decision, at the beginning, when least is known.',
    tryThis: 'Set task.shift: 0.3, and compare with the supervisor; then set reroute: true and see what it costs.',
    breaksWhen: 'A task turns to another topic on the way; or it was sent down the wrong route, and nobody notices.',
  },
  options: {
    reroute: flag(false, 'after each route the router looks again where the task goes'),
    handBack: probability(1, 'that who gets a task that was sent wrongly notices, and hands it back'),
    maxRoutings: count(5, 1, 'decisions after which what there is is delivered'),
    rosterBase: count(15, 0, "tokens of the routes in the router's prompt, once"),
    rosterPerRoute: count(16, 0, "tokens of the routes in the router's prompt, each"),
  },
  expects: {
    calls: (s, o) => s.steps + (o.reroute ? 2 : 1),
    edges: (s) => s.members,
    edgesPossible: (s) => s.members,
    messages: (s, o) => s.steps * (o.reroute ? 2 : 1),
    criticalPathCalls: (s, o) => s.steps + (o.reroute ? 2 : 1),
    inputTokens: (s, z, o) => {
      const decision = z.brief + z.coordinatorPrompt + o.rosterBase + o.rosterPerRoute;
      const again = o.reroute ? decision + s.steps * z.output : 0;
      return decision + again + s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output;
    },
  },
  waits: true,
  heldBy: 'coordinator',
  notices: 'turns',
  usesMembers: true,
  parts: () => ['coordinator'],

  *coordinate(cast, options) {
    const { task, team, coordinator: router } = cast;
    const read = router.openTranscript(task.brief);
    let latest = task.brief;
    for (let routing = 0; routing < options.maxRoutings; routing++) {
      const { route, message } = yield* chooseRoute(cast, read, options, routing > 0 && options.reroute);
      latest = message;
      if (route === null) break;
      const { results, handedBack } = yield* follow(cast, route, message, options);
      latest = results.at(-1) ?? latest;
      if (!handedBack && !options.reroute) break;
      const reported = options.reroute ? results : results.slice(-1);
      for (const result of reported) {
        router.hear(result);
        read.append(result);
      }
    }
    for (const step of task.inOrder()) {
      if (task.topicOf(step) === null && task.isNeeded(step) && !step.done) latest = yield* run(cast, step, latest);
    }
    // Where no step was needed, the brief goes on as it came.
    const outcome = task.lastDone();
    return team.leaveAsIs(outcome.length > 0 ? outcome : [task.brief], latest);
  },
});

/** Runs what is left of a route. Down a wrong one, the first member may notice, and hand the task back. */
function* follow(cast: Cast, { topic, isRight }: Route, message: Artifact, { handBack }: Options): Process<Followed> {
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

interface Followed {
  readonly results: readonly Artifact[];
  readonly handedBack: boolean;
}

/** A step sees its inputs, those that there are; `latest` is what code waited for. */
function* run({ task, team, coordinator: router }: Cast, step: Step, latest: Artifact): Process<Artifact> {
  const seen = team.context();
  const inputs = task.inputsOf(step).filter((input) => input !== null);
  for (const input of inputs.length > 0 ? inputs : [task.brief]) seen.append(input);
  seen.newest = latest;
  return yield* team.memberFor(step).perform(step, seen, router.id);
}
