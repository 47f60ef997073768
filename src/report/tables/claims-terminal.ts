import type { Examined } from '../../claims/examine.js';
import type { Word } from '../../claims/verdict.js';
import { keyNumber, verdictSentence } from '../words/claims.js';
import { wrap } from '../words/wrap.js';

type Paint = (text: string) => string;

/** How a terminal shows the words. */
export interface Paints {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly word: Readonly<Record<Word, Paint>>;
}

/** Of each claim its id, type and verdict, and under it the conditions and the number that says most. */
export function claimsTable(all: readonly Examined[], width: number, paints: Paints): string {
  const ids = Math.max(...all.map(({ claim }) => claim.id.length)) + 2;
  const room = Math.max(30, width - 2);
  const lines = all.flatMap((one) => {
    const { claim, verdict } = one;
    const sentence = verdictSentence(one);
    const indented = (text: string): string[] => wrap(text, room).map((line) => `  ${line}`);
    return [
      `${paints.bold(claim.id.padEnd(ids))}${claim.type.padEnd(5)}${paints.word[verdict.word](verdict.word)}`,
      ...indented(claim.claim).map(paints.dim),
      ...(sentence === verdict.word ? [] : indented(`${sentence}.`)),
      ...indented(keyNumber(one)),
    ];
  });
  return `${lines.join('\n')}\n`;
}
