import { type Pair, pairs, type Shape } from './kit.js';
import { choice, count, definePattern, flag } from './pattern.js';

interface Options {
  readonly context: 'previous' | 'outputs' | 'all';
  readonly layout: 'messages' | 'joined';
  readonly header: number;
  readonly skip: boolean;
  readonly cycles: number;
}

export const pipeline = definePattern<Options>({
  name: 'pipeline',
  aliases: [
    'sequential (Azure, Google, CrewAI, Microsoft Agent Framework)',
    'prompt chaining (Anthropic, AWS)',
    'assembly line',
    'round robin (AutoGen)',
  ],
  family: 'code',
  card: {
    what: 'A fixed chain of stages, each working on what the stage before it left.',
    how: 'Code runs the steps one after the other in topological order, even where they could run at once.',
    notice:
      'A check in the chain mends everything behind it: no copy can slip past. The time is the sum of all stages.',
    tryThis: 'Set context: all, and watch the input tokens of the last stages; then move the check to the end.',
    breaksWhen: 'A stage is slow or down: everything behind it waits. An early error is handed to every later stage.',
  },
  options: {
    context: choice(
      ['previous', 'outputs', 'all'],
      'previous',
      'what a stage sees: the previous result, all earlier results, or those and the brief',
    ),
    layout: choice(['messages', 'joined'], 'messages', 'earlier results as messages of their own, or joined in one'),
    header: count(0, 0, 'tokens of the text that introduces earlier results (not with context: previous)'),
    skip: flag(
      false,
      'a stage that is not needed is skipped; otherwise it passes the content on, at the cost of a call',
    ),
    cycles: count(1, 1, 'how often the work runs through the line'),
  },
  expects: {
    calls: (s, o) => s.steps * o.cycles,
    edges: (s, o) => pairs(handovers(s, o)),
    edgesPossible: (s, o) => pairs(handovers(s, o)),
    messages: (s, o) => handovers(s, o).length,
    criticalPathCalls: (s, o) => s.steps * o.cycles,
    inputTokens: (s, z, o) => {
      const stages = s.steps * o.cycles;
      const shown = o.layout === 'joined' ? z.bareOutput + 1 : z.output;
      const results = (shown * stages * (stages - 1)) / 2 + o.header * (stages - 1);
      if (o.context === 'all') return stages * (z.brief + z.prompt) + results;
      // The first result opens the one message in which the others are joined.
      const opening = o.layout === 'joined' ? (z.output - z.bareOutput - 1) * (stages - 1) : 0;
      if (o.context === 'outputs') return z.brief + stages * z.prompt + results + opening;
      return z.brief + stages * z.prompt + (stages - 1) * z.output;
    },
  },
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: () => [],

  *coordinate({ task, team }, { context, layout, header, skip, cycles }) {
    const history = team.context(layout);
    if (context === 'all') history.append(task.brief);
    history.attach(team.text(header));
    let artifact = task.brief;
    for (let cycle = 0; cycle < cycles; cycle++) {
      for (const step of task.inOrder()) {
        if (skip && !task.isNeeded(step)) continue;
        const previousOnly = context === 'previous' || artifact === task.brief;
        artifact = yield* team.memberFor(step).perform(step, previousOnly ? team.context().append(artifact) : history);
        history.append(artifact);
      }
    }
    return artifact;
  },
});

/** From stage to stage, through all the cycles; a member hands nothing over to itself. */
function handovers(s: Shape, o: Options): Pair[] {
  const stages = Array.from({ length: o.cycles }, () => s.order).flat();
  return stages.slice(1).flatMap((to, i): Pair[] => (to === stages[i] ? [] : [[stages[i]!, to]]));
}
