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
  for (const [path, range] of assumed) draft.set(['decision', 'uncertain', path], range, 'assumed', 'no trace tells it');
  for (const { path, value, origin, comment } of [...draft.all]) {
    const range = origin === 'fitted' ? rangeIn(comment) : null;
    if (range === null || typeof value !== 'number' || !(range[0] < range[1])) continue;
    draft.set(['decision', 'uncertain', path.join('.')], range, 'fitted', 'its 95 % interval');
  }
}

/** The interval that a comment tells, where it is closed. */
function rangeIn(comment: string): readonly [number, number] | null {
  const match = /95 % ([\d.e+-]+) to ([\d.e+-]+)/.exec(comment);
  return match === null ? null : [Number(match[1]), Number(match[2])];
}
