import { axisAt, usualAxis } from '../capacity/axis.js';
import { capacity as capacityWith } from '../capacity/capacity.js';
import type { Capacity } from '../capacity/result.js';
import type { Scenario } from '../scenario/scenario.js';
import { usualEffort } from '../study/effort.js';
import { onOneLine } from './catalogue.js';
import { type RehearsalOptions, studyOf } from './studies.js';

export interface CapacityOptions extends RehearsalOptions {
  /** Dotted path of what grows. Default: arrivals or users, else the growth of the scenario, else tasks at once. */
  readonly vary?: string;
  /** The ends of the search, as the scenario would write them. Default: around the scenario's own value. */
  readonly from?: number | string;
  readonly to?: number | string;
  /** Share of the tasks that may be lost beyond those lost at the smallest value. Default: 0.05. */
  readonly lost?: number;
}

/** Finds how much each pattern sustains: the largest team, the most users or tasks at once, or the highest rate. */
export async function capacity(scenario: Scenario, options: CapacityOptions = {}): Promise<Capacity> {
  const { vary, from, to, lost = 0.05 } = options;
  if (!(lost >= 0 && lost < 1)) throw new RangeError(`lost: ${lost} is no share from 0 to below 1.`);
  const ends = from === undefined || to === undefined ? null : ([String(from), String(to)] as const);
  const axis = vary === undefined ? usualAxis(scenario) : axisAt(scenario, vary, ends);
  if ('ok' in axis) {
    const problem = axis.ok ? 'it cannot grow' : `${axis.message}. ${axis.next}`;
    throw new RangeError(`${vary ?? 'capacity'}: ${onOneLine(problem)}`);
  }
  const { catalogue, executor, effort, monitor } = studyOf(scenario, options, usualEffort.tasksPerCell);
  const found = await capacityWith(scenario, axis, { ...effort, tolerated: lost }, executor, catalogue);
  if (found.patterns.length === 0) monitor.throwIfStopped();
  return found;
}
