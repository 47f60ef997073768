import { difference, level, reading } from '../../claims/say.js';
import { defineLesson, type LessonSetting } from './lesson.js';
import { inPercent, inPoints, inSeconds, measured } from './measured/figures.js';
import { number } from './prediction.js';

const NO_DIGEST = 'no digest';
const FAILING = 'no digest, calls fail';
const TEAMS = ['fan-out', 'workflow', 'fan-out-fan-in'];
const announce = (name: string, ...set: string[]): LessonSetting => ({
  name,
  scenario: 'announce',
  set,
  patterns: TEAMS,
  runs: 1000,
});
const correct = (pattern: string, at?: string) => reading(pattern, 'correct', at);
const latency = (pattern: string) => level(reading(pattern, 'latency', NO_DIGEST));

export const scatter = defineLesson({
  id: 'scatter',
  title: 'Scatter, and gather?',
  claim: { id: 'fan-out-not-merge', type: 'E', verdict: 'holds when' },
  source: 'Orchestration Patterns',
  setup:
    'A post goes out through four channels at once, and most posts are right. The digest links to all four; a fifth agent makes it, and starts with the rest.',
  question:
    'Four agents fire and forget; now a digest of all four is wanted, too. How many posts of a hundred are correct?',
  settings: [
    announce('a digest', 'agents.defaults.failure=0', 'task.steps.digest.probability=1'),
    announce(NO_DIGEST, 'agents.defaults.failure=0'),
    announce(FAILING),
  ],
  predict: number({ label: 'Correct under fan-out', unit: '%', from: 0, to: 100, step: 1, answer: 'digest' }),
  figures: measured('scatter', [
    { id: 'digest', label: 'correct, fan-out, a digest', of: level(correct('fan-out')), ...inPercent },
    { id: 'before', label: 'correct, fan-out, no digest', of: level(correct('fan-out', NO_DIGEST)), ...inPercent },
    { id: 'collected', label: 'correct, collector, a digest', of: level(correct('fan-out-fan-in')), ...inPercent },
    {
      id: 'price',
      label: 'correct, workflow minus collector, no digest',
      of: difference(correct('workflow', NO_DIGEST), correct('fan-out-fan-in', NO_DIGEST)),
      ...inPoints,
    },
    { id: 'collector-latency', label: 'latency, collector, no digest', of: latency('fan-out-fan-in'), ...inSeconds },
    { id: 'workflow-latency', label: 'latency, workflow, no digest', of: latency('workflow'), ...inSeconds },
    { id: 'workflow', label: 'correct, workflow, a digest', of: level(correct('workflow')), ...inPercent },
    {
      id: 'failing',
      label: 'correct, fan-out, no digest, three calls in a hundred fail',
      of: level(correct('fan-out', FAILING)),
      ...inPercent,
    },
  ]),
  run: {
    patterns: ['fan-out', 'workflow'],
    replication: 4,
    watch: 'On the left the archivist starts at once, and has nothing to read.',
  },
  why: 'The digest begins with the rest and guesses what it should have read: {digest} instead of {before}. A collector that waits repairs it ({collected}), but it works for every post: {collector-latency} instead of {workflow-latency}, and {price} fewer correct, where no digest is wanted. A workflow waits only where one is wanted, and is right in {workflow}.',
  myth: 'The collector is free, or can be added later.',
  tryThis: {
    ask: 'Without a digest, let three calls in a hundred fail: {failing}, for nobody who fires and forgets tries again.',
    set: ['task.steps.digest.probability=0', 'agents.defaults.failure=0.03'],
    measure: 'correct',
  },
});
