/** What is true of one task: which steps it needs, which were foreseen, what its delivery owes. */
import type { Scenario, StepSpec } from '../../src/scenario/scenario.js';
import type { Dice } from './dice.js';
import type { Questions } from './questions.js';

/** A step of this task. */
export interface Work {
  readonly spec: StepSpec;
  readonly name: string;
  readonly points: readonly string[];
  needed: boolean;
  foreseen: boolean;
  /** The needed steps that it builds on: one that is not needed hands its own on. */
  sources: Work[];
  /** It starts from the brief, or checks results against it, where that says anything. */
  readonly needsBrief: boolean;
  /** Times that it was done. */
  visits: number;
}

/** A step as it stands in a flow: with the steps there whose results it takes. */
export interface FlowStep {
  readonly work: Work;
  readonly inputs: FlowStep[];
  takesBrief: boolean;
}

export class TaskWork {
  /** In an order in which they can be done; of those that are free, the first in the file. */
  readonly all: readonly Work[];
  readonly owed = new Set<string>();

  constructor(
    private readonly scenario: Scenario,
    dice: Dice,
    private readonly questions: Questions,
  ) {
    this.all = inOrder(scenario.task.steps).map((spec) => ({
      spec,
      name: spec.name,
      points: Array.from({ length: spec.claims }, (_, i) => `${spec.name}.${i}`),
      needed: dice.chance(spec.probability),
      foreseen: dice.chance(spec.foreseen),
      sources: [],
      needsBrief: (spec.checks || spec.after.length === 0) && scenario.task.brief.claims > 0,
      visits: 0,
    }));
    for (const work of this.all) work.sources = this.sourcesOf(work);
    this.noteOwed();
  }

  named(name: string): Work {
    return this.all.find((work) => work.name === name)!;
  }

  /** Whether a step that keeps a part finds this point worth keeping: one coin a step and point. */
  isWorth(keeper: string, point: string, carry: number): boolean {
    return carry >= 1 || this.questions.coin(`worth|${keeper}|${point}`) < carry;
  }

  /** The points that somebody who does a step wants to be told. */
  wantedBy({ sources, needsBrief }: Work): Set<string> {
    const wanted = new Set(sources.flatMap(({ points }) => points));
    const { claims } = this.scenario.task.brief;
    if (sources.length === 0 || needsBrief) for (let i = 0; i < claims; i++) wanted.add(`brief.${i}`);
    return wanted;
  }

  /** The steps of a flow: all of them, or those that were foreseen. */
  flow(everything: boolean): FlowStep[] {
    const placed = new Map<Work, FlowStep>();
    const steps: FlowStep[] = [];
    for (const work of this.all) {
      const step: FlowStep = { work, inputs: [], takesBrief: false };
      for (const source of work.sources) {
        const there = placed.get(source)!;
        // A step that is not in the flow is stood in for by what it takes itself.
        const isThere = steps.includes(there);
        for (const input of isThere ? [there] : there.inputs) if (!step.inputs.includes(input)) step.inputs.push(input);
        if (!isThere && there.takesBrief) step.takesBrief = true;
      }
      if (step.inputs.length === 0 || work.needsBrief) step.takesBrief = true;
      placed.set(work, step);
      if (everything || work.foreseen) steps.push(step);
    }
    return steps;
  }

  private sourcesOf({ spec }: Work): Work[] {
    const sources = new Set<Work>();
    for (const name of spec.after) {
      const before = this.named(name);
      for (const source of before.needed ? [before] : before.sources) sources.add(source);
    }
    return [...sources];
  }

  private noteOwed(): void {
    const { brief } = this.scenario.task;
    for (let i = 0; i < brief.owed; i++) this.owed.add(`brief.${i}`);
    for (const work of this.all.filter(({ needed }) => needed)) {
      const { owes } = work.spec;
      const keepers = this.all.filter(({ needed, spec }) => needed && spec.carry < 1 && this.leadsTo(spec, work.name));
      for (const [i, point] of work.points.entries()) {
        const isOwed =
          owes === null ? keepers.every(({ name, spec }) => this.isWorth(name, point, spec.carry)) : i < owes;
        if (isOwed) this.owed.add(point);
      }
    }
  }

  private leadsTo(later: StepSpec, name: string): boolean {
    return later.after.some((before) => before === name || this.leadsTo(this.named(before).spec, name));
  }
}

function inOrder(steps: readonly StepSpec[]): StepSpec[] {
  const order: StepSpec[] = [];
  while (order.length < steps.length) {
    const done = order.map(({ name }) => name);
    order.push(steps.find((step) => !order.includes(step) && step.after.every((name) => done.includes(name)))!);
  }
  return order;
}
