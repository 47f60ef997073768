import { lognormalOf } from '../../scenario/distribution-mean.js';
import type { Distribution, Scenario } from '../../scenario/scenario.js';
import { mean, quantile } from '../luck/distributions.js';
import { Purpose } from '../luck/luck.js';
import type { TaskLuck } from '../luck/task-luck.js';

/** What makes a task larger, or harder, than the usual one: drawn once, the same in every pattern. */
export interface TaskSize {
  /** Index of its kind; -1: tasks are all of one kind. */
  readonly kind: number;
  /** Factor on lengths, tool calls, claims and, where a scenario says so, replicas. */
  readonly size: number;
  /** Factor on the odds of errors. */
  readonly hardness: number;
  /** Tokens of the brief. */
  readonly briefTokens: number;
}

type Sized = Pick<Scenario['task'], 'size' | 'kinds' | 'brief'>;

/** Sizes beyond this quantile get no further claims: their keys are laid out beforehand. */
const FAR = 1 - 1e-6;

/** Whether tasks differ in nothing that this file is about. */
export function isUniform({ size, kinds, brief }: Sized): boolean {
  return kinds.length === 0 && size.kind === 'constant' && brief.cv === 0;
}

export function usualSize({ size, brief }: Sized): TaskSize {
  const value = size.kind === 'constant' ? size.value : 1;
  return { kind: -1, size: value, hardness: 1, briefTokens: brief.tokens };
}

/** Kind and size of a task. Small and large of one kind meet the same luck as those of another. */
export function drawSize({ size, kinds, brief }: Sized, luck: TaskLuck): TaskSize {
  const kind = kinds.length === 0 ? -1 : kindAt(kinds, luck.uniform(Purpose.kind, 0, 0));
  const own = kinds[kind];
  const drawn = factorOf(size, own?.size, (d) => luck.draw(d, Purpose.size, 0, 0));
  const length = luck.draw(lognormalOf(1, brief.cv), Purpose.briefLength, 0, 0);
  const tokens = (own?.briefTokens ?? brief.tokens) * drawn * length;
  return { kind, size: drawn, hardness: own?.difficulty ?? 1, briefTokens: Math.round(tokens) };
}

/** Over all kinds. */
export function meanSize({ size, kinds }: Pick<Sized, 'size' | 'kinds'>): number {
  if (kinds.length === 0) return mean(size);
  return kinds.reduce((sum, kind) => sum + kind.share * factorOf(size, kind.size, mean), 0);
}

/** The largest size that is worth laying claims out for. */
export function farSize({ size, kinds }: Pick<Sized, 'size' | 'kinds'>): number {
  const far = (d: Distribution): number => (d.kind === 'constant' ? d.value : quantile(d, FAR));
  if (kinds.length === 0) return far(size);
  return Math.max(...kinds.filter(({ share }) => share > 0).map((kind) => factorOf(size, kind.size, far)));
}

/** A number is a factor on the size of all tasks; a distribution stands in its place. */
function factorOf(size: Distribution, own: Distribution | undefined, draw: (d: Distribution) => number): number {
  if (own === undefined) return draw(size);
  return own.kind === 'constant' ? own.value * draw(size) : draw(own);
}

function kindAt(kinds: Sized['kinds'], u: number): number {
  let below = 0;
  for (const [index, { share }] of kinds.entries()) {
    below += share;
    if (u < below) return index;
  }
  // Shares may miss 1 by a rounding.
  return kinds.length - 1;
}

/** A whole number whose mean is `amount`: of 2.3, 2 in seven of ten cases and 3 in the others. */
export function wholeOf(amount: number, u: number): number {
  return Math.floor(amount + u);
}
