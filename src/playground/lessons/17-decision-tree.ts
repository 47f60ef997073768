import { difference, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { type FigureDeclaration, inPoints, measured } from './measured/figures.js';
import { choice } from './prediction.js';

/** By scenario: what the tree advises, what is ahead of it, and by which measure, of which more is better or worse. */
const ADVICE = [
  ['research', 'fan-out-fan-in', 'lead-and-subagents', 'correct', 300],
  ['article', 'pipeline', 'maker-checker', 'correct', 1000],
  ['payments', 'pipeline', 'choreography', 'operationalFailures', 1000],
  ['shipment', 'pipeline', 'critical-path-hybrid', 'operationalFailures', 60],
] as const;

const ALL = 'all follow-ups foreseen';
const foreseen = [1, 2, 3, 4].map((n) => `task.steps.follow-${n}.foreseen=1`);

const settings: readonly LessonSetting[] = ADVICE.map(([scenario, advised, better, , runs]) => ({
  name: scenario,
  scenario,
  patterns: [advised, better],
  runs,
}));

const behind = ADVICE.map(([scenario, advised, better, measure]): FigureDeclaration => {
  const [more, less] = measure === 'correct' ? [better, advised] : [advised, better];
  return {
    id: scenario,
    label: `${scenario}: ${measure === 'correct' ? 'correct' : 'late or lost'}, ${more} minus ${less}`,
    of: difference(reading(more, measure, scenario), reading(less, measure, scenario)),
    ...inPoints,
  };
});

export const decisionTree = defineLesson({
  id: 'decision-tree',
  title: 'The advice of a tree',
  claim: { id: 'decision-tree', type: 'E', verdict: 'holds when' },
  source: 'Orchestration Patterns',
  setup:
    'Strict dependencies: pipeline. Several steps on one event: fan-out. A manager is needed: supervisor. Otherwise: swarm. The advice was held against what was measured best.',
  question:
    'A tree of questions advises a pattern. In how many of eleven scenarios is that within two points of the best?',
  settings: [
    ...settings,
    { name: ALL, scenario: 'research', set: foreseen, patterns: ['fan-out-fan-in', 'lead-and-subagents'], runs: 300 },
  ],
  predict: choice({
    options: ['In five', 'In all eleven', 'In two', 'In none'],
    answer: 2,
    figures: ['research', 'article', 'shipment'],
  }),
  figures: measured('decision-tree', [
    ...behind,
    {
      id: 'foreseen',
      label: 'research, all follow-ups foreseen: correct, lead-and-subagents minus fan-out-fan-in',
      of: difference(reading('lead-and-subagents', 'correct', ALL), reading('fan-out-fan-in', 'correct', ALL)),
      ...inPoints,
    },
  ]),
  run: {
    patterns: ['fan-out-fan-in', 'lead-and-subagents'],
    replication: 1,
    watch:
      'On the left, all begin at once, as advised; on the right somebody decides what is searched after the first finds.',
  },
  why: 'Content and shipment are the two. In research the advised pattern is {research} behind: the tree asks whether steps share an event, and not what they have to read. Nor does it ask who checks (article, {article}), or what is tried again (payments, {payments}), or about load. Four questions are a start, and no architecture.',
  myth: 'Four questions choose an architecture.',
  tryThis: {
    ask: 'Foresee every follow-up: the advised pattern is still {foreseen} behind. Then rehearse your own scenario with decide.',
    set: foreseen,
    measure: 'correct',
  },
});
