import type { Scenario, StepSpec } from '../../scenario/scenario.js';
import { addresses } from '../luck/luck.js';

/** A step of the scenario, with the address of its luck and the keys of its claims. */
export interface LeafStep {
  readonly index: number;
  readonly spec: StepSpec;
  readonly address: number;
  /** Keys of its claims: the same in every pattern. */
  readonly keys: readonly number[];
  /** One of several replicas of a step. */
  readonly isReplica: boolean;
  /** Indexes of the steps that it needs. */
  readonly after: readonly number[];
}

/** The scenario's work, laid out once: leaves in key order, addresses and claim keys. */
export interface WorkLayout {
  readonly leaves: readonly LeafStep[];
  /** Leaf indexes in topological order; ties go by key order. */
  readonly order: readonly number[];
  /** Keys of the claims that come with the brief, and of those that a synthesis makes. */
  readonly briefKeys: readonly number[];
  readonly synthesisKeys: readonly number[];
  /** Addresses of coordinators, who have luck of their own. */
  readonly coordinatorAddresses: readonly number[];
}

/** How many coordinators a team of teams may have before they share luck. */
const COORDINATORS = 64;

export function layOut(scenario: Scenario): WorkLayout {
  const steps = scenario.task.steps;
  const names = steps.map((s) => s.name);
  const coordinators = Array.from({ length: COORDINATORS }, (_, i) => `coordinator ${i}`);
  const all = addresses([...names, ...coordinators]);
  const indexOf = new Map(names.map((name, i) => [name, i]));
  const keys = keysOf(scenario);
  const leaves = steps.map((spec, index): LeafStep => {
    const after = spec.after.map((name) => indexOf.get(name)!);
    // Replicas stand one after the other, numbered from 0; so a 1 behind a step says that it has siblings.
    const isReplica = spec.replica > 0 || steps[index + 1]?.replica === 1;
    return { index, spec, address: all[index]!, keys: keys.steps[index]!, isReplica, after };
  });
  const order = topological(leaves.map((leaf) => leaf.after));
  const coordinatorAddresses = all.slice(names.length);
  return { leaves, order, briefKeys: keys.brief, synthesisKeys: keys.synthesis, coordinatorAddresses };
}

/** Keys of claims go by the name of what makes them, so that a step which is added or moved leaves all others as they were. */
function keysOf({ task, coordinator }: Scenario) {
  const makers = [
    { name: '', claims: task.brief.claims },
    ...task.steps,
    { name: 'coordinator 0', claims: coordinator.claims },
  ];
  const names = makers.flatMap(({ name, claims }) => Array.from({ length: claims }, (_, i) => `${name} claim ${i}`));
  const all = addresses(names);
  let next = 0;
  const [brief, ...rest] = makers.map(({ claims }) => {
    next += claims;
    return all.slice(next - claims, next);
  });
  return { brief: brief!, steps: rest.slice(0, -1), synthesis: rest.at(-1)! };
}

/** Topological order of nodes given by what each comes after; the lowest index first among those that are free. */
export function topological(after: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const placed = new Set<number>();
  while (order.length < after.length) {
    const next = after.findIndex((needs, i) => !placed.has(i) && needs.every((n) => placed.has(n)));
    if (next < 0) throw new Error('steps form a cycle');
    placed.add(next);
    order.push(next);
  }
  return order;
}
