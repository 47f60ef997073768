import { isDelivered, LimitedBy, type RunRecord, Status } from '../sim/record/record.js';
import { defineMeasure, type TaskMeasure } from './measure.js';

/** What a task can be lost by; the key is part of a measure's id. */
export const LOSS_CAUSES = {
  requests: "the provider's limit of requests",
  input: "the provider's limit of input tokens",
  output: "the provider's limit of output tokens",
  tokens: "the provider's limit of tokens",
  concurrency: "the provider's limit of calls at once",
  quota: "the provider's quota",
  overload: 'an overloaded provider',
  line: 'the rate limiter in front of the provider',
  server: 'a model server that is full',
  participant: 'the capacity of a participant',
  timeout: 'time-outs',
  deadline: 'the deadline',
  failure: 'calls that fail or hang',
  crash: 'crashes',
  window: 'the context window',
  flow: 'the flow itself',
} as const;

export type LossCause = keyof typeof LOSS_CAUSES;
const CAUSES = Object.keys(LOSS_CAUSES) as readonly LossCause[];

/** By `LimitedBy`; a call that waited and met no limit of its model waited for the limiter in front of all. */
const BY_LIMIT: readonly LossCause[] = (() => {
  const causes: LossCause[] = [];
  for (const name of Object.keys(LimitedBy) as (keyof typeof LimitedBy)[]) {
    causes[LimitedBy[name]] = name === 'nothing' ? 'line' : name;
  }
  return causes;
})();

export const lost: TaskMeasure = defineMeasure({
  id: 'lost',
  group: 'dependability',
  label: 'lost tasks',
  unit: 'share',
  better: 'lower',
  interval: 'share',
  definition:
    'Share of tasks that were not delivered in time, or were delivered without a step that they needed: failed, stalled, late or incomplete.',
  read: (run) => Number(isLost(run)),
});

/** Of the lost tasks, those that each cause is to blame for: parts of `lost` that are read by their ids. */
export const lossParts: readonly TaskMeasure[] = CAUSES.map((cause) => ({
  id: lossId(cause),
  group: 'dependability',
  label: `lost by ${LOSS_CAUSES[cause]}`,
  unit: 'share',
  better: 'lower',
  interval: 'share',
  definition: `Share of tasks that were lost by ${LOSS_CAUSES[cause]}.`,
  read: (run) => Number(isLost(run) && causeOf(run) === cause),
}));

export function lossId(cause: LossCause): string {
  return `lostBy.${cause}`;
}

export const lossCauses: readonly LossCause[] = CAUSES;

function isLost(run: RunRecord): boolean {
  return !isDelivered(run) || run.outcome === 'late' || run.missingSteps > 0;
}

/** What a late task waited for most; of any other, how its last call ended that did not succeed. */
function causeOf(run: RunRecord): LossCause {
  if (run.outcome === 'late') return longestWait(run);
  const c = run.calls.columns;
  let isOpen = false;
  for (let call = run.calls.length - 1; call >= 0; call--) {
    switch (c.status[call]) {
      case Status.refused:
        return BY_LIMIT[c.limitedBy[call]!]!;
      case Status.failed:
        return 'failure';
      case Status.timedOut:
        return timedOutBy(run, call);
      case Status.overflow:
        return 'window';
      case Status.lost:
        return 'crash';
      case Status.unfinished:
        isOpen = true;
    }
  }
  return isOpen ? 'failure' : 'flow';
}

/** A call that was never sent timed out in a line; any other took too long. */
function timedOutBy(run: RunRecord, call: number): LossCause {
  const c = run.calls.columns;
  const [limit, slot] = [c.rateLimited[call]!, c.queued[call]!];
  if (Math.max(limit, slot) <= c.service[call]!) return 'timeout';
  return limit > slot ? BY_LIMIT[c.limitedBy[call]!]! : 'participant';
}

/** Along the chain of causes that ended the task: what took longest, of the waits and of the work itself. */
function longestWait(run: RunRecord): LossCause {
  const c = run.calls.columns;
  const seconds = new Map<LossCause, number>();
  const add = (cause: LossCause, amount: number): void => {
    if (amount > 0) seconds.set(cause, (seconds.get(cause) ?? 0) + amount);
  };
  for (let call = run.lastCall; call >= 0; call = c.cause[call]!) {
    const before = c.cause[call]!;
    add(BY_LIMIT[c.limitedBy[call]!]!, c.rateLimited[call]!);
    add('participant', c.queued[call]!);
    add('crash', c.repair[call]! + c.absent[call]!);
    add('deadline', c.service[call]! + c.tool[call]!);
    const wasRefused = before >= 0 && c.status[before] === Status.refused;
    add(wasRefused ? BY_LIMIT[c.limitedBy[before]!]! : 'failure', c.backoff[call]!);
  }
  let longest: LossCause = 'deadline';
  for (const [cause, amount] of seconds) if (amount > (seconds.get(longest) ?? 0)) longest = cause;
  return longest;
}
