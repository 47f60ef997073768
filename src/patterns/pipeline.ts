import {
  type Artifact,
  consecutive,
  type Pair,
  pairs,
  pairsPossible,
  type Shape,
  type Step,
  sentBack,
  type TaskView,
  withObjections,
} from './kit.js';
import { type Chosen, choice, count, definePattern, flag, type Sizes, tokens } from './pattern.js';
import { isOneAtATime, onlyWorks } from './run-facts.js';

const options = {
  context: choice(
    ['previous', 'outputs', 'all'],
    'previous',
    'what a stage sees: the previous result, all earlier results, or all earlier results and the brief',
  ),
  cycles: count(1, 1, 'how often the work runs through the line'),
  skip: flag(false, 'a stage that is not needed is skipped; else it passes the content on, at the cost of a call'),
  layout: choice(['messages', 'joined'], 'messages', 'earlier results as messages of their own, or joined in one'),
};
const wording = {
  header: tokens(0, 'tokens of the text that introduces earlier results (not with context: previous)'),
  template: tokens(0, "tokens around each stage's own prompt"),
};

type Choices = Chosen<typeof options, typeof wording>;

export const pipeline = definePattern({
  name: 'pipeline',
  aliases: [
    'sequential (Azure, Google, CrewAI, Microsoft Agent Framework)',
    'prompt chaining (Anthropic, AWS)',
    'assembly line',
    'round robin (AutoGen)',
  ],
  family: 'code',
  card: {
    what: 'A fixed chain of stages, each working on the result of the stage before it.',
    how: 'Code runs the steps one after the other in topological order, even where they could run in parallel.',
    notice:
      'A check in the chain corrects everything behind it: no copy can slip past. The latency is the sum of all stages.',
    tryThis: 'Set context: all, and watch the input tokens of the last stages; then move the check to the end.',
    breaksWhen: 'A stage is slow or down: all stages behind it wait. An early error is handed to every later stage.',
  },
  look: { colour: 'blue', shape: 'square' },
  options,
  wording,
  expects: {
    calls: (s, o) => s.steps * o.cycles,
    edges: (s, o) => pairs(handovers(s, o)),
    edgesPossible: (s, o) => pairsPossible(s.able, consecutive(s.steps, o.cycles)),
    messages: (s, o) => handovers(s, o).length,
    criticalPathCalls: (s, o) => s.steps * o.cycles,
    inputTokens,
  },
  checks: [
    { says: 'Each call ends before the next one begins.', holds: isOneAtATime },
    { says: 'No call coordinates: every call works on a step.', holds: onlyWorks },
  ],
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: {},

  *coordinate({ task, team }, { context, layout, skip, cycles, wording }) {
    const begun = context === 'all' ? team.context(layout).append(task.brief) : team.context(layout);
    const history = begun.attach(team.text(wording.header));
    const asked = wording.template > 0 ? { roster: wording.template } : undefined;
    let artifact = task.brief;
    const taken = new Map<Step, Artifact>();
    for (let cycle = 0; cycle < cycles; cycle++) {
      for (let at = 0; at < task.inOrder().length; at++) {
        const step = task.inOrder()[at]!;
        if (skip && !task.isNeeded(step)) continue;
        artifact = takenBy(step, artifact, taken);
        const previousOnly = context === 'previous' || artifact === task.brief;
        const seen = previousOnly ? withObjections(step, team.context().append(artifact)) : history;
        artifact = yield* team.memberFor(step).perform(step, seen, undefined, asked);
        history.append(artifact);
        at = placeBefore(sentBack(task, step)[0], task, at);
      }
    }
    return team.outcome(task, artifact);
  },
});

/** The place in the line just before the stage that the work goes back to; where it does not, `at`. */
const placeBefore = (first: Step | undefined, task: TaskView, at: number): number =>
  first === undefined ? at : task.inOrder().indexOf(first) - 1;

/** What a stage takes: the result before it or, where its work came back to it, what it took before. */
function takenBy(step: Step, previous: Artifact, taken: Map<Step, Artifact>): Artifact {
  const artifact = step.revision === null ? previous : taken.get(step)!;
  taken.set(step, artifact);
  return artifact;
}

/** From stage to stage, through all the cycles; a member hands nothing over to itself. */
function handovers(s: Shape, o: Choices): Pair[] {
  const stages = Array.from({ length: o.cycles }, () => s.order).flat();
  return stages.slice(1).flatMap((to, i): Pair[] => (to === stages[i] ? [] : [[stages[i]!, to]]));
}

function inputTokens(s: Shape, sizes: Sizes, o: Choices): number {
  const z = { ...sizes, prompt: sizes.prompt + o.wording.template };
  const stages = s.steps * o.cycles;
  const shown = o.layout === 'joined' ? z.bareOutput + 1 : z.output;
  const results = (shown * stages * (stages - 1)) / 2 + o.wording.header * (stages - 1);
  if (o.context === 'all') return stages * (z.brief + z.prompt) + results;
  // The first result opens the one message in which the others are joined.
  const opening = o.layout === 'joined' ? (z.output - z.bareOutput - 1) * (stages - 1) : 0;
  if (o.context === 'outputs') return z.brief + stages * z.prompt + results + opening;
  return z.brief + stages * z.prompt + (stages - 1) * z.output;
}
