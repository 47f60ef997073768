import { describe, expect, it } from 'vitest';
import { freshFolder, rehearse } from './helper.js';

/** What a command prints at a width, line by line. */
function screen(args: readonly string[], columns: number): string[] {
  const { code, stdout } = rehearse(args, freshFolder(), { COLUMNS: String(columns) });
  expect(code).toBe(0);
  return stdout.trimEnd().split('\n');
}

const widest = (lines: readonly string[]): number => Math.max(...lines.map((line) => line.length));
const indexOf = (lines: readonly string[], text: string): number => lines.findIndex((line) => line.includes(text));

describe('rehearse compare fits a screen', () => {
  const wide = screen(['compare', 'article', '-n', '60', '-q'], 100);

  it('of 100 columns and 25 lines, the question first', () => {
    expect(wide.length).toBeLessThanOrEqual(25);
    expect(widest(wide)).toBeLessThanOrEqual(100);
    expect(wide[0]).toContain('Which pattern keeps a bad citation');
  });

  it('with at most six rows, each with its interval drawn, its difference, its price and its latency', () => {
    const rule = lines(wide, (line) => /^─+$/.test(line))[0]!;
    const rows = wide.slice(rule + 1, wide.indexOf('', rule)).filter((line) => line.includes('├'));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.length).toBeLessThanOrEqual(6);
    for (const row of rows) {
      expect(row).toMatch(/^[\w-]+(?: \+\d+)? +├─*●─*┤ +[\d.]+ +(best|-[\d.]+ \(-?[\d.]+ to -?[\d.]+\)) +[\d.]+ +\d/);
    }
    expect(wide.slice(rule - 2, rule).join(' ')).toMatch(
      /correct, %.*points against.*cost.*latency, s.*x single.*p50 +p95/,
    );
  });

  it('with the answer last, then where the report lies and what to type next', () => {
    const report = wide.indexOf('reports/article/report.html');
    expect(wide.slice(report)).toEqual([
      'reports/article/report.html',
      '  rehearse decide article',
      expect.stringMatching(/^ {2}rehearse explain article [\w-]+ [\w-]+$/),
    ]);
    const answer = wide.lastIndexOf('', report) + 1;
    expect(answer).toBeGreaterThan(indexOf(wide, '●'));
    expect(wide.slice(answer, report).join(' ')).toMatch(/^[\w-]+ .*\.$/);
  });

  it('with two warnings at most, and the number of the others', () => {
    expect(wide.filter((line) => line.startsWith('! ')).length).toBeLessThanOrEqual(2);
    expect(wide.some((line) => /^\d+ notes? more: --all$/.test(line))).toBe(true);
  });

  it('and names the scenario of the run folder where values were changed', () => {
    const lines = screen(
      ['compare', 'article', '-n', '20', '--patterns', 'workflow', '--set', 'policies.timeout=50'],
      100,
    );
    expect(lines.at(-1)).toBe('  rehearse explain reports/article/scenario.yaml workflow single-agent');
  });
});

function lines(all: readonly string[], isWanted: (line: string) => boolean): number[] {
  return all.flatMap((line, i) => (isWanted(line) ? [i] : []));
}

it('rehearse decide fits a screen of 80 columns and 30 lines, the answer last', () => {
  const columns = 80;
  const few = ['--patterns', 'pipeline,workflow,maker-checker'];
  const args = ['decide', 'article', ...few, '-n', '60', '--samples', '6', '--runs-per-sample', '20', '-q'];
  const { stdout } = rehearse(args, freshFolder(), { COLUMNS: String(columns) });
  const shown = stdout.trimEnd().split('\n');
  expect(shown.length).toBeLessThanOrEqual(30);
  expect(widest(shown)).toBeLessThanOrEqual(columns);
  const report = shown.indexOf('reports/article/report.html · reports/article/adr.md');
  expect(report).toBeGreaterThan(0);
  expect(shown[shown.lastIndexOf('', report) + 1]).toMatch(/^Take /);
});

it('rehearse sweep draws a curve a pattern over the values, and ends with the answer', () => {
  const few = ['--patterns', 'pipeline,workflow', '-n', '20', '-q'];
  const shown = screen(['sweep', 'article', '--vary', 'agents.fact-checker.detection=20%..80%:4', ...few], 80);
  expect(widest(shown)).toBeLessThanOrEqual(80);
  const curve = shown.find((line) => line.startsWith('workflow') || line.startsWith('pipeline'))!;
  expect(curve).toMatch(/^\w+ +[▁▂▃▄▅▆▇█]{36} +[\d.]+ +[\d.]+/);
  // Of a share of percent the values are the same as of the plain number.
  expect(shown.some((line) => /^ +20% {2}/.test(line))).toBe(true);
  expect(shown.at(-1)).toBe('reports/article-sweep/report.html');
});
