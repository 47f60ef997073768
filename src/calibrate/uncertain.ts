import type { ScenarioDraft } from './draft.js';
import type { WorkFound } from './work.js';

/** What a decision varies. Ranges of what no trace tells are those of the essentials of the language. */
export function withUncertain(draft: ScenarioDraft, { pattern, leads }: WorkFound): void {
  const assumed: readonly (readonly [string, readonly [number, number]])[] = [
    ['agents.defaults.hallucination', [0.02, 0.15]],
    ['agents.defaults.credulity', [0.6, 1]],
    ['generalist.penalty', [1, 3]],
    ...(leads.size > 0 && pattern !== 'maker-checker' ? [['coordinator.detection', [0.3, 0.9]] as const] : []),
  ];
  for (const [path, range] of assumed)
    draft.set(['decision', 'uncertain', path], range, 'assumed', 'no trace tells it');
  for (const { path, value, interval } of [...draft.all]) {
    if (interval === null || typeof value !== 'number' || !Number.isFinite(interval.high)) continue;
    const [low, high] = [tidy(interval.low), tidy(interval.high)];
    if (low < high) draft.set(['decision', 'uncertain', path.join('.')], [low, high], 'fitted', 'its 95 % interval');
  }
}

const tidy = (value: number): number => Number(value.toPrecision(4));
