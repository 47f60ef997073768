import type { Process, Task } from '../sim/kernel/index.js';
import type { Step } from '../sim/member.js';
import { FAILED } from '../sim/policies.js';
import { type Pair, pairs, type Shape } from '../sim/shape.js';
import type { TaskView } from '../sim/task.js';
import type { Cast } from '../sim/team.js';
import { count, definePattern } from './pattern.js';

interface Options {
  readonly patience: number;
}

export const criticalPathHybrid = definePattern<Options>({
  name: 'critical-path-hybrid',
  aliases: ['orchestrate the critical path, choreograph the rest', 'saga with side effects by events'],
  family: 'hybrid',
  card: {
    what: 'An engine runs what the outcome waits for; everything else happens by events, and nobody waits for it.',
    how: 'Steps with critical: true, and all that they need, are handed out and taken back by an engine, with time-outs and retries. The others listen for the events of what they need.',
    notice:
      'There are two ends: criticalLatency, when the last critical step is done, and latency, when the last side step has ended too, well or badly. Delivered is what lies there then.',
    tryThis: 'Set critical: false for a slow step, and compare latency with criticalLatency. Then let that step fail.',
    breaksWhen: 'A side step turns out to matter: when it fails nothing fails, its part is just not there.',
  },
  options: {
    patience: count(3600, 0, 'seconds after the critical end until one looks what lies there, should a side step hang'),
  },
  expects: {
    calls: (s) => s.steps,
    edges: (s) => pairs(contacts(s)),
    edgesPossible: (s) => pairs(contacts(s)),
    messages: (s) => contacts(s).length,
    criticalPathCalls: (s) => s.depth,
    inputTokens: (s, z) => s.steps * z.prompt + s.entries * z.brief + s.inputs * z.output,
  },
  waits: true,
  notices: false,
  usesMembers: true,
  parts: () => ['engine'],

  *coordinate(cast, { patience }) {
    const { sim, task, team } = cast;
    const needed = task.inOrder().filter((step) => task.isNeeded(step));
    const critical = heldByEngine(task);
    const running = new Map<Step, Task<void>>();
    for (const step of needed) {
      running.set(
        step,
        sim.spawn(critical.has(step) ? orchestrated(cast, step, running) : listening(cast, step, running)),
      );
    }
    yield* sim.all(needed.filter((step) => critical.has(step)).map((step) => running.get(step)!));
    const side = needed.filter((step) => !critical.has(step)).map((step) => running.get(step)!);
    yield* sim.quorum(side, side.length, sim.now + patience);
    for (const straggler of side) sim.interrupt(straggler);
    return needed.length === 0 ? task.brief : team.gatherWhatIsDone(task);
  },
});

function* orchestrated(
  { sim, task, team, engine, bus }: Cast,
  step: Step,
  running: Map<Step, Task<void>>,
): Process<void> {
  for (const input of step.inputs) yield* sim.join(running.get(input)!);
  const seen = team.context();
  for (const artifact of task.inputsOf(step)) seen.append(artifact);
  yield* engine.delegate(step, seen);
  bus.publish(step);
}

function* listening({ sim, task, team, bus }: Cast, step: Step, running: Map<Step, Task<void>>): Process<void> {
  for (const input of step.inputs) yield* sim.join(running.get(input)!);
  // An event that never came wakes nobody.
  if (step.inputs.some((input) => !input.done)) return;
  const events = yield* bus.arrivals(task, step, 'previous');
  try {
    yield* team.memberFor(step).perform(step, events, team.eachAuthor, { unattended: true });
    bus.publish(step);
  } catch (thrown) {
    if (thrown !== FAILED) throw thrown;
  }
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

/** Each handover: between the engine and who does a critical step, twice; from author to listener for the others. */
function contacts(s: Shape): Pair[] {
  const held = s.order.map(() => false);
  for (let i = s.steps - 1; i >= 0; i--) {
    held[i] = s.critical[i]! || s.after.some((before, other) => held[other] && before.includes(i));
  }
  return s.order.flatMap((doer, i): Pair[] => {
    if (held[i])
      return [
        ['engine', doer],
        [doer, 'engine'],
      ];
    return s.after[i]!.map((before): Pair => [s.order[before]!, doer]).filter(([from, to]) => from !== to);
  });
}
