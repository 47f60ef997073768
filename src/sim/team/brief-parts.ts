/** The parts of a brief, and who needs which of them. */
import type { StepSpec, TaskSpec } from '../../scenario/scenario.js';

/** A bit for each part; a brief that names none is one part as a whole. */
export interface BriefParts {
  readonly names: readonly string[];
  readonly all: number;
  /** By part, its share of the tokens. */
  readonly shares: readonly number[];
}

export function partsOf({ parts }: TaskSpec['brief']): BriefParts {
  if (parts.length === 0) return { names: [], all: 1, shares: [1] };
  const sum = parts.reduce((total, { tokens }) => total + tokens, 0);
  const shares = parts.map(({ tokens }) => (sum === 0 ? 1 / parts.length : tokens / sum));
  return { names: parts.map(({ name }) => name), all: 2 ** parts.length - 1, shares };
}

/**
 * What a step says that it needs. Where it says nothing, all of a brief with claims is needed by whoever starts from it, and by
 * whoever checks results against it.
 */
export function partsNeeded(
  { needs, checks, after }: StepSpec,
  { claims }: TaskSpec['brief'],
  { names, all }: BriefParts,
): number {
  if (needs === null) return (checks || after.length === 0) && claims > 0 ? all : 0;
  if (needs.includes('brief')) return all;
  return names.reduce((mask, name, i) => (needs.includes(name) ? mask | (1 << i) : mask), 0);
}
