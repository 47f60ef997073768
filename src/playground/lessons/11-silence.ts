import { level, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { counted, inPercent, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const USUAL = 'sent again';
const TRACED = 'traced';
const payments = (name: string, ...set: string[]): LessonSetting => ({
  name,
  scenario: 'payments',
  set,
  patterns: ['choreography', 'workflow'],
  runs: 1000,
});
const of = (pattern: string, measure: string, at?: string) => level(reading(pattern, measure, at));
const logs = counted('', 1);

export const silence = defineLesson({
  id: 'silence',
  title: 'Silence, and the inquest',
  claim: { id: 'silent-failure', type: 'E', verdict: 'holds' },
  source:
    'Orchestration vs Choreography: Why Your Multi-Agent System Needs Both; Agentic Patterns: Orchestrator vs Choreography',
  setup: 'Orders pass through agents that react to events. Nothing is tried or delivered again.',
  question: 'Agents react to events, and many orders are never finished. Of how many of those does anyone hear?',
  settings: [
    payments(
      'nothing is sent again',
      'policies.retry.attempts=1',
      'policies.redelivery.attempts=1',
      'policies.deadLetters.alertAfter=.inf',
    ),
    payments(USUAL),
    payments(TRACED, 'policies.tracing=true'),
  ],
  predict: choice({
    options: ['All of them', 'About half', 'About a quarter', 'None'],
    answer: 3,
    figures: ['failed', 'stalled'],
  }),
  figures: measured('silence', [
    { id: 'failed', label: 'failed, reported, choreography', of: of('choreography', 'failed'), ...inPercent },
    { id: 'stalled', label: 'stalled in silence, choreography', of: of('choreography', 'stalled'), ...inPercent },
    { id: 'workflow-failed', label: 'failed, reported, workflow', of: of('workflow', 'failed'), ...inPercent },
    {
      id: 'mended',
      label: 'late or lost, choreography, events sent again',
      of: of('choreography', 'operationalFailures', USUAL),
      ...inPercent,
    },
    {
      id: 'workflow',
      label: 'late or lost, workflow, calls tried again',
      of: of('workflow', 'operationalFailures', USUAL),
      ...inPercent,
    },
    {
      id: 'logs',
      label: 'logs opened for a false claim, choreography',
      of: of('choreography', 'logsOpened', USUAL),
      ...logs,
    },
    {
      id: 'one-log',
      label: 'logs opened for a false claim, workflow',
      of: of('workflow', 'logsOpened', USUAL),
      ...logs,
      digits: 0,
    },
    {
      id: 'traced',
      label: 'logs opened, choreography, messages traced',
      of: of('choreography', 'logsOpened', TRACED),
      ...logs,
      digits: 0,
    },
  ]),
  run: {
    patterns: ['choreography', 'workflow'],
    replication: 1,
    watch:
      'On the right an error comes back to the engine. On the left the event is gone, and nobody waits for an answer.',
  },
  why: 'An engine waits for each call, so it reports what fails: {workflow-failed}. An event that comes to nothing leaves nobody waiting: {stalled} stall in silence. Sent again, with dead letters and alerts, choreography loses {mended}, the workflow {workflow}. The inquest stays harder: {logs} logs to open against {one-log}, unless messages are traced: {traced}.',
  myth: 'Choreography fails more often.',
  tryThis: {
    ask: 'Let events be sent again, three times: {mended} late or lost.',
    set: ['policies.retry.attempts=2', 'policies.redelivery.attempts=3', 'policies.deadLetters.alertAfter=5m'],
    measure: 'operationalFailures',
  },
});
