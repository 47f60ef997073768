import { createColors } from 'picocolors';
import type { Examined } from '../../claims/examine.js';
import type { Word } from '../../claims/verdict.js';
import { verdictCounts } from '../documents/claims-board.js';
import { countsSentence } from '../words/claims.js';
import { wrap } from '../words/wrap.js';
import { closing, type Paint, shortened, type TableOptions } from './terminal.js';

/** What a person sees after `claims`: a line a claim, by verdict, and last the counts. */
export function claimsBrief(
  all: readonly Examined[],
  { width, colour, folder }: TableOptions & { readonly folder: string | null },
): string {
  const c = createColors(colour);
  const paints: Readonly<Record<Word, Paint>> = {
    holds: c.green,
    'holds when': c.cyan,
    'does not hold': c.red,
    'not shown': c.yellow,
    assumed: c.magenta,
  };
  const counts = verdictCounts(all);
  const ids = Math.max(...all.map(({ claim }) => claim.id.length));
  const groups = counts.flatMap(([word, count]) => {
    const own = all.filter(({ verdict }) => verdict.word === word);
    return [paints[word](c.bold(`${HEADINGS[word]}: ${count}`)), ...own.flatMap((one) => lineOf(one, ids, width)), ''];
  });
  const isOne = all.length === 1;
  const next = isOne ? `rehearse claims ${all[0]!.claim.id} --all` : 'rehearse claims <id> --all';
  return [
    ...groups,
    ...wrap(countsSentence(counts), width).map(c.bold),
    ...closing({ width, folder }, [next], [], c),
  ].join('\n');
}

const HEADINGS: Readonly<Record<Word, string>> = {
  holds: 'Hold',
  'holds when': 'Hold under some conditions only',
  'does not hold': 'Do not hold',
  'not shown': 'Not shown',
  assumed: 'Rest on an assumption',
};

function lineOf({ claim }: Examined, ids: number, width: number): string[] {
  return shortened(claim.short, width - ids - 4, 1).map((text) => `  ${claim.id.padEnd(ids)}  ${text}`);
}
