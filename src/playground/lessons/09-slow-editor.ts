import { level, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { inPercent, measured } from './measured/figures.js';
import { number } from './prediction.js';

const timeout = (name: string, ...set: string[]): LessonSetting => ({
  name,
  scenario: 'content',
  set,
  patterns: ['pipeline', 'overseer'],
  runs: 60,
});
const USUAL = 'two minutes';
const PATIENT = 'no time-out';
const MINUTE = 'one minute';
const failing = (at?: string) => level(reading('pipeline', 'operationalFailures', at));

export const slowEditor = defineLesson({
  id: 'slow-editor',
  title: 'One slow editor',
  claim: { id: 'pipeline-stalls', type: 'E', verdict: 'holds' },
  source: 'Orchestration Patterns',
  setup:
    'Posts are drafted, edited and published. An edit takes half a minute, sometimes several, and a few never end. After a time-out a junior editor takes over. At two minutes hardly a post is lost.',
  question:
    'You cut the time-out of every call to half a minute, to be safe. How many posts of a hundred are late or lost?',
  settings: [
    timeout('half a minute', 'policies.timeout=30s'),
    timeout(USUAL),
    timeout(PATIENT, 'policies.timeout=.inf'),
    timeout(MINUTE, 'policies.timeout=60s'),
  ],
  predict: number({ label: 'Late or lost', unit: '%', from: 0, to: 100, step: 1, answer: 'hasty' }),
  figures: measured('slow-editor', [
    { id: 'hasty', label: 'late or lost, half a minute', of: failing(), ...inPercent },
    { id: 'usual', label: 'late or lost, two minutes', of: failing(USUAL), ...inPercent, digits: 2 },
    { id: 'patient', label: 'late or lost, no time-out', of: failing(PATIENT), ...inPercent },
    { id: 'minute', label: 'late or lost, one minute', of: failing(MINUTE), ...inPercent },
  ]),
  run: {
    patterns: ['pipeline', 'overseer'],
    replication: 0,
    task: 2,
    watch:
      'On the left the draft is cut off at half a minute. On the right nobody cuts it off, and it is done eight seconds later.',
  },
  why: 'A time-out cannot tell slow from dead. At half a minute it kills honest drafts and edits, and the junior’s, too, for whom nobody stands in: {hasty} lost, against {usual} at two minutes. Without any time-out one call that never ends blocks an editor for good, the line behind it grows, and {patient} are late.',
  myth: 'The shorter the time-out, the safer.',
  tryThis: {
    ask: 'Try one minute: {minute}.',
    set: ['policies.timeout=60s'],
    measure: 'operationalFailures',
  },
});
