import { difference, level, reading } from '../../claims/say.js';
import { defineLesson } from './lesson.js';
import { inPercent, inPoints, inTimes, measured } from './measured/figures.js';
import { order } from './prediction.js';

const UNRELATED = 'nothing in common';
const ALIKE = 'all alike';
/** As many experts as a panel needs, and no more that have nothing to do. */
const PANEL = 'agents.defaults.instances=1';
const LARGE = 'thirty-one';
const correct = (pattern: string, at?: string) => reading(pattern, 'correct', at);

export const fiveHeads = defineLesson({
  id: 'five-heads',
  title: 'Five heads',
  claim: null,
  source: 'Multi-Agent Coordination Patterns; Choi et al., Debate or Vote',
  setup:
    'A hard question has one right answer. Copies of one model tend to fail at the same questions. In a debate they hear each other for two rounds, and then vote.',
  question: 'One agent, five that vote, or five that debate: who is right most often?',
  settings: [
    {
      name: 'copies of one model',
      scenario: 'debate',
      set: [PANEL],
      patterns: ['single-agent', 'vote', 'debate'],
      runs: 80,
    },
    {
      name: UNRELATED,
      scenario: 'debate',
      set: [PANEL, 'task.difficulty.correlation=0'],
      patterns: ['vote', 'single-agent'],
      runs: 80,
    },
    { name: ALIKE, scenario: 'debate', set: [PANEL, 'task.difficulty.correlation=1'], patterns: ['vote'], runs: 80 },
    { name: LARGE, scenario: 'debate', set: ['patterns.debate.panel=31'], patterns: ['vote'], runs: 80 },
  ],
  predict: order({
    rule: 'most often right first',
    first: 'highest',
    items: [
      { label: 'Five copies that debate', figure: 'debate' },
      { label: 'One agent', figure: 'one' },
      { label: 'Five copies that vote', figure: 'vote' },
      { label: 'Five unrelated models that vote', figure: 'unrelated' },
    ],
  }),
  figures: measured('five-heads', [
    { id: 'debate', label: 'right, five copies debate', of: level(correct('debate')), ...inPercent },
    { id: 'one', label: 'right, one agent', of: level(correct('single-agent')), ...inPercent },
    { id: 'vote', label: 'right, five copies vote', of: level(correct('vote')), ...inPercent },
    {
      id: 'unrelated',
      label: 'right, five unrelated models vote',
      of: level(correct('vote', UNRELATED)),
      ...inPercent,
    },
    {
      id: 'alike',
      label: 'right, five that always err together vote',
      of: level(correct('vote', ALIKE)),
      ...inPercent,
    },
    { id: 'large', label: 'right, thirty-one copies vote', of: level(correct('vote', LARGE)), ...inPercent },
    {
      id: 'talk',
      label: 'right, vote minus debate',
      of: difference(correct('vote'), correct('debate')),
      ...inPoints,
    },
    {
      id: 'tokens',
      label: 'tokens, debate over one agent',
      of: level(reading('debate', 'tokenTax')),
      ...inTimes,
      digits: 0,
    },
  ]),
  run: {
    patterns: ['vote', 'debate'],
    replication: 1,
    task: 5,
    watch:
      'One of the five is wrong, and the vote is right. In the debate the others hear the wrong answer, and one after the other gives way.',
  },
  why: 'A vote gains where members fail at different questions. Copies share their blind spots: five reach {vote}, and even thirty-one {large}. Talking makes answers more alike, and gives up right ones, too: debate is behind the vote by {talk}, at {tokens} the tokens of one agent.',
  myth: 'Talking makes a panel wiser; more heads make up for sameness.',
  tryThis: {
    ask: 'Let all five err together (correlation 1): the vote is worth {alike}, as much as one agent.',
    set: ['task.difficulty.correlation=1'],
    measure: 'correct',
  },
});
