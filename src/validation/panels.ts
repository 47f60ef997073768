/** Panels that answer one question: how often they are right, and how many independent members they are worth. */
import type { WrittenOptions } from '../patterns/declared.js';
import type { Difficulty } from '../scenario/scenario.js';
import { rightAnswers } from './answers.js';
import { type Luckily, sampled } from './effort.js';
import { meanOf, type SampledEstimate } from './estimate.js';
import { chainOf, plainScenario } from './plain.js';

/** A panel of a debate, each of whose members is right with probability `right` at first. */
export interface PanelOf {
  readonly right: number;
  readonly options: WrittenOptions;
  /** How their errors go together; otherwise they do not. */
  readonly difficulty?: Partial<Difficulty>;
}

/** What came of a panel, in each replication. */
export interface Outcomes {
  /** 1 where the vote was right. */
  readonly votes: Float64Array;
  /** The share of members whose last answer was right. */
  readonly members: Float64Array;
}

export function asked({ right, options, difficulty = {} }: PanelOf, luck: Luckily): Outcomes {
  const form = chainOf(1, { hallucination: 1 - right }, { claims: 1 });
  const members: number[] = [];
  const votes = sampled(plainScenario({ ...form, difficulty }), { name: 'debate', options }, luck, (run) => {
    members.push(rightAnswers(run));
    return run.outcome === 'correct' ? 1 : 0;
  });
  return { votes, members: Float64Array.from(members) };
}

/**
 * Independent members whose mean would scatter as much: p (1 - p) over the variance of the share that is right. `right` is
 * p where it is known.
 */
export function effective(shares: Float64Array, right: number = meanOf(shares).value): SampledEstimate {
  const one = right * (1 - right);
  const { value, low, high } = meanOf(shares.map((share) => (share - right) ** 2));
  return { value: one / value, low: one / high, high: one / low };
}
