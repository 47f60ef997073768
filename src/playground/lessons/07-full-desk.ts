import { level, ratio, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { inPercent, inTimes, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const LAST = 'last results only';
const NO_DECAY = 'a context of any length is read without loss';
const LIMIT = 'patterns.supervisor.limit=25';
const FULL = 'patterns.supervisor.history=full';
const coding = (name: string, set: readonly string[], ...patterns: string[]): LessonSetting => ({
  name,
  scenario: 'coding',
  set,
  patterns,
  runs: 1000,
});
const correct = (pattern: string, at?: string) => level(reading(pattern, 'correct', at));

export const fullDesk = defineLesson({
  id: 'full-desk',
  title: 'The full desk',
  claim: { id: 'context-fills', type: 'Q', verdict: 'assumed' },
  source: 'Orchestration vs Choreography: Why Your Multi-Agent System Needs Both',
  setup:
    'A supervisor leads a change to a program through five steps. It used to see the last results only. Accuracy is assumed to fall as a context grows, as measured for GPT-4o (NoLiMa).',
  question: 'A supervisor keeps all files and logs in its transcript. How many changes of a hundred are correct?',
  settings: [
    coding('all tool traffic', [LIMIT, FULL], 'supervisor', 'workflow'),
    coding(LAST, [LIMIT], 'supervisor'),
    coding(NO_DECAY, [LIMIT, FULL, 'models.medium.retention.half=.inf'], 'supervisor'),
  ],
  predict: choice({
    options: ['6 of a hundred', '50 of a hundred', '2 of a hundred', '18 of a hundred'],
    answer: 2,
    figures: ['full', 'last'],
  }),
  figures: measured('full-desk', [
    { id: 'full', label: 'correct, supervisor, all tool traffic', of: correct('supervisor'), ...inPercent },
    { id: 'last', label: 'correct, supervisor, last results only', of: correct('supervisor', LAST), ...inPercent },
    {
      id: 'no-decay',
      label: 'correct, all tool traffic, no loss with length',
      of: correct('supervisor', NO_DECAY),
      ...inPercent,
    },
    { id: 'workflow', label: 'correct, workflow', of: correct('workflow'), ...inPercent },
    {
      id: 'tokens',
      label: 'input tokens, all tool traffic over last results only',
      of: ratio(reading('supervisor', 'inputTokens'), reading('supervisor', 'inputTokens', LAST)),
      ...inTimes,
      digits: 1,
    },
  ]),
  run: {
    patterns: ['supervisor', 'workflow'],
    replication: 18,
    watch: 'The contexts on the left grow with every call; those on the right stay as they are.',
  },
  why: 'Each call rereads every file and log, {tokens} the tokens, and the fuller a context, the more is misread: {full} instead of {last}. Without that loss {no-decay} would be correct. That accuracy falls with length is assumed: this is as true as the curve. A workflow shows each step its inputs: {workflow}.',
  myth: 'More context, better answers.',
  tryThis: {
    ask: 'Read contexts of any length without loss: {no-decay}.',
    set: ['models.medium.retention.half=.inf'],
    measure: 'correct',
  },
});
