import type { QuizQuestion } from '../../src/playground/lessons/lesson.js';
import { lessons } from './fixture-lessons.js';

export const quiz: readonly QuizQuestion[] = lessons
  .slice(0, 2)
  .map(({ id, question, predict, settings, figures, why, run }) => ({
    ...{ question, predict, settings, figures, why, run },
    id: `quiz-${id}`,
    lesson: id,
  }));
