import { valueAt } from './plain-data.js';

/** How many replicas a step of the plain data may have; null for a step without. */
export function replicasOf(step: unknown): number | null {
  const count = valueAt(step, ['mostReplicas']) ?? valueAt(step, ['replicas']);
  return typeof count === 'number' && Number.isInteger(count) && count >= 1 ? count : null;
}

/** The names under which a step is written out. */
export function writtenOut(name: string, replicas: number | undefined): string[] {
  // One replica is numbered too, so that a growing scenario keeps its names.
  return replicas === undefined ? [name] : Array.from({ length: replicas }, (_, i) => `${name}-${i + 1}`);
}
