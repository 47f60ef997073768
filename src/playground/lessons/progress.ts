/** The states of a lesson, in their order. What belongs to a state is in the page only once it is reached. */
export const LESSON_STATES = ['asking', 'committed', 'revealed', 'playing', 'explained', 'trying', 'done'] as const;

export type LessonState = (typeof LESSON_STATES)[number];

export const isReached = (state: LessonState, wanted: LessonState): boolean =>
  LESSON_STATES.indexOf(state) >= LESSON_STATES.indexOf(wanted);

/** The state after this one; done stays done. */
export const stateAfter = (state: LessonState): LessonState =>
  LESSON_STATES[Math.min(LESSON_STATES.length - 1, LESSON_STATES.indexOf(state) + 1)]!;

/** The one before; asking stays asking. */
export const stateBefore = (state: LessonState): LessonState =>
  LESSON_STATES[Math.max(0, LESSON_STATES.indexOf(state) - 1)]!;
