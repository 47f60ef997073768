/** Twins of frameworks in which several answers to the same question meet: rounds of review, votes, debates. */
import { merged, type WrittenOptions } from '../patterns/declared.js';
import { constant, plainStep } from './plain.js';
import { FRAMING, type RecordedSetting, specialist, type TwinOf, twin } from './twin-kit.js';

/** The judge's answer in JSON, with a verdict and the feedback: what stands around the feedback. */
const VERDICT_JSON = 8;
/** Anthropic's cookbook, before earlier attempts and the feedback: "Previous attempts:" and "Feedback:". */
const COOKBOOK_HEADERS = 7;
/** Anthropic's cookbook: the bullet before each earlier attempt, and the end of its line. */
const COOKBOOK_BULLET = 2;

/** Du et al.'s debate: "Can you solve the following ..." around the question; there is no system prompt. */
const DEBATE_QUESTION = 38;
/** Du et al.'s debate, in each further round: the text around the others' answers and the question, which is put again. */
const DEBATE_ROUND = 63;
/** Du et al.'s debate: "One agent solution: ```...```". */
const DEBATE_ANSWER = 8;

export const COLLECTIVE_TWINS: Readonly<Record<string, TwinOf>> = {
  'aisdk-evalopt/rounds': (s) => reviewed(s, {}),
  'aisdk-evalopt/cookbook_memory': (s) =>
    reviewed(s, { memory: true, wording: { header: COOKBOOK_HEADERS, wrapping: COOKBOOK_BULLET } }),
  'aisdk-vote/code_majority': (s) => voted(s, s.specialists.slice(0, 1), s.sizes.specialistPrompt, { rounds: 1 }),
  'debate-du/r2': (s) => debated(s, 2),
  'debate-du/r3': (s) => debated(s, 3),
};

function debated(s: RecordedSetting, rounds: number): ReturnType<TwinOf> {
  // What stands around the question goes to each call as a system prompt would, but without a message of its own.
  const prompt = DEBATE_QUESTION - FRAMING.message;
  const wording = { header: DEBATE_ROUND, wrapping: DEBATE_ANSWER };
  return voted(s, s.specialists, prompt, { rounds, repeat: true, wording });
}

/** One question for a panel of the recording's `specialists`, whose members have all the same name, or each its own. */
function voted(
  s: RecordedSetting,
  names: readonly string[],
  prompt: number,
  options: WrittenOptions,
): ReturnType<TwinOf> {
  const { sizes, run } = s;
  const role = names[0]!;
  const form = {
    agents: [{ ...specialist(s, role, {}), prompt }],
    steps: [plainStep('answer', role, { output: constant(sizes.specialistOutput) })],
  };
  const made = twin(s, 'debate', { panel: run.specialists, ...options }, {}, form);
  const voices = Array.from({ length: run.specialists }, (_, i) => [`${role}-${i + 1}`, names[i] ?? role] as const);
  return { ...made, names: { ...made.names, ...Object.fromEntries(voices) } };
}

/** The recording's `specialists` are rounds here: one maker and one judge, who finds fault until the last of them. */
function reviewed(s: RecordedSetting, options: WrittenOptions): ReturnType<TwinOf> {
  const { sizes, specialists, run } = s;
  const maker = specialists[0]!;
  const form = {
    agents: [specialist(s, maker, {})],
    steps: [plainStep('draft', maker, { output: constant(sizes.specialistOutput) })],
  };
  const wording = { verdict: VERDICT_JSON + sizes.brief, feedback: sizes.brief };
  const rounds = { rounds: 'fixed', maxRounds: run.specialists, wording };
  return twin(s, 'maker-checker', merged(rounds, options), {}, form);
}
