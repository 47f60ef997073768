import { REFERENCES, type Reference } from './references.js';
import { SIGNS } from './signs.js';

/** How much a trace looks like a pattern. */
export interface NamedPattern {
  readonly pattern: string;
  /** Of all patterns, taken for equally likely beforehand. */
  readonly probability: number;
}

/** A sign that speaks for the pattern that was named, and against the next one. */
export interface SpeakingSign {
  readonly says: string;
  /** From 0 to 1, in the traces. */
  readonly value: number;
  /** How many times as likely it is under the pattern named as under the first runner-up. */
  readonly factor: number;
}

/** The patterns by how much the traces look like them, the best first. */
export interface PatternNaming {
  readonly ranked: readonly NamedPattern[];
  /** Those that the traces do not tell apart, the one named among them. */
  readonly alike: readonly string[];
  readonly signs: readonly SpeakingSign[];
}

/** How far a sign may lie from that of a reference and still count as the same: one standard deviation. */
const WIDTH = 0.08;

/** Share of the weight that a sign keeps however far it lies: real systems are not those that were simulated. */
const FLOOR = 0.03;

/** A sign that is defined on one side only: how much of the weight is left. */
const MISSING = 0.05;

/** Patterns that are not this many times less likely than the best are not told apart from it. */
const ALIKE = 5;

/** Difference of the logarithms of the nearest kernels at which two traces count as equally near. */
const NEAR = 0.7;

const kernel = (a: number, b: number): number => {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 1 : MISSING;
  return (1 - FLOOR) * Math.exp(-0.5 * ((a - b) / WIDTH) ** 2) + FLOOR;
};

/**
 * Names the pattern of some tasks by their signs: Bayes' rule over simulated references of every pattern (all built-in
 * scenarios, each under every pattern that fits), whose density is a sum of kernels. Nothing is decided by a threshold of a sign.
 */
export function namePattern(signs: readonly number[], references: readonly Reference[] = REFERENCES): PatternNaming {
  const logs = references.map((one) =>
    one.signs.reduce((sum, value, i) => sum + Math.log(kernel(signs[i]!, value)), 0),
  );
  const most = Math.max(...logs);
  const weights = new Map<string, { sum: number; count: number; nearest: number; at: number }>();
  for (const [i, { pattern }] of references.entries()) {
    const own = weights.get(pattern) ?? { sum: 0, count: 0, nearest: Number.NEGATIVE_INFINITY, at: i };
    own.sum += Math.exp(logs[i]! - most);
    own.count++;
    if (logs[i]! > own.nearest) [own.nearest, own.at] = [logs[i]!, i];
    weights.set(pattern, own);
  }
  const total = [...weights.values()].reduce((sum, one) => sum + one.sum / one.count, 0);
  const ranked = [...weights]
    .map(([pattern, { sum, count }]) => ({ pattern, probability: sum / count / total }))
    .sort((a, b) => b.probability - a.probability);
  const [best, next] = ranked;
  const nearest = Math.max(...[...weights.values()].map((one) => one.nearest));
  // As near to a simulated trace of another pattern as of the best one: then that pattern makes such traces, too.
  const isNear = (pattern: string): boolean => nearest - weights.get(pattern)!.nearest <= NEAR;
  const alike = ranked
    .filter(({ pattern, probability }) => ALIKE * probability >= best!.probability || isNear(pattern))
    .map(({ pattern }) => pattern);
  const other = ranked.find(({ pattern }) => !alike.includes(pattern)) ?? next;
  return {
    ranked,
    alike,
    signs:
      other === undefined
        ? []
        : speaking(signs, references[weights.get(best!.pattern)!.at]!, references[weights.get(other.pattern)!.at]!),
  };
}

/** The signs that tell the nearest reference of one pattern from that of another, the strongest first. */
function speaking(signs: readonly number[], own: Reference, other: Reference): SpeakingSign[] {
  return SIGNS.map(({ says }, i) => ({
    says,
    value: signs[i]!,
    factor: kernel(signs[i]!, own.signs[i]!) / kernel(signs[i]!, other.signs[i]!),
  }))
    .filter(({ factor }) => factor > 1.5)
    .sort((a, b) => b.factor - a.factor)
    .slice(0, 4);
}
