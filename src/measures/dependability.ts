import { isDelivered, type RunRecord, Status } from '../sim/record/record.js';
import type { StepAdded } from './disturbed.js';
import { type DisturbanceMeasure, defineMeasure, type Measure, type TaskMeasure } from './measure.js';

const perTask = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  read: (run: RunRecord) => number,
): TaskMeasure => ({ id, group: 'dependability', label, unit, better: 'lower', interval: 'mean', definition, read });

const operationalFailures: TaskMeasure = defineMeasure({
  id: 'operationalFailures',
  group: 'dependability',
  label: 'operational failures',
  unit: 'share',
  better: 'lower',
  interval: 'share',
  definition: 'Share of tasks that were not delivered in time, right or wrong: failed, stalled or late.',
  read: (run) => (isDelivered(run) && run.outcome !== 'late' ? 0 : 1),
});

const singlePoint: DisturbanceMeasure = defineMeasure({
  id: 'singlePoint',
  group: 'dependability',
  label: 'single point',
  unit: 'share',
  better: 'lower',
  interval: 'share',
  definition:
    'Share of tasks that are lost, or delivered without one of their steps, when the worst single participant goes down for good at a random moment of the task. Measured by knocking out each participant in turn, one task at a time.',
  readDisturbed: ({ knockOuts }, replication) => knockOuts[0]!.lost[replication]!,
});

const changeImpact: DisturbanceMeasure = defineMeasure({
  id: 'changeImpact',
  group: 'dependability',
  label: 'change impact',
  unit: '1',
  better: 'lower',
  interval: 'mean',
  definition:
    'Existing participants whose set of neighbours changes when a step with an agent of its own is added: the mean over all steps that it could come after. Measured by adding it, with all faults and errors switched off.',
  readDisturbed: ({ stepsAdded }) => meanOf(stepsAdded, ({ neighboursChanged }) => neighboursChanged),
});

const placesEdited: DisturbanceMeasure = defineMeasure({
  id: 'placesEdited',
  group: 'dependability',
  label: 'places edited',
  unit: '1',
  better: 'lower',
  interval: 'mean',
  definition:
    "Existing files and prompts that have to be edited when a step with an agent of its own is added: code that knows the steps, a coordinator's roster, the agents that a prompt names, subscriptions. The mean over all steps that it could come after. Patterns declare where they write down who does what; measured by adding the step and comparing what stands there.",
  readDisturbed: ({ stepsAdded }) => meanOf(stepsAdded, (added) => added.placesEdited),
});

/** Calls that ended in this way. */
function countOf({ calls }: RunRecord, ending: number): number {
  const { status } = calls.columns;
  let count = 0;
  for (let i = 0; i < calls.length; i++) if (status[i] === ending) count++;
  return count;
}

/** Over the steps after which one was added. */
function meanOf(added: readonly StepAdded[] | null, of: (one: StepAdded) => number): number {
  return added === null ? Number.NaN : added.reduce((sum, one) => sum + of(one), 0) / added.length;
}

export const dependability: readonly Measure[] = [
  operationalFailures,
  singlePoint,
  changeImpact,
  placesEdited,
  perTask('retries', 'retries', 'attempts', 'Attempts after the first one, per task.', (run) => run.retries),
  perTask('timeouts', 'time-outs', 'calls', 'Timed-out calls per task.', (run) => countOf(run, Status.timedOut)),
  {
    ...perTask(
      'refused',
      'refused calls',
      'calls',
      'Calls per task that were refused: by a limit of the provider on the model, as overloaded, or since too many waited already. Each is a call that was made and not billed.',
      (run) => countOf(run, Status.refused),
    ),
    column: { place: 9, whereAny: true },
  },
  perTask(
    'sentBack',
    'work sent back',
    'times',
    'Times per task that a step sent work back to an earlier one (steps.X.sendsBack).',
    (run) => run.sentBack,
  ),
  perTask(
    'unread',
    'passed unread',
    'calls',
    'Requests to people per task that passed as they were, since nobody answered in time (person.onDeadline: approve).',
    ({ answers }) => [...answers.values()].filter(({ isUnread }) => isUnread).length,
  ),
  {
    ...perTask(
      'overBudget',
      'over budget',
      'share',
      'Share of tasks that were ended because they spent more than policies.budget; they count as failed.',
      (run) => (run.isOverBudget ? 1 : 0),
    ),
    interval: 'share',
  },
  perTask(
    'deadLetters',
    'dead letters',
    'events',
    'Events per task that were dead-lettered: not delivered within the allowed attempts.',
    (run) => run.deadLetters,
  ),
  perTask(
    'alerts',
    'alerts',
    'events',
    'Dead letters per task that raised an alert, so that an operator delivered the event once more (policies.deadLetters).',
    (run) => run.alerts,
  ),
  perTask('duplicates', 'duplicates', 'events', 'Duplicate events handled, per task.', (run) => run.duplicates),
  perTask(
    'lostUpdates',
    'lost updates',
    'writes',
    'Concurrent writes per task that another write overwrote.',
    (run) => run.lostUpdates,
  ),
  perTask(
    'lostWork',
    'lost work',
    'calls',
    'Finished calls per task whose results were lost in a crash, or with a task that failed and was submitted again.',
    (run) => run.lostWork,
  ),
  perTask(
    'recoveryTime',
    'recovery time',
    's',
    'Seconds per task from the crash of the participant that held its control flow until the participant was back.',
    (run) => run.recovery,
  ),
];
