/** What a step needs to see, and how much of that a call saw. */
import type { Artifact } from '../content/artifact.js';
import { bits } from '../content/bits.js';
import type { Context } from '../content/context.js';
import type { Step } from './step.js';
import type { TaskState } from './task-state.js';
import type { LeafStep } from './work-layout.js';

/** Share of the results and of the parts of the brief that a step needs which did not go into what its author saw. */
export function missingShare({ facts, store }: TaskState, leaf: LeafStep, seen: Artifact, shown: number): number {
  const results = leaf.results ?? facts.inputs[leaf.index]!;
  const needed = results.length + bits(leaf.parts);
  if (needed === 0) return 0;
  let missing = bits(leaf.parts & ~shown);
  for (const result of results) if (facts.needed[result] === 1 && !store.isCovered(seen, result)) missing++;
  return missing / needed;
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
