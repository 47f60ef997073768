import type { Artifact } from '../content/artifact.js';
import { excerpt } from './excerpt.js';
import type { Step } from './step.js';
import type { TaskState } from './task-state.js';
import type { TaskTopics } from './topics.js';
import { topological } from './work-layout.js';

/** Which steps that nobody foresaw can be noticed: all, none, or those of a topic that a task turned to. */
export type Notices = boolean | 'turns';

/** The task as one team meets it: its steps, what each takes, which are in the flow. It belongs to one task state. */
export class TaskView {
  /** What the team was given. */
  brief!: Artifact;
  private version = -1;
  private readonly order: readonly Step[];
  private readonly flow: Step[] = [];
  private readonly ends: Step[] = [];
  /** The single last step that joins all the branches, if there is one. */
  readonly joining: Step | null;
  private readonly owner = new Map<number, Step>();
  /** What each step is shown of a brief that it needs only some parts of. */
  private readonly excerpts = new Map<Step, Artifact>();

  constructor(
    readonly state: TaskState,
    private readonly notices: Notices,
    /** In key order. */
    readonly steps: readonly Step[],
    /** For each step, the indexes of the steps of this team that it comes after. */
    after: readonly (readonly number[])[],
    joining: number,
  ) {
    this.order = topological(after).map((i) => steps[i]!);
    this.joining = joining < 0 ? null : steps[joining]!;
    for (const step of steps) for (const leaf of step.leaves) this.owner.set(leaf, step);
  }

  /** Takes up a task: which steps are in the flow (the foreseen ones; all where somebody can notice), and their inputs. */
  open(brief: Artifact): void {
    const { version } = this.state.facts;
    this.brief = brief;
    for (const step of this.steps) step.open();
    this.excerpts.clear();
    if (this.version === version) return;
    this.version = version;
    this.arrange();
  }

  /** Lays the flow out for what this task needs and what was foreseen of it. */
  private arrange(): void {
    const { notices } = this;
    const { facts } = this.state;
    this.flow.length = 0;
    this.ends.length = 0;
    for (const step of this.orderNow()) {
      step.inputs.length = 0;
      step.fromBrief = false;
      for (const leaf of step.leaves) for (const input of facts.inputs[leaf]!) this.addInput(step, input);
      if (step.inputs.length === 0 || this.partsFor(step) !== 0) step.fromBrief = true;
      const isTurn = notices === 'turns' && this.topicOf(step) !== null && this.topicOf(step) === facts.topics.later;
      if (!(notices === true || isTurn || this.isForeseen(step))) continue;
      this.flow.push(step);
      step.arranged = this.version;
    }
    const taken = new Set<Step>();
    for (const step of this.flow) if (this.isNeeded(step)) for (const input of step.inputs) taken.add(input);
    for (const step of this.flow) if (this.isNeeded(step) && !taken.has(step)) this.ends.push(step);
  }

  /** The written order; another one where a task turned to something that stands before what it was about first. */
  private orderNow(): readonly Step[] {
    const { order, layout } = this.state.facts;
    if (order === layout.order) return this.order;
    const nth = (step: Step): number => Math.max(...step.leaves.map((leaf) => order.indexOf(leaf)));
    return [...this.order].sort((a, b) => nth(a) - nth(b));
  }

  /** The steps of the flow in topological order; ties by the order of keys. */
  inOrder(): readonly Step[] {
    return this.flow;
  }

  /** The steps whose results nobody in this team takes: together, the outcome. */
  lastSteps(): readonly Step[] {
    return this.ends;
  }

  /** Whether any of its steps can be taken back. */
  get isSaga(): boolean {
    const { leaves } = this.state.facts.layout;
    return this.steps.some((step) => step.leaves.some((leaf) => leaves[leaf]!.spec.compensate !== null));
  }

  /** What came of the needed steps that were done, without what another of them took. */
  lastDone(): readonly (Artifact | null)[] {
    const done = this.steps.filter((step) => step.done && step.isNeeded);
    const taken = new Set(done.flatMap((step) => step.inputs));
    return done.filter((step) => !taken.has(step)).map((step) => step.artifact);
  }

  /** Whether this task turned out to need the step; known once the steps before it are done. */
  isNeeded(step: Step): boolean {
    return step.isNeeded;
  }

  /** What the task is about, and what it turns to. */
  get topics(): TaskTopics {
    return this.state.facts.topics;
  }

  /** The topic that everything in a step is about; null where there is none. */
  topicOf(step: Step): string | null {
    const topics = new Set(step.leaves.map((leaf) => this.state.facts.layout.leaves[leaf]!.spec.topic));
    return topics.size === 1 ? [...topics][0]! : null;
  }

  /** Whether somebody wrote the step into the flow beforehand. */
  isForeseen(step: Step): boolean {
    return step.isForeseen;
  }

  /**
   * Needed and not done, and everything that it takes is done: in the eyes of somebody who knows of those steps only, and
   * who is about to do `ahead`.
   */
  isReady(step: Step, known: (step: Step) => boolean, ahead: Step | null = null): boolean {
    return !step.done && this.isNeeded(step) && known(step) && this.hasInputs(step, known, ahead);
  }

  /** A step that one does not know of is not waited for; what it takes stands in for it. */
  private hasInputs(step: Step, known: (step: Step) => boolean, ahead: Step | null): boolean {
    let standIns: Set<Step> | null = null;
    for (const input of step.inputs) {
      if (input.done || input === ahead) continue;
      if (known(input)) return false;
      standIns ??= new Set();
      standIns.add(input);
    }
    if (standIns === null) return true;
    // A set that grows is gone through to its end.
    for (const unknown of standIns) {
      for (const input of unknown.inputs) {
        if (input.done || input === ahead) continue;
        if (known(input)) return false;
        standIns.add(input);
      }
    }
    return true;
  }

  /** What a step takes where each gets its inputs only: their results, and the brief where it needs what came with it. */
  inputsOf(step: Step): readonly Artifact[] {
    const results = step.inputs.map((input) => input.artifact!);
    return step.fromBrief ? [this.briefFor(step), ...results] : results;
  }

  /** What a step takes of the brief: the parts that it needs, where these stand apart; else all of it. */
  briefFor(step: Step): Artifact {
    const { state, brief } = this;
    if (brief !== state.brief) return brief;
    let shown = this.excerpts.get(step);
    if (shown === undefined) {
      shown = excerpt(state, this.partsFor(step));
      this.excerpts.set(step, shown);
    }
    return shown;
  }

  private partsFor(step: Step): number {
    const { leaves } = this.state.facts.layout;
    return step.leaves.reduce((parts, leaf) => parts | leaves[leaf]!.parts, 0);
  }

  /** All the steps before `step`, however far back, in topological order. */
  everythingBefore(step: Step): readonly Step[] {
    const before = new Set(step.inputs);
    // A set that grows is gone through to its end.
    for (const earlier of before) for (const input of earlier.inputs) before.add(input);
    return this.flow.filter((s) => before.has(s));
  }

  /** A step that nobody foresaw is not there to take from: its own inputs stand in for it. */
  private addInput(step: Step, leaf: number): void {
    const owner = this.owner.get(leaf);
    if (owner === step) return;
    if (owner === undefined) {
      step.fromBrief = true;
    } else if (owner.arranged === this.version) {
      if (!step.inputs.includes(owner)) step.inputs.push(owner);
    } else {
      for (const input of owner.inputs) if (!step.inputs.includes(input)) step.inputs.push(input);
      if (owner.fromBrief) step.fromBrief = true;
    }
  }
}
