import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { judgedBetween } from '../../src/compare/summary-rows.js';
import { frontOf, pricedPatterns, timesText } from '../../src/report/charts/front.js';
import { allCharts } from '../../src/report/charts/index.js';
import { type Anchor, placeLabels, spread } from '../../src/report/charts/labels.js';
import { renderPlot, renderSvg } from '../../src/report/charts/render.js';
import { colouredOf, tickedOf } from '../../src/report/charts/subjects.js';
import { textWidth } from '../../src/report/charts/text-width.js';
import { type ChartSpec, lookOf } from '../../src/report/charts/theme.js';
import { comparison, measures } from './fixture.js';
import { dataWith, specOf, under } from './specs.js';

const found = comparison();
const charts = allCharts(found).map((one) => ({ name: one.name, spec: specOf(one) }));
const named = (name: string, of = found): ChartSpec => specOf(allCharts(of).find((chart) => chart.name === name));
const unescaped = (svg: string): string => svg.replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>');
/** The texts that a reader sees in the picture. */
const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => unescaped(match[1]!));

describe('every chart', () => {
  it('is there where its measures are', () => {
    expect(charts.map(({ name }) => name)).toEqual([
      ...['correct-cost', 'outcomes', 'latency-dots', 'differences', 'pair', 'heat', 'growth'],
    ]);
    expect(allCharts(comparison({ withGrowth: false })).map(({ name }) => name)).not.toContain('growth');
    expect(allCharts({ ...found, measures: [], growth: [] })).toEqual([]);
  });

  it.each(charts)('$name compiles without a warning, and names every pattern that it is about', async (one) => {
    const svg = await renderSvg(one);
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]+" /);
    expect(svg).not.toMatch(/NaN|undefined|null/);
    const seen = texts(svg).join('\n');
    const about = one.name === 'pair' ? tickedOf(found) : colouredOf(found);
    for (const pattern of about) if (one.name !== 'heat' || pattern !== 'single-agent') expect(seen).toContain(pattern);
    for (const pattern of about) if (pattern !== 'single-agent') expect(one.spec.description).toContain(pattern);
  });

  it.each(charts)('$name has a unit on every axis of numbers', ({ spec }) => {
    const channels = [...under(spec, 'x'), ...under(spec, 'y')]
      .map((channel) => channel as { type?: string; title?: string; axis?: unknown })
      .filter((channel) => channel.type === 'quantitative' && channel.axis !== null);
    for (const { title } of channels)
      expect(title).toMatch(
        /, %|, s\b|, \$|dollars|percentage points$|mean per task|Number of specialists|as a multiple of .+ \(logarithmic\)$/,
      );
  });

  it.each([
    ['correct-cost', ['correct', 'cost']],
    ['outcomes', ['correct']],
  ] as const)('%s draws intervals, from the bounds of the summary', (name, ids) => {
    const text = JSON.stringify(named(name));
    const rows = found.summary.filter(({ measure }) => (ids as readonly string[]).includes(measure.id));
    expect(rows.length).toBeGreaterThanOrEqual(7);
    for (const { low, high, measure } of rows)
      for (const bound of [low, high])
        expect(text).toContain(String(name === 'correct-cost' && measure.id === 'correct' ? bound * 100 : bound));
    expect(JSON.stringify(named(name).title.subtitle)).toContain('95 % interval');
  });

  it.each(charts)('$name fits into its own frame: no text is cut at the right edge', async (one) => {
    const svg = await renderSvg(one);
    const width = Number(/width="(\d+)/.exec(svg)![1]);
    expect(width).toBeLessThan(1200);
    for (const line of [one.spec.title.subtitle].flat()) expect(width).toBeGreaterThan(textWidth(line, 12));
    const headings = [...svg.matchAll(/<text x="16" y="[\d.]+" font-size="16"[^>]*>([^<]*)</g)].map((match) =>
      unescaped(match[1]!),
    );
    expect(headings.join(' ')).toBe(one.spec.title.text);
    for (const line of headings) expect(width).toBeGreaterThan(16 + textWidth(line, 16, true));
  });

  it('gives the same bytes twice, one after the other and at once', async () => {
    const once = await Promise.all(charts.map((one) => renderSvg(one)));
    const again: string[] = [];
    for (const one of [...allCharts(comparison())].reverse()) again.unshift(await renderSvg(one));
    expect(again).toEqual(once);
  });

  it('refuses a specification that Vega-Lite would only warn about', async () => {
    const { layer: _, ...frame } = charts[0]!.spec;
    const encoding = { x: { field: 'a', type: 'quantitative' }, shape: { field: 'a', type: 'nominal' } };
    const broken = { ...frame, height: 100, data: { values: [{ a: 1 }] }, mark: 'bar', encoding };
    await expect(renderSvg({ name: 'broken', spec: broken })).rejects.toThrow(/shape/);
    // And the queue goes on after it.
    await expect(renderSvg(charts[0]!)).resolves.toContain('<svg');
  });

  it('survives one replication and tasks that never end', async () => {
    const alone = comparison({ runs: 1 });
    const summary = found.summary.map((row) =>
      row.pattern === 'choreography' && row.measure.id === 'cost'
        ? { ...row, n: 0, mean: Number.NaN, low: Number.NaN, high: Number.NaN }
        : row,
    );
    const stalled: Comparison = { ...found, summary };
    for (const one of [...allCharts(alone), ...allCharts(stalled)])
      expect(await renderSvg(one), one.name).not.toContain('NaN');
    expect(JSON.stringify(named('correct-cost', stalled).title.subtitle)).toContain(
      'Not drawn, because nothing was delivered: choreography',
    );
  });

  it('carries its patterns and what is told of its marks, in a page, and not in a file of its own', async () => {
    for (const one of charts) {
      const plot = await renderPlot(one);
      expect(plot, one.name).toMatch(/data-tip="[^"]+"/);
      expect(await renderSvg(one)).not.toContain('data-tip');
    }
    expect(await renderPlot(charts[0]!)).toMatch(/data-pattern="workflow"/);
  });
});

