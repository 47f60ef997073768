/** What `rehearse advise` tells of claims: a short form of docs/claims.md that comes with the package. */
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
