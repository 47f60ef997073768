import {
  type Artifact,
  type Cast,
  type Context,
  chooseWithError,
  effectiveError,
  type Process,
  Purpose,
  retention,
  STOP,
  type Step,
  type TaskView,
} from '../kit.js';

/** Where a task was sent. `topic` null: there is one route for all tasks; the whole null: nowhere any more. */
export interface Route {
  readonly topic: string | null;
  readonly isRight: boolean;
}

/** What a router must know of the routes: tokens in its prompt, once and each. */
export interface Signposts {
  readonly rosterBase: number;
  readonly rosterPerRoute: number;
}

/**
 * One call that sends a task to the route of its topic, or of the one that it turned to. Right with probability
 * 1 - effective error; else a uniformly chosen other one. `mayEnd`: to send it nowhere is one of the options.
 */
export function* chooseRoute(
  { run, state, task, coordinator: router }: Pick<Cast<'coordinator'>, 'run' | 'state' | 'task' | 'coordinator'>,
  read: Context,
  { rosterBase, rosterPerRoute }: Signposts,
  mayEnd: boolean,
): Process<{ readonly route: Route | null; readonly message: Artifact }> {
  const topics = routesOf(task);
  const extras = rosterBase + rosterPerRoute * topics.length;
  const { model, misroute, prompt } = router.spec;
  const { call, message } = run.scenario.provider.framing;
  const error = effectiveError(misroute, retention(model, call + message + prompt + extras + read.tokens));
  const right = rightRoute(task, topics);
  const wrong = [...topics, ...(mayEnd ? [NOWHERE] : [])].filter((topic) => topic !== right);
  const { entity, family, nextIndex: index } = router.calls;
  const about = stepsAlong(task, right)[0]?.address ?? STOP;
  const draws = { errs: Purpose.decide, about, family, entity, index };
  const chosen = chooseWithError(state.luck, draws, right, wrong, error);
  const first = task.inOrder().find((step) => task.topicOf(step) === chosen);
  const written = yield* router.say(read, extras, chosen === NOWHERE ? 0 : (first?.member.nameTokens ?? 0));
  if (first !== undefined) router.calls.noteChoice(written.call, first.name);
  return { route: chosen === NOWHERE ? null : { topic: chosen, isRight: chosen === right }, message: written };
}

/** Steps that a task is sent along: those of the topic, and what does not wait for any topic. */
export function stepsAlong(task: TaskView, topic: string | null): Step[] {
  const isAbout = (step: Step): boolean => task.topicOf(step) === topic && topic !== null;
  const isOpening = (step: Step): boolean =>
    task.topicOf(step) === null && !task.everythingBefore(step).some((before) => task.topicOf(before) !== null);
  return task.inOrder().filter((step) => isAbout(step) || isOpening(step));
}

const NOWHERE = '';

/** The topics that there are steps for; one route for all (null) where there are none. */
function routesOf(task: TaskView): (string | null)[] {
  const topics = new Set(task.steps.map((step) => task.topicOf(step)));
  topics.delete(null);
  return topics.size === 0 ? [null] : [...topics];
}

/** The first of what the task is about that is not done. */
function rightRoute(task: TaskView, routes: readonly (string | null)[]): string | null {
  const { first, later } = task.topics;
  const isLeft = (topic: string | null): boolean =>
    routes.includes(topic) &&
    task.inOrder().some((step) => task.topicOf(step) === topic && task.isNeeded(step) && !step.done);
  // A route for all has no name, so that finding it must not look like finding none.
  const left = [first, later].filter(isLeft);
  return left.length > 0 ? left[0]! : NOWHERE;
}
