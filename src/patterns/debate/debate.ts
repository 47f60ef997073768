import {
  type Artifact,
  type Cast,
  type Context,
  inParallel,
  type Member,
  type Process,
  type Step,
  USER,
  voicesOf,
} from '../kit.js';
import { type Chosen, choice, count, definePattern, flag, probability, type Sizes, tokens } from '../pattern.js';
import { byStep, resultsOf, workIn } from '../run-facts.js';
import { Deliberation } from './deliberation.js';

const options = {
  panel: count(3, 1, 'members that answer each question'),
  rounds: count(2, 1, 'answers of each member; 1 is a vote'),
  conformity: probability(0.5, 'that a member gives way, for each claim and round; assumed'),
  follows: choice(
    ['peer', 'majority'],
    'peer',
    'to which members a member gives way: one of the others, by luck, so that its expected accuracy stays what it was (a martingale, arXiv 2508.17536), or a majority of them',
  ),
  judge: flag(false, 'a judge reads the last answers first, and claims that it objects to do not count'),
  repeat: flag(false, 'the question is put again in every round'),
};
const wording = {
  verdict: tokens(33, 'tokens that the judge writes', 1),
  header: tokens(0, "tokens of the text around the others' answers"),
  wrapping: tokens(0, "tokens around each of the others' answers"),
};

type Choices = Chosen<typeof options, typeof wording>;
/** The coordinator is the judge. */
type DebateCast = Cast<never, 'coordinator'>;

export const debate = definePattern({
  name: 'debate',
  aliases: [
    'multi-agent debate (Du et al.)',
    'vote, self-consistency, sampling and voting (with rounds: 1)',
    'voting (Anthropic)',
  ],
  family: 'code',
  card: {
    what: 'The members of a panel answer the same question, hear each other for some rounds, and vote.',
    how: 'Each step is given to several agents of its role at once. In each further round a member reads the answers of the others, and may adopt one of their claims. Code counts the votes, claim by claim.',
    notice:
      'The vote helps where members err independently. A debate copies: each member stays as often right as it was, but their errors become alike, and the vote sinks towards one member, at a multiple of its tokens.',
    tryThis:
      'Raise task.difficulty.correlation: more members help less and less. Then set rounds: 1, 2 and 5: when does the talk help? With follows: majority no member loses by it, and the vote gains nothing.',
    breaksWhen: 'Members share a blind spot: the majority is wrong as one, and sounds sure.',
  },
  look: { colour: 'plum', shape: 'diamond' },
  options,
  wording,
  expects: {
    calls: (s, o) => s.steps * (o.panel * o.rounds + judges(o)),
    edges,
    edgesPossible: (s, o) => edges({ members: s.agents }, o),
    messages: (s, o) => s.steps * (o.rounds - 1) * 2 * pairsOf(o) + (2 * s.steps - 1) * o.panel * judges(o),
    criticalPathCalls: (s, o) => s.steps * (o.rounds + judges(o)),
    inputTokens: (s, z, o) => tokensOfStep(z.bareBrief, z, o) + (s.steps - 1) * tokensOfStep(z.bareOutput, z, o),
  },
  checks: [
    {
      says: 'Every member answers a step in every round before the next step begins.',
      holds: (run, { panel, rounds }) => {
        const answered = [...byStep(workIn(run)).values()].map(resultsOf);
        // A run that fails or stalls breaks off in the middle of its last step.
        const complete = run.outcome === 'failed' || run.outcome === 'stalled' ? answered.slice(0, -1) : answered;
        return complete.every((results) => results === panel * rounds);
      },
    },
  ],
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  noReturn: 'its members answer in rounds of their own',
  parts: { coordinator: (_, o) => o.judge },
  slots: {
    judge: {
      part: 'coordinator',
      does: 'reads the last answers and objects to claims, where there is a judge',
      switches: true,
      when: (o) => o.judge,
    },
  },
  essentials: (o) => [
    'task.difficulty.correlation',
    'agents.hallucination',
    ...(o.judge ? ['judge.detection', 'judge.falseAlarm'] : []),
  ],
  panel: (o) => o.panel,

  *coordinate(cast, options) {
    let result = cast.task.brief;
    for (const step of cast.task.inOrder()) {
      if (cast.task.isNeeded(step)) result = yield* settled(cast, step, result, options);
    }
    return cast.team.outcome(cast.task, result);
  },
});

