import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn, freshFolder, rehearse } from './helper.js';

/** The example of its help, as printed. */
const example = /Example:\n {2}rehearse (.*)/.exec(rehearse(['validate', '--help'], freshFolder()).stdout)![1]!;
const cwd = freshFolder();
const { code, stdout } = rehearse([...example.split(' '), '--all'], cwd, { COLUMNS: '100', NO_COLOR: '1' });
const lines = stdout.split('\n').map((line) => line.trimEnd());
const from = lines.findIndex((line) => line.startsWith('  published result'));
const published = lines.slice(
  from,
  lines.indexOf(
    '',
    lines.findIndex((line) => line.startsWith('✓ agrees')),
  ),
);

describe('validate', () => {
  it('ends well, without a failure', () => {
    expect(code).toBe(0);
    // A published figure may fail for a mechanism that is missing and named.
    expect(lines.slice(0, from).filter((line) => line.startsWith('✗'))).toEqual([]);
    for (const line of published) expect(line.length, line).toBeLessThanOrEqual(100);
  });

  it('prints a table of each kind of evidence', () => {
    const headings = lines.filter((line) => /\bgot\b.*(allowed|output)$/.test(line));
    expect(headings.map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
      'law',
      'closed form',
      'recorded run',
      'recorded fault',
      expect.stringContaining('published result'),
    ]);
  });

  it('shows of published figures whether they set or are checked, and why some do not agree', () => {
    const text = published.join('\n');
    expect(text).toMatch(/^· three agents, independent.* sets +11\.4 +11\.4/m);
    expect(text).toMatch(/^✓ three agents, hybrid.* checked +44\.3 +42\.6/m);
    expect(text).toMatch(/^✗ a chain of five.* checked +0\.92 +0\.979/m);
    expect(text.replace(/\s+/g, ' ')).toContain('mechanism missing: a start in all agents alike');
    const marked = (mark: string): number => published.filter((line) => line.startsWith(`${mark} `)).length;
    const ending = lines.slice(from + published.length).join(' ');
    const [agree, checked, lacking] = /(\d+) of (\d+) published figures .* agree, (\d+) fail because/
      .exec(ending)!
      .slice(1)
      .map(Number);
    // The legend has the first mark once more.
    expect(marked('✓') - 1).toBe(agree);
    expect(marked('✗')).toBeGreaterThanOrEqual(lacking!);
    expect(agree! + lacking!).toBe(checked);
  });

  it('leaves a page with plots, and every row as CSV and JSON', () => {
    const files = filesIn(join(cwd, 'reports/validation'));
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['charts/calibration.svg', 'report.html', 'report.md', 'rows.csv', 'rows.json']),
    );
    const { rows } = JSON.parse(files.get('rows.json')!) as { rows: { ok: boolean }[] };
    expect(files.get('report.md')).toContain(`All ${rows.length.toLocaleString('en-US')} rows`);
    expect(rows.length).toBeGreaterThan(1000);
  });
});
