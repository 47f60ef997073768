import { channels } from './01-channels.js';
import { tokenTax } from './02-token-tax.js';
import { listener } from './03-listener.js';
import { race } from './04-race.js';
import { rushHour } from './05-rush-hour.js';
import { fiveHeads } from './14-five-heads.js';
import { criticalPath } from './16-critical-path.js';
import { oneAgent } from './18-one-agent.js';
import type { LessonDeclaration } from './lesson.js';

/** Every lesson there is, in the order in which they are taught. The only list. */
export const lessons: readonly LessonDeclaration[] = [
  channels,
  tokenTax,
  listener,
  race,
  rushHour,
  fiveHeads,
  criticalPath,
  oneAgent,
];

export function lessonNamed(id: string): LessonDeclaration | undefined {
  return lessons.find((lesson) => lesson.id === id);
}
