import type { Scenario } from '../../scenario/scenario.js';
import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import { Owed } from './owed.js';
import { drawSize, isUniform, type TaskSize, usualSize, wholeOf } from './task-size.js';
import { afterTurning, drawTopics, NO_TOPICS, type TaskTopics } from './topics.js';
import { type LeafStep, topological, type WorkLayout } from './work-layout.js';

/** How often a coordinator did what, for one task. */
export interface CoordinatorCounts {
  /** Calls: each has luck of its own. */
  calls: number;
  /** Syntheses among them: what the first one makes up is the same in every pattern. */
  syntheses: number;
  /** Choices among them. */
  choices: number;
}

/** What is true of one task: what it is about, which steps it needs, which were foreseen, how often each was done. */
export class TaskFacts {
  readonly needed: Uint8Array;
  readonly foreseen: Uint8Array;
  readonly visits: Int32Array;
  /** Replicas that a task of this size does without. */
  private readonly absent: Uint8Array;
  /** By participant. */
  readonly counts: readonly CoordinatorCounts[];
  /** For each leaf, the needed leaves that its inputs come from: a step that is not needed hands its own inputs on. */
  readonly inputs: number[][];
  topics: TaskTopics = NO_TOPICS;
  /** How large it is, and of which kind. */
  private sized: TaskSize;
  /** LeafStep indexes in an order in which they can be done. */
  order: readonly number[];
  readonly owed: Owed;
  /** Changes whenever other steps are needed or foreseen than before. */
  version = 0;
  private readonly certain: boolean;
  private readonly uniform: boolean;
  /** By leaf, for tasks that are not of usual size. */
  private readonly keys: (readonly number[])[] = [];
  private luck!: TaskLuck;

  constructor(
    readonly layout: WorkLayout,
    private readonly about: Pick<Scenario['task'], 'topics' | 'shift' | 'size' | 'kinds' | 'brief'>,
    participants: number,
  ) {
    this.counts = Array.from({ length: participants }, () => ({ calls: 0, syntheses: 0, choices: 0 }));
    const { leaves } = layout;
    this.needed = new Uint8Array(leaves.length).fill(1);
    this.foreseen = new Uint8Array(leaves.length).fill(1);
    this.visits = new Int32Array(leaves.length);
    this.absent = new Uint8Array(leaves.length);
    this.inputs = leaves.map((leaf) => [...leaf.after]);
    this.order = layout.order;
    const isCertain = ({ spec }: LeafStep): boolean =>
      spec.probability === 1 && spec.foreseen === 1 && spec.topic === null && spec.perSize === null;
    this.certain = leaves.every(isCertain);
    this.owed = new Owed(layout, about.brief.owed);
    this.uniform = isUniform(about);
    this.sized = usualSize(about);
  }

  /** Index of the task's kind; -1: tasks are all of one kind. */
  get kind(): number {
    return this.sized.kind;
  }

  /** How much larger than usual the task is. */
  get size(): number {
    return this.sized.size;
  }

  /** Factor on the odds of errors. */
  get hardness(): number {
    return this.sized.hardness;
  }

  get briefTokens(): number {
    return this.sized.briefTokens;
  }

  /** Keys of the claims that a step makes in a task of this size. */
  keysOf(leaf: LeafStep): readonly number[] {
    if (this.size === 1 || leaf.keys.length === 0) return leaf.keys;
    this.keys[leaf.index] ??= leaf.allKeys.slice(0, this.claimsOf(leaf, leaf.keys.length));
    return this.keys[leaf.index]!;
  }

  /** How many claims of a step `usual` ones are in a task of this size. */
  claimsOf(leaf: LeafStep, usual: number): number {
    if (this.size === 1) return usual;
    return wholeOf(usual * this.size, this.luck.uniform(Purpose.sizedClaims, leaf.address, 0));
  }

  /** Draws what is true of the next task. */
  open(luck: TaskLuck): void {
    this.visits.fill(0);
    for (const counts of this.counts) {
      counts.calls = 0;
      counts.syntheses = 0;
      counts.choices = 0;
    }
    this.luck = luck;
    if (!this.uniform) this.sized = drawSize(this.about, luck);
    this.keys.length = 0;
    if (!this.certain) this.drawNeeds(luck);
    const isKnown = this.owed.points.length > 0 && !this.owed.varies && this.certain && this.uniform;
    if (!isKnown) this.owed.open(luck, this);
  }

  private drawNeeds(luck: TaskLuck): void {
    const before = this.topics;
    this.topics = drawTopics(this.about, luck);
    const { first, later } = this.topics;
    let changed = first !== before.first || later !== before.later;
    for (const leaf of this.layout.leaves) {
      const { probability, foreseen, topic } = leaf.spec;
      const isThere = this.isThere(leaf, luck);
      this.absent[leaf.index] = isThere ? 0 : 1;
      const isAbout = isThere && (topic === null || topic === first || topic === later);
      if (this.toss(this.needed, leaf, isAbout ? probability : 0, Purpose.needed, luck)) changed = true;
      // Nobody foresaw that a task would turn to something else. How large it is can be seen.
      const isWritten = isThere && (topic === null || topic !== later);
      if (this.toss(this.foreseen, leaf, isWritten ? foreseen : 0, Purpose.foreseen, luck)) changed = true;
    }
    if (!changed) return;
    this.version++;
    this.order = later === null ? this.layout.order : topological(this.layout.leaves.map((leaf) => this.after(leaf)));
    for (const leaf of this.order) this.resolve(this.layout.leaves[leaf]!);
  }

  private after(leaf: LeafStep): readonly number[] {
    return afterTurning(leaf, this.layout.leaves, this.topics);
  }

  /** Whether the task takes so many replicas, by its size or by a lead's decision: the first one is always there. */
  private isThere({ spec: { replica, perSize }, index }: LeafStep, luck: TaskLuck): boolean {
    if (perSize === null || replica === 0) return true;
    const first = this.layout.leaves[index - replica]!;
    const usual = luck.draw(perSize, Purpose.replicas, first.address, 0);
    return replica < wholeOf(usual * this.size, luck.uniform(Purpose.sizedReplicas, first.address, 0));
  }

  /** Decides by luck whether something is true of a step; returns whether that is news. */
  private toss(of: Uint8Array, leaf: LeafStep, probability: number, purpose: Purpose, luck: TaskLuck): boolean {
    const is = probability === 1 || luck.uniform(purpose, leaf.address, 0) < probability ? 1 : 0;
    if (of[leaf.index] === is) return false;
    of[leaf.index] = is;
    return true;
  }

  private resolve(leaf: LeafStep): void {
    const inputs = this.inputs[leaf.index]!;
    inputs.length = 0;
    for (const before of this.after(leaf)) {
      // Of the replicas of a step, the others stand for those that a small task does without.
      if (this.absent[before] === 1) continue;
      const sources = this.needed[before] === 1 ? null : this.inputs[before]!;
      if (sources === null) addOnce(inputs, before);
      else for (const source of sources) addOnce(inputs, source);
    }
  }
}

function addOnce(list: number[], item: number): void {
  if (!list.includes(item)) list.push(item);
}
