import { level, ratio, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { counted, inPercent, inTimes, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const BLIND = 'a checker that sees nothing';
const TEAMS = ['mesh', 'trunk-and-meshes'];
const GATED = 'trunk-and-meshes';
const of = (pattern: string, measure: string, at?: string) => reading(pattern, measure, at);
const claims = counted('claims', 2);
const rounded = { ...inPercent, digits: 0 };

export const gate = defineLesson({
  id: 'gate',
  title: 'The gate',
  claim: { id: 'mesh-poisons', type: 'E/Q', verdict: 'assumed' },
  source: 'Agentic Patterns: Orchestrator vs Choreography',
  setup:
    'In a free mesh thirteen agents read each other. Now they are four small meshes, each with a checker as its only way out.',
  question:
    'Behind gates a false claim reaches a quarter as many agents. How many false claims are delivered, against a free mesh?',
  settings: [
    { name: 'research', scenario: 'research', patterns: TEAMS, runs: 1000 },
    { name: BLIND, scenario: 'research', set: ['agents.checker.detection=0'], patterns: TEAMS, runs: 300 },
  ],
  predict: choice({
    options: ['About a quarter', 'About a tenth', 'About as many', 'About half'],
    answer: 2,
    figures: ['left'],
  }),
  figures: measured('gate', [
    {
      id: 'left',
      label: 'false claims delivered, gated over free mesh',
      of: ratio(of(GATED, 'escaped'), of('mesh', 'escaped')),
      ...inTimes,
    },
    { id: 'free', label: 'false claims delivered, free mesh', of: level(of('mesh', 'escaped')), ...claims },
    { id: 'gated', label: 'false claims delivered, gated', of: level(of(GATED, 'escaped')), ...claims },
    { id: 'reach-free', label: 'agents that believed one, free mesh', of: level(of('mesh', 'reach')), ...rounded },
    { id: 'reach-gated', label: 'agents that believed one, gated', of: level(of(GATED, 'reach')), ...rounded },
    {
      id: 'blind',
      label: 'false claims delivered, gated, blind checkers',
      of: level(of(GATED, 'escaped', BLIND)),
      ...claims,
    },
    { id: 'correct-free', label: 'correct, free mesh', of: level(of('mesh', 'correct')), ...rounded },
    { id: 'correct-gated', label: 'correct, gated', of: level(of(GATED, 'correct')), ...rounded },
    { id: 'cost', label: 'cost, gated over free mesh', of: ratio(of(GATED, 'cost'), of('mesh', 'cost')), ...inTimes },
  ]),
  run: {
    patterns: ['mesh', 'trunk-and-meshes'],
    replication: 3,
    watch:
      'On the left a false claim is read by all, and looked at by all; on the right it meets its own branch and one gate.',
  },
  why: 'A gate bounds how far a false claim gets ({reach-free} of agents, {reach-gated}). What is delivered depends on how many look at it: in the mesh all checkers do, at the gate one. Per report {free} and {gated}: no difference is shown. The gate pays otherwise: {cost} the cost, fewer finds lost, {correct-gated} correct instead of {correct-free}.',
  myth: 'What is bounded is correct.',
  tryThis: {
    ask: 'Blind the checkers: {blind} delivered per report by the gated team. The shape alone catches nothing.',
    set: ['agents.checker.detection=0'],
    measure: 'escaped',
  },
});
