import { Cause, isDelivered, type RunRecord } from '../sim/record/record.js';
import { defineMeasure, type TaskMeasure } from './measure.js';

const erring = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  read: (run: RunRecord) => number,
  better: TaskMeasure['better'] = 'lower',
): TaskMeasure => ({ id, group: 'errors', label, unit, better, interval: 'mean', definition, read });

export const errors: readonly TaskMeasure[] = [
  erring(
    'rootErrors',
    'root errors',
    'claims',
    'False claims per task that rest on no other false claim: hallucinated, or guessed for want of an input.',
    rootErrors,
  ),
  erring(
    'derivedErrors',
    'derived errors',
    'claims',
    'False claims per task that were derived from a false one.',
    (run) => originated(run, Cause.derived),
  ),
  defineMeasure({
    ...erring(
      'escaped',
      'false claims escaped',
      'claims',
      'False claims in the delivered artifact; of delivered tasks only.',
      (run) => (isDelivered(run) ? escaped(run, 0) : Number.NaN),
    ),
    column: { place: 5 },
  }),
  erring(
    'escapedRate',
    'escaped rate',
    'share',
    'False claims over all claims in the delivered artifact; of tasks that delivered any.',
    (run) => (run.delivered.length === 0 ? Number.NaN : escaped(run, 0) / run.delivered.length),
  ),
  erring(
    'precision',
    'precision',
    'share',
    'True claims over all claims in the delivered artifact; of tasks that delivered any.',
    (run) => (run.delivered.length === 0 ? Number.NaN : 1 - escaped(run, 0) / run.delivered.length),
    'higher',
  ),
  erring(
    'recall',
    'recall',
    'share',
    'Owed claims that the delivered artifact holds, and that are true, over all owed claims; of delivered tasks that owe any.',
    (run) => (isDelivered(run) && run.owed > 0 ? run.heldRight / run.owed : Number.NaN),
    'higher',
  ),
  erring(
    'missing',
    'missing claims',
    'claims',
    'Owed claims of which the delivered artifact holds none, neither true nor false; of delivered tasks only.',
    (run) => (isDelivered(run) ? run.owed - run.held : Number.NaN),
  ),
  erring(
    'amplification',
    'amplification',
    'times',
    'Root and derived errors together, over the root errors; of tasks with a root error.',
    (run) => (rootErrors(run) + originated(run, Cause.derived)) / (rootErrors(run) || Number.NaN),
  ),
  erring('reach', 'reach', 'share', 'Share of participants that ever accepted a false claim.', (run) => {
    let believers = 0;
    for (const believed of run.believed) believers += believed;
    return believers / run.participants.length;
  }),
  erring(
    'laundered',
    'laundered',
    'claims',
    'Escaped false claims that at least three participants had passed on; of delivered tasks only.',
    (run) => (isDelivered(run) ? escaped(run, 3) : Number.NaN),
  ),
  erring(
    'caught',
    'caught',
    'claims',
    'False claims per task that a check rejected.',
    (run) => rejected(run, 1),
    'higher',
  ),
  erring('falseAlarms', 'false alarms', 'claims', 'True claims per task that a check rejected.', (run) =>
    rejected(run, 0),
  ),
];

function originated(run: RunRecord, cause: number): number {
  const column = run.claims.columns.cause;
  let count = 0;
  for (let i = 0; i < run.claims.length; i++) if (column[i] === cause) count++;
  return count;
}

function rootErrors(run: RunRecord): number {
  return originated(run, Cause.hallucinated) + originated(run, Cause.guessed);
}

function escaped(run: RunRecord, leastEndorsements: number): number {
  const { claim, endorsements } = run.delivered.columns;
  let count = 0;
  for (let i = 0; i < run.delivered.length; i++) {
    if (run.claims.columns.isFalse[claim[i]!] === 1 && endorsements[i]! >= leastEndorsements) count++;
  }
  return count;
}

function rejected(run: RunRecord, isFalse: number): number {
  const { claim, retracted } = run.rejections.columns;
  let count = 0;
  for (let i = 0; i < run.rejections.length; i++) {
    if (retracted[i] === 1 && run.claims.columns.isFalse[claim[i]!] === isFalse) count++;
  }
  return count;
}
