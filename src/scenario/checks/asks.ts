import { QUESTION_KINDS, type QuestionKind } from '../asks.js';
import { isMap, text, valueAt } from '../plain-data.js';
import type { Check } from './check.js';

/** Kinds whose answer is read from a growth study. */
const GROWING: readonly QuestionKind[] = ['threshold', 'growth', 'what-if'];

/** A question that the scenario measures nothing for is answered as another one. */
export function checkAsks({ raw, warn }: Check): void {
  const isObject = isMap(raw, 'asks');
  const word = isObject ? text(raw, 'asks', 'kind') : text(raw, 'asks');
  const kind = QUESTION_KINDS.find((known) => known === word);
  if (kind === undefined) return;
  const path = isObject ? ['asks', 'kind'] : ['asks'];
  if (GROWING.includes(kind) && valueAt(raw, ['growth']) === undefined) {
    const message = `a question of the kind '${kind}' is answered from a growth study, and there is none`;
    warn(path, message, 'Add growth, with the paths and sizes that are asked about, or write choose.');
  }
  if (kind !== 'what-if' && valueAt(raw, ['asks', 'if']) !== undefined) {
    const message = `'if' has no effect on a question of the kind '${kind}'`;
    warn(['asks', 'if'], message, 'Remove it, or write kind: what-if.', 'key');
  }
}
