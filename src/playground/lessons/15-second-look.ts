import { level, ratio, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { inPercent, inTimes, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const NERVOUS = 'a nervous reviewer';
const coding = (name: string, ...set: string[]): LessonSetting => ({
  name,
  scenario: 'coding',
  set,
  patterns: ['workflow', 'one-round', 'maker-checker', 'without-end'],
  runs: 1000,
});
const of = (pattern: string, measure: string, at?: string) => level(reading(pattern, measure, at));
const cost = (pattern: string) => ratio(reading(pattern, 'cost'), reading('workflow', 'cost'));

export const secondLook = defineLesson({
  id: 'second-look',
  title: 'The price of a second look',
  claim: { id: 'maker-checker-cap', type: 'E', verdict: 'holds when' },
  source:
    'Azure Architecture Center, AI agent design patterns; Orchestration vs Choreography: Why Your Multi-Agent System Needs Both',
  setup:
    'A program is changed in three parts. Until now a reviewer mended at the end what it found. Now each part is reviewed at once; if it has a fault, the change is refused.',
  question:
    'Every part of a change is reviewed before it is merged. What becomes of the share of changes that are merged and correct?',
  settings: [coding('coding'), coding(NERVOUS, 'agents.reviewer.falseAlarm=0.1')],
  predict: choice({
    options: ['It doubles', 'It grows by half', 'It falls by a fifth', 'It falls to a third'],
    answer: 2,
    figures: ['workflow', 'one'],
  }),
  figures: measured('second-look', [
    { id: 'workflow', label: 'correct, workflow', of: of('workflow', 'correct'), ...inPercent },
    { id: 'one', label: 'correct, one round', of: of('one-round', 'correct'), ...inPercent },
    { id: 'wrong', label: 'merged and wrong, workflow', of: of('workflow', 'wrong'), ...inPercent, digits: 0 },
    { id: 'one-wrong', label: 'merged and wrong, one round', of: of('one-round', 'wrong'), ...inPercent, digits: 0 },
    { id: 'one-refused', label: 'refused, one round', of: of('one-round', 'failed'), ...inPercent, digits: 0 },
    { id: 'three', label: 'correct, three rounds', of: of('maker-checker', 'correct'), ...inPercent },
    { id: 'three-cost', label: 'cost, three rounds over workflow', of: cost('maker-checker'), ...inTimes, digits: 1 },
    { id: 'endless', label: 'correct, no end', of: of('without-end', 'correct'), ...inPercent },
    { id: 'endless-cost', label: 'cost, no end over workflow', of: cost('without-end'), ...inTimes, digits: 1 },
    {
      id: 'nervous',
      label: 'correct, three rounds, a false alarm for one true claim in ten',
      of: of('maker-checker', 'correct', NERVOUS),
      ...inPercent,
    },
  ]),
  run: {
    patterns: ['workflow', 'one-round'],
    replication: 5,
    watch: 'The same fault: on the left it is merged, on the right it is refused. Neither is a correct change.',
  },
  why: 'A verdict without another try makes nothing right. It turns silent failures into loud ones: merged and wrong {one-wrong} instead of {wrong}, refused {one-refused}. Only further tries make changes correct: three rounds {three} at {three-cost} the cost, without an end {endless} at {endless-cost}. Some readers want just the loudness.',
  myth: 'Review can only help.',
  tryThis: {
    ask: 'Let the reviewer object to one true claim in ten: three rounds are down to {nervous}.',
    set: ['agents.reviewer.falseAlarm=0.1'],
    patterns: ['workflow', 'maker-checker'],
    measure: 'correct',
  },
});
