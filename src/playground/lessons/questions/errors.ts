import { difference, ratio, reading } from '../../../claims/say.js';
import type { LessonSetting, QuizQuestion } from '../lesson.js';
import { counted, type FigureDeclaration, inPoints } from '../measured/figures.js';
import { choice } from '../prediction.js';
import { ask, exact, HERE, levelOf, times, whole } from './ask.js';

const article = (name: string, set: readonly string[], ...patterns: string[]): LessonSetting => ({
  name,
  scenario: 'article',
  set,
  patterns,
  runs: 1000,
});
const BETTER = ['agents.fact-checker.detection=0.95'];
const OVERWRITE = ['policies.writes=overwrite'];
const gain = (id: string, label: string, pattern: string, more: string, less: string): FigureDeclaration => ({
  id,
  label,
  of: difference(reading(pattern, 'correct', more), reading(pattern, 'correct', less)),
  ...inPoints,
});

/** False claims, lost writes, checks and votes. */
export const errors: readonly QuizQuestion[] = [
  ask({
    id: 'checked-at-once',
    lesson: 'listener',
    question:
      'Every result is checked before anyone else reads it. The checker’s detection rises from 75 % to 95 %. How much does that gain?',
    predict: choice({ options: ['20 points', '3 points', '1 point', '7 points'], answer: 3, figures: ['gain'] }),
    scenario: 'article',
    patterns: ['maker-checker', 'choreography'],
    runs: 1000,
    further: [article('better', BETTER, 'maker-checker')],
    figures: [gain('gain', 'correct, maker-checker, 95 % caught minus 75 %', 'maker-checker', 'better', HERE)],
    why: 'Where all is checked, a better checker counts: {gain}.',
    replication: 18,
    watch: 'When does each agent read, and when is it checked?',
  }),
  ask({
    id: 'checked-in-a-line',
    lesson: 'listener',
    question:
      'In a pipeline each agent reads only the result before it; so the fact-checker does not see the article. Its detection rises from 75 % to 95 %. What is gained?',
    predict: choice({
      options: ['3 points', '9 points', 'Hardly anything', '20 points'],
      answer: 2,
      figures: ['gain'],
    }),
    scenario: 'article',
    patterns: ['pipeline', 'workflow'],
    runs: 1000,
    further: [article('better', BETTER, 'pipeline')],
    figures: [gain('gain', 'correct, pipeline, 95 % caught minus 75 %', 'pipeline', 'better', HERE)],
    why: '{gain}: later agents err too, and a checker finds only what reaches it.',
    replication: 18,
    watch: 'What does the fact-checker see on either side?',
  }),
  ask({
    id: 'summariser',
    lesson: 'listener',
    question:
      'The summariser invents 15 % of its claims instead of 6 %. How much does choreography lose in correct articles?',
    predict: choice({ options: ['4 points', '13 points', '40 points'], answer: 1, figures: ['loss'] }),
    scenario: 'article',
    patterns: ['choreography', 'workflow'],
    runs: 1000,
    further: [article('worse', ['agents.summariser.hallucination=0.15'], 'choreography')],
    figures: [gain('loss', 'correct, choreography, 6 % invented minus 15 %', 'choreography', HERE, 'worse')],
    why: '{loss}: a check stands behind the summary, but seven articles in ten have it, and others read first.',
    replication: 18,
    watch: 'Who reads the summary before it is checked?',
  }),
  ask({
    id: 'lost-updates',
    lesson: 'race',
    question: 'Two listeners write one page, and the last write wins. How many writes are lost in a hundred articles?',
    predict: choice({ options: ['3', '90', '10', '32'], answer: 3, figures: ['lost'] }),
    scenario: 'article',
    set: OVERWRITE,
    patterns: ['choreography', 'workflow'],
    runs: 1000,
    figures: [
      levelOf('lost', 'writes lost in a hundred articles', 'choreography', 'lostUpdates', {
        ...counted('writes'),
        scale: 100,
      }),
    ],
    why: '{lost}: whenever both had read the page before either wrote it.',
    replication: 8,
    watch: 'The later write undoes the earlier one.',
  }),
  ask({
    id: 'blackboard-race',
    lesson: 'race',
    question: 'Agents share a blackboard instead, and the last write to a page still wins. How many writes are lost?',
    predict: choice({ options: ['About as many', 'A third as many', 'None'], answer: 2, figures: ['board', 'page'] }),
    scenario: 'article',
    set: OVERWRITE,
    patterns: ['blackboard', 'choreography'],
    runs: 1000,
    figures: [
      levelOf('board', 'writes lost per article, blackboard', 'blackboard', 'lostUpdates', counted('writes', 2)),
      levelOf('page', 'writes lost per article, choreography', 'choreography', 'lostUpdates', counted('writes', 2)),
    ],
    why: 'On a board each result has its own place: {board}. On a page all are written into one: {page}.',
    replication: 8,
    watch: 'Who writes where?',
  }),
  ask({
    id: 'does-merge-mend',
    lesson: 'race',
    question: 'Writes are merged, so none is lost. How far is choreography then behind a workflow in correct articles?',
    predict: choice({ options: ['17 points', '1 point', '5 points'], answer: 1, figures: ['behind'] }),
    scenario: 'article',
    patterns: ['choreography', 'workflow'],
    runs: 1000,
    figures: [
      {
        id: 'behind',
        label: 'correct, workflow minus choreography',
        of: difference(reading('workflow', 'correct', HERE), reading('choreography', 'correct', HERE)),
        ...inPoints,
      },
    ],
    why: '{behind}. The race is mended; false claims are merged as well as true ones.',
    replication: 18,
    watch: 'What reaches the page, and from whom?',
  }),
  ask({
    id: 'better-gate',
    lesson: 'gate',
    question:
      'Meshes stand behind checkers that catch 75 % of false claims. Buy checkers that catch 95 %. What is delivered of the false claims of before?',
    predict: choice({ options: ['Three quarters', 'A quarter', 'A tenth'], answer: 1, figures: ['left'] }),
    scenario: 'research',
    patterns: ['trunk-and-meshes', 'mesh'],
    runs: 1000,
    further: [
      {
        name: 'better',
        scenario: 'research',
        set: ['agents.checker.detection=0.95'],
        patterns: ['trunk-and-meshes'],
        runs: 1000,
      },
    ],
    figures: [
      {
        id: 'left',
        label: 'false claims delivered, 95 % caught over 75 %',
        of: ratio(reading('trunk-and-meshes', 'escaped', 'better'), reading('trunk-and-meshes', 'escaped', HERE)),
        ...times,
        digits: 2,
      },
    ],
    why: '{left}: at the only way out, what the checker misses is what is delivered.',
    replication: 3,
    watch: 'What passes the gate?',
  }),
  ask({
    id: 'price-of-checks',
    lesson: 'second-look',
    question:
      'Every step of an article is checked at once, until it passes. How many times the cost of a pipeline is that?',
    predict: choice({
      options: ['1.2 times', '10 times', '30 times', '3.5 times'],
      answer: 3,
      figures: ['cost', 'checked', 'line'],
    }),
    scenario: 'article',
    patterns: ['maker-checker', 'pipeline'],
    runs: 1000,
    figures: [
      {
        id: 'cost',
        label: 'cost, maker-checker over pipeline',
        of: ratio(reading('maker-checker', 'cost', HERE), reading('pipeline', 'cost', HERE)),
        ...times,
      },
      levelOf('checked', 'correct, maker-checker', 'maker-checker', 'correct', exact),
      levelOf('line', 'correct, pipeline', 'pipeline', 'correct', exact),
    ],
    why: '{cost}, for {checked} correct instead of {line}.',
    replication: 18,
    watch: 'How many calls only check?',
  }),
  ask({
    id: 'digest-in-half',
    lesson: 'scatter',
    question:
      'Half of all posts need a digest of four channels, and agents fire and forget. How many posts are correct?',
    predict: choice({ options: ['30 %', '60 %', '12 %'], answer: 1, figures: ['correct'] }),
    scenario: 'announce',
    set: ['agents.defaults.failure=0', 'task.steps.digest.probability=0.5'],
    patterns: ['fan-out', 'workflow'],
    runs: 1000,
    figures: [levelOf('correct', 'correct, fan-out, half need a digest', 'fan-out', 'correct', whole)],
    why: '{correct}: posts without a digest are right, most of those with one are not.',
    replication: 4,
    watch: 'The archivist starts at once, and has nothing to read.',
  }),
];
