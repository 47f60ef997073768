import { difference, level, reading } from '../../src/claims/say.js';
import { defineLesson, type LessonDeclaration, type LessonFigure } from '../../src/playground/lessons/lesson.js';
import { choice, curve, finger, number, order, type Prediction } from '../../src/playground/lessons/prediction.js';

/** A lesson of each kind, with figures that stand nowhere else: what the rooms are tested with. */
const figure = (id: string, value: number, unit = '%'): LessonFigure => ({
  ...{ id, value, unit, low: value - 1, high: value + 1, digits: 2, scale: 100 },
  label: `measured ${id}`,
  of:
    unit === 'points'
      ? difference(reading('choreography', 'correct'), reading('pipeline', 'correct'))
      : level(reading('pipeline', 'correct')),
});

const lesson = (id: string, predict: Prediction, figures: readonly LessonFigure[]): LessonDeclaration =>
  defineLesson({
    ...{ id, title: `Lesson of kind ${predict.kind}`, predict, figures },
    claim: { id: 'choreography-fits', type: 'E/Q', verdict: 'assumed' },
    source: 'a test',
    setup: 'An article is written by four agents.',
    question: `What do you expect of ${predict.kind}?`,
    settings: [{ name: 'article', scenario: 'article', patterns: ['pipeline', 'choreography'], runs: 100 }],
    run: { patterns: ['pipeline', 'choreography'], replication: 12, watch: 'Watch the checker.' },
    why: `It comes to {${figures[0]!.id}}, since nobody waits.`,
    myth: 'Everybody waits.',
    tryThis: { ask: 'Let nobody believe anything.', set: ['agents.defaults.credulity=0'] },
  });

export const lessons: readonly LessonDeclaration[] = [
  lesson('a-number', number({ label: 'It gains', unit: 'points', from: 0, to: 20, step: 0.5, answer: 'gain' }), [
    figure('gain', 13.37, 'points'),
  ]),
  lesson('a-choice', choice({ options: ['a tenth', 'half', 'twice'], answer: 2, figures: ['share'] }), [
    figure('share', 71.93),
  ]),
  lesson(
    'an-order',
    order({
      rule: 'Most correct first:',
      first: 'highest',
      items: [
        { label: 'pipeline', figure: 'p' },
        { label: 'mesh', figure: 'm' },
        { label: 'supervisor', figure: 's' },
      ],
    }),
    [figure('p', 23.61), figure('m', 87.29), figure('s', 54.83)],
  ),
  lesson(
    'a-curve',
    curve({
      x: { label: 'tickets an hour', unit: '/h', values: [60, 120, 180] },
      y: { label: 'latency', unit: 's', from: 0, to: 400 },
      lines: [
        { label: 'supervisor', figures: ['s60', 's120', 's180'] },
        { label: 'router', figures: ['r60', 'r120', 'r180'] },
      ],
    }),
    [
      ...[figure('s60', 64.71, 's'), figure('s120', 91.37, 's'), figure('s180', 282.93, 's')],
      ...[figure('r60', 48.23, 's'), figure('r120', 55.19, 's'), figure('r180', 64.07, 's')],
    ],
  ),
  lesson('a-finger', finger({ participants: ['summariser', 'fact-checker', 'tagger-1'], answer: 'fact-checker' }), [
    figure('made', 5.51),
  ]),
];
