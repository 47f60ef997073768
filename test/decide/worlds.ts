/** Decisions whose truth is known: outcomes by point, option and replication with given means, judged as `decide` judges them. */
import type { RehearsedRobustness } from '../../src/decide/decision.js';
import { DecisionDraws } from '../../src/decide/draws.js';
import type { DecisionLimit } from '../../src/decide/limits.js';
import { racePoints } from '../../src/decide/race.js';
import { robustnessOf } from '../../src/decide/robustness.js';
import type { Aim } from '../../src/decide/score.js';
import type { PointPlace, Variant } from '../../src/decide/study.js';
import { measureNamed } from '../../src/measures/index.js';
import { Luck } from '../../src/sim/luck/luck.js';
import { spreadPoints } from '../../src/statistics/quasi-random.js';
import type { PatternRuns } from '../../src/study/pattern-runs.js';

export interface Problem {
  readonly ranges: number;
  /** By option: its mean gain at a point of the unit cube. */
  readonly gains: (x: readonly number[]) => readonly number[];
  /** By option: the mean of what is limited to at most 1. */
  readonly burdens?: (x: readonly number[]) => readonly number[];
  /** Of the luck that all options share, and of each one's own, a replication. */
  readonly shared: number;
  readonly own: number;
}

const gain: Aim = {
  ...{ measure: measureNamed('cost')!, statistic: 'mean', weight: 1, share: 1 },
  ...{ worst: 1, best: 0 },
};
const limit: DecisionLimit = { measure: measureNamed('latency')!, statistic: 'mean', operator: '<=', value: 1 };

/** The share of the cube in which the first option is the best of those that keep the limit, from many even points. */
export function trueShare({ ranges, gains, burdens }: Problem, option = 0): number {
  const points = spreadPoints(ranges, 200_000);
  return points.filter((x) => winner(gains(x), burdens?.(x)) === option).length / points.length;
}

function winner(gains: readonly number[], burdens: readonly number[] | undefined): number {
  let best = -1;
  for (const [i, own] of gains.entries()) {
    if ((burdens?.[i] ?? 0) <= 1 && (best < 0 || own > gains[best]!)) best = i;
  }
  return best;
}

export interface StudyEffort {
  readonly points: number;
  readonly perPoint: number;
}

/** One study: points of its own, luck of its own. */
export async function studied(
  problem: Problem,
  seed: number,
  { points, perPoint }: StudyEffort,
): Promise<RehearsedRobustness> {
  const { ranges, burdens } = problem;
  const draws = new DecisionDraws(seed);
  const groups = 16;
  const places = Array.from({ length: groups }, (_, group) =>
    spreadPoints(ranges, points / groups, draws.start(group, ranges)).map((values, i): PointPlace => {
      return { nth: group * (points / groups) + i, group, values };
    }),
  ).flat();
  const variant = ({ nth, values }: PointPlace, round: number, runs: number, only: readonly string[] | null) => {
    const results = () => outcomes(problem, values, draws.keyAt(nth, round), runs, only);
    const scenario = { workload: { tasks: 1 } };
    return {
      values,
      runs,
      jobs: [],
      scenario,
      gathered: { done: runs, size: results().length, results },
    } as unknown as Variant;
  };
  const study = {
    replications: { perPoint, mostPerPoint: 32 * perPoint, perValue: 1, perLook: 1 },
    race: (place: PointPlace, round: number, runs: number, only: readonly string[]) =>
      variant(place, round, runs, only),
    withBaseline: (names: readonly string[]) => [...names],
  };
  const started = places.map((place) => [place, variant(place, 0, perPoint, null)] as const);
  const executor = { work: () => Promise.resolve(true) };
  const ground = { aims: [gain], bounds: burdens === undefined ? [] : [limit] };
  const raced = await racePoints(study, started, ground, executor, [0, 1]);
  const names = raced.points[0]!.standings.map(({ name }) => name);
  return robustnessOf(names, raced.points, [gain])!;
}

function outcomes(
  { gains, burdens, shared, own }: Problem,
  x: readonly number[],
  key: number,
  runs: number,
  only: readonly string[] | null,
): PatternRuns[] {
  const normal = normals(key);
  const means = gains(x);
  const limited = burdens?.(x);
  const columns = means.map(() => ({ cost: new Float64Array(runs), latency: new Float64Array(runs) }));
  for (let r = 0; r < runs; r++) {
    const common = shared * normal();
    for (const [i, { cost, latency }] of columns.entries()) {
      cost[r] = -(means[i]! + common + own * normal());
      if (limited !== undefined) latency[r] = limited[i]! + own * normal();
    }
  }
  return columns
    .map((column, i): PatternRuns => ({ name: `option ${i}`, columns: new Map(Object.entries(column)) }))
    .filter(({ name }) => only === null || only.includes(name));
}

/** Box and Muller's normal draws, one after the other. */
function normals(key: number): () => number {
  const luck = new Luck(key);
  let nth = 0;
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const [a, b] = luck.words(key, 77, nth++, 0);
    const radius = Math.sqrt(-2 * Math.log((a + 0.5) / 2 ** 32));
    const angle = (2 * Math.PI * b) / 2 ** 32;
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** How often the interval holds the truth, and what the estimates came to. */
export async function coverage(problem: Problem, studies: number, effort: StudyEffort, from = 0) {
  const truth = trueShare(problem);
  const shares: number[] = [];
  const halves: number[] = [];
  let held = 0;
  for (let study = 0; study < studies; study++) {
    const { wins } = (await studied(problem, from + study + 1, effort)).patterns[0]!;
    shares.push(wins.share);
    halves.push((wins.high - wins.low) / 2);
    if (wins.low <= truth && truth <= wins.high) held++;
  }
  const average = shares.reduce((sum, share) => sum + share, 0) / studies;
  const spread = Math.sqrt(shares.reduce((sum, share) => sum + (share - average) ** 2, 0) / (studies - 1));
  const half = halves.reduce((sum, one) => sum + one, 0) / studies;
  return { truth, held: held / studies, average, spread, half };
}

/** Differences of the gains are noise of 1 a replication. */
const noise = { shared: 1, own: Math.SQRT1_2 };

export const problems: Readonly<Record<string, Problem>> = {
  'two options that cross': { ranges: 2, gains: (x) => [0, x[0]! - 0.4], ...noise },
  'three options over three ranges': { ranges: 3, gains: (x) => [0.1, x[0]! - 0.4, x[1]! - x[2]!], ...noise },
  'five options over six ranges': {
    ranges: 6,
    gains: (x) => [0.3, x[0]! - 0.4, x[1]! - 0.4, 0.5 * (x[2]! + x[3]!) - 0.3, x[4]! - x[5]!],
    ...noise,
  },
  'a limit that the better one breaks': {
    ranges: 2,
    gains: (x) => [0.5, 0.2 * x[1]!],
    burdens: (x) => [0.5 + x[0]!, 0.5],
    ...noise,
  },
  'options that differ by one standard error at most': { ranges: 1, gains: (x) => [0, 0.25 * (x[0]! - 0.4)], ...noise },
  'the best nearly everywhere': { ranges: 2, gains: (x) => [0, 2 * (x[0]! - 0.95)], ...noise },
  'the best everywhere': { ranges: 2, gains: () => [0.3, 0], ...noise },
};
