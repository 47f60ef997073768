import type { LessonDeclaration } from './lesson.js';

/** Every lesson there is, in the order in which they are taught. The only list. */
export const lessons: readonly LessonDeclaration[] = [];

export function lessonNamed(id: string): LessonDeclaration | undefined {
  return lessons.find((lesson) => lesson.id === id);
}
