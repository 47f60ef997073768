/** Errors that go together, against the beta-binomial distribution: tries of one question, checks of one claim, questions of one task. */
import type { Difficulty, ModelSpec } from '../scenario/scenario.js';
import { betaBinomial } from './beta-binomial.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, shareOf } from './estimate.js';
import { asked } from './panels.js';
import { chainOf, MODEL, plainAgent, plainScenario } from './plain.js';
import type { Row } from './row.js';

/** The defaults of a scenario. */
const DIFFICULTY = { correlation: 0.4, acrossFamilies: 0.2, withinTask: 0.1 } as const;

export function togetherRows(luck: Luckily): Row[] {
  return [...triesRows(luck), ...checkRows(luck), questionsRow(luck)];
}

const TRIES = 4;
const SOLVED = 0.4;

/** How many of some tries at one question, by one model, succeed: 0, 1, ... of them. */
export function solved(right: number, difficulty: Partial<Difficulty>, luck: Luckily): Float64Array {
  const { members } = asked({ right, options: { panel: TRIES, rounds: 1 }, difficulty }, luck);
  return members.map((share) => Math.round(share * TRIES));
}

function triesRows(luck: Luckily): Row[] {
  const counts = solved(SOLVED, DIFFICULTY, luck);
  return betaBinomial(TRIES, SOLVED, DIFFICULTY.correlation).map((share, k) =>
    estimated(
      {
        name: `${TRIES} tries of one question by one model, each right with ${SOLVED}, correlation ${DIFFICULTY.correlation}`,
        what: `share of tasks in which ${k} are right`,
        unit: 'share',
        source: 'the beta-binomial distribution',
      },
      share,
      shareOf(counts.map((count) => (count === k ? 1 : 0))),
    ),
  );
}

const DETECTION = 0.6;
const OTHER: ModelSpec = { ...MODEL, name: 'other', family: 'other' };

/** Two checkers one after the other, and a false claim: whether both miss it. */
export function missedByBoth(second: ModelSpec, difficulty: Partial<Difficulty>, luck: Luckily): Float64Array {
  const chain = chainOf(2, { detection: DETECTION }, { checks: true });
  const [first, last] = chain.agents;
  const agents = [first!, plainAgent(last!.role, { ...last!, model: second })];
  const scenario = plainScenario({ ...chain, agents, difficulty, brief: { claims: 1, falseClaims: 1 } });
  // Who checks needs to see the brief, too.
  const pattern = { name: 'pipeline', options: { context: 'all' } };
  return sampled(scenario, pattern, luck, (run) => (run.outcome === 'correct' ? 0 : 1));
}

function checkRows(luck: Luckily): Row[] {
  const { correlation, acrossFamilies } = DIFFICULTY;
  return [
    ['of the same model', MODEL, correlation] as const,
    ['of a model of another family', OTHER, acrossFamilies] as const,
  ].map(([who, model, rho]) =>
    estimated(
      {
        name: `two checks, each finding ${DETECTION} of false claims, the second ${who} (correlation ${rho})`,
        what: 'share of false claims that both miss',
        unit: 'share',
        source: 'm^2 + rho m (1 - m), m = 1 - detection',
      },
      both(1 - DETECTION, rho),
      shareOf(missedByBoth(model, DIFFICULTY, luck)),
    ),
  );
}

const WRONG = 0.5;

function questionsRow(luck: Luckily): Row {
  const form = chainOf(1, { hallucination: WRONG }, { claims: 2 });
  const scenario = plainScenario({ ...form, difficulty: DIFFICULTY });
  const wrong = sampled(scenario, { name: 'pipeline' }, luck, ({ claims: { columns } }) =>
    columns.isFalse[0] === 1 && columns.isFalse[1] === 1 ? 1 : 0,
  );
  const heading = {
    name: `two questions of one task, each answered wrong with ${WRONG}, correlation within a task ${DIFFICULTY.withinTask}`,
    what: 'share of tasks in which both are answered wrong',
    unit: 'share',
    source: 'm^2 + rho m (1 - m)',
  };
  return estimated(heading, both(WRONG, DIFFICULTY.withinTask), shareOf(wrong));
}

/** Probability that two errors of probability m happen together. */
export function both(m: number, correlation: number): number {
  return m * m + correlation * m * (1 - m);
}
