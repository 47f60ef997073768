/** How claims come through readers, summaries, penalties and checks, against the formulas of probability. */
import { taskValue } from '../measures/index.js';
import type { ModelSpec, Scenario } from '../scenario/scenario.js';
import { type Luckily, sampled } from './effort.js';
import { estimated, meanOf, shareOf } from './estimate.js';
import { chainOf, constant, MODEL, type PlainForm, plainScenario } from './plain.js';
import { equalButForRounding, type Row } from './row.js';

export function qualityRows(luck: Luckily): Row[] {
  const few = { ...luck, runs: Math.ceil(luck.runs / 2) };
  return [
    ...[0, 0.4].flatMap((correlation) => [readers(4, correlation, few), doubters(4, correlation, few)]),
    ...summaries(few),
    ...[1.5, 2, 10].map((penalty) => penalised(penalty, 0.3, few)),
    ...[0, 0.4, 1].flatMap((correlation) => [1, 3].flatMap((rounds) => madeAndChecked(rounds, correlation, few))),
    ...([0, 0.15] as const).flatMap((across) => [checks('one', across, few), checks('four', across, few)]),
  ];
}

/**
 * E[p^hits (1 - p)^misses] where p is Beta(a m, a (1 - m)), a = (1 - rho) / rho: the probability of that many hits and misses
 * in a given order, of draws with mean m that correlate by rho.
 */
export function moment(m: number, rho: number, hits: number, misses: number): number {
  if (rho === 0) return m ** hits * (1 - m) ** misses;
  const a = (1 - rho) / rho;
  let product = 1;
  let drawn = 0;
  const draw = (mean: number, nth: number): void => {
    product *= drawn === 0 ? mean : (a * mean + nth) / (a + drawn);
    drawn++;
  };
  for (let i = 0; i < hits; i++) draw(m, i);
  for (let i = 0; i < misses; i++) draw(1 - m, i);
  return product;
}

const CREDULITY = 0.7;
const DOUBT = 0.15;

/** One claim of the brief, read by k readers of different roles and one model. */
const read = (k: number, correlation: number, falseClaims: number): Scenario =>
  plainScenario({
    ...chainOf(k, { credulity: CREDULITY, doubt: DOUBT }),
    difficulty: { correlation },
    brief: { claims: 1, falseClaims, owed: 1 },
  });

function readers(k: number, correlation: number, luck: Luckily): Row {
  const heading = {
    name: `${k} readers with credulity ${CREDULITY}, correlation ${correlation}, one false claim`,
    what: 'share of runs that deliver it',
    unit: 'share',
    source: correlation === 0 ? 'c^k' : 'the product of (a c + i) / (a + i), a = (1 - rho) / rho',
  };
  const values = sampled(read(k, correlation, 1), { name: 'pipeline' }, luck, (run) => taskValue('escaped', run));
  return estimated(heading, moment(CREDULITY, correlation, k, 0), shareOf(values));
}

function doubters(k: number, correlation: number, luck: Luckily): Row {
  const heading = {
    name: `${k} readers with doubt ${DOUBT}, correlation ${correlation}, one true claim`,
    what: 'share of runs that deliver it',
    unit: 'share',
    source: correlation === 0 ? '(1 - e)^k' : 'the product of (a (1 - e) + i) / (a + i), a = (1 - rho) / rho',
  };
  const values = sampled(read(k, correlation, 0), { name: 'pipeline' }, luck, (run) => run.heldRight);
  return estimated(heading, moment(1 - DOUBT, correlation, k, 0), shareOf(values));
}

/** Claims that are owed in full, behind summaries that keep a part of them, or as much as fits. */
function summaries(luck: Luckily): Row[] {
  const [claims, carry, k] = [12, 0.8, 3];
  const chain = chainOf(k + 1, {});
  const steps = chain.steps.map((step, i) => (i === 0 ? { ...step, claims, owes: claims } : { ...step, carry }));
  const kept = plainScenario({ ...chain, steps });
  const small = chain.agents.map((agent, i) => ({ ...agent, output: constant(i === 0 ? 200 : 40) }));
  const crowded = plainScenario({ agents: small, steps: steps.map((step) => ({ ...step, carry: 1 })) });
  const narrow = { ...crowded, task: { ...crowded.task, claimTokens: 8 } };
  const recall = (scenario: Scenario): Float64Array =>
    sampled(scenario, { name: 'pipeline' }, luck, ({ held, owed }) => held / owed);
  const what = 'recall: owed claims that are delivered';
  return [
    estimated(
      { name: `${k} summaries that keep ${carry} of ${claims} claims`, what, unit: 'share', source: 'carry^k' },
      carry ** k,
      meanOf(recall(kept)),
    ),
    equalButForRounding(
      {
        kind: 'closed form',
        name: `${k} notes of 40 tokens on ${claims} claims of 8 tokens`,
        what,
        unit: 'share',
        source: 'min(1, floor(tokens / claimTokens) / claims)',
      },
      Math.floor(40 / 8) / claims,
      meanOf(recall(narrow)).value,
    ),
  ];
}

