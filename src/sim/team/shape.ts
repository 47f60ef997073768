import { topological } from './work-layout.js';

/** What of a team's task can be counted beforehand, from its steps alone: what a pattern's `expects` is a formula of. */
export interface Shape {
  /** Steps of the team. */
  readonly steps: number;
  /** Participants that do them. */
  readonly members: number;
  /** Steps on the longest path. */
  readonly depth: number;
  /** Steps at each depth, from the first: those of one depth can be done at once. */
  readonly waves: readonly number[];
  /** Pairs of different members of whom one needs a result of the other. */
  readonly links: number;
  /** Results that are taken: one for each step and each of its inputs. */
  readonly inputs: number;
  /** Those of them that pass from one member to another. */
  readonly deliveries: number;
  /** Who does each step, in topological order. */
  readonly order: readonly string[];
  /**
   * All who could be given each step, in topological order: instances of its role, stand-ins, the contacts of a member team;
   * of replicas, which are dealt out in turn, the one whose turn it is, unless it may be away.
   */
  readonly able: readonly (readonly string[])[];
  /** All who could take it, were those before them away: all instances of its role, stand-ins, contacts of a team. */
  readonly instances: readonly (readonly string[])[];
  /** Of all steps. */
  readonly agents: number;
  /** Pairs of different agents of whom one could need a result of the other. */
  readonly linksPossible: number;
  /** Steps that take nothing from another: they see the brief. */
  readonly entries: number;
  /** Sum over the steps of all the steps before each, however far back. */
  readonly ancestors: number;
  /** The shape of the member team that does each step as one, in topological order; null where an agent does it. */
  readonly teams: readonly (Shape | null)[];
  /** A single last step joins all the others: it needs two or more, and everything leads to it. */
  readonly joins: boolean;
  /** For each step, in topological order, the places in that order of those that it comes after. */
  readonly after: readonly (readonly number[])[];
  /** Whether each step, in topological order, counts for the critical latency. */
  readonly critical: readonly boolean[];
  /** The group of each step, in topological order, where the scenario gives it one. */
  readonly groups: readonly (string | null)[];
}

/** What the scenario says of a step beside who does it and what it comes after. */
export interface StepMarks {
  readonly critical: boolean;
  readonly group: string | null;
  /** The shape of the member team that does it as one. */
  readonly team: Shape | null;
  /** All who could be given it, and all who could take it; nobody but its member, where nothing is said. */
  readonly able?: readonly string[];
  readonly instances?: readonly string[];
}

/** The shape of steps given by the member of each and the steps that each comes after. */
export function shapeOf(
  members: readonly string[],
  after: readonly (readonly number[])[],
  marks: readonly StepMarks[] = members.map(() => ({ critical: true, group: null, team: null })),
): Shape {
  const order = topological(after);
  const depths = new Array<number>(after.length).fill(1);
  for (const step of order) {
    for (const before of after[step]!) depths[step] = Math.max(depths[step]!, depths[before]! + 1);
  }
  const waves: number[] = [];
  for (const depth of depths) {
    while (waves.length < depth) waves.push(0);
    waves[depth - 1]!++;
  }
  const takings = after.flatMap((befores, step) => befores.map((before): Pair => [members[before]!, members[step]!]));
  const deliveries = takings.filter(([from, to]) => from !== to);
  const able = order.map((step) => marks[step]!.able ?? [members[step]!]);
  const instances = order.map((step, i) => marks[step]!.instances ?? able[i]!);
  const places = new Int32Array(order.length);
  for (const [place, step] of order.entries()) places[step] = place;
  const before = order.map((step) => after[step]!.map((other) => places[other]!));
  return {
    steps: after.length,
    members: new Set(members).size,
    depth: waves.length,
    waves,
    links: pairs(deliveries),
    inputs: takings.length,
    deliveries: deliveries.length,
    order: order.map((step) => members[step]!),
    able,
    instances,
    agents: new Set(instances.flat()).size,
    linksPossible: pairsPossible(
      instances,
      before.flatMap((others, step) => others.map((other) => [other, step] as const)),
    ),
    entries: after.filter((befores) => befores.length === 0).length,
    ancestors: ancestorsOf(after),
    teams: order.map((step) => marks[step]!.team),
    joins: joiningStep(after) >= 0,
    after: before,
    critical: order.map((step) => marks[step]!.critical),
    groups: order.map((step) => marks[step]!.group),
  };
}

/** From whom to whom. */
export type Pair = readonly [string, string];

/** How many different unordered pairs there are. */
export function pairs(all: readonly Pair[]): number {
  return new Set(all.map((pair) => [...pair].sort().join('\n'))).size;
}

/** How many different unordered pairs of different agents there can be, if those who do these steps meet. */
export function pairsPossible(
  able: readonly (readonly string[])[],
  meetings: readonly (readonly [number, number])[],
): number {
  return pairs(
    meetings.flatMap(([a, b]) =>
      able[a]!.flatMap((one) => able[b]!.flatMap((other): Pair[] => (one === other ? [] : [[one, other]]))),
    ),
  );
}

/** Each step with the next one, in the order in which a line of agents does them. */
export function consecutive(steps: number, cycles = 1): [number, number][] {
  return Array.from({ length: Math.max(0, steps * cycles - 1) }, (_, i) => [i % steps, (i + 1) % steps]);
}

/** A bit for each step before: a long chain has half as many pairs as its length squared. */
function ancestorsOf(after: readonly (readonly number[])[]): number {
  const words = Math.ceil(after.length / 32);
  const all: Uint32Array[] = [];
  let sum = 0;
  for (const step of topological(after)) {
    const own = new Uint32Array(words);
    for (const before of after[step]!) {
      const theirs = all[before]!;
      for (let i = 0; i < words; i++) own[i] = own[i]! | theirs[i]!;
      own[before >> 5] = own[before >> 5]! | (1 << (before & 31));
    }
    all[step] = own;
    for (const word of own) sum += bitsIn(word);
  }
  return sum;
}

function bitsIn(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The one last step that needs two others or more and to which everything leads; -1 where there is none. */
export function joiningStep(after: readonly (readonly number[])[]): number {
  const taken = new Set(after.flat());
  const last = after.map((_, step) => step).filter((step) => !taken.has(step));
  return last.length === 1 && after[last[0]!]!.length >= 2 ? last[0]! : -1;
}

/**
 * What belongs together: the steps of each group, and of those in no group what hangs together by what they come after;
 * `without` (-1: none) is left out and joins nothing. Places of steps, in their order.
 */
export function branchesOf(
  groups: readonly (string | null)[],
  after: readonly (readonly number[])[],
  without: number,
): number[][] {
  // Each step begins as a branch of its own; whatever belongs together takes the lower number.
  const branch = groups.map((_, i) => i);
  const join = (a: number, b: number): void => {
    const [from, to] = [Math.max(branch[a]!, branch[b]!), Math.min(branch[a]!, branch[b]!)];
    for (const i of branch.keys()) if (branch[i] === from) branch[i] = to;
  };
  for (const [i, group] of groups.entries()) {
    if (i === without) continue;
    if (group !== null) join(i, groups.indexOf(group));
    else for (const before of after[i]!) if (groups[before] === null && before !== without) join(i, before);
  }
  const all = [...branch.keys()].filter((i) => i !== without);
  return [...new Set(all.map((i) => branch[i]!))].map((first) => all.filter((i) => branch[i] === first));
}
