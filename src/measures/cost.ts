import { Act, type RunRecord, Status } from '../sim/record/record.js';
import type { MeasureColumn, SingleAgentRun, TaskMeasure } from './measure.js';

const priced = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  read: (run: RunRecord, single: SingleAgentRun | null) => number,
  { better = 'lower', column }: { readonly better?: TaskMeasure['better']; readonly column?: MeasureColumn } = {},
): TaskMeasure => ({
  ...{ id, group: 'cost', label, unit, better, interval: 'mean', definition, read },
  ...(column === undefined ? {} : { column }),
});

export const cost: readonly TaskMeasure[] = [
  priced(
    'calls',
    'calls',
    'calls',
    'Model calls per task. Every attempt and every tool round trip is one.',
    (run) => run.calls.length,
  ),
  priced('inputTokens', 'input tokens', 'tokens', 'Input tokens per task, cached ones included.', (run) =>
    sum(run, run.calls.columns.inputTokens),
  ),
  priced('outputTokens', 'output tokens', 'tokens', 'Output tokens per task.', (run) =>
    sum(run, run.calls.columns.outputTokens),
  ),
  priced(
    'reasoningTokens',
    'reasoning tokens',
    'tokens',
    'Output tokens per task that were thought and not passed on; they are among the output tokens.',
    (run) => sum(run, run.calls.columns.reasoningTokens),
  ),
  priced(
    'cachedTokens',
    'cached tokens',
    'tokens',
    'Input tokens per task that the provider bills at its price for cached input.',
    (run) => sum(run, run.calls.columns.cachedTokens),
    { better: 'neither' },
  ),
  priced(
    'cacheWrites',
    'cache writes',
    'tokens',
    'Input tokens per task that the provider newly writes to its prompt cache, some at a higher price.',
    (run) => sum(run, run.calls.columns.cacheWrites),
    { better: 'neither' },
  ),
  priced(
    'cost',
    'cost',
    'USD',
    'US dollars per task: fresh input, input read from a cache or written to it, and output, each at its price, and what people are paid.',
    (run) => sum(run, run.calls.columns.cost),
    { column: { place: 4 } },
  ),
  priced(
    'coordinationShare',
    'coordination',
    'share',
    'Tokens of coordination calls, and of content sent again to the same participant, over all tokens.',
    coordinationShare,
    { column: { place: 8 } },
  ),
  {
    ...priced(
      'tokenTax',
      'token tax',
      'times',
      "Tokens over the single agent's tokens in the same replication.",
      (run, single) => (single === null ? Number.NaN : tokens(run) / single.tokens),
    ),
    relative: true,
  },
  priced(
    'wasted',
    'wasted tokens',
    'tokens',
    'Tokens of calls whose result was never used: failed, timed out, cancelled, or not read.',
    wasted,
  ),
  priced(
    'compensations',
    'compensations',
    'calls',
    'Compensating calls per task: each undoes a finished step because a later step failed permanently.',
    (run) => run.compensations,
  ),
];

/** All tokens of a run: the baseline of `tokenTax`. */
export function tokens(run: RunRecord): number {
  return sum(run, run.calls.columns.inputTokens) + sum(run, run.calls.columns.outputTokens);
}

function sum(run: RunRecord, column: Float64Array): number {
  let total = 0;
  for (let i = 0; i < run.calls.length; i++) total += column[i]!;
  return total;
}

function coordinationShare(run: RunRecord): number {
  const c = run.calls.columns;
  let coordination = 0;
  for (let i = 0; i < run.calls.length; i++) {
    const isWork = c.act[i] === Act.produce;
    coordination += isWork ? c.resentTokens[i]! : c.inputTokens[i]! + c.outputTokens[i]!;
  }
  return coordination / tokens(run);
}

function wasted(run: RunRecord): number {
  const c = run.calls.columns;
  let total = 0;
  for (let i = 0; i < run.calls.length; i++) if (!isUsed(run, i)) total += c.inputTokens[i]! + c.outputTokens[i]!;
  return total;
}

/** The call and its attempt succeeded; and the result was read, where a result is made to be read. */
export function isUsed(run: RunRecord, call: number): boolean {
  const { status, act, artifact } = run.calls.columns;
  const made = artifact[call]!;
  if (status[call] !== Status.ok || made < 0) return false;
  return act[call] === Act.decide || act[call] === Act.judge || run.store.all[made]!.used;
}
