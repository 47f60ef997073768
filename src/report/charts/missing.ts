import type { Comparison } from '../../compare/comparison.js';
import { listed } from '../words/format.js';
import { textWidth } from './text-width.js';

const FONT_SIZE = 12;

/** Names the patterns that are not drawn because the measure has no value for them: one sentence per reason. */
export function notDrawn(comparison: Comparison, names: readonly string[], width: number): string[] {
  const endless = names.filter((name) => isEndless(comparison, name));
  return [
    ...because(
      'nothing was delivered',
      names.filter((name) => !endless.includes(name)),
    ),
    ...because('the queue grows without bound', endless),
  ].flatMap((sentence) => lines(sentence, width));
}

/** Text in lines of at most so many pixels, as a subtitle is set. */
export function lines(text: string, width: number): string[] {
  const found: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${found.at(-1) ?? ''} ${word}`.trim();
    if (found.length > 0 && textWidth(longer, FONT_SIZE) <= width) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

function because(why: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`Not drawn, because ${why}: ${listed(names)}.`];
}

function isEndless({ patterns }: Comparison, pattern: string): boolean {
  return patterns.find(({ name }) => name === pattern)?.load?.isSteady === false;
}