describe('single charts', () => {
  it('outcomes stack in the order correct, late, wrong, failed, stalled, and mark silent from loud', async () => {
    const bars = dataWith(named('outcomes'), 'end', 'from')
      .slice(0, 5 * 7)
      .filter(({ pattern }) => pattern === 'choreography');
    expect(bars.map(({ end }) => end)).toEqual([
      ...['correct', 'late', 'wrong (silent)', 'failed (loud)', 'stalled (silent)'],
    ]);
    expect(bars[0]!.from).toBe(0);
    bars.slice(1).forEach(({ from }, index) => {
      expect(from).toBe(bars[index]!.to);
    });
    expect(bars.at(-1)!.to).toBeCloseTo(1, 12);
    expect(texts(await renderSvg({ name: 'outcomes', spec: named('outcomes') }))).toEqual(
      expect.arrayContaining(['wrong (silent)', 'failed (loud)', 'stalled (silent)']),
    );
  });

  it('say in their titles what the values are', () => {
    const best = found.ranking[0]!;
    const share = (id: string): number =>
      100 * found.summary.find((row) => row.pattern === best && row.measure.id === id)!.mean;
    const [, who, right, wrong] = /^(\S+) is right in (\d+) % of tasks and silently wrong in (\d+) %$/.exec(
      named('outcomes').title.text,
    )!;
    expect(who).toBe(best);
    expect(Math.abs(Number(right) - share('correct'))).toBeLessThan(1);
    expect(Math.abs(Number(wrong) - share('wrong'))).toBeLessThan(1);
  });

  it('quality against cost says who is better, and at which price, only where that is shown', () => {
    const correct = measures.find(({ id }) => id === 'correct')!;
    const priced = pricedPatterns(found, correct);
    const front = frontOf(priced, correct);
    for (const one of front)
      expect(priced.some(({ quality, cost }) => quality > one.quality && cost < one.cost)).toBe(false);
    expect(front.map(({ cost }) => cost)).toEqual(front.map(({ cost }) => cost).sort((a, b) => a - b));
    const [next, best] = front.slice(-2);
    const gap = judgedBetween(found, 'correct', best!.pattern, next!.pattern)!;
    const title = named('correct-cost').title.text;
    expect(title).toContain(best!.pattern);
    expect(title).toContain(next!.pattern);
    expect(title.includes('is not shown to be')).toBe(!(gap.shown.low > 0 || gap.shown.high < 0));
    expect(title).toMatch(/(twice|times)/);
  });

  it.each([
    [2, 'twice'],
    [3.05, 'three times'],
    [1.4, '1.4 times'],
    [5.5, '5.5 times'],
    [23.4, '23 times'],
  ])('tell %d as a multiple in words', (factor, words) => {
    expect(timesText(factor)).toBe(words);
  });

  it('cost turns logarithmic where the largest is more than ten times the least', () => {
    const dear = found.summary.map((row) =>
      row.pattern === 'supervisor' && row.measure.id === 'cost' ? { ...row, mean: 9, low: 8, high: 10 } : row,
    );
    expect(JSON.stringify(named('correct-cost', { ...found, summary: dear }))).toContain('US dollars (logarithmic)');
    expect(JSON.stringify(named('correct-cost'))).not.toContain('US dollars (logarithmic)');
  });

  it('growth draws lines that lie on each other as one, with all their names, and its law', () => {
    const spec = named('growth');
    const lines = dataWith(spec, 'patterns', 'size').map(({ patterns }) => String(patterns));
    expect(lines.some((patterns) => patterns.includes('fan-out-fan-in') && patterns.includes('workflow'))).toBe(true);
    const names = (under(spec, 'mark') as { text?: string }[]).flatMap(({ text }) => text ?? []);
    expect(names.some((text) => / n\^\d\.\d$/.test(text))).toBe(true);
    expect(spec.title.text).toMatch(/grow as n\^\d\.\d under .+, as n\^\d\.\d under /);
  });
});

