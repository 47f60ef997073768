import { type Cast, FAILED, orFailed, type Process, type Step } from './kit.js';
import { definePattern } from './pattern.js';
import { beginsAtOnce, isFrom, workIn } from './run-facts.js';

export const fanOut = definePattern({
  name: 'fan-out',
  aliases: ['fire and forget', 'publish', 'concurrent without aggregator (Microsoft Agent Framework)'],
  family: 'code',
  card: {
    what: 'A trigger starts all steps at once from the brief; no call collects the results.',
    how: 'Each step sees the brief and nothing else, and writes its own result to the shared document. The trigger does not wait.',
    notice:
      'The critical path is one call, however many steps there are. Nothing is merged: every false claim of every branch is delivered.',
    tryThis: 'Set failure: 0.3 for one agent. Which participant can notice that a part is missing?',
    breaksWhen:
      'Results must be merged or ordered after all; or a branch fails, and its part is missing without an error.',
  },
  look: { colour: 'sky', shape: 'triangle-up' },
  options: {},
  wording: {},
  expects: {
    calls: (s) => s.steps,
    edges: (s) => s.members,
    edgesPossible: (s) => s.agents,
    messages: (s) => s.steps,
    criticalPathCalls: () => 1,
    inputTokens: (s, z) => s.steps * (z.brief + z.prompt),
  },
  checks: [
    { says: 'All steps begin at the same moment.', holds: (run) => beginsAtOnce(workIn(run)) },
    {
      says: 'The trigger hands out every step.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'engine', call)),
    },
  ],
  waits: false,
  heldBy: null,
  notices: false,
  usesMembers: true,
  noReturn: 'its branches are merged as they come',
  parts: { engine: 'always' },

  *coordinate(cast) {
    const { sim, task, document } = cast;
    const branches = task.inOrder().map((step) => sim.spawn(branch(cast, step)));
    yield* sim.all(branches);
    // Where every branch failed the document stays empty, and the task stalls.
    return yield* document.complete(1);
  },
});

/** A branch that fails leaves nothing behind: no process waits for it. */
function* branch({ task, team, engine, document }: Cast<'engine'>, step: Step): Process<void> {
  const asRead = document.read();
  const seen = team.context().append(task.brief);
  const result = yield* orFailed(team.memberFor(step).perform(step, seen, engine.id));
  if (result !== FAILED) document.write(step, result, asRead);
}
