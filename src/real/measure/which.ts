import type { RunFacts } from './facts.js';
import { likenessOf, meanLikeness } from './likeness.js';

/** How likely it is that runs were made by a pattern, among all that were looked at. */
export interface PatternLikelihood {
  readonly pattern: string;
  /** From 0 to 1; all together 1. */
  readonly likelihood: number;
  /** Mean likeness of its runs to the measured ones, from 0 to 1. */
  readonly likeness: number;
}

/** Probability that a respect in which the right pattern is simulated comes out differently all the same. */
const SLIP = 0.02;

/**
 * Which pattern made the runs: each replication was simulated under every candidate, with the same luck, and counts as one
 * observation. In a replication of likeness m a candidate has the likelihood (1 - e)^m e^(1 - m), with e = .02; before, all
 * candidates are equally likely. Most likely first; of equals in the order of the catalogue.
 */
export function likelihoods(
  measured: readonly RunFacts[],
  candidates: ReadonlyMap<string, readonly RunFacts[]>,
): PatternLikelihood[] {
  const scored = [...candidates].map(([pattern, runs]) => {
    const likeness = measured.map((run, i) => meanLikeness(likenessOf(run, runs[i]!)));
    const sum = likeness.reduce((all, m) => all + m, 0);
    const log = sum * Math.log(1 - SLIP) + (likeness.length - sum) * Math.log(SLIP);
    return { pattern, log, likeness: sum / likeness.length };
  });
  const most = Math.max(...scored.map(({ log }) => log));
  const all = scored.reduce((sum, { log }) => sum + Math.exp(log - most), 0);
  return scored
    .map(({ pattern, log, likeness }) => ({ pattern, likelihood: Math.exp(log - most) / all, likeness }))
    .sort((a, b) => b.likelihood - a.likelihood);
}
