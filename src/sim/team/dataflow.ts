import type { Artifact } from '../content/artifact.js';
import type { Step } from './step.js';
import type { TaskView } from './task-view.js';

/** What a step takes where only some steps run: one that does not run is stood in for by what it takes itself. */
export function inputsAmong(step: Step, runs: (step: Step) => boolean): { steps: Step[]; fromBrief: boolean } {
  const steps = new Set<Step>();
  let fromBrief = step.fromBrief;
  const visit = (inputs: readonly Step[]): void => {
    for (const input of inputs) {
      if (runs(input)) steps.add(input);
      else {
        fromBrief ||= input.fromBrief;
        visit(input.inputs);
      }
    }
  };
  visit(step.inputs);
  return { steps: [...steps], fromBrief };
}

/** What is shown to a step that gets its inputs only, once those that run are done. */
export function shownTo(task: TaskView, step: Step, runs: (step: Step) => boolean): Artifact[] {
  const { steps, fromBrief } = inputsAmong(step, runs);
  const results = steps.flatMap((input) => (input.artifact === null ? [] : [input.artifact]));
  return fromBrief ? [task.briefFor(step), ...results] : results;
}

/** The results that none of the other steps that run takes: together, the outcome. */
export function outcomesOf(steps: readonly Step[]): (Artifact | null)[] {
  const runs = (step: Step): boolean => steps.includes(step);
  const taken = new Set(steps.flatMap((step) => inputsAmong(step, runs).steps));
  return steps.filter((step) => !taken.has(step)).map((step) => step.artifact);
}
