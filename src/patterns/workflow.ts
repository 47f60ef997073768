import type { Cast, Process, Step, Task } from './kit.js';
import { choice, definePattern } from './pattern.js';

interface Options {
  readonly payload: 'previous' | 'accumulated';
}

export const workflow = definePattern<Options>({
  name: 'workflow',
  aliases: ['DAG', 'durable execution (Temporal)', 'orchestrator as code', 'orchestrated saga', 'graph flow (AutoGen)'],
  family: 'code',
  card: {
    what: 'Code holds the control flow: an engine starts each step as soon as its inputs are there.',
    how: 'The engine hands each step exactly its inputs and takes the result back. Independent steps run at once. No model decides anything.',
    notice: 'No coordination tokens, and the critical path is the longest path of the graph.',
    tryThis:
      'Lower `foreseen` of a step: the engine never runs what nobody wrote down, and delivers as if nothing were missing.',
    breaksWhen: 'The work cannot be written down beforehand; or the engine goes down, with all that it was holding.',
  },
  options: {
    payload: choice(
      ['previous', 'accumulated'],
      'previous',
      'what a step is given: its inputs, or everything that led to it',
    ),
  },
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.members,
    edgesPossible: (s) => s.members,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z, o) =>
      o.payload === 'previous'
        ? s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output
        : s.steps * (z.prompt + z.brief) + s.ancestors * (z.bareOutput + 1),
  },
  waits: true,
  heldBy: 'engine',
  notices: false,
  usesMembers: true,
  parts: () => ['engine'],

  *coordinate(cast, { payload }) {
    const { sim, task, engine } = cast;
    const running = new Map<Step, Task<void>>();
    for (const step of task.inOrder()) {
      if (task.isNeeded(step)) running.set(step, sim.spawn(runWhenReady(cast, step, running, payload)));
    }
    try {
      yield* sim.all([...running.values()]);
    } catch (thrown) {
      if (task.isSaga) yield* engine.undo(task);
      throw thrown;
    }
    if (task.lastSteps().length === 0) return task.brief;
    return engine.collect(task.lastSteps().map((step) => step.artifact));
  },
});

function* runWhenReady(
  { sim, task, engine }: Cast,
  step: Step,
  running: Map<Step, Task<void>>,
  payload: Options['payload'],
): Process<void> {
  for (const input of step.inputs) yield* sim.join(running.get(input)!);
  yield* engine.delegate(step, engine.payloadFor(task, step, payload));
}
