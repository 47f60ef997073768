import type { Sites } from '../../src/claims/bench.js';
import type { Claim } from '../../src/claims/claim.js';
import type { Estimated } from '../../src/claims/estimate.js';
import type { Examined } from '../../src/claims/examine.js';
import { claims } from '../../src/claims/index.js';
import { needOfSetting, needsAt } from '../../src/claims/needs.js';
import { allOf, leadOf, outcomeOf, type SweepFound, verdictOf } from '../../src/claims/verdict.js';
import { sites } from './helper.js';

/** All claims as if they had been examined: numbers that come of a count, so that every verdict is among them. */
export function standIns(): Examined[] {
  let count = 0;
  const next = (): number => {
    count++;
    return [2, 2, -3, 2, 0.2][count % 5]!;
  };
  return claims.map((claim) => examinedWith(claim, next));
}

function examinedWith(claim: Claim, next: () => number): Examined {
  const conditions = claim.conditions.map((condition) => {
    const statements = condition.statements.map((statement) => {
      const away = statement.is === 'below' ? -next() : next();
      const found = statement.is === 'exactly' ? estimated(statement.than, 0) : estimated(statement.than + away, 1);
      return { statement, estimate: found, outcome: outcomeOf(statement, found) };
    });
    return { condition, statements, outcome: allOf(statements.map(({ outcome }) => outcome)) };
  });
  const sweeps = claim.sweeps.map((sweep): SweepFound => {
    const middle = sweep.values.length / 2;
    const estimates = sweep.values.map((_, i) => estimated(sweep.than + (i - middle) * 2, 1));
    const [low, high] = [sweep.values[Math.floor(middle) - 1]!, sweep.values[Math.floor(middle)]!];
    const flip = { at: (low + high) / 2, low, high, trueIs: sweep.is };
    return {
      sweep,
      estimates,
      leads: estimates.map((one, i) => leadOf(sweep, sweep.values[i]!, one)),
      outcomes: estimates.map((one) => outcomeOf(sweep, one)),
      flips: next() > 0 ? [flip] : [],
    };
  });
  const needs = [
    ...claim.settings.map((setting) => [setting.name, needOfSetting(claim, setting)] as const),
    ...claim.sweeps.flatMap((sweep) =>
      sweep.values.flatMap((value) => needsAt(sweep, value).map((need) => [`${sweep.label} ${value}`, need] as const)),
    ),
  ];
  const places = needs.map(([name, need]) => ({
    name,
    rehearsed: {
      need,
      runs: 40,
      site: { ...siteOf(need.scenario), set: need.set },
      values: () => new Float64Array(40),
    },
  }));
  return { claim, verdict: verdictOf(claim.type, conditions, sweeps), conditions, sweeps, places };
}

const known = new Map<string, ReturnType<Sites>>();

function siteOf(name: string): ReturnType<Sites> {
  const site = known.get(name) ?? sites(name);
  known.set(name, site);
  return site;
}

const estimated = (mean: number, half: number): Estimated => ({
  ...{ n: 40, mean, low: mean - half, high: mean + half },
  ...{ unit: 'times', isDifference: false, isShare: false },
});
