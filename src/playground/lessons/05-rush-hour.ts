import { level, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { counted, type FigureDeclaration, inPercent, inSeconds, measured } from './measured/figures.js';
import { curve } from './prediction.js';

const RATES = [60, 120, 180, 240];
const TEAMS = ['supervisor', 'choreography', 'router'];
const FOUR = 'four coordinators';
const rate = (n: number): string => `${n} tickets an hour`;
const arriving = (n: number): string => `workload.arrivals.poisson=${n}/h`;
const latencyOf = (pattern: string, n: number): FigureDeclaration => ({
  id: `${pattern}-${n}`,
  label: `latency, ${pattern}, ${rate(n)}`,
  of: level(reading(pattern, 'latency', rate(n))),
  ...inSeconds,
  digits: 0,
});
const line = (label: string, pattern: string) => ({ label, figures: RATES.map((n) => `${pattern}-${n}`) });
const failing = (pattern: string, at: string) => level(reading(pattern, 'operationalFailures', at));
const correct = (pattern: string) => level(reading(pattern, 'correct', rate(60)));

export const rushHour = defineLesson({
  id: 'rush-hour',
  title: 'Rush hour',
  claim: { id: 'orchestrator-bottleneck', type: 'E', verdict: 'holds when' },
  source:
    'glossary entry on orchestration and choreography; Orchestration vs Choreography: Why Your Multi-Agent System Needs Both',
  setup:
    'A supervisor handles each ticket step by step, one call at a time. A ticket that takes longer than five minutes has failed.',
  question: 'Draw how long a ticket takes under a supervisor, as more customers come in an hour.',
  settings: [
    ...[180, 60, 120, 240].map(
      (n): LessonSetting => ({
        name: rate(n),
        scenario: 'support',
        set: [arriving(n)],
        patterns: TEAMS,
        runs: 30,
      }),
    ),
    {
      name: FOUR,
      scenario: 'support',
      set: [arriving(180), 'coordinator.capacity=4'],
      patterns: ['supervisor'],
      runs: 30,
    },
  ],
  predict: curve({
    x: { label: 'Tickets an hour', unit: '/h', values: RATES },
    y: { label: 'Latency', unit: 's', from: 0, to: 400 },
    lines: [line('supervisor', 'supervisor'), line('router', 'router'), line('choreography', 'choreography')],
  }),
  figures: measured('rush-hour', [
    ...TEAMS.flatMap((pattern) => RATES.map((n) => latencyOf(pattern, n))),
    {
      id: 'limit',
      label: 'arrival rate at saturation, supervisor',
      of: level(reading('supervisor', 'saturation', rate(60))),
      ...counted('tickets/h'),
    },
    {
      id: 'failed',
      label: 'late or lost, supervisor, 180 an hour',
      of: failing('supervisor', rate(180)),
      ...inPercent,
      digits: 0,
    },
    {
      id: 'earlier',
      label: 'late or lost, supervisor, 120 an hour',
      of: failing('supervisor', rate(120)),
      ...inPercent,
      digits: 0,
    },
    {
      id: 'four',
      label: 'latency, four coordinators, 180 an hour',
      of: level(reading('supervisor', 'latency', FOUR)),
      ...inSeconds,
      digits: 0,
    },
    {
      id: 'four-failed',
      label: 'late or lost, four coordinators, 180 an hour',
      of: failing('supervisor', FOUR),
      ...inPercent,
      digits: 0,
    },
    {
      id: 'supervisor-correct',
      label: 'correct, supervisor, 60 an hour',
      of: correct('supervisor'),
      ...inPercent,
      digits: 0,
    },
    {
      id: 'choreography-correct',
      label: 'correct, choreography, 60 an hour',
      of: correct('choreography'),
      ...inPercent,
      digits: 0,
    },
  ]),
  run: {
    patterns: ['supervisor', 'choreography'],
    replication: 0,
    task: 120,
    watch: 'The line before the coordinator: the ticket waits there again before each of its steps.',
  },
  why: 'Every ticket passes through one coordinator several times, so it can serve {limit}. At 120 an hour that still looks harmless ({earlier} fail); at 180 the queue grows without bound and {failed} fail. Four coordinators end it: {four-failed}. While there is room, choreography is faster and less often right: {choreography-correct} against {supervisor-correct}.',
  myth: 'Latency grows in step with load; or: a central coordinator cannot be scaled.',
  tryThis: {
    ask: 'Give the coordinator four slots at 180 tickets an hour: {four} per ticket.',
    set: ['coordinator.capacity=4'],
    measure: 'latency',
  },
});
