import { readableNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import { type Disturbances, disturb } from './disturbances.js';
import { type Batch, type Range, rehearse } from './replicate.js';

/** A piece of work as plain data: it comes to the same bytes in any thread, on any machine. */
export type Assignment = Replicate | Disturb;

/** Some replications of a scenario under some patterns. */
export interface Replicate {
  readonly kind: 'replicate';
  readonly scenario: Scenario;
  /** Names of patterns and teams that fit. */
  readonly patterns: readonly string[];
  /** Ids of measures and of parts. */
  readonly measures: readonly string[];
  readonly key: number;
  readonly range: Range;
}

/** Disturbs one pattern: knocks each participant out, and adds steps; beside so many replications. */
export interface Disturb {
  readonly kind: 'disturb';
  readonly scenario: Scenario;
  readonly pattern: string;
  /** Ids of measures that are read from disturbances. */
  readonly measures: readonly string[];
  readonly key: number;
  readonly replications: number;
}

export type ResultOf<A extends Assignment> = A extends Replicate ? Batch : Disturbances;

/** Does the work, with the patterns and measures of the catalogue. */
export function carryOut(assignment: Assignment, catalogue: Catalogue = builtInCatalogue): ResultOf<Assignment> {
  switch (assignment.kind) {
    case 'replicate': {
      const { scenario, patterns, measures, key, range } = assignment;
      const { plans } = plansFor(scenario, patterns, catalogue.patterns);
      const read = measures.map((id) => readableNamed(id, catalogue.measures)!);
      return rehearse(scenario, plans, read, key, range);
    }
    case 'disturb': {
      const { scenario, pattern, key, replications, measures } = assignment;
      const plan = plansFor(scenario, [pattern], catalogue.patterns).plans[0]!;
      return disturb(scenario, plan, key, replications, measures, catalogue);
    }
  }
}

/** How much work it is, in tasks that are rehearsed: what progress counts. */
export function effortOf(assignment: Assignment): number {
  if (assignment.kind === 'disturb') return 100 * assignment.scenario.agents.length;
  const { range, patterns, scenario } = assignment;
  return (range.to - range.from) * patterns.length * scenario.workload.tasks;
}

/** Tasks of a batch, each under every pattern: enough to outweigh the way to another thread, few enough to share out. */
const TASKS = 200;

/** All replications of a scenario, in batches that depend on nothing but their number. */
export function inBatches(
  scenario: Scenario,
  patterns: readonly string[],
  measures: readonly Measure[],
  key: number,
  runs: number,
): Replicate[] {
  const each = Math.max(1, Math.floor(TASKS / scenario.workload.tasks));
  const ids = measures.map(({ id }) => id);
  return Array.from({ length: Math.ceil(runs / each) }, (_, i) => ({
    kind: 'replicate',
    scenario,
    patterns,
    measures: ids,
    key,
    range: { from: i * each, to: Math.min(runs, (i + 1) * each) },
  }));
}
