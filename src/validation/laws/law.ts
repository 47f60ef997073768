import type { Scenario, TeamNode } from '../../scenario/scenario.js';
import type { RunRecord } from '../../sim/record/record.js';
import { World } from '../../sim/world.js';
import { Chooser } from './chooser.js';
import { nameOf, PAIRINGS, type Pairing, planOfTeam } from './teams.js';

/** One scenario from the seeded source, for one team. */
export interface Trial {
  readonly pairing: Pairing;
  readonly choose: Chooser;
  readonly key: number;
  /** Replications: each with the same luck in all variants. */
  readonly runs: number;
}

/** What a trial found. */
export interface LawVerdict {
  /** Comparisons that were made. */
  readonly compared: number;
  /** What broke the law; empty where nothing did. */
  readonly broken: readonly string[];
  /**
   * A law about expected values: in each replication by how much the outcome moved the way that it must not move. All trials
   * of a team are judged together.
   */
  readonly against?: readonly number[];
}

/** What no parameter may break. */
export interface Law {
  readonly name: string;
  readonly says: string;
  readonly examine: (trial: Trial) => LawVerdict;
}

export const NOTHING_COMPARED: LawVerdict = { compared: 0, broken: [] };

/** What `read` finds in each replication of a scenario under a team; null where the team cannot do the work. */
export function paired<T>(
  written: Scenario,
  root: TeamNode,
  { key, runs }: Pick<Trial, 'key' | 'runs'>,
  read: (run: RunRecord) => T,
): T[] | null {
  const planned = planOfTeam(written, root);
  if (planned === null) return null;
  const world = new World(planned.scenario, planned.plan, key);
  world.watched = 0;
  return Array.from({ length: runs }, (_, replication) => read(world.run(replication)));
}

export interface LawEffort {
  readonly key: number;
  /** Scenarios for each team. */
  readonly scenarios: number;
  /** Replications of each scenario. */
  readonly runs: number;
  readonly pairings?: readonly Pairing[];
}

export interface ExaminedLaw {
  readonly law: Law;
  readonly teams: number;
  readonly compared: number;
  readonly broken: readonly string[];
}

/** More standard errors than chance brings about in any of some thousand teams: 1 in 30 million. */
const BEYOND_CHANCE = 5.4;

/** A law over all teams, with scenarios of its own for each. */
export function examine(law: Law, { key, scenarios, runs, pairings = PAIRINGS }: LawEffort): ExaminedLaw {
  const broken: string[] = [];
  let compared = 0;
  for (const [place, pairing] of pairings.entries()) {
    const against: number[] = [];
    for (let nth = place * scenarios; nth < (place + 1) * scenarios; nth++) {
      const finding = law.examine({ pairing, choose: new Chooser(key, nth), key: key + nth, runs });
      compared += finding.compared;
      for (const what of finding.broken) broken.push(`${nameOf(pairing)}, scenario ${nth}: ${what}`);
      for (const value of finding.against ?? []) against.push(value);
    }
    const errors = standardErrors(against);
    if (errors > BEYOND_CHANCE)
      broken.push(`${nameOf(pairing)}: the wrong way by ${errors.toFixed(1)} standard errors on average`);
  }
  return { law, teams: pairings.length, compared, broken };
}

/** The mean, in its own standard errors; 0 where there is nothing to judge. */
function standardErrors(values: readonly number[]): number {
  const n = values.length;
  if (n < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (squares === 0) return mean > 0 ? Number.POSITIVE_INFINITY : 0;
  return mean / Math.sqrt(squares / (n - 1) / n);
}
