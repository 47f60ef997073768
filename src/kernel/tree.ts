/**
 * The tree of tasks: children are linked from the youngest to the oldest, so that joining and leaving cost the same.
 */
import type { Task } from './task.js';

/** Makes the task a child of the parent, if there is one. */
export function adopt(task: Task<unknown>, parent: Task<unknown> | undefined): void {
  if (parent === undefined) return;
  const sibling = parent.child;
  task.parent = parent;
  task.older = sibling;
  if (sibling !== undefined) sibling.newer = task;
  parent.child = task;
}

/** Takes an ended task out. Children that still run go on without a parent. */
export function leaveTree(task: Task<unknown>): void {
  if (task.child !== undefined) releaseChildren(task);
  const parent = task.parent;
  if (parent === undefined) return;
  const { older, newer } = task;
  if (newer === undefined) parent.child = older;
  else newer.older = older;
  if (older !== undefined) older.newer = newer;
  task.parent = undefined;
  task.older = undefined;
  task.newer = undefined;
}

function releaseChildren(task: Task<unknown>): void {
  let child = task.child;
  task.child = undefined;
  while (child !== undefined) {
    const older: Task<unknown> | undefined = child.older;
    child.parent = undefined;
    child.older = undefined;
    child.newer = undefined;
    child = older;
  }
}

/** True when the task executes or has a descendant that does; `current` is the top of the stack of executing tasks. */
export function isExecuting(task: Task<unknown>, current: Task<unknown> | undefined): boolean {
  for (let active = current; active !== undefined; active = active.resumer) {
    for (let above: Task<unknown> | undefined = active; above !== undefined; above = above.parent) {
      if (above === task) return true;
    }
  }
  return false;
}
