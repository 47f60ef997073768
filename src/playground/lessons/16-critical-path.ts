import { level, ratio, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { inPercent, inTimes, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const DURABLE = 'results are durable';
const TEAMS = ['workflow', 'critical-path-hybrid'];
const late = (pattern: string, at?: string) => reading(pattern, 'operationalFailures', at);
const share = (at?: string) => ratio(late('critical-path-hybrid', at), late('workflow', at));

export const criticalPath = defineLesson({
  id: 'critical-path',
  title: 'The critical path',
  claim: { id: 'hybrid-failures', type: 'E', verdict: 'holds when' },
  source: 'Orchestration vs Choreography: Why Your Multi-Agent System Needs Both',
  setup:
    'Parcels take days. An engine in code holds each shipment and forgets it when it crashes, about once a week. Text messages and bills are side steps; nobody waits for them.',
  question:
    'Side steps go by events, and the engine keeps pick-up to delivery only. How many shipments are late, against before?',
  settings: [
    { name: 'nothing is durable', scenario: 'shipment', patterns: TEAMS, runs: 60 },
    { name: DURABLE, scenario: 'shipment', set: ['policies.durable=true'], patterns: TEAMS, runs: 60 },
  ],
  predict: choice({
    options: ['About as many', 'About half as many', 'About a fifth as many'],
    answer: 2,
    figures: ['left'],
  }),
  figures: measured('critical-path', [
    { id: 'left', label: 'late, hybrid over workflow, nothing durable', of: share(), ...inTimes },
    { id: 'workflow', label: 'late, workflow, nothing durable', of: level(late('workflow')), ...inPercent },
    { id: 'hybrid', label: 'late, hybrid, nothing durable', of: level(late('critical-path-hybrid')), ...inPercent },
    { id: 'durable-left', label: 'late, hybrid over workflow, durable', of: share(DURABLE), ...inTimes },
    { id: 'durable', label: 'late, workflow, durable', of: level(late('workflow', DURABLE)), ...inPercent },
    {
      id: 'durable-hybrid',
      label: 'late, hybrid, durable',
      of: level(late('critical-path-hybrid', DURABLE)),
      ...inPercent,
    },
  ]),
  run: {
    patterns: ['workflow', 'critical-path-hybrid'],
    replication: 0,
    task: 2,
    watch: 'The engine crashes while the bill is still open: the workflow starts the whole shipment again.',
  },
  why: 'The bill comes in a day and a half after delivery. While the engine waits for it, the whole shipment is at risk: a crash sends it back to the start. Whoever lets go of side steps has less to lose: {hybrid} late instead of {workflow}. Durable results save more, and then less is left to gain: {durable-hybrid} against {durable}.',
  myth: 'Forty per cent fewer failures is a property of the pattern.',
  tryThis: {
    ask: 'Make results durable: now the hybrid has {durable-left} the late shipments of the workflow, of far fewer.',
    set: ['policies.durable=true'],
    measure: 'operationalFailures',
  },
});