describe('the look of a pattern', () => {
  const names = [
    'single-agent',
    'pipeline',
    'fan-out',
    'fan-out-fan-in',
    'workflow',
    'router',
    'maker-checker',
    'debate',
    'supervisor',
    'lead-and-subagents',
    'hierarchy',
    'magentic',
    'group-chat',
    'overseer',
    'handoff',
    'blackboard',
    'choreography',
    'mesh',
    'contract-net',
    'critical-path-hybrid',
    'trunk-and-meshes',
    'newsroom',
    'some team',
    'other team',
  ];

  it('depends on the name alone and tells all patterns apart by colour and shape', () => {
    const looks = names.slice(0, 21).map((name) => `${lookOf(name).colour} ${lookOf(name).shape}`);
    expect(new Set(looks).size).toBe(21);
    expect(lookOf('a team nobody knows')).toEqual(lookOf('a team nobody knows'));
    expect(looks).not.toContain(`${lookOf('newsroom').colour} ${lookOf('newsroom').shape}`);
  });

  it('is the same in a comparison of two and of seven', () => {
    const colours = (spec: ChartSpec): string[] =>
      dataWith(spec, 'pattern', 'colour')
        .filter(({ pattern }) => pattern === 'workflow')
        .map(({ colour }) => String(colour));
    for (const names of [
      ['workflow', 'pipeline'],
      ['workflow', 'pipeline', 'fan-out-fan-in'],
    ]) {
      const spec = named('correct-cost', comparison({ names }));
      expect(new Set(colours(spec).filter((colour) => colour !== ''))).toEqual(new Set([lookOf('workflow').colour]));
    }
  });
});

describe('labels', () => {
  it('know how wide text is', () => {
    expect(textWidth('Hello', 10)).toBeCloseTo(7.22 + 5.56 + 2.22 + 2.22 + 5.56, 10);
    expect(textWidth('iii', 12)).toBeLessThan(textWidth('WWW', 12) / 3);
    expect(textWidth('a', 10, true)).toBeGreaterThan(textWidth('a', 10));
    expect(textWidth('漢', 10)).toBeGreaterThan(5);
  });

  it('do not lie on each other, even where points crowd', () => {
    const points: Anchor[] = Array.from({ length: 8 }, (_, index) => ({
      x: 200 + index * 9,
      y: 200 + (index % 3) * 4,
      text: `pattern-${index}`,
      reach: { x: 6, y: 6 },
    }));
    const placed = placeLabels(points, [], { left: 0, top: 0, right: 600, bottom: 400 }, 12);
    const boxes = placed.map(({ x, y, dx, dy, align, text }) => {
      const width = textWidth(text, 12);
      const left = x + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
      return { left, right: left + width, top: y + dy - 6, bottom: y + dy + 6 };
    });
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart).toBe(true);
      }
    }
    expect(placed.some(({ tether }) => tether !== null)).toBe(true);
    expect(placed[0]!.tether).toBeNull();
  });

  it('at an edge keep their order, their distance and the frame', () => {
    const placed = spread([100, 100, 98, 0, 300], 15, 300);
    expect(placed[3]).toBe(0);
    expect(placed[4]).toBe(300);
    expect(
      [...placed].sort((a, b) => a - b).every((height, index, all) => index === 0 || height - all[index - 1]! >= 15),
    ).toBe(true);
    expect(spread([300, 300, 300], 15, 300)).toEqual([270, 285, 300]);
  });
});
