import type { SingleAgentRun } from '../measures/measure.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Plan } from '../sim/team/plan.js';
import { World } from '../sim/world.js';

/** Replications `from` up to, but without, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What is kept between batches of one scenario and key: the worlds that were built, and what the single agent came to in
 * the last range. Both follow from the scenario and the key, so that results do not depend on what was kept.
 */
export class Worlds {
  private scenario: Scenario | null = null;
  private key = 0;
  private readonly built = new Map<string, World>();
  private range: Range | null = null;
  private singles: readonly SingleAgentRun[] = [];

  world(scenario: Scenario, plan: Plan, key: number): World {
    this.turnTo(scenario, key);
    const known = this.built.get(plan.name) ?? new World(scenario, plan, key);
    this.built.set(plan.name, known);
    return known;
  }

  /** What the single agent came to, a run per replication; null where it is not known. */
  singleRuns(scenario: Scenario, key: number, { from, to }: Range): readonly SingleAgentRun[] | null {
    this.turnTo(scenario, key);
    return this.range?.from === from && this.range.to === to ? this.singles : null;
  }

  keepSingleRuns(range: Range, runs: readonly SingleAgentRun[]): void {
    this.range = { from: range.from, to: range.to };
    this.singles = runs;
  }

  private turnTo(scenario: Scenario, key: number): void {
    if (this.scenario === scenario && this.key === key) return;
    this.scenario = scenario;
    this.key = key;
    this.built.clear();
    this.range = null;
  }
}
