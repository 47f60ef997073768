import { Act, type RunRecord, Status } from '../sim/record/record.js';
import type { Baseline, Measure } from './measure.js';

const priced = (
  id: string,
  label: string,
  unit: string,
  definition: string,
  read: (run: RunRecord, single: Baseline | null) => number,
  better: Measure['better'] = 'lower',
): Measure => ({ id, group: 'cost', label, unit, better, interval: 'mean', definition, read });

export const cost: readonly Measure[] = [
  priced(
    'calls',
    'calls',
    'calls',
    'Model calls a task: every attempt and every tool round trip is one.',
    (run) => run.calls.length,
  ),
  priced('inputTokens', 'input tokens', 'tokens', 'Input tokens a task, cached ones included.', (run) =>
    sum(run, run.calls.columns.inputTokens),
  ),
  priced('outputTokens', 'output tokens', 'tokens', 'Output tokens a task.', (run) =>
    sum(run, run.calls.columns.outputTokens),
  ),
  priced(
    'cachedTokens',
    'cached tokens',
    'tokens',
    'Input tokens a task that the provider bills at its cached price.',
    (run) => sum(run, run.calls.columns.cachedTokens),
    'neither',
  ),
  priced('cost', 'cost', 'USD', 'US dollars a task: fresh and cached input and output, each at its price.', (run) =>
    sum(run, run.calls.columns.cost),
  ),
  priced(
    'coordinationShare',
    'coordination',
    'share',
    'Tokens of coordination calls, plus content sent a second time to the same participant, over all tokens.',
    coordinationShare,
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
    'Tokens of calls whose result was never used: failed, timed out, cancelled, or read by nobody.',
    wasted,
  ),
  priced(
    'compensations',
    'compensations',
    'calls',
    'Finished steps that were taken back, a call each, because a later one failed for good.',
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

/** It came back, and so did the attempt that it belongs to; and somebody read the result, where it is there to be read. */
export function isUsed(run: RunRecord, call: number): boolean {
  const { status, act, artifact } = run.calls.columns;
  const made = artifact[call]!;
  if (status[call] !== Status.ok || made < 0) return false;
  return act[call] === Act.decide || act[call] === Act.judge || run.store.all[made]!.used;
}
