import { type Estimate, pairedDifference } from '../statistics/estimates.js';
import type { Claim, ClaimReading, Read } from './claim.js';
import { ARTICLES, defineClaim, difference, level, ratio, reading } from './say.js';

/** The claimed loss of accuracy with one shared context, and the claimed maximum with scoped contexts. */
const LOST = 0.23;
const KEPT = 0.05;

const HALF = {
  label: 'the context length at which half of the accuracy is left (models.medium.retention.half, tokens)',
  paths: ['models.medium.retention.half'],
  values: [10_000, 30_000, 60_000, 80_000, 100_000, 300_000, 1_000_000],
  scale: 'log',
  scenario: 'coding',
  set: ['patterns.supervisor.history=full'],
  arms: { 'limited context': [], 'unlimited context': ['models.medium.retention.half=.inf'] },
} as const;

const of = (pattern: string): [ClaimReading, ClaimReading] => [
  reading(pattern, 'accuracy', 'limited context'),
  reading(pattern, 'accuracy', 'unlimited context'),
];

const DEFERENCE = {
  label: 'the deference to each endorsement (agents.defaults.deference)',
  paths: ['agents.defaults.deference'],
  values: [0, 0.15, 0.3, 0.6, 0.9],
  scenario: 'research',
  set: ['agents.searcher.hallucination=0.1', 'agents.defaults.credulity=0.7'],
} as const;

/** Both claims hold if the weaker one does: the minimum of means and of bounds (intersection-union test). */
function bothClaimed(read: Read): Estimate {
  const change = (pattern: string): Estimate => {
    const [fills, never] = of(pattern).map(read);
    return pairedDifference(fills!, never!);
  };
  const [all, scoped] = [change('supervisor'), change('lead-and-subagents')];
  return {
    n: Math.min(all.n, scoped.n),
    mean: Math.min(-LOST - all.mean, scoped.mean + KEPT),
    low: Math.min(-LOST - all.high, scoped.low + KEPT),
    high: Math.min(-LOST - all.low, scoped.high + KEPT),
  };
}

/** Effects of a context on its readers: its length, and how often a claim in it was endorsed. */
export const contexts: readonly Claim[] = [
  defineClaim({
    id: 'context-fills',
    claim: 'Pure orchestration loses 23 % accuracy after 8 sequential calls; with scoped context it stays over 95 %.',
    source: ARTICLES,
    figure: '23 % lost; over 95 % kept',
    type: 'Q',
    means:
      'Share of delivered claims that are true, minus the same share where context length has no effect (half: .inf). A supervisor that keeps everything in one transcript must lose 23 points or more, sub-agents that see only a brief less than 5.',
    dependsOn:
      'The context length at which a model keeps half of its accuracy, how steeply accuracy falls (1.12 here), and how long the files are.',
    byConstruction:
      'That a long context lowers accuracy is an assumption (models.*.retention); only the length at which it matters is measured.',
    sweeps: [
      {
        ...HALF,
        label: `${HALF.label}, for both together,`,
        patterns: ['supervisor', 'lead-and-subagents'],
        says: 'margin by which both figures are met, the smaller one',
        contrast: {
          kind: 'computed',
          unit: 'share',
          isDifference: true,
          readings: [...of('supervisor'), ...of('lead-and-subagents')],
          compute: bothClaimed,
        },
        is: 'above',
        than: 0,
      },
      {
        ...HALF,
        aside: true,
        patterns: ['supervisor'],
        says: 'share of true claims, supervisor with all files in its transcript, limited minus unlimited context',
        contrast: difference(...of('supervisor')),
        is: 'below',
        than: -LOST,
      },
      {
        ...HALF,
        aside: true,
        patterns: ['lead-and-subagents'],
        says: 'share of true claims, sub-agents with a brief, limited minus unlimited context',
        contrast: difference(...of('lead-and-subagents')),
        is: 'above',
        than: -KEPT,
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
