/** Twins of frameworks in which several answers to the same question meet: rounds of review, votes, debates. */
import { merged, type WrittenOptions } from '../patterns/declared.js';
import { constant, plainStep } from './plain.js';
import { FRAMING, type RecordedSetting, specialist, type TwinOf, twin } from './twin-kit.js';

/** The judge's answer in JSON, with a verdict and the feedback: what stands around the feedback. */
const VERDICT_JSON = 8;
/** Du et al.'s debate: "Can you solve the following ..." around the question; there is no system prompt. */
const DEBATE_QUESTION = 38;

export const COLLECTIVE_TWINS: Readonly<Record<string, TwinOf>> = {
  'aisdk-evalopt/rounds': (s) => reviewed(s, 'ai-sdk'),
  'aisdk-evalopt/cookbook_memory': (s) => reviewed(s, 'anthropic-cookbook'),
  'aisdk-vote/code_majority': (s) => voted(s, 'ai-sdk', s.specialists.slice(0, 1), s.sizes.specialistPrompt, {}),
  'debate-du/r2': (s) => debated(s, {}),
  'debate-du/r3': (s) => debated(s, { rounds: 3 }),
};

function debated(s: RecordedSetting, mode: WrittenOptions): ReturnType<TwinOf> {
  // What stands around the question goes to each call as a system prompt would, but without a message of its own.
  return voted(s, 'debate-du', s.specialists, DEBATE_QUESTION - FRAMING.message, mode);
}

/** One question for a panel of the recording's `specialists`, whose members have all the same name, or each its own. */
function voted(
  s: RecordedSetting,
  preset: string,
  names: readonly string[],
  prompt: number,
  mode: WrittenOptions,
): ReturnType<TwinOf> {
  const { sizes, run } = s;
  const role = names[0]!;
  const work = {
    agents: [{ ...specialist(s, role), prompt }],
    steps: [plainStep('answer', role, { output: constant(sizes.specialistOutput) })],
  };
  const made = twin(s, preset, 'debate', { work, mode, content: { panel: run.specialists } });
  const voices = Array.from({ length: run.specialists }, (_, i) => [`${role}-${i + 1}`, names[i] ?? role] as const);
  return { ...made, names: { ...made.names, ...Object.fromEntries(voices) } };
}

/** The recording's `specialists` are rounds here: one maker and one judge, who finds fault until the last of them. */
function reviewed(s: RecordedSetting, preset: string): ReturnType<TwinOf> {
  const { sizes, specialists, run } = s;
  const maker = specialists[0]!;
  const work = {
    agents: [specialist(s, maker)],
    steps: [plainStep('draft', maker, { output: constant(sizes.specialistOutput) })],
  };
  const wording = { verdict: VERDICT_JSON + sizes.brief, feedback: sizes.brief };
  const content = merged({ rounds: 'fixed', maxRounds: run.specialists }, { wording });
  return twin(s, preset, 'maker-checker', { work, content });
}
