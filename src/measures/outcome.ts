import type { RunOutcome } from '../sim/record/record.js';
import type { TaskMeasure } from './measure.js';

const DEFINITIONS: Readonly<Record<RunOutcome, string>> = {
  correct:
    'Finished in time and usable: no more false claims and no more missing ones than the tolerances, and no needed step left out.',
  wrong:
    'Finished in time, but not usable: too many false claims, too many owed claims missing, or a needed step left out. A plausible result that is wrong.',
  failed: 'Ended with an error that was reported.',
  stalled: 'No event can change the task any more, and no error was reported.',
  late: 'Finished after the deadline.',
};

const share = (id: RunOutcome): TaskMeasure => ({
  id,
  group: 'outcome',
  label: id,
  unit: 'share',
  better: id === 'correct' ? 'higher' : 'lower',
  interval: 'share',
  definition: `Share of tasks. ${DEFINITIONS[id]}`,
  read: (run) => (run.outcome === id ? 1 : 0),
});

export const outcome: readonly TaskMeasure[] = [
  share('correct'),
  share('wrong'),
  share('failed'),
  share('stalled'),
  share('late'),
];
