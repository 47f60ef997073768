import { codeWith, subscriptions, together } from './edits.js';
import {
  type Artifact,
  type Cast,
  type Context,
  inParallel,
  type Pair,
  type Process,
  pairs,
  pairsPossible,
  type Shape,
  type Step,
  type Subscription,
  type Task,
  type TaskView,
  USER,
} from './kit.js';
import { count, definePattern } from './pattern.js';
import { isFrom, onlyWorks, workIn } from './run-facts.js';

export const criticalPathHybrid = definePattern({
  name: 'critical-path-hybrid',
  aliases: ['orchestrate the critical path, choreograph the rest', 'saga with side effects by events'],
  family: 'hybrid',
  card: {
    what: 'An engine runs the critical steps; all other steps happen by events, and the outcome does not wait for them.',
    how: 'Steps with critical: true, and all that they need, are handed out and taken back by an engine, with time-outs and retries. The others listen for the events of what they need.',
    notice:
      'There are two ends: criticalLatency, when the last critical step is done, and latency, when the last side step has ended too, well or badly. The results that are there then are delivered.',
    tryThis: 'Set critical: false for a slow step, and compare latency with criticalLatency. Then let that step fail.',
    breaksWhen: 'A side step turns out to matter: when it fails the task does not fail, and its part is missing.',
  },
  look: { colour: 'teal', shape: 'triangle-up' },
  options: {
    patience: count(
      3600,
      0,
      'seconds after the critical end until results are taken as they are, should a side step hang',
    ),
  },
  wording: {},
  expects: {
    calls: (s) => s.steps,
    edges: (s) => pairs(contacts(s)),
    edgesPossible: possible,
    messages: (s) => contacts(s).length,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z) => s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output,
  },
  edits: (s) => {
    const held = heldIn(s);
    return together(
      codeWith(s, (step) => held[step]!),
      subscriptions(s, (step) => !held[step]),
    );
  },
  checks: [
    {
      says: 'The engine hands out a step, or its agent hears from the authors of its inputs.',
      holds: (run) => workIn(run).every((call) => call.sender < 0 || isFrom(run, 'engine', call)),
    },
    { says: 'No call coordinates: every call works on a step.', holds: onlyWorks },
  ],
  waits: true,
  heldBy: null,
  heldInPart: true,
  events: true,
  notices: false,
  usesMembers: true,
  noReturn: 'what the engine has released goes on by events',
  parts: { engine: 'always' },

  *coordinate(cast, { patience }) {
    const { task, bus } = cast;
    const needed = task.inOrder().filter((step) => task.isNeeded(step));
    const critical = heldByEngine(task);
    const side = needed.filter((step) => !critical.has(step));
    for (const step of side) bus.subscribe(task, step, PLAIN, (events) => react(cast, step, events));
    yield* bus.along(bothEnds(cast, critical, side, patience));
    return needed.length === 0 ? task.brief : gatheredNow(cast);
  },
});

const PLAIN: Subscription = { payload: 'previous', join: 'wait' };

/** First the critical steps, while the others go on by events, even with the engine down; then the others, for a while. */
function* bothEnds(
  cast: Cast<'engine'>,
  critical: ReadonlySet<Step>,
  side: readonly Step[],
  patience: number,
): Process<void> {
  const { sim, engine, bus } = cast;
  yield* engine.hold([...critical], () => orchestrated(cast, critical));
  const ends = side.map((step) => bus.outcome(step));
  const ended = yield* sim.quorum(ends, ends.length, sim.now + patience);
  if (ended < ends.length) bus.stop();
}

function* orchestrated(cast: Cast<'engine'>, steps: ReadonlySet<Step>): Process<void> {
  yield* inParallel(cast.run, () => {
    const running = new Map<Step, Task<void>>();
    for (const step of cast.task.inOrder()) {
      if (steps.has(step)) running.set(step, cast.sim.spawn(runWhenReady(cast, step, running)));
    }
    return [...running.values()];
  });
}

function* runWhenReady(
  { sim, task, team, engine, bus }: Cast<'engine'>,
  step: Step,
  running: Map<Step, Task<void>>,
): Process<void> {
  for (const input of step.inputs) yield* sim.join(running.get(input)!);
  const seen = team.context();
  for (const artifact of task.inputsOf(step)) seen.append(artifact);
  yield* engine.delegate(step, seen);
  bus.publish(step);
}

/** An agent works on the events that it heard, and announces its result; when it fails, the task does not. */
function* react({ team, bus }: Cast, step: Step, events: Context): Process<Artifact> {
  const artifact = yield* team.memberFor(step).perform(step, events, team.eachAuthor, { unattended: true });
  bus.publish(step);
  return artifact;
}

/** The results that no other result was made of. What ended last, even a failed call, is their cause. */
function gatheredNow({ sim, task, state }: Cast): Artifact {
  const done = task.inOrder().filter((step) => step.done);
  const ends = done.filter((step) => !done.some((other) => other.inputs.includes(step)));
  const results = ends.map((step) => step.artifact);
  const all = state.exchange.sideBySide(USER, results);
  const { calls } = state.record;
  const { endedAt } = calls.columns;
  const newest = all.call < 0 ? Number.NEGATIVE_INFINITY : endedAt[all.call]!;
  const last = endedAt.lastIndexOf(sim.now, calls.length - 1);
  if (newest < sim.now && last >= 0) all.call = last;
  return all;
}

/** The critical steps, and all that they need. */
function heldByEngine(task: TaskView): Set<Step> {
  const held = new Set<Step>();
  for (const step of [...task.inOrder()].reverse()) {
    const feedsIt = [...held].some((other) => other.inputs.includes(step));
    if ((step.marks.critical && task.isNeeded(step)) || feedsIt) held.add(step);
  }
  return held;
}

/** Each handover: between the engine and the agent of a critical step, twice; from author to listener for the others. */
function contacts(s: Shape): Pair[] {
  const held = heldIn(s);
  return s.order.flatMap((doer, i): Pair[] => {
    if (held[i])
      return [
        ['engine', doer],
        [doer, 'engine'],
      ];
    return s.after[i]!.map((before): Pair => [s.order[before]!, doer]).filter(([from, to]) => from !== to);
  });
}

/** The engine with all who could do a step that it holds; of the others authors with listeners. */
function possible(s: Shape): number {
  const held = heldIn(s);
  const withEngine = s.able.filter((_, i) => held[i]).flat();
  const others = s.after.flatMap((before, i) => (held[i] ? [] : before.map((other) => [other, i] as const)));
  return new Set(withEngine).size + pairsPossible(s.able, others);
}

/** Whether each step is critical, or something that is needs it. */
function heldIn(s: Shape): boolean[] {
  const held = s.order.map(() => false);
  for (let i = s.steps - 1; i >= 0; i--) {
    held[i] = s.critical[i]! || s.after.some((before, other) => held[other] && before.includes(i));
  }
  return held;
}
