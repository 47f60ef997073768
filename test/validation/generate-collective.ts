/** Recordings of rounds of review, votes and debates, counted from their message lists. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { CALL, type Call, type Case, message, spec, type Written } from './messages.js';

/** The number of names is the number of rounds; the first is the maker. */
function reviewed({ sizes, names }: Case, memory: boolean): Written {
  const maker = spec(names[0]!);
  const headings = memory ? countTokens('Previous attempts:\n') + countTokens('\nFeedback: ') : 0;
  const bullet = memory ? countTokens('- ') : 0;
  const calls: Call[] = [];
  for (let round = 0; round < names.length; round++) {
    const attempts = memory ? round : Math.min(1, round);
    const again = headings + attempts * (bullet + sizes.specialistOutput + 1) + sizes.brief + 1;
    const seen = sizes.task + (round === 0 ? 0 : again);
    calls.push([maker, 2 * round, CALL + message(sizes.specialistPrompt) + message(seen), sizes.specialistOutput]);
    const judged = message(sizes.task + sizes.specialistOutput + 1);
    calls.push(['judge', 2 * round + 1, CALL + message(sizes.coordinatorPrompt) + judged, 8 + sizes.brief]);
  }
  const edges = calls.map(([caller], i) => `${i === 0 ? 'user' : calls[i - 1]![0]}>${caller}`);
  return { calls, edges, path: calls.length };
}

/** Each round everybody answers at once, from its own conversation; then the others' answers and the question again. */
function debated({ sizes, names }: Case, rounds: number): Written {
  const calls: Call[] = [];
  const own = names.map(() => CALL + message(38 + sizes.task));
  for (let round = 0; round < rounds; round++) {
    for (const [i, name] of names.entries()) {
      calls.push([spec(name), round, own[i]!, sizes.specialistOutput]);
      const others = (names.length - 1) * (sizes.specialistOutput + 8);
      own[i]! += message(sizes.specialistOutput) + message(63 + sizes.task + others);
    }
  }
  return { calls, edges: names.map((name) => `user>${spec(name)}`), path: rounds };
}

function voted({ sizes, names }: Case): Written {
  const voter = spec(names[0]!);
  const input = CALL + message(sizes.specialistPrompt) + message(sizes.task);
  const calls = names.map((): Call => [voter, 0, input, sizes.specialistOutput]);
  return { calls, edges: names.map(() => `user>${voter}`), path: 1 };
}

export const COLLECTIVE_WRITERS: Readonly<Record<string, (c: Case) => Written>> = {
  'aisdk-evalopt/rounds': (c) => reviewed(c, false),
  'aisdk-evalopt/cookbook_memory': (c) => reviewed(c, true),
  'aisdk-vote/code_majority': voted,
  'debate-du/r2': (c) => debated(c, 2),
  'debate-du/r3': (c) => debated(c, 3),
};
