import { level, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { inPercent, inTimes, measured } from './measured/figures.js';
import { choice } from './prediction.js';

const SEARCHES = ['search', 'follow'].flatMap((step) => [1, 2, 3, 4].map((n) => `${step}-${n}`));
const breadth = (value: number): string[] =>
  SEARCHES.map((step) => `task.steps.${step}.tools.explore.breadth=${value}`);
const FURTHER = 'sub-agents search further';
const TEAMS = ['single-agent', 'lead-and-subagents', 'supervisor', 'mesh'];
const taxOf = (pattern: string, at?: string) => level(reading(pattern, 'tokenTax', at));

export const tokenTax = defineLesson({
  id: 'token-tax',
  title: 'The token tax',
  claim: { id: 'token-tax', type: 'A/E', verdict: 'holds when' },
  source: 'Agentic Patterns: Orchestrator vs Choreography; Anthropic, How we built our multi-agent research system',
  setup:
    'A lead splits a question among sub-agents. Each gets a short brief and searches as much for its part as one agent alone would.',
  question:
    'A lead with sub-agents does research. How many tokens does it take, against one agent that does everything?',
  settings: [
    { name: 'no further searches', scenario: 'research', set: breadth(0), patterns: TEAMS, runs: 300 },
    { name: FURTHER, scenario: 'research', patterns: ['single-agent', 'lead-and-subagents'], runs: 300 },
  ],
  predict: choice({
    options: ['2 times as many', '0.8 times as many', '15 times as many', '5 times as many'],
    answer: 1,
    figures: ['lead', 'supervisor'],
  }),
  figures: measured('token-tax', [
    { id: 'lead', label: 'tokens, lead with sub-agents over one agent', of: taxOf('lead-and-subagents'), ...inTimes },
    { id: 'supervisor', label: 'tokens, supervisor over one agent', of: taxOf('supervisor'), ...inTimes },
    { id: 'mesh', label: 'tokens, mesh over one agent', of: taxOf('mesh'), ...inTimes },
    {
      id: 'further',
      label: 'tokens, lead over one agent, sub-agents search further',
      of: taxOf('lead-and-subagents', FURTHER),
      ...inTimes,
    },
    {
      id: 'further-correct',
      label: 'correct, lead, sub-agents search further',
      of: level(reading('lead-and-subagents', 'correct', FURTHER)),
      ...inPercent,
      digits: 0,
    },
    {
      id: 'single-correct',
      label: 'correct, single agent',
      of: level(reading('single-agent', 'correct', FURTHER)),
      ...inPercent,
      digits: 0,
    },
  ]),
  run: {
    patterns: ['single-agent', 'lead-and-subagents'],
    replication: 2,
    watch:
      'Follow the context: the single agent reads all that it wrote before with each call, a sub-agent only its brief.',
  },
  why: 'The bill depends on who rereads what. A sub-agent sees a brief; the single agent rereads its own conversation with every call. Where all passes through a coordinator it is {supervisor}, in a mesh {mesh}. The often quoted fifteen times was measured against a chat, and its sub-agents searched further: that alone makes it {further} here.',
  myth: 'Every team of agents pays fifteen times the tokens of one.',
  tryThis: {
    ask: 'Let sub-agents search further (breadth 1.6, fitted to the published figure): {further} the tokens, and {further-correct} correct instead of {single-correct}.',
    set: breadth(1.6),
    measure: 'correct',
  },
});
