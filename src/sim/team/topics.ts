import type { TaskSpec } from '../../scenario/scenario.js';
import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import type { LeafStep } from './work-layout.js';

/** What one task is about first, and what it turns to once that is done; null: nothing in particular, nothing else. */
export interface TaskTopics {
  readonly first: string | null;
  readonly later: string | null;
}

export const NO_TOPICS: TaskTopics = { first: null, later: null };

export function drawTopics({ topics, shift }: Pick<TaskSpec, 'topics' | 'shift'>, luck: TaskLuck): TaskTopics {
  if (topics.length === 0) return NO_TOPICS;
  const first = pick(topics, luck.uniform(Purpose.topic, 0, 0));
  const others = topics.filter((topic) => topic.name !== first && topic.share > 0);
  const turns = shift > 0 && others.length > 0 && luck.uniform(Purpose.shift, 0, 0) < shift;
  return { first, later: turns ? pick(others, luck.uniform(Purpose.laterTopic, 0, 0)) : null };
}

/** One of them by their shares, which need not add up to 1. */
function pick(topics: TaskSpec['topics'], luck: number): string {
  let left = luck * topics.reduce((sum, topic) => sum + topic.share, 0);
  for (const { name, share } of topics) {
    if (left < share) return name;
    left -= share;
  }
  return topics.findLast(({ share }) => share > 0)!.name;
}

/** What a step comes after: as written; and the steps that a task turns to, after all that it was about first. */
export function afterTurning(
  { spec, after }: Pick<LeafStep, 'spec' | 'after'>,
  leaves: readonly LeafStep[],
  { first, later }: TaskTopics,
): readonly number[] {
  if (later === null || spec.topic !== later) return after;
  const earlier = leaves.filter((leaf) => leaf.spec.topic === first).map((leaf) => leaf.index);
  return [...new Set([...after, ...earlier])];
}

/** All the ways in which a task can turn. */
export function turnsOf({ topics, shift }: Pick<TaskSpec, 'topics' | 'shift'>): TaskTopics[] {
  const names = shift === 0 ? [] : topics.filter(({ share }) => share > 0).map(({ name }) => name);
  return names.flatMap((first) => names.filter((later) => later !== first).map((later) => ({ first, later })));
}
