import type { Scenario, StepSpec } from '../../scenario/scenario.js';
import { addresses, type Luck, Purpose } from '../luck/luck.js';
import { afterTurning, drawTopics, NO_TOPICS, type TaskTopics } from './topics.js';

/** A step of the scenario, with the address of its luck and the keys of its claims. */
export interface Leaf {
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
export interface Layout {
  readonly leaves: readonly Leaf[];
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

export function layOut(scenario: Scenario): Layout {
  const steps = scenario.task.steps;
  const names = steps.map((s) => s.name);
  const coordinators = Array.from({ length: COORDINATORS }, (_, i) => `coordinator ${i}`);
  const all = addresses([...names, ...coordinators]);
  const indexOf = new Map(names.map((name, i) => [name, i]));
  const keys = keysOf(scenario);
  const leaves = steps.map((spec, index): Leaf => {
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

/** What a coordinator has done for one task. */
export interface Tally {
  /** Calls: each has luck of its own. */
  calls: number;
  /** Syntheses among them: what the first one makes up is the same in every pattern. */
  syntheses: number;
  /** Choices among them. */
  choices: number;
}

/** What is true of one task: what it is about, which steps it needs, which somebody foresaw, how often each was done. */
export class Work {
  readonly needed: Uint8Array;
  readonly foreseen: Uint8Array;
  readonly visits: Int32Array;
  /** By participant. */
  readonly tallies: readonly Tally[];
  /** For each leaf, the needed leaves that its inputs come from: a step that is not needed hands its own inputs on. */
  readonly inputs: number[][];
  task = 0;
  topics: TaskTopics = NO_TOPICS;
  /** Leaf indexes in an order in which they can be done. */
  order: readonly number[];
  /** Changes whenever other steps are needed or foreseen than before. */
  version = 0;
  private readonly certain: boolean;

  constructor(
    readonly layout: Layout,
    private readonly about: Pick<Scenario['task'], 'topics' | 'shift'>,
    participants: number,
  ) {
    this.tallies = Array.from({ length: participants }, () => ({ calls: 0, syntheses: 0, choices: 0 }));
    const { leaves } = layout;
    this.needed = new Uint8Array(leaves.length).fill(1);
    this.foreseen = new Uint8Array(leaves.length).fill(1);
    this.visits = new Int32Array(leaves.length);
    this.inputs = leaves.map((leaf) => [...leaf.after]);
    this.order = layout.order;
    const isCertain = ({ spec }: Leaf): boolean => spec.probability === 1 && spec.foreseen === 1 && spec.topic === null;
    this.certain = leaves.every(isCertain);
  }

  open(task: number, luck: Luck): void {
    this.task = task;
    this.visits.fill(0);
    for (const tally of this.tallies) {
      tally.calls = 0;
      tally.syntheses = 0;
      tally.choices = 0;
    }
    if (this.certain) return;
    const before = this.topics;
    this.topics = drawTopics(this.about, task, luck);
    const { first, later } = this.topics;
    let changed = first !== before.first || later !== before.later;
    for (const leaf of this.layout.leaves) {
      const { probability, foreseen, topic } = leaf.spec;
      const isAbout = topic === null || topic === first || topic === later;
      if (this.toss(this.needed, leaf, isAbout ? probability : 0, Purpose.needed, luck)) changed = true;
      // Nobody foresaw that a task would turn to something else.
      const isWritten = topic === null || topic !== later;
      if (this.toss(this.foreseen, leaf, isWritten ? foreseen : 0, Purpose.foreseen, luck)) changed = true;
    }
    if (!changed) return;
    this.version++;
    this.order = later === null ? this.layout.order : topological(this.layout.leaves.map((leaf) => this.after(leaf)));
    for (const leaf of this.order) this.resolve(this.layout.leaves[leaf]!);
  }

  private after(leaf: Leaf): readonly number[] {
    return afterTurning(leaf, this.layout.leaves, this.topics);
  }

  /** Decides by luck whether something is true of a step; returns whether that is news. */
  private toss(of: Uint8Array, leaf: Leaf, probability: number, purpose: Purpose, luck: Luck): boolean {
    const is = probability === 1 || luck.uniform(purpose, this.task, leaf.address, 0) < probability ? 1 : 0;
    if (of[leaf.index] === is) return false;
    of[leaf.index] = is;
    return true;
  }

  private resolve(leaf: Leaf): void {
    const inputs = this.inputs[leaf.index]!;
    inputs.length = 0;
    for (const before of this.after(leaf)) {
      const sources = this.needed[before] === 1 ? null : this.inputs[before]!;
      if (sources === null) addOnce(inputs, before);
      else for (const source of sources) addOnce(inputs, source);
    }
  }
}

function addOnce(list: number[], item: number): void {
  if (!list.includes(item)) list.push(item);
}
