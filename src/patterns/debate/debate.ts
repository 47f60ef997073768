import { type Artifact, type Cast, type Process, type Step, USER, voicesOf } from '../kit.js';
import { choice, count, definePattern, flag, probability, type Sizes } from '../pattern.js';
import { Deliberation } from './deliberation.js';

interface Options {
  readonly panel: number;
  readonly rounds: number;
  readonly correlation: number;
  readonly conformity: number;
  readonly follows: 'peer' | 'majority';
  readonly judge: boolean;
  readonly verdict: number;
  readonly header: number;
  readonly wrapping: number;
  readonly repeat: boolean;
}

export const debate = definePattern<Options>({
  name: 'debate',
  aliases: [
    'multi-agent debate (Du et al.)',
    'vote, self-consistency, sampling and voting (with rounds: 1)',
    'voting (Anthropic)',
  ],
  family: 'code',
  card: {
    what: 'A panel answers the same question, hears each other for some rounds, and is put to the vote.',
    how: 'Each step is given to several agents of its role at once. In each further round a member reads what the others said, and may take over what one of them says. Code counts the votes, claim by claim.',
    notice:
      'The vote does what it can where members err by themselves. A debate copies: each member stays as often right as it was, but they come to err together, and the vote sinks towards one member, at a multiple of its tokens.',
    tryThis:
      'Raise correlation: more members help less and less. Then set rounds: 1, 2 and 5: who profits from the talk? With follows: majority nobody loses by it, and the vote gains nothing.',
    breaksWhen: 'Members share a blind spot: a majority is wrong as one, and sounds sure.',
  },
  options: {
    panel: count(3, 1, 'members that answer each question'),
    rounds: count(2, 1, 'answers of each member; 1 is a vote'),
    correlation: probability(
      0.4,
      'that in a claim the whole panel errs, or does not, as one; assumed: votes of one model lie at .33 to .43 (arXiv 2606.02646)',
    ),
    conformity: probability(0.5, 'that a member gives way, for each claim and round; assumed'),
    follows: choice(
      ['peer', 'majority'],
      'peer',
      'to whom a member gives way: one of the others, by luck, so that its expected accuracy stays what it was (a martingale, arXiv 2508.17536), or a majority of them',
    ),
    judge: flag(false, 'a judge reads the last answers first, and what it objects to does not count'),
    verdict: count(33, 1, 'tokens that the judge writes'),
    header: count(0, 0, "tokens of the text around the others' answers"),
    wrapping: count(0, 0, "tokens around each of the others' answers"),
    repeat: flag(false, 'the question is put again in every round'),
  },
  expects: {
    calls: (s, o) => s.steps * (o.panel * o.rounds + judges(o)),
    edges: (s, o) => s.members * ((o.rounds > 1 ? pairsOf(o) : 0) + o.panel * judges(o)),
    edgesPossible: (s, o) => s.members * ((o.rounds > 1 ? pairsOf(o) : 0) + o.panel * judges(o)),
    messages: (s, o) => s.steps * (o.rounds - 1) * 2 * pairsOf(o) + (2 * s.steps - 1) * o.panel * judges(o),
    criticalPathCalls: (s, o) => s.steps * (o.rounds + judges(o)),
    inputTokens: (s, z, o) => perStep(z.bareBrief, z, o) + (s.steps - 1) * perStep(z.bareOutput, z, o),
  },
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: (_, o) => (o.judge ? ['coordinator'] : []),
  panel: (o) => o.panel,

  *coordinate(cast, options) {
    let result = cast.task.brief;
    for (const step of cast.task.inOrder()) {
      if (cast.task.isNeeded(step)) result = yield* settled(cast, step, result, options);
    }
    return result;
  },
});

function* settled(cast: Cast, step: Step, question: Artifact, options: Options): Process<Artifact> {
  const { sim, team, coordinator } = cast;
  const voices = voicesOf(step);
  const seen = voices.map(() => team.context().append(question));
  // A team that is a member has no second voice: what it says is the answer.
  if (step.leaf === null) return yield* step.member.perform(step, seen[0]!);
  const debate = new Deliberation(cast, step, options);
  let answers = yield* sim.all(
    voices.map((voice, i) =>
      sim.spawn(
        voice.perform(step, seen[i]!, question.author, { answers: debate.opening(i), visit: debate.visitOf(i, 1) }),
      ),
    ),
  );
  for (let round = 2; round <= options.rounds; round++) {
    debate.hear(answers);
    for (const [i, answer] of answers.entries()) {
      cast.state.exchange.broadcast(
        answer,
        voices.flatMap((voice) => voice.contacts),
      );
      const others = answers.filter((other) => other !== answer);
      seen[i]!.append(answer).append(debate.quote(others, answers, quoteTokens(question.tokens, others, options)));
    }
    const answering = voices.map((voice, i) =>
      sim.spawn(
        voice.perform(step, seen[i]!, voice.contacts[0]!, {
          answers: debate.revision(i, round),
          visit: debate.visitOf(i, round),
        }),
      ),
    );
    answers = yield* sim.all(answering);
  }
  if (!options.judge) return debate.elect(answers, null, USER);
  const all = team.context();
  for (const answer of answers) all.append(answer);
  return debate.elect(answers, (yield* coordinator.judge(all, options.verdict)).message, coordinator.id);
}

function quoteTokens(question: number, others: readonly { readonly tokens: number }[], o: Options): number {
  const said = others.reduce((sum, answer) => sum + answer.tokens + o.wrapping, 0);
  return o.header + (o.repeat ? question : 0) + said;
}

/** Input tokens of a step whose question is `question` tokens long. */
function perStep(question: number, z: Sizes, o: Options): number {
  const others = new Array(o.panel - 1).fill({ tokens: z.bareOutput });
  const quote = quoteTokens(question, others, o);
  const further = z.output + (quote > 0 ? quote + z.framing : 0);
  const panel = o.rounds * (z.prompt + question + z.framing) + (further * o.rounds * (o.rounds - 1)) / 2;
  return o.panel * panel + judges(o) * (z.coordinatorPrompt + o.panel * z.output);
}

const judges = (o: Options): number => (o.judge ? 1 : 0);
const pairsOf = (o: Options): number => (o.panel * (o.panel - 1)) / 2;
