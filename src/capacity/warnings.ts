import type { Scenario } from '../scenario/scenario.js';
import type { StudyWarning } from '../study/warning.js';
import type { Capacity } from './result.js';

/** What a reader of a capacity has to know beside the numbers. */
export function capacityWarnings(
  { scenario, axis, patterns, size }: Omit<Capacity, 'warnings'>,
  complete: boolean,
): StudyWarning[] {
  const found: StudyWarning[] = [];
  if (!complete) {
    found.push({
      message: `Stopped after ${patterns.length} of ${size} patterns: the result is of these.`,
      next: 'Run the same command again for all patterns; with the same seed these are the same.',
    });
  }
  const open = patterns.filter(({ isOpen }) => isOpen);
  if (open.length > 0) {
    const [first] = open;
    const end = `${first!.points.at(-1)!.value}${axis.parameter.unit}`;
    found.push({
      message: `${open.map(({ pattern }) => pattern).join(', ')}: nothing breaks up to ${end} (${axis.label}), where the search ends.`,
      next: `${mayWait(scenario) ? 'Set policies.deadline, since waiting alone loses no task; or widen' : 'Widen'} the range: --vary ${axis.parameter.path}=${end}..`,
    });
  }
  const never = patterns.filter(({ most }) => most === null);
  if (never.length > 0) {
    const names = never.map(({ pattern }) => pattern).join(', ');
    found.push({
      message: `${names}: most tasks are lost at the smallest value already.`,
      next: 'Look at one replication with rehearse run.',
    });
  }
  return found;
}

const mayWait = ({ policies }: Scenario): boolean => policies.deadline === Number.POSITIVE_INFINITY;
