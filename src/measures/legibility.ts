import type { RunRecord } from '../sim/record/record.js';
import { investigated, investigation } from './investigation.js';
import { defineMeasure, type TaskMeasure } from './measure.js';

const traced = (place: number, id: string, label: string, unit: string, definition: string): TaskMeasure =>
  defineMeasure({
    id,
    group: 'legibility',
    label,
    unit,
    better: 'lower',
    interval: 'mean',
    definition,
    read: (run: RunRecord) => investigated(run, place),
    pass: { of: investigation, place },
  });

/** No time: nobody has published how long it takes to read a log. Multiply `logsOpened` by your own. */
export const legibility: readonly TaskMeasure[] = [
  traced(
    0,
    'logsOpened',
    'logs opened',
    'logs',
    "Logs that an investigator opens, who does not know the path, to find the origin of an escaped false claim: from delivery backwards, at each participant through all that could have sent it (expected over the orders in which these are tried). A participant's log stays closed where open ones hold all that it received. 1 with tracing. The mean over the escaped claims, of tasks that have one.",
  ),
  traced(
    1,
    'hopsWalked',
    'hops walked',
    'hops',
    'Handovers between participants from the origin of an escaped false claim to its delivery. The mean over the escaped claims, of tasks that have one.',
  ),
  traced(
    2,
    'candidates',
    'candidates per hop',
    'participants',
    'Participants from which an escaped false claim could have come, at each of its handovers: all that had sent the receiver a message with the claim, or with the claim that it was derived from. 1 with tracing. The mean over the handovers, of tasks that have one.',
  ),
];
