import type { QuizQuestion } from './lesson.js';
import { errors } from './questions/errors.js';
import { crashed, operations } from './questions/operations.js';
import { structure } from './questions/structure.js';

/** Every question of the quiz, in the order in which they are asked. */
export const quiz: readonly QuizQuestion[] = [...structure, ...errors, ...operations, crashed];
