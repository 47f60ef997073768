import { level, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { counted, inPercent, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const FORGETS = 'not durable';
const BAD_DAY = 'not durable, a crash every two minutes';
const TWO_HOURS = 'down for two hours';
const scraping = (name: string, set: readonly string[], ...patterns: string[]): LessonSetting => ({
  name,
  scenario: 'scraping',
  set,
  patterns,
  runs: 4000,
});
const failing = (pattern: string, at?: string) => level(reading(pattern, 'operationalFailures', at));
const lost = (at?: string) => level(reading('workflow', 'lostWork', at));
const calls = counted('calls', 2);

export const restart = defineLesson({
  id: 'restart',
  title: 'Restart, and who restarts the restarter',
  claim: { id: 'resume', type: 'E', verdict: 'holds when' },
  source: 'glossary entry on orchestration and choreography; Orchestration Patterns',
  setup:
    'An engine leads orders through five steps in half a minute, and crashes every ten minutes. Until now it then began an order again from the start.',
  question: 'An engine now keeps what was finished when it crashes. What becomes better?',
  settings: [
    { name: 'durable', scenario: 'payments', patterns: ['workflow'], runs: 1000 },
    { name: FORGETS, scenario: 'payments', set: ['policies.durable=false'], patterns: ['workflow'], runs: 1000 },
    {
      name: BAD_DAY,
      scenario: 'payments',
      set: ['policies.durable=false', 'faults.engine.crash.mtbf=2m'],
      patterns: ['workflow'],
      runs: 1000,
    },
    scraping('restarts', [], 'overseer', 'overseer-of-overseers'),
    scraping(TWO_HOURS, ['faults.coordinator.crash.repair=2h'], 'overseer', 'overseer-of-overseers'),
  ],
  predict: choice({
    options: [
      'Fewer orders fail',
      'Orders are done in half the time',
      'No finished call is lost; as many orders fail',
      'Nothing at all',
    ],
    answer: 2,
    figures: ['lost-before', 'lost', 'failed-before', 'failed'],
  }),
  figures: measured('restart', [
    { id: 'lost-before', label: 'finished calls lost per order, not durable', of: lost(FORGETS), ...calls },
    { id: 'lost', label: 'finished calls lost per order, durable', of: lost(), ...calls },
    { id: 'failed-before', label: 'late or lost, not durable', of: failing('workflow', FORGETS), ...inPercent },
    { id: 'failed', label: 'late or lost, durable', of: failing('workflow'), ...inPercent },
    { id: 'bad-day', label: 'finished calls lost per order, a crash every two minutes', of: lost(BAD_DAY), ...calls },
    {
      id: 'down',
      label: 'pages late or lost, overseer down for two hours',
      of: failing('overseer', TWO_HOURS),
      ...inPercent,
    },
    {
      id: 'restarted',
      label: 'pages late or lost, overseer that restarts',
      of: failing('overseer', 'restarts'),
      ...inPercent,
    },
    {
      id: 'watched',
      label: 'pages late or lost, overseer down for two hours, with an overseer of its own',
      of: failing('overseer-of-overseers', TWO_HOURS),
      ...inPercent,
    },
  ]),
  run: {
    at: FORGETS,
    patterns: ['workflow', 'choreography'],
    replication: 88,
    watch: 'The engine crashes: what was finished is done again.',
  },
  why: 'Orders fail since goods are out of stock, crash or none ({failed-before}, {failed}). Durable results save finished work ({lost-before} before), so they pay where work takes days. The same holds for whoever watches: an overseer that stays down loses {down} of web pages; restarted soon {restarted}, watched by another {watched}.',
  myth: 'Durability makes tasks succeed; or: a second watcher is the only remedy.',
  tryThis: {
    ask: 'Let the engine forget, and crash every two minutes: {bad-day} lost per order.',
    set: ['policies.durable=false', 'faults.engine.crash.mtbf=2m'],
    measure: 'lostWork',
  },
});
