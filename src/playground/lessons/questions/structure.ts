import { ratio, reading } from '../../../claims/say.js';
import type { QuizQuestion } from '../lesson.js';
import { counted, inSeconds } from '../measured/figures.js';
import { choice } from '../prediction.js';
import { ask, HERE, levelOf, times, whole } from './ask.js';

const specialists = (n: number): string[] => [
  `task.steps.specialise.replicas=${n}`,
  `agents.specialist.instances=${n}`,
];
const TEAMS = ['mesh', 'supervisor'] as const;
const EVERYBODY = 'Left: everybody writes to everybody. Right: all passes through one.';
const SEARCHES = ['search', 'follow'].flatMap((step) => [1, 2, 3, 4].map((n) => `${step}-${n}`));
const NO_FURTHER = SEARCHES.map((step) => `task.steps.${step}.tools.explore.breadth=0`);

/** Channels, tokens, and whether one agent is enough. */
export const structure: readonly QuizQuestion[] = [
  ask({
    id: 'mesh-of-ten',
    lesson: 'channels',
    question: 'Ten agents form a free mesh. How many pairs exchange messages?',
    predict: choice({ options: ['20', '100', '45', '9'], answer: 2, figures: ['edges'] }),
    scenario: 'growth',
    set: specialists(9),
    patterns: TEAMS,
    runs: 100,
    figures: [levelOf('edges', 'channels, mesh of ten', 'mesh', 'edges', counted('channels'))],
    why: 'n(n−1)/2 pairs: {edges}, for a pair is one channel and not two.',
    watch: EVERYBODY,
  }),
  ask({
    id: 'star-of-five',
    lesson: 'channels',
    question: 'A coordinator leads four agents who do not talk to each other. How many channels are there?',
    predict: choice({ options: ['10', '4', '20', '2'], answer: 1, figures: ['edges'] }),
    scenario: 'growth',
    set: specialists(3),
    patterns: ['supervisor', 'mesh'],
    runs: 100,
    figures: [levelOf('edges', 'channels, supervised team of five', 'supervisor', 'edges', counted('channels'))],
    why: 'One to each: {edges}, n−1 of n.',
    watch: 'Left: all passes through one. Right: everybody writes to everybody.',
  }),
  ask({
    id: 'five-to-twenty',
    lesson: 'channels',
    question: 'A free mesh grows from five agents to twenty. How many times as many channels does it have?',
    predict: choice({ options: ['4 times', '40 times', '8 times', '19 times'], answer: 3, figures: ['growth'] }),
    scenario: 'growth',
    set: specialists(19),
    patterns: TEAMS,
    runs: 100,
    further: [{ name: 'five', scenario: 'growth', set: specialists(4), patterns: ['mesh'], runs: 100 }],
    figures: [
      {
        id: 'growth',
        label: 'channels of twenty over those of five',
        of: ratio(reading('mesh', 'edges', HERE), reading('mesh', 'edges', 'five')),
        ...times,
        digits: 0,
      },
    ],
    why: 'Channels grow with the square of the agents: {growth}.',
    watch: EVERYBODY,
  }),
  ask({
    id: 'who-is-first',
    lesson: 'channels',
    question: 'Nineteen specialists work on one question. Which team is done first?',
    predict: choice({
      options: ['The team with a supervisor', 'The free mesh', 'Both take as long'],
      answer: 1,
      figures: ['mesh', 'supervisor'],
    }),
    scenario: 'growth',
    set: specialists(19),
    patterns: TEAMS,
    runs: 100,
    figures: [
      levelOf('mesh', 'latency, mesh', 'mesh', 'latency', inSeconds),
      levelOf('supervisor', 'latency, supervisor', 'supervisor', 'latency', inSeconds),
    ],
    why: 'Channels work at the same time, a coordinator does one thing after the other: {mesh} against {supervisor}.',
    watch: EVERYBODY,
  }),
  ask({
    id: 'supervisor-tax',
    lesson: 'token-tax',
    question: 'In research, how many times the tokens of a single agent does a team under a supervisor take?',
    predict: choice({ options: ['4 times', '0.7 times', '15 times', '1.5 times'], answer: 3, figures: ['tax'] }),
    scenario: 'research',
    patterns: ['single-agent', 'supervisor'],
    runs: 300,
    figures: [levelOf('tax', 'tokens, supervisor over one agent', 'supervisor', 'tokenTax', { ...times, digits: 2 })],
    why: '{tax}: the single agent rereads its own notes, too.',
    watch: 'How many tokens go in with each call?',
  }),
  ask({
    id: 'who-saves-tokens',
    lesson: 'token-tax',
    question:
      'Sub-agents search as much as one agent would. Which of these teams takes fewer tokens than that one agent?',
    predict: choice({
      options: ['A free mesh', 'A team under a supervisor', 'None of them', 'A lead with sub-agents'],
      answer: 3,
      figures: ['lead', 'supervisor', 'mesh'],
    }),
    scenario: 'research',
    set: NO_FURTHER,
    patterns: ['single-agent', 'lead-and-subagents', 'supervisor', 'mesh'],
    runs: 300,
    figures: [
      levelOf('lead', 'tokens, lead over one agent', 'lead-and-subagents', 'tokenTax', { ...times, digits: 2 }),
      levelOf('supervisor', 'tokens, supervisor over one agent', 'supervisor', 'tokenTax', { ...times, digits: 2 }),
      levelOf('mesh', 'tokens, mesh over one agent', 'mesh', 'tokenTax', { ...times, digits: 2 }),
    ],
    why: 'A sub-agent reads its brief only: {lead}.',
    watch: 'What does a sub-agent see, and what the single agent?',
  }),
  ask({
    id: 'tokens-of-debate',
    lesson: 'five-heads',
    question: 'Five agents debate for two rounds and then vote. How many times the tokens of one agent is that?',
    predict: choice({ options: ['15 times', '5 times', '120 times', '43 times'], answer: 3, figures: ['tax'] }),
    scenario: 'debate',
    set: ['agents.defaults.instances=1'],
    patterns: ['vote', 'debate'],
    runs: 20,
    figures: [levelOf('tax', 'tokens, debate over one agent', 'debate', 'tokenTax', { ...times, digits: 0 })],
    why: 'Fifteen calls, and each reads all that was said before: {tax}.',
    replication: 1,
    task: 5,
    watch: 'Each round reads the rounds before it.',
  }),
  ask({
    id: 'announce-cost',
    lesson: 'one-agent',
    question:
      'One agent writes four short posts, or a supervisor has them written by four agents. How many times as dear is the team?',
    predict: choice({ options: ['1.2 times', '3 times', '7 times', '20 times'], answer: 2, figures: ['cost'] }),
    scenario: 'announce',
    patterns: ['single-agent', 'supervisor'],
    runs: 1000,
    figures: [
      {
        id: 'cost',
        label: 'cost, supervisor over one agent',
        of: ratio(reading('supervisor', 'cost', HERE), reading('single-agent', 'cost', HERE)),
        ...times,
      },
    ],
    why: '{cost}: a decision before each post, by a larger model, and a synthesis of all.',
    replication: 7,
    watch: 'Count the calls that write nothing of the posts.',
  }),
  ask({
    id: 'unforeseen',
    lesson: 'one-agent',
    question:
      'Only one follow-up search in five was foreseen by whoever wrote the workflow. How many of its reports are correct?',
    predict: choice({ options: ['25 %', '10 %', '60 %'], answer: 1, figures: ['workflow', 'one'] }),
    scenario: 'research',
    set: [1, 2, 3, 4].map((n) => `task.steps.follow-${n}.foreseen=0.2`),
    patterns: ['single-agent', 'workflow'],
    runs: 300,
    figures: [
      levelOf('workflow', 'correct, workflow', 'workflow', 'correct', whole),
      levelOf('one', 'correct, one agent', 'single-agent', 'correct', whole),
    ],
    why: 'Code does not do what nobody wrote down: {workflow}. An agent that decides at run time does it: {one}.',
    watch: 'On the right the follow-up searches are missing.',
  }),
];
