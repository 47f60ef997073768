import { rosterOf } from '../edits.js';
import type { Shape } from '../kit.js';
import { definePattern, type Sizes } from '../pattern.js';
import { callsIn, isFrom, isOneAtATime, workIn } from '../run-facts.js';
import { type MagenticChoices, magenticOptions, magenticWording } from './choices.js';
import { Ledger } from './ledger.js';

export const magentic = definePattern({
  name: 'magentic',
  aliases: ['Magentic-One (AutoGen, Microsoft Agent Framework)', 'task ledger and progress ledger'],
  family: 'model',
  card: {
    what: 'A lead writes down facts and a plan, and after every step asks itself whether the work makes progress.',
    how: 'Two calls to plan; then a progress ledger and one member in each round; a last call answers. After too many rounds without progress it plans anew.',
    notice:
      'The task stands two or three times in every call of the lead, so short tasks cost almost as much as long ones.',
    tryThis: 'Raise coordinator.misroute, and count new plans and steps done twice; then set factsKeep to 1.',
    breaksWhen: 'A new plan clears the thread: results that are not in the facts were paid for, and are lost.',
  },
  look: { colour: 'purple', shape: 'square' },
  options: magenticOptions,
  wording: magenticWording,
  expects: {
    calls: (s) => 2 * s.steps + 4,
    edges: (s) => s.members,
    edgesPossible: (s) => s.agents,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s) => 2 * s.steps + 4,
    inputTokens,
  },
  edits: (s) => rosterOf(s, 'the coordinator'),
  checks: [
    { says: 'Each call ends before the next one begins.', holds: isOneAtATime },
    {
      says: 'The lead makes three calls before the first step: facts, plan, progress.',
      holds: (run) =>
        callsIn(run)
          .slice(0, 3)
          .every(({ step }) => step < 0),
    },
    {
      says: 'The lead hands out every step.',
      holds: (run) => workIn(run).every((call) => isFrom(run, 'coordinator', call)),
    },
  ],
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  noReturn: 'its ledger alone decides what is done again',
  parts: { coordinator: 'always' },
  slots: { selector: { part: 'coordinator', does: 'keeps the ledgers, decides which agent works next, and answers' } },
  essentials: () => ['selector.misroute'],

  *coordinate(cast, options) {
    const { team, coordinator: lead } = cast;
    const ledger = new Ledger(cast, { ...options, ...options.wording });
    yield* ledger.survey();
    for (let round = 0; round < options.maxRounds; round++) {
      const { next, call } = yield* ledger.progress();
      if (next === null) return yield* ledger.answer();
      if (ledger.stalls >= options.maxStalls) {
        yield* ledger.replan();
        continue;
      }
      ledger.hear(next, yield* lead.delegate(next, ledger.instruct(next, call)));
    }
    return options.onLimit === 'partial' ? yield* ledger.answer() : team.stopAtLimit(options.onLimit, ledger.thread);
  },
});

function inputTokens(s: Shape, z: Sizes, o: MagenticChoices): number {
  const { wording: w } = o;
  const team = w.rosterBase + (w.rosterPerMember + w.rosterNames * z.name) * s.steps;
  // A request repeats the task; the ledger holds it with facts, plan and team.
  const request = z.framing + z.bareBrief;
  const ledger = request + w.facts + w.plan + w.ledgerText + team;
  const told = z.framing + w.instruction;
  const shared = ledger + (o.opensWithTask ? z.brief : 0) + z.coordinatorPrompt;
  const planning = shared - ledger + request + w.factsPrompt;
  const survey = 2 * planning + z.framing + w.facts + z.framing + w.planPrompt + team;
  const named = w.progressPerMember + w.progressNames * z.name;
  const progress = request + w.progressPrompt + named * s.steps + team;
  const rounds = (s.steps + 1) * (shared + progress) + ((told + z.output) * s.steps * (s.steps + 1)) / 2;
  const earlier = ((o.sees === 'all' ? told + z.output : z.output) * s.steps * (s.steps - 1)) / 2;
  const members = s.steps * (z.prompt + told + (o.sees === 'all' ? ledger : 0)) + earlier;
  return survey + rounds + members + shared + s.steps * (told + z.output) + request + w.finalPrompt;
}
