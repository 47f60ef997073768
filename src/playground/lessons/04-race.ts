import { difference, level, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { counted, inPercent, inPoints, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const MERGE = 'writes merge';
const OVERWRITE = 'writes overwrite';
const TEAMS = ['choreography', 'workflow'];
const correctOf = (pattern: string, at: string) => reading(pattern, 'correct', at);
const lossOf = (pattern: string) => difference(correctOf(pattern, MERGE), correctOf(pattern, OVERWRITE));
const lostOf = (pattern: string) => level(reading(pattern, 'lostUpdates', OVERWRITE));

export const race = defineLesson({
  id: 'race',
  title: 'The race on persist',
  claim: { id: 'race-on-persist', type: 'E', verdict: 'holds when' },
  source: 'Agentic Patterns: Orchestrator vs Choreography',
  setup:
    'Two listeners add to one page when they are done. Each reads the page, adds its part and writes the page back. Until now the store merged what came in.',
  question:
    'The store now keeps what was written last. How far does the share of correct articles fall, where two listeners write one page?',
  settings: [
    { name: OVERWRITE, scenario: 'article', set: ['policies.writes=overwrite'], patterns: TEAMS, runs: 1000 },
    { name: MERGE, scenario: 'article', patterns: TEAMS, runs: 1000 },
  ],
  predict: choice({
    options: ['by 6 points', 'by 2 points', 'by 45 points', 'by 17 points'],
    answer: 3,
    figures: ['loss', 'workflow-loss'],
  }),
  figures: measured('race', [
    { id: 'loss', label: 'correct, choreography, merge minus overwrite', of: lossOf('choreography'), ...inPoints },
    { id: 'workflow-loss', label: 'correct, workflow, merge minus overwrite', of: lossOf('workflow'), ...inPoints },
    { id: 'merged', label: 'correct, choreography, merge', of: level(correctOf('choreography', MERGE)), ...inPercent },
    {
      id: 'overwritten',
      label: 'correct, choreography, overwrite',
      of: level(correctOf('choreography', OVERWRITE)),
      ...inPercent,
    },
    { id: 'workflow', label: 'correct, workflow', of: level(correctOf('workflow', OVERWRITE)), ...inPercent },
    { id: 'lost', label: 'writes lost per article, choreography', of: lostOf('choreography'), ...counted('writes', 2) },
  ]),
  run: {
    patterns: ['choreography', 'workflow'],
    replication: 8,
    watch: 'Both listeners have read the page before either wrote it: the later write undoes the earlier one.',
  },
  why: 'Read, change, write back: who wrote in between is undone, {lost} per article, and what is undone is missing. No error is reported. In the workflow one participant writes, so there is no race ({workflow-loss}). Merging mends the race, and not the facts: a false claim that two listeners merged is still false.',
  myth: 'Agents that do not talk to each other cannot get into each other’s way.',
  tryThis: {
    ask: 'Let writes merge: {merged} instead of {overwritten}, level with the workflow’s {workflow}.',
    set: ['policies.writes=merge'],
    measure: 'correct',
  },
});
