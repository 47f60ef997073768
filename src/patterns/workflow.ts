import type { Process, Task } from '../sim/kernel/index.js';
import type { Cast, Step } from '../sim/team.js';
import { definePattern } from './pattern.js';

export const workflow = definePattern<Record<never, never>>({
  name: 'workflow',
  aliases: ['DAG', 'durable execution (Temporal)', 'orchestrator as code', 'graph flow (AutoGen)'],
  family: 'code',
  card: {
    what: 'Code holds the control flow: an engine starts each step as soon as its inputs are there.',
    how: 'The engine hands each step exactly its inputs and takes the result back. Independent steps run at once. No model decides anything.',
    notice: 'No coordination tokens, and the critical path is the longest path of the graph.',
    tryThis:
      'Lower `foreseen` of a step: the engine never runs what nobody wrote down, and delivers as if nothing were missing.',
    breaksWhen: 'The work cannot be written down beforehand; or the engine goes down, with all that it was holding.',
  },
  options: {},
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.members,
    edgesPossible: (s) => s.members,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z) => s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output,
  },
  waits: true,
  notices: false,
  usesMembers: true,
  parts: () => ['engine'],

  *coordinate(cast) {
    const { sim, task, engine } = cast;
    const running = new Map<Step, Task<void>>();
    for (const step of task.inOrder()) {
      if (task.isNeeded(step)) running.set(step, sim.spawn(runWhenReady(cast, step, running)));
    }
    yield* sim.all([...running.values()]);
    if (task.lastSteps().length === 0) return task.brief;
    return engine.collect(task.lastSteps().map((step) => step.artifact));
  },
});

function* runWhenReady({ sim, task, team, engine }: Cast, step: Step, running: Map<Step, Task<void>>): Process<void> {
  for (const input of step.inputs) yield* sim.join(running.get(input)!);
  const seen = team.context();
  for (const artifact of task.inputsOf(step)) seen.append(artifact);
  yield* engine.delegate(step, seen);
}
