/** Whether the answer is another one for some kinds of tasks. */
import type { Comparison } from '../../compare/comparison.js';
import type { KindResult } from '../../compare/kinds.js';
import { judgedDifference, type SummaryRow } from '../../study/summary-row.js';
import { formatDifference, formatValue, inSentence, listed, magnitudes } from './format.js';

/** One sentence, where tasks are of several kinds. */
export function kindSentences({ kinds, ranking }: Comparison): string[] {
  const leader = ranking[0];
  const measure = kinds[0]?.rows[0]?.measure;
  if (leader === undefined || measure === undefined || measure.better === 'neither' || ranking.length < 2) return [];
  const on = inSentence(measure.label);
  const others = kinds.flatMap((kind) => overtaken(kind, leader));
  if (others.length === 0) {
    return [
      `On ${on}, no pattern is shown to be ahead of ${leader} in tasks of any kind (${listed(kinds.map(({ kind }) => kind))}).`,
    ];
  }
  const told = others.map(({ kind, best, behind }) => {
    const gap = judgedDifference(behind.vsBest, behind.shown);
    const by = gap === null ? '' : ` by ${formatDifference(measure.unit, magnitudes(gap))}`;
    return `in ${kind.kind} tasks (${formatValue('share', kind.share)} of all) ${best.pattern} is ahead of it${by}`;
  });
  return [`Verdicts differ by kind of task: on ${on}, ${leader} leads over all tasks, but ${listed(told)}.`];
}

interface Overtaken {
  readonly kind: KindResult;
  readonly best: SummaryRow;
  readonly behind: SummaryRow;
}

/** A kind in which the leader over all tasks is shown to be worse than another pattern. */
function overtaken(kind: KindResult, leader: string): Overtaken[] {
  const best = kind.rows.find(({ verdict }) => verdict === 'best');
  const behind = kind.rows.find(({ pattern }) => pattern === leader);
  return best === undefined || behind?.verdict !== 'worse' ? [] : [{ kind, best, behind }];
}