/** A panel answers, hears each other, answers again, and votes. */
function* settled(cast: DebateCast, step: Step, question: Artifact, options: Choices): Process<Artifact> {
  const { team } = cast;
  const voices = voicesOf(step);
  const seen = voices.map(() => team.context().append(question));
  // A team that is a member has no second voice: its result is the answer.
  if (step.leaf === null) return yield* step.member.perform(step, seen[0]!);
  const debate = new Deliberation(cast, step, options);
  let answers = yield* atOnce(cast, voices, (voice, i) =>
    voice.perform(step, seen[i]!, question.author, { answers: debate.opening(i), visit: debate.visitOf(i, 1) }),
  );
  for (let round = 2; round <= options.rounds; round++) {
    debate.hear(answers);
    readEachOther(cast, debate, voices, seen, answers, (others) => quoteTokens(question.tokens, others, options));
    answers = yield* atOnce(cast, voices, (voice, i) => {
      const extra = { answers: debate.revision(i, round), visit: debate.visitOf(i, round) };
      return voice.perform(step, seen[i]!, voice.contacts[0]!, extra);
    });
  }
  return yield* elected(cast, debate, answers, options);
}

/** All members answer in parallel. */
function* atOnce(
  { sim, run }: Cast,
  voices: readonly Member[],
  answer: (voice: Member, i: number) => Process<Artifact>,
): Process<Artifact[]> {
  return yield* inParallel(run, () => voices.map((voice, i) => sim.spawn(answer(voice, i))));
}

/** Each member sees its own last answer, and those of the others, quoted by code. */
function readEachOther(
  { state }: Cast,
  debate: Deliberation,
  voices: readonly Member[],
  seen: readonly Context[],
  answers: readonly Artifact[],
  lengthOf: (others: readonly Artifact[]) => number,
): void {
  const listeners = voices.flatMap((voice) => voice.contacts);
  for (const [i, answer] of answers.entries()) {
    state.exchange.broadcast(answer, listeners);
    const others = answers.filter((other) => other !== answer);
    seen[i]!.append(answer).append(debate.quote(others, answers, lengthOf(others)));
  }
}

/** The vote, with the verdict of a judge where there is one. */
function* elected(
  { team, coordinator }: DebateCast,
  debate: Deliberation,
  answers: readonly Artifact[],
  { wording }: Choices,
): Process<Artifact> {
  if (coordinator === null) return debate.elect(answers, null, USER);
  const all = team.context();
  for (const answer of answers) all.append(answer);
  return debate.elect(answers, (yield* coordinator.judge(all, wording.verdict)).message, coordinator.id);
}

function quoteTokens(question: number, others: readonly Pick<Artifact, 'tokens'>[], o: Choices): number {
  const said = others.reduce((sum, answer) => sum + answer.tokens + o.wording.wrapping, 0);
  return o.wording.header + (o.repeat ? question : 0) + said;
}

function edges(s: { readonly members: number }, o: Choices): number {
  return s.members * ((o.rounds > 1 ? pairsOf(o) : 0) + o.panel * judges(o));
}

/** Input tokens of a step whose question is `question` tokens long. */
function tokensOfStep(question: number, z: Sizes, o: Choices): number {
  const others = Array.from({ length: o.panel - 1 }, () => ({ tokens: z.bareOutput }));
  const quote = quoteTokens(question, others, o);
  const further = z.output + (quote > 0 ? quote + z.framing : 0);
  const panel = o.rounds * (z.prompt + question + z.framing) + (further * o.rounds * (o.rounds - 1)) / 2;
  return o.panel * panel + judges(o) * (z.coordinatorPrompt + o.panel * z.output);
}

const judges = (o: Choices): number => (o.judge ? 1 : 0);
const pairsOf = (o: Choices): number => (o.panel * (o.panel - 1)) / 2;
