import { level, ratio, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { counted, inSeconds, inTimes, measured } from './measured/figures.js';
import { number } from './prediction.js';

const specialists = (n: number, ...patterns: string[]): LessonSetting => ({
  name: `${n} specialists`,
  scenario: 'growth',
  set: [`task.steps.specialise.replicas=${n}`, `agents.specialist.instances=${n}`],
  patterns,
  runs: 100,
});
const A_NEW_STEP = 'a new step';
const edges = (pattern: string, n: number) => reading(pattern, 'edges', `${n} specialists`);
const latency = (pattern: string) => level(reading(pattern, 'latency', '19 specialists'));
const edited = (pattern: string) => level(reading(pattern, 'placesEdited', A_NEW_STEP));
const asChannels = counted('channels');

export const channels = defineLesson({
  id: 'channels',
  title: 'Channels',
  claim: { id: 'edges-quadratic', type: 'A', verdict: 'holds' },
  source: 'Agentic Patterns: Orchestrator vs Choreography',
  setup:
    'Four specialists work on the parts of a question, and a fifth agent merges what they found. In a free mesh each reads each other one.',
  question: 'Five agents form a free mesh. How many pairs of them exchange messages?',
  settings: [
    specialists(4, 'mesh', 'supervisor'),
    specialists(19, 'mesh', 'supervisor'),
    { name: A_NEW_STEP, scenario: 'article', patterns: ['supervisor', 'choreography'], runs: 100, disturbed: true },
  ],
  predict: number({ label: 'Channels in the mesh', unit: 'channels', from: 0, to: 40, step: 1, answer: 'five' }),
  figures: measured('channels', [
    { id: 'five', label: 'mesh of five agents', of: level(edges('mesh', 4)), ...asChannels },
    { id: 'twenty', label: 'mesh of twenty agents', of: level(edges('mesh', 19)), ...asChannels },
    {
      id: 'growth',
      label: 'channels of twenty over those of five, mesh',
      of: ratio(edges('mesh', 19), edges('mesh', 4)),
      ...inTimes,
      digits: 0,
    },
    { id: 'mesh-latency', label: 'latency, mesh, 19 specialists', of: latency('mesh'), ...inSeconds },
    {
      id: 'star-latency',
      label: 'latency, supervisor, 19 specialists',
      of: latency('supervisor'),
      ...inSeconds,
      digits: 0,
    },
    { id: 'edited', label: 'places edited for a new step, supervisor', of: edited('supervisor'), ...counted('') },
    { id: 'edited-events', label: 'places edited, choreography', of: edited('choreography'), ...counted('') },
  ]),
  run: {
    patterns: ['mesh', 'supervisor'],
    replication: 0,
    watch:
      'In the mesh everybody writes to everybody at once; every message of the other team passes through one coordinator.',
  },
  why: 'n agents form n(n−1)/2 pairs: {five} for five, {twenty} for twenty. Around a coordinator there are n−1. But channels work at the same time: with nineteen specialists the mesh is done in {mesh-latency}, the supervised team in {star-latency}. A new step means {edited} edit in a supervised team, {edited-events} where agents react to events.',
  myth: 'Five agents are twenty-five times the problem of one, and a team with more channels is slower.',
  tryThis: {
    ask: 'Set nineteen specialists: {growth} as many channels as with four, and yet the mesh finishes first.',
    set: ['task.steps.specialise.replicas=19', 'agents.specialist.instances=19'],
    measure: 'latency',
  },
});
