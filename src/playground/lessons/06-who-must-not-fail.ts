import { level, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { inPercent, measured } from './measured/figures.js';
import { order } from './prediction.js';

const ALONE = 'one of each';
const ARTICLE = 'article';
const CRASHES = ['faults.coordinator.crash.mtbf=30m', 'faults.coordinator.crash.repair=10m'];
const BAD_DAY = 'the coordinator crashes';
const lossOf = (pattern: string, at?: string) => level(reading(pattern, 'singlePoint', at));
const rounded = { ...inPercent, digits: 0 };

export const whoMustNotFail = defineLesson({
  id: 'who-must-not-fail',
  title: 'Who must not fail',
  claim: { id: 'single-point', type: 'E', verdict: 'holds when' },
  source: 'Orchestration Patterns; glossary entry on orchestration and choreography',
  setup:
    'Agents of five roles, four of each, handle tickets. At a random moment of a ticket one participant goes down: the one that hurts most.',
  question: 'One participant goes down for good. Under which pattern are most tickets lost?',
  settings: [
    {
      name: 'four of each',
      scenario: 'support',
      patterns: ['supervisor', 'choreography', 'blackboard'],
      runs: 60,
      disturbed: true,
    },
    {
      name: ALONE,
      scenario: 'support',
      set: ['agents.defaults.instances=1'],
      patterns: ['choreography'],
      runs: 60,
      disturbed: true,
    },
    { name: BAD_DAY, scenario: 'support', set: CRASHES, patterns: ['supervisor', 'choreography'], runs: 30 },
    { name: ARTICLE, scenario: 'article', patterns: ['choreography'], runs: 400, disturbed: true },
  ],
  predict: order({
    rule: 'most tickets lost first',
    first: 'highest',
    items: [
      { label: 'Blackboard, a shared board', figure: 'blackboard' },
      { label: 'Choreography, by events', figure: 'choreography' },
      { label: 'Supervisor, one coordinator', figure: 'supervisor' },
    ],
  }),
  figures: measured('who-must-not-fail', [
    { id: 'blackboard', label: 'lost with the worst participant, blackboard', of: lossOf('blackboard'), ...rounded },
    {
      id: 'choreography',
      label: 'lost with the worst participant, choreography',
      of: lossOf('choreography'),
      ...rounded,
    },
    { id: 'supervisor', label: 'lost with the worst participant, supervisor', of: lossOf('supervisor'), ...rounded },
    { id: 'alone', label: 'choreography, one agent of each role', of: lossOf('choreography', ALONE), ...rounded },
    {
      id: 'article',
      label: 'choreography, article, one agent of each role',
      of: lossOf('choreography', ARTICLE),
      ...rounded,
    },
    {
      id: 'crashing',
      label: 'late or lost, supervisor, the coordinator crashes',
      of: level(reading('supervisor', 'operationalFailures', BAD_DAY)),
      ...rounded,
    },
    {
      id: 'crashing-events',
      label: 'late or lost, choreography, the coordinator crashes',
      of: level(reading('choreography', 'operationalFailures', BAD_DAY)),
      ...rounded,
    },
  ]),
  run: {
    patterns: ['supervisor', 'blackboard'],
    replication: 0,
    task: 3,
    watch: 'Find who takes part in every step: whatever all work passes through has to stay up.',
  },
  why: 'A coordinator takes part in every ticket: {supervisor}. But having no centre does not save a ticket. A second agent of its role does: choreography loses {choreography} with four of each, {alone} with one of each, and {article} of articles, where most agents are single. On a blackboard nobody takes over what falls to the agent that is gone: {blackboard}.',
  myth: 'No centre, no single point of failure.',
  tryThis: {
    ask: 'Let the coordinator crash every half hour and come back after ten minutes: {crashing} late or lost, and {crashing-events} under choreography.',
    set: CRASHES,
    patterns: ['supervisor', 'choreography'],
    measure: 'operationalFailures',
  },
});
