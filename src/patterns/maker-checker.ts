import {
  type Artifact,
  type Cast,
  type Context,
  consecutive,
  copyOf,
  FAILED,
  flagsIn,
  type Pair,
  type Process,
  pairs,
  pairsPossible,
  released,
  type Shape,
  type Step,
} from './kit.js';
import { type Chosen, choice, count, definePattern, flag, type Sizes, tokens } from './pattern.js';
import { callsIn, isOneAtATime, isUnbroken } from './run-facts.js';

const options = {
  maxRounds: count(3, 1, 'rounds that a step may take: a draft and a verdict each'),
  rounds: choice(['as needed', 'fixed'], 'as needed', 'rounds until a draft passes, or always maxRounds'),
  onLimit: choice(['accept', 'fail'], 'accept', 'the outcome of a draft that is flagged in the last round'),
  source: flag(true, 'maker and checker see the brief at every step; else only at the first'),
  memory: flag(false, 'the maker sees all its earlier drafts; otherwise the last one'),
};
const wording = {
  verdict: tokens(33, 'tokens that the checker writes', 1),
  feedback: tokens(25, 'tokens of the verdict that the maker is shown'),
  header: tokens(0, 'tokens of the text that introduces earlier drafts and feedback'),
  wrapping: tokens(0, 'tokens around each earlier draft'),
};

type Choices = Chosen<typeof options, typeof wording>;

export const makerChecker = definePattern({
  name: 'maker-checker',
  aliases: [
    'evaluator-optimizer (Anthropic)',
    'reflection (LangGraph, AutoGen)',
    'review and critique (Google)',
    'generator-critic loop',
  ],
  family: 'code',
  card: {
    what: 'A checker examines every result, and a flagged result goes back to its maker.',
    how: 'Code runs the steps one after the other. The maker of a flagged result works again, with its input, its draft and the feedback; a result that passes goes on to the next step.',
    notice:
      'Each round is two calls and reads the input twice. An error that the checker cannot see passes in the first round, and in every other.',
    tryThis: 'Raise the falseAlarm of whoever checks: rounds are spent on correct drafts. Then set memory: true.',
    breaksWhen: 'The checker errs as the maker does: then it is paid to agree.',
  },
  look: { colour: 'brown', shape: 'square' },
  options,
  wording,
  // Exact where the first verdict passes, or where the number of rounds is fixed.
  expects: {
    calls: (s, o) => 2 * rounds(o) * s.steps,
    edges: (s) => s.members + pairs(handovers(s)),
    edgesPossible: (s) => s.agents + pairsPossible(s.able, consecutive(s.steps)),
    messages: (s, o) => (2 * rounds(o) - 1) * s.steps + handovers(s).length,
    criticalPathCalls: (s, o) => 2 * rounds(o) * s.steps,
    inputTokens: (s, z, o) => {
      const source = o.source ? 2 * rounds(o) * (z.bareBrief + 1) : 0;
      return tokensOfStep(z.brief, z, o) + (s.steps - 1) * (tokensOfStep(z.output, z, o) + source);
    },
  },
  checks: [
    { says: 'Each call ends before the next one begins.', holds: isOneAtATime },
    {
      says: 'Every draft is judged before the next step begins, unless work began again after a crash or a failure.',
      holds: (run) => {
        const calls = callsIn(run);
        return (
          !isUnbroken(run) || calls.every(({ step }, i) => step < 0 || [step, -1].includes(calls[i + 1]?.step ?? -1))
        );
      },
    },
  ],
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  noReturn: 'every draft has rounds with its own checker',
  parts: { coordinator: 'always' },
  slots: { checker: { part: 'coordinator', does: 'examines every draft' } },
  essentials: () => ['checker.detection', 'checker.falseAlarm'],

  *coordinate(cast, options) {
    let work = cast.task.brief;
    for (const step of cast.task.inOrder()) {
      if (cast.task.isNeeded(step)) work = yield* untilItPasses(cast, step, work, options);
    }
    return cast.team.outcome(cast.task, work);
  },
});

function* untilItPasses(cast: Cast<'coordinator'>, step: Step, input: Artifact, options: Choices): Process<Artifact> {
  const { state, task, team, coordinator: checker } = cast;
  const maker = team.memberFor(step);
  const begin = (): Context => {
    const seen = team.context('joined');
    return options.source && input !== task.brief ? seen.attach(task.brief) : seen;
  };
  let draft = yield* maker.perform(step, begin().append(input));
  const attempts = [draft];
  for (let round = 1; ; round++) {
    const verdict = yield* checker.judge(begin().attach(input).append(draft), options.wording.verdict);
    const flags = flagsIn(state, draft, verdict.message);
    const passes = options.rounds === 'as needed' && flags.length === 0;
    if (passes || round === options.maxRounds) {
      if (flags.length > 0 && options.onLimit === 'fail') throw FAILED;
      return released(state, draft, verdict.message);
    }
    const again = begin().attach(input).attach(team.text(options.wording.header));
    for (const attempt of options.memory ? attempts : [draft]) {
      again.attach(team.text(options.wording.wrapping)).attach(attempt);
    }
    // A part of the verdict, cut out by code: it stands for the whole in fewer tokens.
    const excerpt = copyOf(state, verdict.message);
    excerpt.tokens = options.wording.feedback;
    again.append(excerpt);
    draft = yield* maker.perform(step, again, checker.id, { points: flags });
    attempts.push(draft);
  }
}

/** Rounds of a step whose drafts pass. */
const rounds = (o: Choices): number => (o.rounds === 'fixed' ? o.maxRounds : 1);

function handovers(s: Shape): Pair[] {
  return s.order.slice(1).flatMap((to, i): Pair[] => (to === s.order[i] ? [] : [[s.order[i]!, to]]));
}

/** Input tokens of a step that sees `input`, a message. */
function tokensOfStep(input: number, z: Sizes, o: Choices): number {
  const { header, wrapping, feedback } = o.wording;
  let sum = 0;
  for (let round = 1; round <= rounds(o); round++) {
    const attempts = o.memory ? round - 1 : Math.min(1, round - 1);
    const revising =
      round === 1 ? 0 : header + attempts * (wrapping + z.bareOutput + 1) + feedback + (feedback > 0 ? 1 : 0);
    sum += z.prompt + input + revising + z.coordinatorPrompt + input + z.bareOutput + 1;
  }
  return sum;
}