export function penalised(penalty: number, miss: number, luck: Luckily): Row {
  const scenario = plainScenario({
    ...chainOf(1, { detection: 1 - miss }, { checks: true }),
    brief: { claims: 1, falseClaims: 1 },
    generalist: { penalty },
  });
  const heading = {
    name: `one agent for everything, penalty ${penalty}, a check that misses ${miss} without it`,
    what: 'share of false claims that it misses',
    unit: 'share',
    source: 'odds: p e / (1 - e + p e)',
  };
  const missed = sampled(scenario, { name: 'single-agent' }, luck, (run) => taskValue('escaped', run));
  return estimated(heading, (penalty * miss) / (1 - miss + penalty * miss), shareOf(missed));
}

/** One claim that is made, judged and made again, until it passes or the rounds are used up. */
function madeAndChecked(rounds: number, correlation: number, luck: Luckily): Row[] {
  const [h, d, f] = [0.4, 0.6, 0.2];
  const scenario = plainScenario({
    ...chainOf(1, { hallucination: h }, { claims: 1 }),
    difficulty: { correlation },
    coordinator: { detection: d, falseAlarm: f },
  });
  const pattern = { name: 'maker-checker', options: { maxRounds: rounds } };
  const name = `maker-checker, hallucination ${h}, detection ${d}, false alarm ${f}, rounds ${rounds}, correlation ${correlation}`;
  const source =
    'the sum over what was flagged before, of E[h^i (1 - h)^j] E[d^i] E[f^j], each beta with the correlation';
  const { wrong, verdicts } = makerChecker({ h, d, f, rounds, correlation });
  const escaped = sampled(scenario, pattern, luck, (run) => taskValue('escaped', run));
  const calls = sampled(scenario, pattern, luck, (run) => taskValue('calls', run));
  return [
    estimated(
      { name, what: 'share of runs that deliver a false claim', unit: 'share', source },
      wrong,
      shareOf(escaped),
    ),
    ...(rounds === 1
      ? []
      : [estimated({ name, what: 'calls per task', unit: 'calls', source }, 2 * verdicts, meanOf(calls))]),
  ];
}

interface Judged {
  readonly h: number;
  readonly d: number;
  readonly f: number;
  readonly rounds: number;
  readonly correlation: number;
}

/**
 * A history of i false and j true claims, all flagged, has C(i + j, i) orders. After it a further claim is made; in the last
 * round it goes out whatever is said of it, before that only where it is not flagged.
 */
export function makerChecker({ h, d, f, rounds, correlation }: Judged): { wrong: number; verdicts: number } {
  let [wrong, verdicts] = [0, 0];
  for (let before = 0; before < rounds; before++) {
    const isLast = before === rounds - 1;
    for (let i = 0, orders = 1; i <= before; orders = (orders * (before - i)) / (i + 1), i++) {
      const j = before - i;
      const judged = (dMisses: number): number => moment(d, correlation, i, dMisses) * moment(f, correlation, j, 0);
      verdicts += orders * moment(h, correlation, i, j) * judged(0);
      wrong += orders * moment(h, correlation, i + 1, j) * judged(isLast ? 0 : 1);
    }
  }
  return { wrong, verdicts };
}

/** Four checks in a row of what one false claim says, all by one family of models or each by one of its own; each sees the brief, as a check needs to. */
export function checks(families: 'one' | 'four', acrossFamilies: number, luck: Luckily): Row {
  const [k, d, rho] = [4, 0.3, 0.6];
  const chain: PlainForm = chainOf(k, {}, { checks: true });
  const familyOf = (i: number): ModelSpec => ({ ...MODEL, family: families === 'one' ? 'one' : `family ${i}` });
  const scenario = plainScenario({
    ...chain,
    agents: chain.agents.map((agent, i) => ({ ...agent, detection: d, model: familyOf(i) })),
    difficulty: { correlation: rho, acrossFamilies },
    brief: { claims: 1, falseClaims: 1 },
  });
  const heading = {
    name: `${k} checks with detection ${d} by ${families} famil${families === 'one' ? 'y' : 'ies'} of models, correlation ${rho}, across families ${acrossFamilies}`,
    what: 'share of false claims that all miss',
    unit: 'share',
    source:
      families === 'one'
        ? 'the product of (a m + i) / (a + i), m = 1 - d'
        : 'those that share, by luck with probability sqrt(across / rho), as one family; the others by themselves',
  };
  const expected = families === 'one' ? moment(1 - d, rho, k, 0) : missedByFamilies(k, 1 - d, rho, acrossFamilies);
  const missed = sampled(scenario, { name: 'pipeline', options: { context: 'all' } }, luck, (run) =>
    taskValue('escaped', run),
  );
  return estimated(heading, expected, shareOf(missed));
}

function missedByFamilies(k: number, miss: number, rho: number, across: number): number {
  const s = Math.sqrt(across / rho);
  let sum = 0;
  for (let j = 0, ways = 1; j <= k; ways = (ways * (k - j)) / (j + 1), j++) {
    sum += ways * s ** j * (1 - s) ** (k - j) * moment(miss, rho, j, 0) * miss ** (k - j);
  }
  return sum;
}
