/** What is shown to somebody who needs only some parts of the brief. */
import type { Artifact } from '../content/artifact.js';
import type { TaskState } from './task-state.js';

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
