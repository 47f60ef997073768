import type { Scenario } from '../../scenario/scenario.js';
import { counted, fixed } from '../words/format.js';

/** Days of a month, of 24 hours each: what arrives at a rate arrives around the clock. */
const DAYS = 30;
const HOUR = 3600;

/** Tasks that costs are told for, and what they are, as it follows "at": "20,000 tasks a month". */
export interface Volume {
  readonly tasks: number;
  readonly text: string;
  /** "a month"; "per 1,000 tasks" where the scenario does not say how many a month has. */
  readonly per: string;
}

/** As the scenario says; else what its arrivals come to in a month; else a thousand tasks, however long they take to come. */
export function volumeOf({ decision, workload }: Scenario): Volume {
  if (decision.volume !== undefined)
    return { tasks: decision.volume, text: `${counted(decision.volume, 'task')} a month`, per: 'a month' };
  const { arrivals } = workload;
  if (arrivals !== null && arrivals.kind === 'open') {
    const hourly = arrivals.rate * HOUR;
    const tasks = Math.round(hourly * 24 * DAYS);
    const rate = Number(hourly.toPrecision(3));
    return {
      tasks,
      text: `${fixed(rate, rate >= 10 || Number.isInteger(rate) ? 0 : 1)} tasks an hour around the clock, ${counted(tasks, 'task')} a month`,
      per: 'a month',
    };
  }
  return { tasks: 1000, text: '1,000 tasks', per: 'per 1,000 tasks' };
}
