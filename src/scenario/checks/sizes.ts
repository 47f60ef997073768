import { mean as meanOf } from '../distribution-mean.js';
import { entries, isMap, valueAt } from '../plain-data.js';
import { factors } from '../schema/distributions.js';
import type { Check } from './check.js';

/** How far shares may miss 1, for what decimal fractions cannot say. */
const ROUNDING = 1e-9;
/** How far the mean of a size may miss 1: a median and a p95 are written with three digits. */
const NEAR = 0.005;

/** Sizes with mean 1, kinds with shares that add up, replicas that can grow. */
export function checkSizes({ raw, report }: Check): void {
  const size = valueAt(raw, ['task', 'size']);
  const read = size === undefined ? null : factors.schema.safeParse(size);
  const mean = read?.success === true ? meanOf(read.data) : 1;
  if (!(Math.abs(mean - 1) <= NEAR)) {
    const next = 'Write a distribution with mean 1, such as { mean: 1, cv: 0.5 }; other lengths belong to the steps.';
    report(['task', 'size'], `the mean of task.size is ${Number(mean.toPrecision(3))}, not 1`, next);
  }
  const kinds = entries(raw, 'task', 'kinds');
  const shares = kinds.map(([, kind]) => valueAt(kind, ['share']));
  const sum = shares.reduce<number>((total, share) => total + (typeof share === 'number' ? share : Number.NaN), 0);
  if (kinds.length > 0 && Math.abs(sum - 1) > ROUNDING) {
    const added = Number(sum.toPrecision(6));
    report(['task', 'kinds'], `the shares of the kinds add up to ${added}, not to 1`, 'Change the shares.');
  }
  for (const [name, step] of isMap(raw, 'task') ? entries(raw, 'task', 'steps') : []) {
    checkDecided(name, step, report);
    const [most, replicas = 1] = [valueAt(step, ['mostReplicas']), valueAt(step, ['replicas'])];
    if (typeof most !== 'number' || typeof replicas !== 'number' || most >= replicas) continue;
    const message = `the step '${name}' has at most ${most} replicas, and ${replicas} where the task is of usual size`;
    report(['task', 'steps', name, 'mostReplicas'], message, 'Raise mostReplicas or lower replicas.');
  }
}

/** A number that a lead decides on has a largest value, and no other. */
function checkDecided(name: string, step: unknown, report: Check['report']): void {
  const [decided, replicas, most] = ['decidedReplicas', 'replicas', 'mostReplicas'].map((key) => valueAt(step, [key]));
  if (decided === undefined) return;
  const path = ['task', 'steps', name, 'decidedReplicas'];
  if (most === undefined) {
    report(path, `the step '${name}' has no largest number of replicas`, 'Add mostReplicas, such as mostReplicas: 6.');
  }
  if (replicas !== undefined) {
    report(path, `the step '${name}' has replicas and decidedReplicas`, 'Keep one of the two.');
  }
}
