import type { Claim, ClaimSweep, Contrast } from './claim.js';
import { ARTICLES, above, below, defineClaim, difference, level, ratio, reading, when } from './say.js';

/** The claimed loss of accuracy with one shared context, and what is claimed to be kept with scoped contexts. */
const LOST = 0.23;
const KEPT = 0.95;

const HYBRID = 'critical-path-hybrid';

/** As many calls, one after the other under a supervisor, and an agent for each. */
const CALLS = ['task.steps.specialise.replicas', 'agents.specialist.instances'];
const calls = (n: number): string[] => CALLS.map((path) => `${path}=${n}`);

/** Each call reads 4,000 tokens of files; errors are rare in a short context, and no reader passes a false claim on. */
const READING = [
  'task.steps.specialise.tools={roundTrips: 4, result: 1000, latency: 1s}',
  'models.medium.retention.half=66300',
  'models.medium.retention.steepness=1.12',
  'agents.defaults.hallucination=0.02',
  'coordinator.hallucination=0.02',
  'patterns.supervisor.history=full',
];

const SEQUENTIAL: Pick<ClaimSweep, 'scenario' | 'set' | 'patterns'> = {
  scenario: 'growth',
  set: [...READING, ...calls(8)],
  patterns: ['supervisor', HYBRID],
};

const HALF = {
  ...SEQUENTIAL,
  times: 0.25,
  label: 'the context length at which half of the accuracy is left (models.medium.retention.half, tokens)',
  paths: ['models.medium.retention.half'],
  values: [5000, 20_000, 66_300, 200_000, 720_000],
  scale: 'log',
  arms: { 'many calls': [], 'one call': calls(1) },
} as const;

const NUMBER = {
  ...SEQUENTIAL,
  times: 0.25,
  label: 'the number of sequential calls',
  paths: CALLS,
  values: [1, 2, 4, 8, 12, 20],
  isWhole: true,
} as const;

const DEFERENCE = {
  label: 'the deference to each endorsement (agents.defaults.deference)',
  paths: ['agents.defaults.deference'],
  values: [0, 0.15, 0.3, 0.6, 0.9],
  scenario: 'research',
  set: ['agents.searcher.hallucination=0.1', 'agents.defaults.credulity=0.7'],
} as const;

const lost = (of: string, less: string): Contrast =>
  difference(reading('supervisor', 'accuracy', of), reading('supervisor', 'accuracy', less));

/** Effects of a context on its readers: its length, and how often a claim in it was endorsed. */
export const contexts: readonly Claim[] = [
  defineClaim({
    id: 'context-fills',
    claim: 'Pure orchestration loses 23 % accuracy after 8 sequential calls; with scoped context it stays over 95 %.',
    short: 'Orchestration loses accuracy over 8 calls; scoped context keeps 95 %.',
    source: ARTICLES,
    figure: '23 % lost; over 95 % kept',
    type: 'Q',
    means:
      'Share of delivered claims that are true. A supervisor that keeps all files in one transcript must lose 23 points or more from one call to eight; with a hybrid, whose agents see only what their step needs, the share must be above 95 %. Then at other numbers of calls, and for models that keep their accuracy in shorter or longer contexts.',
    dependsOn:
      'The context length at which a model keeps half of its accuracy, how steeply accuracy falls (1.12 here), how much a call reads (4,000 tokens here), and how often a model errs in a short context (2 % here): nothing that coordinates can bring accuracy above that.',
    byConstruction:
      'That a long context lowers accuracy is an assumption (models.*.retention); only the length at which it matters is measured.',
    settings: [1, 8].map((n) => ({
      ...SEQUENTIAL,
      name: n === 1 ? 'one call' : 'eight calls',
      set: [...READING, ...calls(n)],
    })),
    conditions: [
      when('23 points are to be lost after eight calls', {
        ...below(
          'share of true claims, supervisor, eight calls minus one call',
          lost('eight calls', 'one call'),
          -LOST,
        ),
        claimed: -LOST,
      }),
      when('95 % are to be kept after eight calls', {
        ...above('share of true claims, hybrid', level(reading(HYBRID, 'accuracy', 'eight calls')), KEPT),
        claimed: KEPT,
      }),
    ],
    sweeps: [
      {
        ...HALF,
        label: `${HALF.label}, for the loss,`,
        patterns: ['supervisor'],
        says: 'share of true claims, supervisor, eight calls minus one call',
        contrast: lost('many calls', 'one call'),
        is: 'below',
        than: -LOST,
      },
      {
        ...HALF,
        label: `${HALF.label}, for what is kept,`,
        arms: { 'many calls': [] },
        patterns: [HYBRID],
        says: 'share of true claims, hybrid, eight calls',
        contrast: level(reading(HYBRID, 'accuracy')),
        is: 'above',
        than: KEPT,
      },
      {
        ...NUMBER,
        aside: true,
        label: `${NUMBER.label}, for the loss,`,
        arms: { 'many calls': [], 'one call': calls(1) },
        patterns: ['supervisor'],
        says: 'share of true claims, supervisor, minus the share after one call',
        contrast: lost('many calls', 'one call'),
        is: 'below',
        than: -LOST,
      },
      {
        ...NUMBER,
        aside: true,
        label: `${NUMBER.label}, for what is kept,`,
        patterns: [HYBRID],
        says: 'share of true claims, hybrid',
        contrast: level(reading(HYBRID, 'accuracy')),
        is: 'above',
        than: KEPT,
      },
    ],
  }),
  defineClaim({
    id: 'laundering',
    claim: 'A false belief that was laundered through three agents looks like consensus.',
    source: ARTICLES,
    type: 'Q',
    means:
      'More than half of the escaped false claims were passed on by three participants or more: laundered claims minus half of the escaped ones must be above zero. Each sub-query passes a searcher, a checker and a tagger before the writer joins the results. Then the effect of deference: at least 10 % more false claims must escape than without it.',
    dependsOn:
      'How much each endorsement lowers the resistance of the next reader (deference), and how credulous readers are without endorsements.',
    byConstruction:
      'Endorsements lower resistance by assumption (agents.*.deference), and the pattern decides how many steps a claim passes.',
    sweeps: [
      ...['workflow', 'supervisor'].map((pattern) => ({
        ...DEFERENCE,
        label: `${DEFERENCE.label}, under ${pattern},`,
        patterns: [pattern],
        says: `laundered claims minus half of the escaped ones, ${pattern}`,
        contrast: level(reading(pattern, 'plausible')),
        is: 'above' as const,
        than: 0,
      })),
      {
        ...DEFERENCE,
        label: `${DEFERENCE.label}, counting its effect alone,`,
        arms: { deference: [], 'no deference': ['agents.defaults.deference=0'] },
        patterns: ['supervisor'],
        says: 'escaped false claims, with deference relative to without',
        contrast: ratio(
          reading('supervisor', 'escaped', 'deference'),
          reading('supervisor', 'escaped', 'no deference'),
        ),
        is: 'above',
        than: 1.1,
      },
    ],
  }),
];
