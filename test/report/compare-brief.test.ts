import { describe, expect, it } from 'vitest';
import { comparisonBrief } from '../../src/report/tables/compare-brief.js';
import { comparison } from './fixture.js';
import { crowded } from './sample.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an escape sequence starts with
const ANSI = /\u001b\[[0-9;]*m/g;

const found = { few: comparison({ requested: 500 }), many: crowded() };
const shown = (which: keyof typeof found, width: number, colour = false): string[] =>
  comparisonBrief(found[which], { width, colour, folder: 'reports/tiny', given: 'tiny.yaml' }).split('\n');

describe.each(['few', 'many'] as const)('the answer on one screen, of %s patterns', (which) => {
  it.each([80, 100, 120])('has at most 25 lines, none longer than %d columns', (width) => {
    const lines = shown(which, width);
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    const plain = shown(which, width, true).map((line) => line.replace(ANSI, '').trimEnd());
    expect(plain).toEqual(lines);
  });

  it.each([40, 60])('loses columns before it is wider than %d', (width) => {
    const lines = shown(which, width);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(lines.join('\n')).toContain('●');
  });

  it('ends with the answer, the report and the commands', () => {
    const lines = shown(which, 100);
    const report = lines.indexOf('reports/tiny/report.html');
    expect(report).toBeGreaterThan(lines.findLastIndex((line) => line.includes('●')));
    expect(lines.slice(report + 1).every((line) => line.startsWith('  rehearse '))).toBe(true);
    expect(lines[report - 1]).toMatch(/\.$/);
  });

  it('tells two warnings at most, and counts the other notes', () => {
    const lines = shown(which, 100);
    const told = lines.filter((line) => line.startsWith('! ')).length;
    expect(told).toBeLessThanOrEqual(2);
    expect(lines.some((line) => /^\d+ notes? more: --all$/.test(line))).toBe(true);
  });
});
