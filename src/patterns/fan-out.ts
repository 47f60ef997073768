import { type Cast, FAILED, orFailed, type Process, type Step } from './kit.js';
import { definePattern } from './pattern.js';

export const fanOut = definePattern<Record<never, never>>({
  name: 'fan-out',
  aliases: ['fire and forget', 'publish', 'concurrent without aggregator (Microsoft Agent Framework)'],
  family: 'code',
  card: {
    what: 'A trigger starts all steps at once from the brief, and nobody collects.',
    how: 'Each step sees the brief and nothing else, and writes its own result where results are kept. The trigger forgets them.',
    notice: 'One call deep, however wide. Nothing is merged: every false claim of every branch is delivered.',
    tryThis: 'Give one branch failure: 0.3. Who finds out?',
    breaksWhen: 'Results must be merged or ordered after all; or a branch fails, and its part is simply missing.',
  },
  options: {},
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.members,
    edgesPossible: (s) => s.members,
    messages: (s) => s.steps,
    criticalPathCalls: () => 1,
    inputTokens: (s, z) => s.steps * (z.brief + z.prompt),
  },
  waits: false,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: () => ['engine'],

  *coordinate(cast) {
    const { sim, task, document } = cast;
    const branches = task.inOrder().map((step) => sim.spawn(branch(cast, step)));
    yield* sim.all(branches);
    // Where every branch failed there is nothing, and it stays like that: nobody knows.
    return yield* document.complete(1);
  },
});

/** A branch that fails leaves nothing behind, and nobody asks. */
function* branch({ task, team, engine, document }: Cast, step: Step): Process<void> {
  const asRead = document.read();
  const seen = team.context().append(task.brief);
  const result = yield* orFailed(team.memberFor(step).perform(step, seen, engine.id));
  if (result !== FAILED) document.write(step, result, asRead);
}
