import type { Uncertain } from '../scenario/scenario.js';
import { mean, meanInterval } from '../statistics/estimates.js';
import { sumOfCurves } from '../statistics/polynomial.js';
import type { MeanOfPoints, RehearsedPoint, WorthKnowing } from './decision.js';
import type { ScoredStanding } from './score.js';

/** What a broken limit costs: as much as lies between the worst and the best of every objective. */
const BROKEN = 1;
/** Groups of points that are needed at least: one is chosen for, the others are learnt from. */
const GROUPS = 4;
/** Points that a coefficient of a curve needs, and the most coefficients: cubic curves. */
const PER_COEFFICIENT = 12;
const COEFFICIENTS = 4;

/**
 * The value of knowing each parameter alone (the expected value of partial perfect information): how much better the pattern that is
 * best given the value does than the one that is best on average. What each pattern comes to, given the value, is a curve through the
 * points (M. Strong, J. E. Oakley and A. Brennan, Medical Decision Making 34, 2014). A choice by noisy curves looks better than it
 * is; so each group of points is chosen for by the curves through all other groups, and judged by its own. That is what somebody would
 * gain who chooses by these curves: no more than the true value, and below 0 only by chance.
 */
export function worthKnowing(uncertain: readonly Uncertain[], points: readonly RehearsedPoint[]): WorthKnowing | null {
  const groups = new Set(points.map(({ group }) => group));
  const degree = Math.min(COEFFICIENTS, Math.floor(points.length / PER_COEFFICIENT)) - 1;
  const feasible = points.flatMap(({ standings }) => standings.filter(({ isFeasible }) => isFeasible));
  if (groups.size < GROUPS || degree < 1 || feasible.length === 0) return null;
  const names = [null, ...new Set(feasible.map(({ name }) => name))];
  const floor = feasible.reduce((least, { score }) => Math.min(least, score), 0);
  const study = new Study(names, points, floor);
  const shares = uncertain.map((parameter, i) => points.map(({ values }) => shareOf(parameter, values[i]!)));
  const parameters = uncertain
    .map(({ path }, i) => ({ path, removes: overGroups(points, study.gains([shares[i]!], degree)) }))
    .sort((a, b) => b.removes.mean - a.removes.mean);
  const all = overGroups(
    points,
    study.gains(shares, Math.min(degree, Math.floor(points.length / PER_COEFFICIENT / shares.length))),
  );
  const most = parameters[0]!.removes;
  // Who knows all values can choose as well as who knows one of them.
  const regret = all.mean > most.mean ? all : most;
  return { choice: study.best(points.map((_, i) => i)), regret, parameters };
}

/** Where in its range a value lies, in [0, 1]. */
const shareOf = ({ low, high }: Uncertain, value: number): number => (value - low) / (high - low);

/** Groups are independent and about as large. */
function overGroups(points: readonly RehearsedPoint[], values: readonly number[]): MeanOfPoints {
  const groups = new Set(points.map(({ group }) => group));
  const means = [...groups].map((group) => mean(values.filter((_, i) => points[i]!.group === group)));
  const { mean: whole, low, high } = meanInterval(means);
  return { mean: whole, low, high };
}

class Study {
  /** By pattern, and of none: what it is worth at each point. */
  private readonly worth: ReadonlyMap<string | null, readonly number[]>;

  constructor(
    private readonly names: readonly (string | null)[],
    private readonly points: readonly RehearsedPoint[],
    private readonly floor: number,
  ) {
    this.worth = new Map(names.map((name) => [name, points.map(({ standings }) => this.valueOf(standings, name))]));
  }

  /** The pattern that is best on average over these points. */
  best(members: readonly number[]): string | null {
    return this.highest((name) => members.reduce((sum, i) => sum + this.worth.get(name)![i]!, 0));
  }

  /** By point: what whoever knows these parameters, each by its shares, gains on whoever knows none. */
  gains(shares: readonly (readonly number[])[], degree: number): number[] {
    const found = this.points.map(() => 0);
    for (const group of new Set(this.points.map((point) => point.group))) {
      const others = [...this.points.keys()].filter((i) => this.points[i]!.group !== group);
      const usual = this.best(others);
      const known = shares.map((column) => others.map((i) => column[i]!));
      const curves = new Map(
        this.names.map((name) => {
          const worth = this.worth.get(name)!;
          return [
            name,
            sumOfCurves(
              known,
              others.map((i) => worth[i]!),
              degree,
            ),
          ];
        }),
      );
      for (const [i, point] of this.points.entries()) {
        if (point.group !== group) continue;
        const at = shares.map((column) => column[i]!);
        const informed = this.highest((name) => curves.get(name)!(at));
        found[i] = this.worth.get(informed)![i]! - this.worth.get(usual)![i]!;
      }
    }
    return found;
  }

  private valueOf(standings: readonly ScoredStanding[], name: string | null): number {
    if (name === null) return this.floor;
    const own = standings.find((one) => one.name === name);
    if (own === undefined || Number.isNaN(own.score)) return this.floor - BROKEN;
    const kept = own.limits.reduce((product, { probability }) => product * probability, 1);
    return kept * own.score + (1 - kept) * (this.floor - BROKEN);
  }

  private highest(value: (name: string | null) => number): string | null {
    let best: string | null = null;
    let most = value(best);
    for (const name of this.names) {
      const own = value(name);
      if (own > most) [best, most] = [name, own];
    }
    return best;
  }
}
