import type { Claim, ClaimSetting, ClaimSweep } from './claim.js';
import { above, against, below, beside, defineClaim, when } from './say.js';

const PATTERNS = ['single-agent', 'supervisor'];
const SPECIALISTS = 8;

/** A long brief, and agents that read 4,000 tokens each with two calls of a tool; the single agent keeps what it read. */
const READING = [
  'task.brief.tokens=12000',
  'task.steps.specialise.tools={roundTrips: 2, result: 2000, latency: 1s}',
  `task.steps.specialise.replicas=${SPECIALISTS}`,
  `agents.specialist.instances=${SPECIALISTS}`,
  'patterns.single-agent.history=full',
];

const CACHES = {
  none: 'nothing is cached',
  anthropic: "prompts are cached by Anthropic's rules",
  openai: "prompts are cached by OpenAI's rules before GPT-5.6",
} as const;

type Cache = keyof typeof CACHES;

const rules = (cache: Cache): string => `models.medium.cache=${cache}`;

const SAYS = 'cost, single agent minus supervisor';
const lead = (at?: string) => against('cost', 'single-agent', 'supervisor', at);

const settingOf = (cache: Cache): ClaimSetting => ({
  name: CACHES[cache],
  scenario: 'growth',
  set: [...READING, rules(cache)],
  patterns: PATTERNS,
  times: 0.1,
});

/** A supervisor that errs goes on for hundreds of calls in a few tasks, and their cost hides all else. */
const NO_ERRORS = ['coordinator.misroute=0', 'models.medium.retention.half=.inf'];

const inCoding = (cache: Cache): string => `coding, where no decision is wrong, and ${CACHES[cache]}`;

/** Seven halvings between neighbours are whole tokens. */
const LENGTHS = [1024, 4096, 12_288, 24_576, 49_152];

/** Along one value, with and without a cache, from where on one long context is the cheaper one. */
const along = (label: string, paths: readonly string[], values: readonly number[], isWhole: boolean): ClaimSweep[] =>
  (['none', 'anthropic'] as const).map((cache) => ({
    aside: true,
    label: `${label} where ${CACHES[cache]}`,
    paths,
    values,
    isWhole,
    scenario: 'growth',
    set: [...READING, rules(cache)],
    patterns: PATTERNS,
    times: 0.1,
    says: SAYS,
    contrast: lead(),
    is: 'below',
    than: 0,
  }));

/** What prompt caching changes between patterns. */
export const caching: Claim = defineClaim({
  id: 'caching-favours-one-context',
  claim: 'Prompt caching favours one long context over many short ones: it decides which of the two is cheaper.',
  short: 'Prompt caching favours one long context over many short ones.',
  source: 'a common reading of the price lists of Anthropic, OpenAI and Google; examined here',
  type: 'E',
  means:
    'A single agent that keeps all that it read costs more than a supervisor with eight specialists while nothing is cached, and less once prompts are cached. Then from which length of the brief on, and up to how many specialists, the single agent is the cheaper one, with a cache and without.',
  dependsOn:
    'How much of what a specialist reads for the first time the single agent has in its context already: each specialist reads the brief afresh, and the single agent reads the traffic of all tools again and again. A short brief (below about 8,000 tokens here) leaves the supervisor ahead with a cache too, a long one the single agent without one. In `coding`, where the brief is short, a cache takes more than half off both and changes nothing in their order; as that scenario is, a supervisor that errs in a few tasks costs more than all of that. Accuracy in a long context is not part of the cost.',
  settings: [
    ...(['none', 'anthropic', 'openai'] as const).map(settingOf),
    ...(['none', 'anthropic'] as const).map((cache) => ({
      name: inCoding(cache),
      scenario: 'coding',
      set: [...NO_ERRORS, rules(cache)],
      patterns: PATTERNS,
      times: 0.25,
    })),
  ],
  conditions: [
    ...(['anthropic', 'openai'] as const).map((cache) =>
      when(
        CACHES[cache],
        above(`${SAYS}, without a cache`, lead(CACHES.none)),
        below(`${SAYS}, with it`, lead(CACHES[cache])),
      ),
    ),
    ...(['none', 'anthropic'] as const).map((cache) => beside(inCoding(cache), above(SAYS, lead(inCoding(cache))))),
  ],
  sweeps: [
    ...along('the length of the brief, in tokens,', ['task.brief.tokens'], LENGTHS, false),
    ...along(
      'the number of specialists',
      ['task.steps.specialise.replicas', 'agents.specialist.instances'],
      [2, 4, 8, 16, 30],
      true,
    ),
  ],
});
