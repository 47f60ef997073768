import type { Need } from '../../claims/bench.js';
import type { Examined } from '../../claims/examine.js';
import { needsAt } from '../../claims/needs.js';
import { exactCommand } from '../folders/manifest.js';

/** What every study was made with. */
export interface Made {
  readonly seed: string;
  readonly runs: number;
}

/** The command that rehearses a setting again, with the same luck: the same numbers. */
function commandOf({ scenario, set, patterns }: Need, runs: number, seed: string): string {
  const changes = set.flatMap((one) => ['--set', one]);
  const words = ['compare', scenario, '--patterns', patterns.join(','), ...changes, '--runs', String(runs)];
  return exactCommand('rehearse', [...words, '--seed', seed]);
}

/** The commands that show a claim's numbers: one per setting, and one per sweep and arm at the first flip, or at its first value. */
export function commandsOf({ claim, places, sweeps }: Examined, { seed }: Made): string[] {
  const settings = places
    .slice(0, claim.settings.length)
    .map(({ rehearsed }) => commandOf(rehearsed.need, rehearsed.runs, seed));
  const runsOf = (need: Need): number =>
    places.find(({ rehearsed }) => rehearsed.need.scenario === need.scenario && rehearsed.need.times === need.times)!
      .rehearsed.runs;
  const swept = sweeps.flatMap(({ sweep, flips }) => {
    const value = flips[0] === undefined ? sweep.values[0]! : Number(flips[0].at.toPrecision(6));
    return needsAt(sweep, value).map((need) => commandOf(need, runsOf(need), seed));
  });
  return [...new Set([...settings, ...swept])];
}
