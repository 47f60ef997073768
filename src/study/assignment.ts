import { readableNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Disturbances, disturb } from './disturbances.js';
import { type Batch, type Range, rehearse } from './replicate.js';

/** A piece of work as plain data: whoever does it, wherever, comes to the same bytes. */
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

/** Who must not fail under one pattern, and what a further step changes; beside so many replications. */
export interface Disturb {
  readonly kind: 'disturb';
  readonly scenario: Scenario;
  readonly pattern: string;
  readonly key: number;
  readonly replications: number;
}

export type ResultOf<A extends Assignment> = A extends Replicate ? Batch : Disturbances;

/** Does the work. */
export function carryOut(assignment: Assignment): ResultOf<Assignment> {
  switch (assignment.kind) {
    case 'replicate': {
      const { scenario, patterns, measures, key, range } = assignment;
      const { plans } = plansFor(scenario, patterns);
      const read = measures.map((id) => readableNamed(id)!);
      return rehearse(scenario, plans, read, key, range);
    }
    case 'disturb': {
      const { scenario, pattern, key, replications } = assignment;
      return disturb(scenario, plansFor(scenario, [pattern]).plans[0]!, key, replications);
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
