import { entries, list, valueAt } from '../plain-data.js';
import type { Check } from './check.js';

/** Parts that a mask of bits has room for. */
const MOST_PARTS = 30;

/** What a brief is made of: parts that have names of their own, as long together as the whole. */
export function checkParts({ raw, report }: Check): void {
  const parts = entries(raw, 'task', 'brief', 'parts');
  const tokens = valueAt(raw, ['task', 'brief', 'tokens']);
  const sum = parts.reduce((total, [, size]) => total + (typeof size === 'number' ? size : Number.NaN), 0);
  if (entries(raw, 'task').some(([key]) => key === 'brief') && parts.length === 0 && tokens === undefined) {
    report(['task', 'brief'], 'the brief has no length', 'Give it tokens, or parts.');
  }
  if (parts.length > 0 && typeof tokens === 'number' && tokens !== sum) {
    const message = `the parts of the brief add up to ${sum} tokens, not to ${tokens}`;
    report(['task', 'brief', 'tokens'], message, 'Leave tokens out, or change the parts.');
  }
  if (parts.length > MOST_PARTS) {
    report(['task', 'brief', 'parts'], `the brief has ${parts.length} parts`, `Keep at most ${MOST_PARTS}.`);
  }
  const steps = entries(raw, 'task', 'steps').map(([name]) => name);
  for (const [name] of parts) {
    if (name !== 'brief' && !steps.includes(name)) continue;
    const message = `'${name}' names a part of the brief and ${name === 'brief' ? 'all of it' : 'a step'}`;
    report(['task', 'brief', 'parts', name], message, 'Choose another name for the part.', 'key');
  }
}

/** What steps need to see is there: the brief, its parts, steps. */
export function checkNeeds({ raw, report }: Check): void {
  const parts = entries(raw, 'task', 'brief', 'parts').map(([name]) => name);
  const steps = entries(raw, 'task', 'steps').map(([name]) => name);
  for (const step of steps) {
    for (const [i, need] of list(raw, 'task', 'steps', step, 'needs').entries()) {
      if (typeof need !== 'string' || ['brief', ...parts, ...steps].includes(need)) continue;
      const message = `the step '${step}' needs '${need}', which is neither a part of the brief nor a step`;
      const next = `Name a step, or one of: ${['brief', ...parts].join(', ')}.`;
      report(['task', 'steps', step, 'needs', i], message, next);
    }
  }
}
