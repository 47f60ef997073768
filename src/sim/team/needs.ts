/** What a step needs to see, and how much of that a call saw. */
import { bits } from '../content/bits.js';
import type { Context } from '../content/context.js';
import type { Step } from './step.js';
import type { TaskState } from './task-state.js';
import type { LeafStep } from './work-layout.js';

/**
 * Share of what a step needs, results and parts of the brief, that its author did not see. What it was only told of, in
 * somebody's brief, is missing as far as that left it out.
 */
export function missingShare(state: TaskState, leaf: LeafStep, context: Context, first: number): number {
  const results = leaf.results ?? state.facts.inputs[leaf.index]!;
  const needed = results.length + bits(leaf.parts);
  if (needed === 0) return 0;
  let shown = 0;
  let told = 0;
  for (let i = first; i < context.length; i++) {
    const { leftOut, parts } = context.at(i);
    told |= parts;
    if (leftOut === 0) shown |= parts;
  }
  let missing = bits(leaf.parts & ~told) + bits(leaf.parts & told & ~shown) * context.leftOut;
  for (const result of results) {
    if (state.facts.needed[result] === 1) missing += unseen(state, result, context, first);
  }
  return missing / needed;
}

/** 0 where a result lies in a context itself, 1 where nobody speaks of it, between where a brief does. */
function unseen({ store }: TaskState, result: number, context: Context, first: number): number {
  let share = 1;
  for (let i = first; i < context.length && share > 0; i++) {
    const artifact = context.at(i);
    if (store.isCovered(artifact, result)) share = Math.min(share, artifact.leftOut);
  }
  return share;
}

/** The points that somebody who does a step wants to be told: those of the results that it needs, and of the brief. */
export function wantedBy(step: Step, { facts }: TaskState): ReadonlySet<number> {
  const { layout } = facts;
  const wanted = new Set<number>();
  for (const index of step.leaves) {
    const leaf = layout.leaves[index]!;
    const results = leaf.results ?? facts.inputs[index]!;
    for (const result of results) for (const point of facts.keysOf(layout.leaves[result]!)) wanted.add(point);
    if (results.length === 0 || leaf.parts !== 0) for (const point of layout.briefKeys) wanted.add(point);
  }
  return wanted;
}

/** How many of some points a context says something about. */
export function pointsIn(context: Context, wanted: ReadonlySet<number>, { store, record }: TaskState): number {
  const { point } = record.claims.columns;
  const told = new Set<number>();
  for (let i = 0; i < context.length; i++) {
    const { claimStart, claimEnd } = context.at(i);
    for (let entry = claimStart; entry < claimEnd; entry++) {
      const p = point[store.claims[entry]!]!;
      if (wanted.has(p)) told.add(p);
    }
  }
  return told.size;
}
