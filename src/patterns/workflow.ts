import { type Cast, inParallel, type Process, type Step, sentBack, type Task, withObjections } from './kit.js';
import { type Chosen, choice, definePattern } from './pattern.js';
import { isFrom, onlyWorks, workIn } from './run-facts.js';

const options = {
  payload: choice(
    ['previous', 'accumulated'],
    'previous',
    'what a step is given: its inputs, or everything that led to it',
  ),
};
const wording = {};

type Choices = Chosen<typeof options, typeof wording>;

export const workflow = definePattern({
  name: 'workflow',
  aliases: ['DAG', 'durable execution (Temporal)', 'orchestrator as code', 'orchestrated saga', 'graph flow (AutoGen)'],
  family: 'code',
  card: {
    what: 'Code holds the control flow: an engine starts each step as soon as its inputs are there.',
    how: 'The engine hands each step exactly its inputs and takes the result back. Independent steps run in parallel. No model decides anything.',
    notice: 'It spends no tokens on coordination, and its critical path is the longest path of the graph.',
    tryThis:
      'Lower `foreseen` of a step: the engine never runs a step that was not written down, and delivers without it.',
    breaksWhen: 'The work cannot be written down beforehand; or the engine goes down, with all the work that it holds.',
  },
  look: { colour: 'green', shape: 'cross' },
  options,
  wording,
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.members,
    edgesPossible: (s) => s.agents,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z, o) =>
      o.payload === 'previous'
        ? s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output
        : s.steps * (z.prompt + z.brief) + s.ancestors * (z.bareOutput + 1),
  },
  checks: [
    { says: 'No call coordinates: every call works on a step.', holds: onlyWorks },
    {
      says: 'The engine hands out every step.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'engine', call)),
    },
  ],
  waits: true,
  heldBy: 'engine',
  notices: false,
  usesMembers: true,
  parts: { engine: 'always' },

  *coordinate(cast, { payload }) {
    const { task, engine } = cast;
    try {
      yield* inParallel(cast.run, () => begun(cast, payload));
    } catch (thrown) {
      if (task.isSaga) yield* engine.undo(task);
      throw thrown;
    }
    if (task.lastSteps().length === 0) return task.brief;
    return engine.collect(task.lastSteps().map((step) => step.artifact));
  },
});

/** Each step that is needed waits for its inputs, then is done. */
function begun(cast: Cast<'engine'>, payload: Choices['payload']): Task<void>[] {
  const running = new Map<Step, Task<void>>();
  for (const step of cast.task.inOrder()) {
    if (cast.task.isNeeded(step)) running.set(step, cast.sim.spawn(runWhenReady(cast, step, running, payload)));
  }
  return [...running.values()];
}

function* runWhenReady(
  { sim, task, engine }: Cast<'engine'>,
  step: Step,
  running: ReadonlyMap<Step, Task<void>>,
  payload: Choices['payload'],
): Process<void> {
  for (const input of step.inputs) yield* sim.join(running.get(input)!);
  yield* engine.delegate(step, engine.payloadFor(task, step, payload));
  for (let again = sentBack(task, step); again.length > 0; again = sentBack(task, step)) {
    for (const one of again) yield* engine.delegate(one, withObjections(one, engine.payloadFor(task, one, payload)));
  }
}
