import type { Claim, ClaimSetting, ClaimSweep, Condition } from './claim.js';
import { above, against, beside, defineClaim, level, reading, when } from './say.js';

/** At how many specialists a pattern costs so many times the single agent's tokens. */
const taxOf = (pattern: string, times: number, name: string): ClaimSweep => ({
  aside: true,
  label: `the number of specialists under ${name}`,
  paths: ['task.steps.specialise.replicas', 'agents.specialist.instances'],
  values: [2, 4, 8, 16, 30],
  isWhole: true,
  scenario: 'growth',
  patterns: [pattern],
  times: 0.1,
  says: `tokens of ${name}, relative to the single agent's`,
  contrast: level(reading(pattern, 'tokenTax')),
  is: 'above',
  than: times,
});

const SEARCHES = ['search', 'follow'].flatMap((step) => [1, 2, 3, 4].map((n) => `${step}-${n}`));
const pathsOf = (key: string): string[] => SEARCHES.map((step) => `task.steps.${step}.tools.explore.${key}`);
const setAll = (key: string, value: number): string[] => pathsOf(key).map((path) => `${path}=${value}`);

const NO_FURTHER = 'sub-agents search no further than they were asked';
const KEEPS_ALL = 'the single agent keeps all pages';
const LEAD = 'lead-and-subagents';

/** Further rounds of search, for each that was asked, at which about so many times the single agent's tokens come out. */
const BREADTHS = [
  [4, 1.7],
  [10, 3.5],
  [15, 4.5],
] as const;
const SHARED = [0, 0.3, 0.6] as const;
const settingNamed = (times: number, overlap: number): string =>
  `about ${times} times the tokens, ${overlap * 100} % of further searches in vain`;

const breadthOf = (times: number, aside: boolean): ClaimSweep => ({
  aside,
  label: `how much further sub-agents search (breadth), for ${times} times the tokens,`,
  paths: pathsOf('breadth'),
  values: [0, 1, 2, 3, 4, 5],
  scenario: 'research',
  patterns: [LEAD],
  times: 0.1,
  says: "tokens of a lead, relative to the single agent's",
  contrast: level(reading(LEAD, 'tokenTax')),
  is: 'above',
  than: times,
});

const bought: readonly ClaimSetting[] = BREADTHS.flatMap(([times, breadth]) =>
  SHARED.map((overlap) => ({
    name: settingNamed(times, overlap),
    scenario: 'research',
    set: [...setAll('breadth', breadth), ...setAll('overlap', overlap)],
    patterns: [LEAD, 'single-agent'],
    times: 0.5,
  })),
);

/** What so many tokens buy, against the single agent's delivery. */
const buys: readonly Condition[] = BREADTHS.flatMap(([times]) =>
  SHARED.map((overlap) => {
    const at = settingNamed(times, overlap);
    return beside(
      at,
      above("tokens of a lead, relative to the single agent's", level(reading(LEAD, 'tokenTax', at)), times * 0.9),
      ...['recall', 'correct'].map((measure) =>
        above(`${measure}, a lead minus a single agent`, against(measure, LEAD, 'single-agent', at)),
      ),
    );
  }),
);

export const tokenTax: Claim = defineClaim({
  id: 'token-tax',
  claim: 'A lead with specialists uses about an order of magnitude more tokens than a single agent.',
  short: 'A lead with specialists uses ten times the tokens of one agent.',
  source:
    'Anthropic, How we built our multi-agent research system, June 2025 (of a chat); often quoted of a single agent',
  figure: '15 times (of a chat; 3.75 times an agent that takes 4 times a chat)',
  type: 'A/E',
  means:
    'Tokens relative to those of a single agent that does the searches that were asked: more than ten times. Sub-agents search further on their own (tools.explore): measured are the breadth at which 4, 10 and 15 times come out, and how much recall and how many more correct answers that buys where none, 30 % and 60 % of the further searches find nothing new. Also measured: whether agents that hand over all pages reach ten times, whether a supervisor reaches four times at any team size, and after how many rounds a mesh reaches ten.',
  dependsOn:
    "How much further sub-agents search, which research.yaml sets so that about the source's 3.75 times come out: that figure is fitted here and not found. How likely a search is to find something (assumed), how many of the pages that it read the single agent keeps in its context, and whether the lead's brief names the question or writes it out. In the source the tokens are an average over breadth-first questions, and its lead may send out further sub-agents; here their number is that of the steps.",
  settings: [
    {
      name: 'unchanged',
      scenario: 'research',
      patterns: [LEAD, 'lead-by-value', 'mesh', 'handoff-with-pages'],
      times: 0.5,
    },
    { name: NO_FURTHER, scenario: 'research', set: setAll('breadth', 0), patterns: [LEAD], times: 0.5 },
    {
      name: KEEPS_ALL,
      scenario: 'research',
      set: ['patterns.single-agent.history=full'],
      patterns: [LEAD],
      times: 0.5,
    },
    ...bought,
  ],
  conditions: [
    when('the lead writes a short brief', {
      ...above("tokens of a lead, relative to the single agent's", level(reading(LEAD, 'tokenTax')), 10),
      claimed: 15,
    }),
    when(
      'the lead writes the question out for each sub-agent',
      above("tokens of such a lead, relative to the single agent's", level(reading('lead-by-value', 'tokenTax')), 10),
    ),
    ...[NO_FURTHER, KEEPS_ALL].map((at) =>
      when(at, above("tokens of a lead, relative to the single agent's", level(reading(LEAD, 'tokenTax', at)), 10)),
    ),
    beside(
      'agents hand over all pages',
      above(
        "tokens of such a handoff, relative to the single agent's",
        level(reading('handoff-with-pages', 'tokenTax')),
        10,
      ),
    ),
    ...buys,
  ],
  sweeps: [
    breadthOf(4, true),
    breadthOf(10, false),
    breadthOf(15, true),
    taxOf('supervisor', 4, 'a supervisor'),
    {
      aside: true,
      label: 'the rounds of a mesh of eight specialists',
      paths: ['patterns.mesh.rounds'],
      values: [2, 4, 8, 16],
      isWhole: true,
      scenario: 'growth',
      set: ['task.steps.specialise.replicas=8', 'agents.specialist.instances=8', 'patterns.mesh.settle=false'],
      patterns: ['mesh'],
      times: 0.1,
      says: "tokens of a mesh of eight specialists, relative to the single agent's",
      contrast: level(reading('mesh', 'tokenTax')),
      is: 'above',
      than: 10,
    },
  ],
});
