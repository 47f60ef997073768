import { topological } from './work.js';

/** What of a team's task can be counted beforehand, from its steps alone: what a pattern's `expects` is a formula of. */
export interface Shape {
  /** Steps of the team. */
  readonly steps: number;
  /** Participants that do them. */
  readonly members: number;
  /** Steps on the longest path. */
  readonly depth: number;
  /** Pairs of different members of whom one needs a result of the other. */
  readonly links: number;
  /** Results that are taken: one for each step and each of its inputs. */
  readonly inputs: number;
  /** Those of them that pass from one member to another. */
  readonly deliveries: number;
  /** Who does each step, in topological order. */
  readonly order: readonly string[];
  /** Steps that take nothing from another: they see the brief. */
  readonly entries: number;
  /** Sum over the steps of all the steps before each, however far back. */
  readonly ancestors: number;
  /** A single last step joins all the others: it needs two or more, and everything leads to it. */
  readonly joins: boolean;
}

/** The shape of steps given by the member of each and the steps that each comes after. */
export function shapeOf(members: readonly string[], after: readonly (readonly number[])[]): Shape {
  const depths = new Array<number>(after.length).fill(1);
  for (const step of topological(after)) {
    for (const before of after[step]!) depths[step] = Math.max(depths[step]!, depths[before]! + 1);
  }
  const takings = after.flatMap((befores, step) => befores.map((before): Pair => [members[before]!, members[step]!]));
  const deliveries = takings.filter(([from, to]) => from !== to);
  return {
    steps: after.length,
    members: new Set(members).size,
    depth: Math.max(0, ...depths),
    links: pairs(deliveries),
    inputs: takings.length,
    deliveries: deliveries.length,
    order: topological(after).map((step) => members[step]!),
    entries: after.filter((befores) => befores.length === 0).length,
    ancestors: ancestorsOf(after),
    joins: joiningStep(after) >= 0,
  };
}

/** From whom to whom. */
export type Pair = readonly [string, string];

/** How many different unordered pairs there are. */
export function pairs(all: readonly Pair[]): number {
  return new Set(all.map((pair) => [...pair].sort().join('\n'))).size;
}

function ancestorsOf(after: readonly (readonly number[])[]): number {
  const all: Set<number>[] = [];
  for (const step of topological(after))
    all[step] = new Set(after[step]!.flatMap((before) => [before, ...all[before]!]));
  return all.reduce((sum, before) => sum + before.size, 0);
}

/** The one last step that needs two others or more and to which everything leads; -1 where there is none. */
export function joiningStep(after: readonly (readonly number[])[]): number {
  const taken = new Set(after.flat());
  const last = after.map((_, step) => step).filter((step) => !taken.has(step));
  return last.length === 1 && after[last[0]!]!.length >= 2 ? last[0]! : -1;
}
