import { readableNamed } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { plansFor } from '../patterns/plan.js';
import type { Scenario } from '../scenario/scenario.js';
import { BASELINE } from './baseline.js';
import { builtInCatalogue, type Catalogue } from './catalogue.js';
import { type Disturbances, disturb } from './disturbances.js';
import { type Batch, rehearse } from './replicate.js';
import { type Range, Worlds } from './worlds.js';

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
  /** A part of the patterns of a study, which are measured against the single agent: it may not be among them. */
  readonly isPart?: true;
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
export function carryOut(
  assignment: Assignment,
  catalogue: Catalogue = builtInCatalogue,
  worlds: Worlds = new Worlds(),
): ResultOf<Assignment> {
  switch (assignment.kind) {
    case 'replicate': {
      const { scenario, patterns, measures, key, range, isPart } = assignment;
      const { plans } = plansFor(scenario, patterns, catalogue.patterns);
      const read = measures.map((id) => readableNamed(id, catalogue.measures)!);
      const single = isPart === true ? plansFor(scenario, [BASELINE], catalogue.patterns).plans[0] : undefined;
      return rehearse(scenario, plans, read, key, range, single === undefined ? { worlds } : { worlds, single });
    }
    case 'disturb': {
      const { scenario, pattern, key, replications, measures } = assignment;
      const plan = plansFor(scenario, [pattern], catalogue.patterns).plans[0]!;
      return disturb(scenario, plan, key, replications, measures, catalogue);
    }
  }
}

/** The parts of an assignment that different threads can do, a pattern each. */
export function partsOfAssignment(assignment: Assignment): Assignment[] {
  if (assignment.kind === 'disturb') return [assignment];
  const { patterns } = assignment;
  const isPart = patterns.includes(BASELINE) ? ({ isPart: true } as const) : {};
  return patterns.map((pattern) => ({ ...assignment, patterns: [pattern], ...isPart }));
}

/** What an assignment comes to, from what its parts came to. */
export function resultOfParts(parts: readonly ResultOf<Assignment>[]): ResultOf<Assignment> {
  const [first] = parts as readonly [ResultOf<Assignment>];
  if (!('patterns' in first)) return first;
  return { ...first, patterns: parts.flatMap((part) => ('patterns' in part ? part.patterns : [])) };
}

/** How much work it is, in tasks that are rehearsed: what progress counts. */
export function effortOf(assignment: Assignment): number {
  if (assignment.kind === 'disturb') return 100 * assignment.scenario.agents.length;
  const { range, patterns, scenario } = assignment;
  return (range.to - range.from) * patterns.length * scenario.workload.tasks;
}

/** Tasks of a batch, each under every pattern: enough to outweigh the way to another thread, few enough to share out. */
const TASKS = 200;

/** All replications of a scenario from some number on, in batches that depend on nothing but their number. */
export function inBatches(
  scenario: Scenario,
  patterns: readonly string[],
  measures: readonly Measure[],
  key: number,
  runs: number,
  from = 0,
): Replicate[] {
  const each = Math.max(1, Math.floor(TASKS / scenario.workload.tasks));
  const ids = measures.map(({ id }) => id);
  return Array.from({ length: Math.ceil((runs - from) / each) }, (_, i) => ({
    kind: 'replicate',
    scenario,
    patterns,
    measures: ids,
    key,
    range: { from: from + i * each, to: Math.min(runs, from + (i + 1) * each) },
  }));
}
