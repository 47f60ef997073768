import type { Scenario, StepSpec } from '../../scenario/scenario.js';
import { addresses } from '../luck/luck.js';
import { type BriefParts, partsNeeded, partsOf } from './brief-parts.js';
import { farSize, isUniform } from './task-size.js';

/** A step of the scenario, with the address of its luck and the keys of its claims. */
export interface LeafStep {
  readonly index: number;
  readonly spec: StepSpec;
  readonly address: number;
  /** Keys of its claims: the same in every pattern. */
  readonly keys: readonly number[];
  /** Those, and further ones for tasks that are larger than usual. */
  readonly allKeys: readonly number[];
  /** One of several replicas of a step. */
  readonly isReplica: boolean;
  /** Indexes of the steps that it comes after. */
  readonly after: readonly number[];
  /** Indexes of the steps whose results it needs, where it says so; null: what it comes after. */
  readonly results: readonly number[] | null;
  /** The parts of the brief that it needs, a bit each. */
  readonly parts: number;
}

/** The scenario's work, laid out once: leaves in key order, addresses and claim keys. */
export interface WorkLayout {
  readonly leaves: readonly LeafStep[];
  /** Leaf indexes in topological order; ties go by key order. */
  readonly order: readonly number[];
  readonly parts: BriefParts;
  /** Keys of the claims that come with the brief, and of those that a synthesis makes. */
  readonly briefKeys: readonly number[];
  readonly synthesisKeys: readonly number[];
  /** Addresses of coordinators, who have luck of their own. */
  readonly coordinatorAddresses: readonly number[];
}

/** Claims of steps have addresses of 16 bits; so many are laid out beforehand at most. */
const KEYS = 32_768;

/** How many coordinators a team of teams may have before they share luck. */
const COORDINATORS = 64;

export function layOut(scenario: Scenario): WorkLayout {
  const steps = scenario.task.steps;
  const names = steps.map((s) => s.name);
  const coordinators = Array.from({ length: COORDINATORS }, (_, i) => `coordinator ${i}`);
  const all = addresses([...names, ...coordinators]);
  const indexOf = new Map(names.map((name, i) => [name, i]));
  const keys = keysOf(scenario);
  const parts = partsOf(scenario.task.brief);
  const leaves = steps.map((spec, index): LeafStep => {
    const after = spec.after.map((name) => indexOf.get(name)!);
    // Replicas stand one after the other, numbered from 0; so a 1 behind a step says that it has siblings.
    const isReplica = spec.replica > 0 || steps[index + 1]?.replica === 1;
    const [own, allKeys] = [keys.steps[index]!, keys.all[index]!];
    const results = spec.needs?.flatMap((need) => indexOf.get(need) ?? []) ?? null;
    const needed = partsNeeded(spec, scenario.task.brief, parts);
    return { index, spec, address: all[index]!, keys: own, allKeys, isReplica, after, results, parts: needed };
  });
  const order = topological(leaves.map((leaf) => leaf.after));
  const coordinatorAddresses = all.slice(names.length);
  return { leaves, order, parts, briefKeys: keys.brief, synthesisKeys: keys.synthesis, coordinatorAddresses };
}

/** Keys of claims go by the name of what makes them, so that a step which is added or moved leaves all others as they were. */
function keysOf({ task, coordinator }: Scenario) {
  const makers = [
    { name: '', claims: task.brief.claims },
    ...task.steps,
    { name: 'coordinator 0', claims: coordinator.claims },
  ];
  const names = makers.flatMap(({ name, claims }) => namesOf(name, 0, claims));
  const most = mostClaims(task, names.length);
  const further = task.steps.map(({ name, claims }, i) => namesOf(name, claims, most[i]!));
  const all = addresses([...names, ...further.flat()]);
  let next = 0;
  const taken = (count: number): number[] => {
    next += count;
    return all.slice(next - count, next);
  };
  const [brief, ...rest] = makers.map(({ claims }) => taken(claims));
  const steps = rest.slice(0, -1);
  const larger = further.map((added, i) => [...steps[i]!, ...taken(added.length)]);
  return { brief: brief!, steps, all: larger, synthesis: rest.at(-1)! };
}

const namesOf = (name: string, from: number, to: number): string[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => `${name} claim ${from + i}`);

/** Claims of each step in the largest tasks, as far as there are addresses for them; `present` are taken. */
function mostClaims(task: Scenario['task'], present: number): number[] {
  const { steps } = task;
  if (isUniform(task)) return steps.map(({ claims }) => claims);
  const usual = steps.reduce((sum, { claims }) => sum + claims, 0);
  const far = Math.min(farSize(task), 1 + Math.max(0, KEYS - present) / Math.max(1, usual));
  return steps.map(({ claims }) => Math.max(claims, Math.ceil(claims * far)));
}

/** Topological order of nodes given by what each comes after; the lowest index first among those that are free. */
export function topological(after: readonly (readonly number[])[]): number[] {
  const followers: number[][] = after.map(() => []);
  const open = after.map((needs) => new Set(needs).size);
  for (const [i, needs] of after.entries()) for (const need of new Set(needs)) followers[need]!.push(i);
  const order: number[] = [];
  // Those that are free, the lowest index last.
  const free = open.flatMap((count, i) => (count === 0 ? [i] : [])).reverse();
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    order.push(next);
    for (const follower of followers[next]!) {
      if (--open[follower]! === 0) free.splice(placeIn(free, follower), 0, follower);
    }
  }
  if (order.length < after.length) throw new Error('steps form a cycle');
  return order;
}

/** Where a number belongs in a descending list. */
function placeIn(descending: readonly number[], value: number): number {
  let [low, high] = [0, descending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (descending[middle]! > value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each group of leaves, the groups that it comes after. */
export function orderOf(groups: readonly (readonly number[])[], leaves: readonly LeafStep[]): number[][] {
  const ownerOf = new Map<number, number>();
  for (const [group, members] of groups.entries()) for (const leaf of members) ownerOf.set(leaf, group);
  return groups.map((members, group) => {
    const before = new Set<number>();
    for (const leaf of members) for (const input of leaves[leaf]!.after) before.add(ownerOf.get(input) ?? group);
    before.delete(group);
    return [...before].sort((a, b) => a - b);
  });
}
