/** How one false claim spreads in a mesh of agents, against the exact distribution of the same rule, and against its mean field. */
import type { RunRecord } from '../sim/record/record.js';
import { lastAnswers } from './answers.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, meanOf } from './estimate.js';
import { branchesOf, plainScenario } from './plain.js';
import { type Row, within } from './row.js';

/** Who reads whom, how readily, and how often a belief is dropped again. */
export interface Spread {
  readonly reads: 'everybody' | 'hub' | 'previous';
  readonly credulity: number;
  readonly repair: number;
  /** The agent that starts with the false claim, from 0. */
  readonly seeded: number;
}

const AGENTS = 5;
/** Rounds after the first answers. */
const ROUNDS = 5;

/** Adoption and repair as fitted by Xie et al. (arXiv 2603.04474) to agents in a star, in a chain, and in a mesh. */
export const STAR = { reads: 'hub', credulity: 0.67, repair: 0, seeded: 0 } as const satisfies Spread;
export const CHAIN = { reads: 'previous', credulity: 0.92, repair: 0.005, seeded: 0 } as const satisfies Spread;
export const MESH = { reads: 'everybody', credulity: 0.37, repair: 0.025, seeded: 0 } as const satisfies Spread;

/** What the mean field leaves out: that beliefs of agents which hear the same others go together. */
const MEAN_FIELD_ERROR = 0.02;

export function spreadRows(luck: Luckily): Row[] {
  const cases = [STAR, { ...STAR, seeded: AGENTS - 1 }, CHAIN, { ...CHAIN, seeded: AGENTS - 1 }, MESH];
  return [...cases.map((spread) => exact(spread, luck)), meanField(MESH, luck)];
}

const named = ({ reads, credulity, repair, seeded }: Spread): string =>
  `mesh of ${AGENTS}, reads ${reads}, adoption ${credulity}, repair ${repair}, a false claim at agent ${seeded + 1}`;

function exact(spread: Spread, luck: Luckily): Row {
  const heading = {
    name: named(spread),
    what: `share of agents that hold it after ${ROUNDS} rounds`,
    unit: 'share',
    source: `the Markov chain over the ${2 ** AGENTS} sets of believers`,
  };
  return estimated(heading, expectedCoverage(spread), meanOf(coverages(spread, luck)));
}

function meanField(spread: Spread, luck: Luckily): Row {
  const values = coverages(spread, luck);
  const shares = Array.from(
    { length: AGENTS + 1 },
    (_, k) => values.filter((v) => Math.round(v * AGENTS) === k).length,
  );
  const listed = shares.map((count, k) => `${k}: ${((100 * count) / values.length).toFixed(1)} %`);
  const heading = {
    kind: 'closed form',
    name: `${named(spread)}, mean field`,
    what: `share of agents that hold it after ${ROUNDS} rounds`,
    unit: 'share',
    source: "s' = (1 - d) s + (1 - s) (1 - product of 1 - b s_j): an approximation, beliefs are not independent",
  } as const;
  const note = `runs by number of believers: ${listed.join(', ')}`;
  return within(heading, meanFieldCoverage(spread), meanOf(values).value, MEAN_FIELD_ERROR, note);
}

/** In each replication: the share of the agents whose last answer holds the false claim. */
export function coverages(spread: Spread, luck: Luckily): Float64Array {
  const { reads, repair, credulity, seeded } = spread;
  const form = branchesOf(AGENTS, { credulity });
  const scenario = plainScenario({
    agents: form.agents.map((agent, i) => (i === seeded ? { ...agent, hallucination: 1 } : agent)),
    steps: form.steps.map((step, i) => (i === seeded ? { ...step, claims: 1 } : step)),
  });
  const options = { rounds: ROUNDS + 1, settle: false, reads, repair };
  return sampled(scenario, { name: 'mesh', options }, luck, believers);
}

function believers(run: RunRecord): number {
  return lastAnswers(run).filter((answer) => answer.claimEnd > answer.claimStart).length / run.participants.length;
}

function hears({ reads }: Spread, from: number, to: number): boolean {
  if (from === to) return false;
  if (reads === 'everybody') return true;
  return reads === 'hub' ? from === 0 || to === 0 : to === from + 1;
}

/** Probability that an agent holds the claim next, given how likely each holds it now. */
function next(spread: Spread, agent: number, held: readonly number[]): number {
  let unmoved = 1;
  for (const [from, share] of held.entries()) if (hears(spread, from, agent)) unmoved *= 1 - spread.credulity * share;
  return (1 - spread.repair) * held[agent]! + (1 - held[agent]!) * (1 - unmoved);
}

const everyone = Array.from({ length: AGENTS }, (_, agent) => agent);

/** Exact: given who holds the claim, agents take it up or drop it independently of each other. */
export function expectedCoverage(spread: Spread): number {
  let states = new Array<number>(2 ** AGENTS).fill(0);
  states[1 << spread.seeded] = 1;
  for (let round = 0; round < ROUNDS; round++) states = stepped(spread, states);
  return states.reduce((sum, p, state) => sum + (p * heldIn(state).reduce((a, b) => a + b, 0)) / AGENTS, 0);
}

const heldIn = (state: number): number[] => everyone.map((agent) => (state >> agent) & 1);

function stepped(spread: Spread, states: readonly number[]): number[] {
  const after = new Array<number>(states.length).fill(0);
  for (const [state, p] of states.entries()) {
    if (p === 0) continue;
    const chances = everyone.map((agent) => next(spread, agent, heldIn(state)));
    for (let to = 0; to < states.length; to++) {
      after[to]! += heldIn(to).reduce((product, held, i) => product * (held === 1 ? chances[i]! : 1 - chances[i]!), p);
    }
  }
  return after;
}

export function meanFieldCoverage(spread: Spread): number {
  let shares: number[] = everyone.map((agent) => (agent === spread.seeded ? 1 : 0));
  for (let round = 0; round < ROUNDS; round++) shares = everyone.map((agent) => next(spread, agent, shares));
  return shares.reduce((sum, share) => sum + share, 0) / AGENTS;
}
