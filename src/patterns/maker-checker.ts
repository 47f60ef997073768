import {
  type Artifact,
  type Cast,
  copyOf,
  FAILED,
  flagsIn,
  type Pair,
  type Process,
  pairs,
  released,
  type Shape,
  type Step,
} from './kit.js';
import { choice, count, definePattern, flag, type Sizes } from './pattern.js';

interface Options {
  readonly maxRounds: number;
  readonly rounds: 'as needed' | 'fixed';
  readonly onLimit: 'accept' | 'fail';
  readonly memory: boolean;
  readonly verdict: number;
  readonly feedback: number;
  readonly header: number;
  readonly wrapping: number;
}

export const makerChecker = definePattern<Options>({
  name: 'maker-checker',
  aliases: [
    'evaluator-optimizer (Anthropic)',
    'reflection (LangGraph, AutoGen)',
    'review and critique (Google)',
    'generator-critic loop',
  ],
  family: 'code',
  card: {
    what: 'A checker examines every result, and what it objects to goes back to its maker.',
    how: 'Code runs the steps one after the other. The maker of a flagged result works again, with its input, its draft and the feedback; a result that passes goes on to the next step.',
    notice:
      'Each round is two calls and reads the input twice. What the checker cannot see passes in the first round, and in every other.',
    tryThis: 'Raise coordinator.falseAlarm: rounds are spent on what was right. Then set memory: true.',
    breaksWhen: 'The checker errs as the maker does: then it is paid to agree.',
  },
  options: {
    maxRounds: count(3, 1, 'rounds that a step may take: a draft and a verdict each'),
    rounds: choice(['as needed', 'fixed'], 'as needed', 'rounds until a draft passes, or always maxRounds'),
    onLimit: choice(['accept', 'fail'], 'accept', 'what comes of a draft that is flagged in the last round'),
    memory: flag(false, 'the maker sees all its earlier drafts; otherwise the last one'),
    verdict: count(33, 1, 'tokens that the checker writes'),
    feedback: count(25, 0, 'tokens of the verdict that the maker is shown'),
    header: count(0, 0, 'tokens of the text that introduces earlier drafts and feedback'),
    wrapping: count(0, 0, 'tokens around each earlier draft'),
  },
  // Exact where the first verdict passes, or where the number of rounds is fixed.
  expects: {
    calls: (s, o) => 2 * rounds(o) * s.steps,
    edges: (s) => s.members + pairs(handovers(s)),
    edgesPossible: (s) => s.members + pairs(handovers(s)),
    messages: (s, o) => (2 * rounds(o) - 1) * s.steps + handovers(s).length,
    criticalPathCalls: (s, o) => 2 * rounds(o) * s.steps,
    inputTokens: (s, z, o) => {
      return perStep(z.brief, z, o) + (s.steps - 1) * perStep(z.output, z, o);
    },
  },
  waits: true,
  heldBy: null,
  notices: false,
  usesMembers: true,
  parts: () => ['coordinator'],

  *coordinate(cast, options) {
    let work = cast.task.brief;
    for (const step of cast.task.inOrder()) {
      if (cast.task.isNeeded(step)) work = yield* untilItPasses(cast, step, work, options);
    }
    return work;
  },
});

function* untilItPasses(cast: Cast, step: Step, input: Artifact, options: Options): Process<Artifact> {
  const { state, team, coordinator: checker } = cast;
  const { maxRounds, memory, header, wrapping } = options;
  let draft = yield* team.memberFor(step).perform(step, team.context('joined').append(input));
  const attempts = [draft];
  for (let round = 1; ; round++) {
    const verdict = yield* checker.judge(team.context('joined').attach(input).append(draft), options.verdict);
    const flags = flagsIn(state, draft, verdict.message);
    const enough = options.rounds === 'as needed' && flags === 0;
    if (enough || round === maxRounds) {
      if (flags > 0 && options.onLimit === 'fail') throw FAILED;
      return released(state, draft, verdict.message);
    }
    const again = team.context('joined').attach(input).attach(team.text(header));
    for (const attempt of memory ? attempts : [draft]) again.attach(team.text(wrapping)).attach(attempt);
    // A part of the verdict, cut out by code: it stands for the whole in fewer tokens.
    const excerpt = copyOf(state, verdict.message);
    excerpt.tokens = options.feedback;
    again.append(excerpt);
    draft = yield* team.memberFor(step).perform(step, again, checker.id, { claims: flags });
    attempts.push(draft);
  }
}

/** Rounds of a step whose drafts pass. */
const rounds = (o: Options): number => (o.rounds === 'fixed' ? o.maxRounds : 1);

function handovers(s: Shape): Pair[] {
  return s.order.slice(1).flatMap((to, i): Pair[] => (to === s.order[i] ? [] : [[s.order[i]!, to]]));
}

/** Of a step that sees `input`, a message. */
function perStep(input: number, z: Sizes, o: Options): number {
  let tokens = 0;
  for (let round = 1; round <= rounds(o); round++) {
    const attempts = o.memory ? round - 1 : Math.min(1, round - 1);
    const revising =
      round === 1 ? 0 : o.header + attempts * (o.wrapping + z.bareOutput + 1) + o.feedback + (o.feedback > 0 ? 1 : 0);
    tokens += z.prompt + input + revising + z.coordinatorPrompt + input + z.bareOutput + 1;
  }
  return tokens;
}
