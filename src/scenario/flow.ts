import type { StepSpec, TaskSpec } from './scenario.js';

/**
 * How the critical steps of a task depend on each other: mostly one after the other; several on one event, with results
 * that are put together or not; decided during the work; or none of these.
 */
export type TaskFlow = 'chain' | 'merged' | 'apart' | 'decided' | 'other';

export function flowOf(task: TaskSpec): TaskFlow {
  const steps = task.steps.filter(({ critical, probability, topic }) => critical && probability > 0 && topic === null);
  if (steps.length > 2 && 2 * longestChain(steps) > steps.length) return 'chain';
  if (listenTogether(steps)) return steps.some(({ after }) => after.length > 1) ? 'merged' : 'apart';
  return task.topics.length > 0 || task.steps.some(({ foreseen }) => foreseen < 1) ? 'decided' : 'other';
}

/** Steps of the longest chain in which each needs the one before. */
function longestChain(steps: readonly StepSpec[]): number {
  const lengths = new Map<string, number>();
  const lengthOf = (name: string): number => {
    const step = steps.find((candidate) => candidate.name === name);
    if (step === undefined) return 0;
    const known = lengths.get(name) ?? 1 + Math.max(0, ...step.after.map(lengthOf));
    lengths.set(name, known);
    return known;
  };
  return Math.max(0, ...steps.map(({ name }) => lengthOf(name)));
}

/** Two steps or more start on the same event. */
function listenTogether(steps: readonly StepSpec[]): boolean {
  const events = steps.map(({ after }) => [...after].sort().join(' '));
  return new Set(events).size < events.length;
}
