import { describe, expect, it } from 'vitest';
import { validationBrief } from '../../src/report/tables/validate-brief.js';
import type { PublishedRow } from '../../src/validation/published-row.js';
import type { Row } from '../../src/validation/row.js';

const row = (kind: Row['kind'], name: string, got: number): Row => ({
  ...{ kind, name, got, what: 'share of correct tasks under a long name of what was compared with it', unit: '%' },
  ...{ expected: 10, error: Math.abs(got - 10), allowed: 1, ok: Math.abs(got - 10) <= 1, source: 'a formula' },
});

const lacking = (name: string): PublishedRow => ({
  ...row('published', name, 20),
  ...{ kind: 'published', role: 'checked', basis: 'no parameter', verdict: 'lacks', note: 'a mechanism' },
});

const KINDS = ['law', 'closed form', 'recorded run', 'recorded fault'] as const;
const good = KINDS.flatMap((kind) => [1, 2, 3].map((nth) => row(kind, `${kind} ${nth}`, 10)));
const view = (width: number) => ({ width, colour: false, folder: 'reports/validation' });
const found = (rows: readonly Row[]) => ({ rows, notCovered: [], notExpressible: ['one fault'] });

describe('the validation on one screen', () => {
  it.each([80, 100])('has at most 20 lines of %d columns, however much does not agree', (width) => {
    const bad = Array.from({ length: 30 }, (_, i) => lacking(`published result number ${i}`));
    const lines = validationBrief(found([...good, ...bad, row('law', 'the broken law', 30)]), view(width)).split('\n');
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    // What nobody can explain comes first.
    expect(lines.find((line) => line.includes(' for 10'))).toMatch(/^✗ the broken law: .* 30 for 10, not known why$/);
    const shown = lines.filter((line) => line.includes(' for 10')).length;
    expect(lines).toContain(`  ${31 - shown} more that do not agree`);
  });

  it('has a line a kind of evidence, and ends with the answer and the page', () => {
    const lines = validationBrief(found([...good, lacking('a vote')]), view(100)).split('\n');
    expect(lines[0]).toMatch(/^✓ laws +3 of 3 +what no parameter may break/);
    expect(lines.filter((line) => /^[✓✗] [a-z ]+ +\d of \d /.test(line))).toHaveLength(5);
    expect(lines.at(-1)).toBe('reports/validation/report.html');
    expect(lines.join(' ')).toContain('The simulator agrees with all 3 laws');
  });
});
