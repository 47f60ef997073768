import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { summaryCsv } from '../../src/report/exporters/csv.js';
import { comparisonColumns } from '../../src/report/tables/columns.js';
import { comparisonTable } from '../../src/report/tables/compare-terminal.js';
import { OUTCOME_MARKS, outcomeBar } from '../../src/report/tables/outcome-bar.js';
import { wrap } from '../../src/report/words/wrap.js';
import { comparison, profiles } from './fixture.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an escape sequence starts with
const ANSI = /\u001b\[[0-9;]*m/g;
const plain = (text: string): string => text.replace(ANSI, '');
const show = (found: Comparison, width: number, colour = false): string[] =>
  comparisonTable(found, { width, colour }).split('\n');

describe('the table', () => {
  const found = comparison({ requested: 500 });

  it.each([40, 60, 80, 100, 120, 200])('has no line longer than %i columns, and every pattern', (width) => {
    for (const colour of [false, true]) {
      const lines = show(found, width, colour).map(plain);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
      for (const { name } of profiles) expect(lines.some((line) => line.startsWith(`${name} `))).toBe(true);
    }
  });

  it('is one block at 120 columns and three at 80, with every column in both', () => {
    const headings = (width: number): number => show(found, width).filter((line) => line.startsWith('pattern ')).length;
    expect([headings(120), headings(80)]).toEqual([1, 3]);
    for (const width of [80, 120]) {
      const text = show(found, width).join('\n');
      for (const word of [
        'correct, %',
        'verdict',
        'p50 / p95',
        'cost, $',
        'escaped',
        'edges',
        'messages',
        'coord., %',
      ]) {
        expect(text, `${word} at ${width}`).toContain(word);
      }
      expect(text).not.toContain('Not shown');
    }
  });

  it('says what it leaves out only where a column cannot fit', () => {
    expect(show(found, 26).join(' ')).toContain('Not shown at this width');
    expect(show(found, 80).join(' ')).not.toContain('Not shown');
  });

  it('is sorted by the first objective and names ties', () => {
    const rows = show(found, 120).filter((line) => /(best|tie|perhaps|worse) /.test(line) && line.includes('█'));
    expect(rows.map((line) => line.split(' ')[0])).toEqual(found.ranking);
    expect(rows.map((line) => /best|tie|perhaps|worse/.exec(line)![0])).toEqual([
      'best',
      'tie',
      'perhaps',
      ...Array(4).fill('worse'),
    ]);
    expect(show(found, 120).join(' ')).toContain('tie: no difference shown');
  });

  it('shows the numbers of summary.csv', () => {
    const lines = summaryCsv(found)
      .split('\n')
      .map((line) => line.split(','));
    const csv = (pattern: string, measure: string): number[] =>
      lines
        .find((cells) => cells[1] === pattern && cells[2] === measure)!
        .slice(6, 13)
        .map(Number);
    const [first, , latency, cost] = comparisonColumns(found).map(({ cells }) => cells);
    for (const { name } of profiles) {
      const [mean, low, high] = csv(name, 'correct').map((value) => (value * 100).toFixed(1));
      expect(first!.get(name)).toBe(`${mean} (${low}–${high})`);
      // No more decimals than the intervals have meaning.
      const [, , , p50, p95, p95Low, p95High] = csv(name, 'latency').map((value) => value.toFixed(0));
      expect(
        latency!
          .get(name)!
          .split('/')
          .map((part) => part.trim()),
      ).toEqual([p50, `${p95} (${p95Low}–${p95High})`]);
      expect(cost!.get(name)).toBe(csv(name, 'cost')[0]!.toFixed(4));
    }
  });

  it('has colours only when asked, and says the same without them', () => {
    expect(show(found, 120).join('')).not.toMatch(ANSI);
    expect(show(found, 120, true).join('')).toMatch(ANSI);
    expect(show(found, 120, true).map(plain)).toEqual(show(found, 120));
  });

  it('is followed by the answer, the warnings with their next step, and what was left out', () => {
    const text = show(found, 100).join(' ').replace(/ +/g, ' ');
    const order = [
      'stalled (silent)',
      'would tell newsroom',
      '! Stopped after 400 of 500',
      '→ Run the same command',
      'router: no step',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('copes with one replication, one pattern and no latency at all', () => {
    expect(plain(show(comparison({ runs: 1 }), 80).join('\n'))).not.toMatch(/NaN|undefined|Infinity/);
    expect(show(comparison({ names: ['workflow'] }), 80).join('\n')).not.toContain('Verdict');
    expect(show({ ...found, measures: [], summary: [], objectives: [] }, 80).join('\n')).toContain('newsroom');
  });
});

describe('the outcome bar', () => {
  const found = comparison();

  it('is exactly as wide as asked, with a character for whatever happened at all', () => {
    for (const { name } of profiles) {
      for (const width of [10, 17, 24]) {
        const segments = outcomeBar(found, name, width);
        expect(segments.reduce((sum, { length }) => sum + length, 0)).toBe(width);
        const happened = found.summary.filter(
          (row) => row.pattern === name && row.measure.group === 'outcome' && row.mean > 0,
        );
        expect(segments.map(({ outcome }) => outcome).sort()).toEqual(happened.map((row) => row.measure.id).sort());
      }
    }
  });

  it('has a different mark for every end, so that it reads without colour', () => {
    expect(new Set(Object.values(OUTCOME_MARKS)).size).toBe(5);
  });

  it('is empty where it cannot show every end', () => {
    expect(outcomeBar(found, 'newsroom', 2)).toEqual([]);
  });
});

describe('wrapping', () => {
  it('breaks at spaces, keeps numbers with their unit, and cuts what is too long', () => {
    expect(wrap('it took about 48.9 s then', 18)).toEqual(['it took about', '48.9 s then']);
    expect(wrap('abcdefghij k', 4)).toEqual(['abcd', 'efgh', 'ij k']);
    expect(wrap('', 10)).toEqual(['']);
  });
});
