import type { QuizQuestion } from './lesson.js';

/** Every question of the quiz, in its order. The only list. */
export const quiz: readonly QuizQuestion[] = [];
