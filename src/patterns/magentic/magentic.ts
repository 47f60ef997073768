import type { Shape } from '../kit.js';
import { choice, count, definePattern, flag, probability, type Sizes } from '../pattern.js';
import { Ledger, type LedgerWording } from './ledger.js';

interface Options extends LedgerWording {
  readonly maxRounds: number;
  readonly maxStalls: number;
  readonly onLimit: 'fail' | 'empty' | 'partial';
}

export const magentic = definePattern<Options>({
  name: 'magentic',
  aliases: ['Magentic-One (AutoGen, Microsoft Agent Framework)', 'task ledger and progress ledger'],
  family: 'model',
  card: {
    what: 'A lead writes down facts and a plan, and after every step asks itself whether the work comes on.',
    how: 'Two calls to plan; then a progress ledger and one member a round; a last call answers. After too many rounds without progress it plans anew.',
    notice: 'The task stands two or three times in every call of the lead, so short tasks cost as much as long ones.',
    tryThis: 'Raise coordinator.misroute, and count the plans and what was done twice; then set factsKeep to 1.',
    breaksWhen: 'A new plan clears the thread: what the facts do not hold was done and paid for, and is gone.',
  },
  options: {
    sees: choice(['all', 'instruction'], 'all', 'what a member sees: all that was said, or only what it is told'),
    factsKeep: probability(0.5, 'that a result stands in the facts when they are written anew; the others are lost'),
    clears: choice(['after', 'before'], 'after', 'whether the new facts are written before the thread is cleared'),
    opensWithTask: flag(false, "the task opens the lead's own conversation, too, until that is cleared"),
    maxRounds: count(1000, 1, 'progress ledgers'),
    maxStalls: count(3, 1, 'rounds without progress that make it plan anew'),
    onLimit: choice(
      ['fail', 'empty', 'partial'],
      'fail',
      'at the limit of rounds; partial: it answers with what it has',
    ),
    facts: count(150, 1, 'tokens of the facts'),
    plan: count(120, 1, 'tokens of the plan'),
    progress: count(68, 0, "tokens of a progress ledger, without the next member's name and the instruction"),
    instruction: count(25, 1, 'tokens of an instruction'),
    rosterBase: count(0, 0, "tokens of the team's description, once"),
    rosterPerMember: count(8, 0, "tokens of the team's description, each member"),
    factsPrompt: count(286, 0, 'tokens of the request for facts, without the task'),
    planPrompt: count(65, 0, 'tokens of the request for a plan, without the team'),
    ledgerText: count(46, 0, 'tokens of the task ledger around task, team, facts and plan'),
    progressPrompt: count(374, 0, 'tokens of the request for a progress ledger, without task, team and names'),
    progressPerMember: count(6, 0, "tokens of a member's name in that request"),
    finalPrompt: count(60, 0, 'tokens of the request for the answer, without the task'),
    factsUpdate: count(145, 0, 'tokens of the request for new facts, without the task and the old ones'),
    planUpdate: count(84, 0, 'tokens of the request for a new plan, without the team'),
  },
  expects: {
    calls: (s) => 2 * s.steps + 4,
    edges: (s) => s.members,
    edgesPossible: (s) => s.members,
    messages: (s) => 2 * s.steps,
    criticalPathCalls: (s) => 2 * s.steps + 4,
    inputTokens: (s, z, o) => {
      const { ledger, request, team } = sizes(s, z, o);
      const told = z.framing + o.instruction;
      const shared = ledger + (o.opensWithTask ? z.brief : 0) + z.coordinatorPrompt;
      const planning = shared - ledger + request + o.factsPrompt;
      const survey = 2 * planning + z.framing + o.facts + z.framing + o.planPrompt + team;
      const progress = request + o.progressPrompt + o.progressPerMember * s.steps + team;
      const rounds = (s.steps + 1) * (shared + progress) + ((told + z.output) * s.steps * (s.steps + 1)) / 2;
      const earlier = ((o.sees === 'all' ? told + z.output : z.output) * s.steps * (s.steps - 1)) / 2;
      const members = s.steps * (z.prompt + told + (o.sees === 'all' ? ledger : 0)) + earlier;
      return survey + rounds + members + shared + s.steps * (told + z.output) + request + o.finalPrompt;
    },
  },
  waits: true,
  heldBy: 'coordinator',
  notices: true,
  usesMembers: true,
  parts: () => ['coordinator'],

  *coordinate(cast, options) {
    const { team, coordinator: lead } = cast;
    const { maxRounds, maxStalls, onLimit } = options;
    const ledger = new Ledger(cast, options);
    yield* ledger.survey();
    for (let round = 0; round < maxRounds; round++) {
      const { next, call } = yield* ledger.progress();
      if (next === null) return yield* ledger.answer();
      if (ledger.stalls >= maxStalls) {
        yield* ledger.replan();
        continue;
      }
      ledger.hear(next, yield* lead.delegate(next, ledger.instruct(next, call)));
    }
    return onLimit === 'partial' ? yield* ledger.answer() : team.stopAtLimit(onLimit, ledger.thread);
  },
});

/** Tokens of the task ledger, of a request with the task in it, and of the team's description. */
function sizes(s: Shape, z: Sizes, o: Options): { ledger: number; request: number; team: number } {
  const team = o.rosterBase + o.rosterPerMember * s.steps;
  const request = z.framing + z.bareBrief;
  return { ledger: request + o.facts + o.plan + o.ledgerText + team, request, team };
}
