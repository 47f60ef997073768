import { level, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { counted, inPercent, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const ONCE = 'handled once';
const NONE = 'no doubles';
const LOSSY = 'one event in twenty is lost, and sent again';
const GONE = 'one event in twenty is lost';
const payments = (name: string, ...set: string[]): LessonSetting => ({
  name,
  scenario: 'payments',
  set,
  patterns: ['choreography', 'workflow'],
  runs: 1000,
});
const of = (measure: string, at?: string) => level(reading('choreography', measure, at));
const DOUBLES = 'faults.messages.duplicate=0.1';
const LOSS = 'faults.messages.loss=0.05';

export const twice = defineLesson({
  id: 'twice',
  title: 'Twice is not once',
  claim: null,
  source: 'Orchestration vs Choreography: Why Your Multi-Agent System Needs Both',
  setup: 'An order passes through five agents that react to events, and handle whatever comes.',
  question: 'The broker delivers one event in ten twice. How many events per order are handled once too often?',
  settings: [
    payments('handled as they come', DOUBLES, 'policies.idempotency=false'),
    payments(ONCE, DOUBLES),
    payments(NONE, 'faults.messages.duplicate=0'),
    payments(LOSSY, LOSS),
    payments(GONE, LOSS, 'policies.redelivery.attempts=1'),
  ],
  predict: choice({
    options: ['About 0.3', 'About 0.1', 'About 2', 'About 0.8'],
    answer: 3,
    figures: ['doubles'],
  }),
  figures: measured('twice', [
    { id: 'doubles', label: 'handled once too often per order', of: of('duplicates'), ...counted('events', 2) },
    { id: 'once', label: 'the same with idempotent agents', of: of('duplicates', ONCE), ...counted('events', 3) },
    { id: 'calls', label: 'calls per order, events handled as they come', of: of('calls'), ...counted('calls', 1) },
    { id: 'calls-none', label: 'calls per order, no doubles', of: of('calls', NONE), ...counted('calls', 1) },
    {
      id: 'lossy',
      label: 'late or lost, one event in twenty lost, sent again',
      of: of('operationalFailures', LOSSY),
      ...inPercent,
    },
    { id: 'gone', label: 'late or lost, one event in twenty lost', of: of('operationalFailures', GONE), ...inPercent },
  ]),
  run: {
    patterns: ['choreography', 'workflow'],
    replication: 51,
    watch: 'On the left one event arrives twice: goods are reserved twice, shipped twice, and booked three times.',
  },
  why: 'Each double makes doubles: an agent that works twice also sends twice, so they grow along the way. {calls} per order instead of {calls-none}, and money moves with each. With idempotent agents {once}. Nobody sends once only: a broker that never sends again loses orders instead.',
  myth: 'Brokers deliver exactly once.',
  tryThis: {
    ask: 'Lose one event in twenty and never send again: {gone} late or lost; sent again, {lossy}.',
    set: [
      'faults.messages.loss=0.05',
      'policies.redelivery.attempts=1',
      'policies.idempotency=true',
      'faults.messages.duplicate=0.002',
    ],
    measure: 'operationalFailures',
  },
});
