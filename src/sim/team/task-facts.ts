import type { Scenario } from '../../scenario/scenario.js';
import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';
import { Owed } from './owed.js';
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
  /** By participant. */
  readonly counts: readonly CoordinatorCounts[];
  /** For each leaf, the needed leaves that its inputs come from: a step that is not needed hands its own inputs on. */
  readonly inputs: number[][];
  topics: TaskTopics = NO_TOPICS;
  /** LeafStep indexes in an order in which they can be done. */
  order: readonly number[];
  readonly owed: Owed;
  /** Changes whenever other steps are needed or foreseen than before. */
  version = 0;
  private readonly certain: boolean;

  constructor(
    readonly layout: WorkLayout,
    private readonly about: Pick<Scenario['task'], 'topics' | 'shift' | 'brief'>,
    participants: number,
  ) {
    this.counts = Array.from({ length: participants }, () => ({ calls: 0, syntheses: 0, choices: 0 }));
    const { leaves } = layout;
    this.needed = new Uint8Array(leaves.length).fill(1);
    this.foreseen = new Uint8Array(leaves.length).fill(1);
    this.visits = new Int32Array(leaves.length);
    this.inputs = leaves.map((leaf) => [...leaf.after]);
    this.order = layout.order;
    const isCertain = ({ spec }: LeafStep): boolean =>
      spec.probability === 1 && spec.foreseen === 1 && spec.topic === null;
    this.certain = leaves.every(isCertain);
    this.owed = new Owed(layout, about.brief.owed);
  }

  /** Draws what is true of the next task. */
  open(luck: TaskLuck): void {
    this.visits.fill(0);
    for (const counts of this.counts) {
      counts.calls = 0;
      counts.syntheses = 0;
      counts.choices = 0;
    }
    if (!this.certain) this.drawNeeds(luck);
    if (this.owed.points.length === 0 || this.owed.varies || !this.certain) this.owed.open(luck, this.needed);
  }

  private drawNeeds(luck: TaskLuck): void {
    const before = this.topics;
    this.topics = drawTopics(this.about, luck);
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

  private after(leaf: LeafStep): readonly number[] {
    return afterTurning(leaf, this.layout.leaves, this.topics);
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
      const sources = this.needed[before] === 1 ? null : this.inputs[before]!;
      if (sources === null) addOnce(inputs, before);
      else for (const source of sources) addOnce(inputs, source);
    }
  }
}

function addOnce(list: number[], item: number): void {
  if (!list.includes(item)) list.push(item);
}
