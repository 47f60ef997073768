import { type Estimate, pairedDifference } from '../statistics/estimates.js';
import type { Claim, ClaimReading, Read } from './claim.js';
import { ARTICLES, defineClaim, difference, level, ratio, reading } from './say.js';

/** What is said to be lost where all is in one context, and at most where contexts are scoped. */
const LOST = 0.23;
const KEPT = 0.05;

const HALF = {
  label: 'the context at which half of the accuracy is left (models.medium.retention.half, tokens)',
  paths: ['models.medium.retention.half'],
  values: [10_000, 30_000, 60_000, 80_000, 100_000, 300_000, 1_000_000],
  scale: 'log',
  scenario: 'coding',
  set: ['patterns.supervisor.history=full'],
  arms: { 'a context that fills': [], 'a context that never fills': ['models.medium.retention.half=.inf'] },
} as const;

const of = (pattern: string): [ClaimReading, ClaimReading] => [
  reading(pattern, 'accuracy', 'a context that fills'),
  reading(pattern, 'accuracy', 'a context that never fills'),
];

const DEFERENCE = {
  label: 'the deference to each endorsement (agents.defaults.deference)',
  paths: ['agents.defaults.deference'],
  values: [0, 0.15, 0.3, 0.6, 0.9],
  scenario: 'research',
  set: ['agents.searcher.hallucination=0.1', 'agents.defaults.credulity=0.7'],
} as const;

/** Both claims are true where the worse of the two is: the lesser of means and bounds (an intersection-union). */
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

/** What a context does to those who read it: how much there is in it, and who has said it before. */
export const contexts: readonly Claim[] = [
  defineClaim({
    id: 'context-fills',
    claim: 'Pure orchestration loses 23 % accuracy after 8 sequential calls; with scoped context it stays over 95 %.',
    source: ARTICLES,
    figure: '23 % lost; over 95 % kept',
    type: 'Q',
    means:
      'The share of delivered claims that are true, less what it is where a full context costs nothing (half: .inf): the supervisor that keeps everything in one transcript loses 23 points, sub-agents that see a brief less than 5.',
    dependsOn:
      'The tokens of context at which a model keeps half of its accuracy, and how steeply it falls (1.12 here); how long the files are that are read.',
    byConstruction:
      'That a full context lowers accuracy is the assumption itself (models.*.retention); only where it bites is measured.',
    sweeps: [
      {
        ...HALF,
        label: `${HALF.label}, for both at once,`,
        patterns: ['supervisor', 'lead-and-subagents'],
        says: 'how far both are within what is claimed, whichever is less',
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
        says: 'true claims delivered by the supervisor with all files in its transcript, less where contexts never fill',
        contrast: difference(...of('supervisor')),
        is: 'below',
        than: -LOST,
      },
      {
        ...HALF,
        aside: true,
        patterns: ['lead-and-subagents'],
        says: 'true claims delivered by sub-agents with a brief, less where contexts never fill',
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
      'Of the false claims that reach the reader, more than half were passed on by three participants or more: laundered claims less half of those that escaped, above zero. Sub-queries pass a searcher, a checker and a tagger before the writer joins them. Then what deference adds: a tenth more false claims reach the reader than where endorsements count for nothing.',
    dependsOn:
      'How much each endorsement lowers the resistance of the next reader (deference), and how credulous readers are to begin with.',
    byConstruction:
      'Endorsements lower resistance by assumption (agents.*.deference); how many steps a claim passes is the pattern.',
    sweeps: [
      ...['workflow', 'supervisor'].map((pattern) => ({
        ...DEFERENCE,
        label: `${DEFERENCE.label}, under a ${pattern},`,
        patterns: [pattern],
        says: `laundered claims less half of those that escaped, ${pattern}`,
        contrast: level(reading(pattern, 'plausible')),
        is: 'above' as const,
        than: 0,
      })),
      {
        ...DEFERENCE,
        label: `${DEFERENCE.label}, where only what it adds counts,`,
        arms: { deference: [], 'no deference': ['agents.defaults.deference=0'] },
        patterns: ['supervisor'],
        says: 'false claims that reach the reader, with deference over without',
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
