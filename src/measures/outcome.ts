import type { RunOutcome } from '../sim/record/record.js';
import type { TaskMeasure } from './measure.js';

const DEFINITIONS: Readonly<Record<RunOutcome, string>> = {
  correct:
    'Finished in time, with no more false claims in the delivered artifact than the tolerance, and no needed step missing.',
  wrong: 'Finished in time, but with too many false claims or without a needed step: a plausible result that is wrong.',
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
