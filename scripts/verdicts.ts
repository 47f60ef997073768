import { isRow, type ToldVerdict, type ToldVerdicts, TREE } from '../src/advise/evidence.js';
import { questions } from '../src/advise/questions.js';

/** What `rehearse advise` tells of claims, in the command line and in the playground: what of the verdicts its questions name. */
export const ADVICE = 'assets/advice.json';

/** A short form of docs/claims.md. */
export const VERDICTS = 'assets/verdicts.json';

interface VerdictRow {
  readonly when: string;
  readonly says: string;
  readonly measured: string;
}

/** The verdicts and the measured statements of docs/claims.md, by claim. */
export function verdictsOf(markdown: string): string {
  const sections = markdown.split(/\n## /).slice(1);
  const told = sections.flatMap((section) => {
    const id = section.slice(0, section.indexOf('\n'));
    const claim = /\*\*(.+?)\*\* Source: (.+?)(?:\. Claimed| Type|\. Type)/s.exec(section);
    const verdict = /\nVerdict: \*\*(.+?)\.?\*\*/.exec(section);
    if (claim === null || verdict === null) return [];
    const entry = {
      claim: plain(claim[1]!),
      source: plain(claim[2]!),
      verdict: plain(verdict[1]!),
      rows: rowsOf(section),
    };
    return [[id, entry] as const];
  });
  return `${JSON.stringify(Object.fromEntries(told), null, 2)}\n`;
}

/** Of the verdicts, the claims that answers name, each with the statements that they name. */
export function adviceOf(verdicts: string): string {
  const all = JSON.parse(verdicts) as ToldVerdicts;
  const named = questions.flatMap(({ answers }) => answers.map(({ evidence }) => evidence));
  const told: Record<string, ToldVerdict> = {};
  for (const id of new Set([...named.map(({ claim }) => claim), TREE])) {
    const { claim, verdict, rows } = all[id]!;
    const isNamed = (row: ToldVerdict['rows'][number]): boolean =>
      id === TREE || named.some((one) => one.claim === id && one.row !== undefined && isRow(row, one.row));
    told[id] = { claim, verdict, rows: rows.filter(isNamed) };
  }
  return `${JSON.stringify(told, null, 2)}\n`;
}

function rowsOf(section: string): VerdictRow[] {
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  const found: VerdictRow[] = [];
  let isStatements = false;
  for (const line of lines) {
    const cells = line.slice(2, -2).split(' | ').map(plain);
    if (cells[1] === 'Statement') isStatements = true;
    else if (cells[0] === 'Value') isStatements = false;
    else if (isStatements && !cells[0]!.startsWith(':') && !cells[0]!.startsWith('also measured')) {
      found.push({ when: cells[0]!, says: cells[1]!, measured: cells[3]! });
    }
  }
  return found;
}

const plain = (text: string): string => text.trim().replaceAll('\\$', '$').replaceAll('\\', '');
