import { Act, isDelivered, type RunRecord, Status } from '../sim/record/record.js';
import { idleShare } from './idle.js';
import type { TaskMeasure } from './measure.js';

const timed = (id: string, label: string, definition: string, read: (run: RunRecord) => number): TaskMeasure => ({
  id,
  group: 'time',
  label,
  unit: 's',
  better: 'lower',
  interval: 'mean',
  definition,
  read,
});

const waiting = (measure: TaskMeasure): TaskMeasure => ({ ...measure, waits: true });

const part = (
  id: string,
  label: string,
  definition: string,
  read: (run: RunRecord, call: number) => number,
): TaskMeasure => ({
  ...timed(
    id,
    label,
    `${definition} Along the chain of causes that ended the task; the parts add up to the latency.`,
    (run) => alongTheChain(run, (call) => read(run, call)),
  ),
  part: { whole: 'latency', shares: (run, take) => alongTheChain(run, (call) => take(read(run, call), call)) },
});

/** Parts of the latency in which a task waits, by cause. */
const waits: readonly TaskMeasure[] = [
  waiting(
    part('timeQueueing', 'queueing', 'Waiting for a free slot of the agent.', (run, call) =>
      succeeded(run, call) ? run.calls.columns.queued[call]! : 0,
    ),
  ),
  waiting(
    part('timeRateLimit', 'rate limit', "Waiting for the provider's rate limit.", (run, call) =>
      succeeded(run, call) ? run.calls.columns.rateLimited[call]! : 0,
    ),
  ),
  part(
    'timeRetry',
    'retry and backoff',
    'Failed attempts, the backoff after them, and waiting at the end for one that fails.',
    (run, call) => {
      const c = run.calls.columns;
      // A pattern that waits for all calls may end with a failed one, after the last result that counts.
      const atTheEnd = call === run.lastCall ? run.endedAt - c.endedAt[call]! : 0;
      return (
        atTheEnd +
        c.backoff[call]! +
        (succeeded(run, call) ? 0 : c.tool[call]! + c.endedAt[call]! - c.requestedAt[call]!)
      );
    },
  ),
  part(
    'timeRepair',
    'crash and repair',
    'Waiting until a crashed participant was back, and work that was lost and done again.',
    (run, call) => run.calls.columns.repair[call]! + (succeeded(run, call) ? run.calls.columns.absent[call]! : 0),
  ),
  part(
    'timeMessages',
    'message delay',
    'Waiting for a message to arrive.',
    (run, call) => run.calls.columns.messageDelay[call]!,
  ),
];

export const time: readonly TaskMeasure[] = [
  {
    ...waiting(
      timed('latency', 'latency', 'Arrival to delivery; of delivered tasks only.', (run) =>
        isDelivered(run) ? run.endedAt - run.arrivedAt : Number.NaN,
      ),
    ),
    column: { place: 1, shows: 'percentiles' },
  },
  waiting(
    timed(
      'criticalLatency',
      'critical latency',
      'Arrival to the end of the last critical step; of tasks in which every critical step was done.',
      (run) => run.criticalAt - run.arrivedAt,
    ),
  ),
  {
    ...timed(
      'criticalPathCalls',
      'calls on the critical path',
      'Calls on the chain of causes that ended the task; of delivered tasks only.',
      (run) => alongTheChain(run, () => 1),
    ),
    unit: 'calls',
  },
  part('timeWork', 'work', 'Service time of work calls and of their tools.', (run, call) => {
    const c = run.calls.columns;
    if (!succeeded(run, call)) return 0;
    return c.tool[call]! + (c.act[call] === Act.produce ? c.service[call]! : 0);
  }),
  part('timeCoordination', 'coordination', 'Service time of coordination calls.', (run, call) => {
    const c = run.calls.columns;
    return succeeded(run, call) && c.act[call] !== Act.produce ? c.service[call]! : 0;
  }),
  ...waits,
  waiting({
    ...timed(
      'waitShare',
      'waiting',
      'Share of the latency spent waiting, whatever the cause: queueing, rate limit, retry and backoff, crash and repair, message delay. Of delivered tasks only.',
      (run) => waits.reduce((sum, wait) => sum + wait.read(run, null), 0) / (run.endedAt - run.arrivedAt),
    ),
    unit: 'share',
  }),
  {
    ...timed(
      'idle',
      'idle',
      'Share of the time of a task in which an agent or coordinator has nothing to do for it: no call, tool or backoff of its own. The mean over all that take part; of tasks that ended.',
      idleShare,
    ),
    unit: 'share',
  },
];

/** The call succeeded, and so did its attempt: a tool may have failed later on. */
function succeeded(run: RunRecord, call: number): boolean {
  const { status, artifact } = run.calls.columns;
  return status[call] === Status.ok && artifact[call]! >= 0;
}

/** Sum over the calls that led, one after the other, to what was delivered. */
function alongTheChain(run: RunRecord, read: (call: number) => number): number {
  if (!isDelivered(run)) return Number.NaN;
  let total = 0;
  for (let call = run.lastCall; call >= 0; call = run.calls.columns.cause[call]!) total += read(call);
  return total;
}
