/** The parts of a brief, who needs which of them, and what is shown to somebody who needs only some. */
import type { StepSpec, TaskSpec } from '../../scenario/scenario.js';
import type { Artifact } from '../content/artifact.js';
import type { TaskState } from './task-state.js';

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

function partAt(shares: readonly number[], place: number): number {
  let end = 0;
  for (const [part, size] of shares.entries()) {
    end += size;
    if (place < end) return part;
  }
  return shares.length - 1;
}

/** The given parts of the brief, word for word: as long as their share of it, with the claims that fall to them. */
export function excerpt({ facts, exchange, brief, store }: TaskState, parts: number): Artifact {
  const { all, shares } = facts.layout.parts;
  if (parts === 0 || parts === all) return brief;
  const within = (place: number): boolean => (parts & (1 << partAt(shares, place))) !== 0;
  const share = shares.reduce((sum, size, i) => sum + (parts & (1 << i) ? size : 0), 0);
  const part = exchange.userText(Math.max(1, Math.round(brief.tokens * share)), brief.readyAt);
  const count = brief.claimEnd - brief.claimStart;
  for (let i = 0; i < count; i++) {
    if (!within((i + 0.5) / count)) continue;
    const entry = store.addClaim(part, store.claims[brief.claimStart + i]!, brief.id);
    store.clearEndorsers(entry);
  }
  part.parts = parts;
  return part;
}
