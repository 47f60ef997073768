import type { QuizQuestion } from './lesson.js';

/** Every question of the quiz, in the order in which they are asked. */
export const quiz: readonly QuizQuestion[] = [];
