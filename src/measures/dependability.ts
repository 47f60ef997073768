import { isDelivered, type RunRecord, Status } from '../sim/record/record.js';
import type { Measure } from './measure.js';

const enduring = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  read: (run: RunRecord) => number,
): Measure => ({ id, group: 'dependability', label, unit, better: 'lower', interval: 'mean', definition, read });

export const dependability: readonly Measure[] = [
  {
    ...enduring(
      'operationalFailures',
      'operational failures',
      'share',
      'Share of tasks that were not delivered in time, right or wrong: failed, stalled or late.',
      (run) => (isDelivered(run) && run.outcome !== 'late' ? 0 : 1),
    ),
    interval: 'share',
  },
  {
    ...enduring(
      'singlePoint',
      'single point',
      'share',
      'Share of tasks that are lost, or delivered without one of their steps, when the worst single participant goes down for good at a random moment of the task. Measured by doing it, one task at a time, with each participant in turn.',
      () => Number.NaN,
    ),
    interval: 'share',
    disturbs: true,
  },
  {
    ...enduring(
      'changeImpact',
      'change impact',
      '1',
      'Participants there already whose set of neighbours changes when a step with an agent of its own is added; the mean over all steps that it could come after. Measured by doing it, where nothing fails.',
      () => Number.NaN,
    ),
    disturbs: true,
  },
  enduring('retries', 'retries', 'attempts', 'Attempts a task after the first one.', (run) => run.retries),
  enduring('timeouts', 'time-outs', 'calls', 'Calls a task that were given up.', (run) => {
    const { status } = run.calls.columns;
    let count = 0;
    for (let i = 0; i < run.calls.length; i++) if (status[i] === Status.timedOut) count++;
    return count;
  }),
  enduring('deadLetters', 'dead letters', 'events', 'Events a task that were given up.', (run) => run.deadLetters),
  enduring(
    'duplicates',
    'duplicates',
    'events',
    'Events a task that were handled once more than they had to be.',
    (run) => run.duplicates,
  ),
  enduring(
    'lostUpdates',
    'lost updates',
    'writes',
    'Concurrent writes a task that another write undid.',
    (run) => run.lostUpdates,
  ),
  enduring(
    'lostWork',
    'lost work',
    'calls',
    'Finished calls a task whose results were lost in a crash, or with a task that failed and was handed in again.',
    (run) => run.lostWork,
  ),
  enduring(
    'recoveryTime',
    'recovery time',
    's',
    'Seconds a task from crashes of who held its control flow until it was back.',
    (run) => run.recovery,
  ),
];
