import type { Evidence } from './questions.js';

/** A claim with its verdict, and the statements of it that were measured. */
export interface ToldVerdict {
  readonly claim: string;
  readonly verdict: string;
  readonly rows: readonly { readonly when: string; readonly says: string; readonly measured: string }[];
}

/** What was measured, by claim: assets/advice.json. */
export type ToldVerdicts = Readonly<Record<string, ToldVerdict>>;

export interface ToldEvidence {
  readonly claimed: string;
  readonly verdict: string;
  /** The statement that goes with the answer; null where the verdict says it all. */
  readonly figure: string | null;
}

/** What was claimed, the verdict, and the figure that goes with the answer. */
export function evidenceOf(verdicts: ToldVerdicts, { claim, row }: Evidence): ToldEvidence {
  const { claim: claimed, verdict, rows } = verdicts[claim]!;
  if (row === undefined) return { claimed, verdict, figure: null };
  const found = rows.find((one) => isRow(one, row))!;
  const where = found.when === 'always' ? '' : ` when ${found.when}`;
  return { claimed, verdict: short(verdict), figure: `${found.says}${where}: ${found.measured}` };
}

/** Whether a statement is the one that an answer names. */
export function isRow(
  { when, says }: Pick<ToldVerdict['rows'][number], 'when' | 'says'>,
  row: NonNullable<Evidence['row']>,
): boolean {
  return when.startsWith(row[0]) && says.startsWith(row[1]);
}

/** The same as two sentences. */
export function evidenceSentences(verdicts: ToldVerdicts, evidence: Evidence): readonly [string, string] {
  const { claimed, verdict, figure } = evidenceOf(verdicts, evidence);
  return [
    `Claimed: ${claimed}`,
    `Measured: ${verdict}${figure === null ? '' : `. ${figure}`}. (rehearse claims ${evidence.claim})`,
  ];
}

/** The first clause of a verdict, whose conditions the figure tells. */
const short = (verdict: string): string =>
  /^(?:assumed: )?(?:holds when|holds in|holds by|holds while|shown where)/.test(verdict)
    ? 'holds under some conditions'
    : verdict.split(';')[0]!;

/** The claim that the decision tree of the articles is tested by. */
export const TREE = 'decision-tree';

/** Of how many scenarios the decision tree of the articles names a pattern that none beats. */
function treeVerdict(verdicts: ToldVerdicts): { readonly right: number; readonly of: number } {
  const { verdict, rows } = verdicts[TREE]!;
  const holds = /holds in ([^;]*)/.exec(verdict)?.[1]?.split(/, in | and in /).length ?? 0;
  return { right: verdict.startsWith('holds in') ? holds : 0, of: rows.length };
}

/** How far to trust the questions. */
export function caution(verdicts: ToldVerdicts): string {
  const { right, of } = treeVerdict(verdicts);
  return `Questions choose a candidate, and no more: the articles' own decision tree names the best pattern in ${right} of ${of} built-in scenarios (rehearse claims decision-tree).`;
}
