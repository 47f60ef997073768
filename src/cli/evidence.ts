import { readFileSync } from 'node:fs';
import type { Evidence } from '../advise/questions.js';

/** What was measured, by claim: a short form of docs/claims.md. */
const VERDICTS = new URL('../../assets/verdicts.json', import.meta.url);

interface Verdict {
  readonly claim: string;
  readonly source: string;
  readonly verdict: string;
  readonly rows: readonly { readonly when: string; readonly says: string; readonly measured: string }[];
}

let verdicts: Readonly<Record<string, Verdict>> | undefined;

function verdictOf(claim: string): Verdict {
  verdicts ??= JSON.parse(readFileSync(VERDICTS, 'utf8')) as Readonly<Record<string, Verdict>>;
  return verdicts[claim]!;
}

/** What was claimed, the verdict, and the figure that goes with the answer. */
export function evidenceOf({ claim, row }: Evidence): { claimed: string; verdict: string; figure: string | null } {
  const { claim: claimed, verdict, rows } = verdictOf(claim);
  if (row === undefined) return { claimed, verdict, figure: null };
  const found = rows.find(({ when, says }) => when.startsWith(row[0]) && says.startsWith(row[1]))!;
  const where = found.when === 'always' ? '' : ` when ${found.when}`;
  return { claimed, verdict: short(verdict), figure: `${found.says}${where}: ${found.measured}` };
}

/** The first clause of a verdict, whose conditions the figure tells. */
const short = (verdict: string): string =>
  /^(?:assumed: )?(?:holds when|holds in|holds by|holds while|shown where)/.test(verdict)
    ? 'holds under some conditions'
    : verdict.split(';')[0]!;

/** Of how many scenarios the decision tree of the articles names a pattern that none beats. */
export function treeVerdict(): { right: number; of: number } {
  const { verdict, rows } = verdictOf('decision-tree');
  const holds = /holds in ([^;]*)/.exec(verdict)?.[1]?.split(/, in | and in /).length ?? 0;
  return { right: verdict.startsWith('holds in') ? holds : 0, of: rows.length };
}
