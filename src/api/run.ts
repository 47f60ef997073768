import type { Measure } from '../measures/measure.js';
import { readTask } from '../measures/measure.js';
import type { Pattern } from '../patterns/pattern.js';
import type { Scenario } from '../scenario/scenario.js';
import { keyOf } from '../sim/luck/seed.js';
import type { Story } from '../sim/record/story.js';
import { World } from '../sim/world.js';
import { usualEffort } from '../study/effort.js';
import { watch } from '../study/watch.js';
import { chosenFor } from './catalogue.js';
import { planOf, whole } from './studies.js';

export interface RunOptions {
  /** Any text; the same seed meets the same luck. Default: 'rehearsal'. */
  readonly seed?: string;
  /** Which replication, from 0: `compare` makes 0, 1, 2, ... with the same luck. Default: 0. */
  readonly replication?: number;
  /** Which of the replication's tasks, from 0, in order of arrival. Default: 0. */
  readonly task?: number;
  /** Measures of your own; the built-in ones are always read. */
  readonly measures?: readonly Measure[];
}

/** One task of one replication, call by call, and what each measure read from it. */
export interface TracedRun extends Story {
  /** Measure id -> value; NaN where a measure is not defined for this task, or not read from single tasks. */
  readonly values: ReadonlyMap<string, number>;
}

/** Rehearses one replication under one pattern. */
export function run(scenario: Scenario, pattern: string | Pattern, options: RunOptions = {}): TracedRun {
  const { seed = usualEffort.seed, measures = [] } = options;
  const chosen = chosenFor(scenario, { patterns: [pattern], measures });
  const replication = whole('replication', options.replication ?? 0, 0);
  const task = whole('task', options.task ?? 0, 0);
  if (task >= scenario.workload.tasks) {
    throw new RangeError(`task: a replication has ${scenario.workload.tasks}, counted from 0; there is no ${task}.`);
  }
  const plan = planOf(scenario, chosen.only![0]!, chosen);
  const world = new World(scenario, plan, keyOf(seed));
  const values = new Map<string, number>();
  const story = watch(world, { pattern: plan.name, seed, replication, task }, (record) => {
    for (const one of chosen.catalogue.measures) values.set(one.id, readTask(one, record, null));
  });
  if (story === null) throw new RangeError(`task: task ${task} of replication ${replication} never arrived.`);
  return { ...story, values };
}
