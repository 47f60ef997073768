import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/compare/comparison.js';
import { allCharts } from '../../src/report/charts/index.js';
import { type Anchor, placeLabels, spread } from '../../src/report/charts/labels.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { textWidth } from '../../src/report/charts/text-width.js';
import { type ChartSpec, lookOf } from '../../src/report/charts/theme.js';
import { comparison, profiles } from './fixture.js';
import { specOf } from './specs.js';

const found = comparison();
const charts = allCharts(found).map((one) => ({ name: one.name, spec: specOf(one) }));
const unescaped = (svg: string): string => svg.replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>');
/** The texts that a reader sees in the picture. */
const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => unescaped(match[1]!));

/** Every object under a key, however deep. */
function under(node: unknown, key: string): Record<string, unknown>[] {
  if (typeof node !== 'object' || node === null) return [];
  const here = Object.entries(node).flatMap(([name, value]) =>
    name === key ? [value as Record<string, unknown>] : [],
  );
  return [...here, ...Object.values(node).flatMap((value) => under(value, key))];
}

describe('every chart', () => {
  it('is there where its measures are: outcomes, cost and latency, differences, distribution, growth', () => {
    expect(charts.map(({ name }) => name)).toEqual(['outcomes', 'cost-latency', 'differences', 'ecdf', 'growth']);
    expect(allCharts(comparison({ withGrowth: false })).map(({ name }) => name)).not.toContain('growth');
    expect(allCharts({ ...found, measures: [], growth: [] })).toEqual([]);
  });

  it.each(charts)('$name compiles without a warning and shows every pattern by name', async ({ name: file, spec }) => {
    const svg = await renderSvg({ name: file, spec });
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]+" /);
    const seen = texts(svg);
    for (const { name } of profiles) expect(seen).toContain(name);
    expect(svg).not.toMatch(/NaN|undefined|null/);
  });

  it.each(charts)(
    '$name has a title, a description with every pattern, and a unit on every axis of numbers',
    ({ spec }) => {
      expect(spec.title.text.length).toBeGreaterThan(10);
      for (const { name } of profiles) expect(spec.description).toContain(name);
      const channels = [...under(spec, 'x'), ...under(spec, 'y')].filter((channel) => channel.type === 'quantitative');
      expect(channels.length).toBeGreaterThan(0);
      for (const channel of channels)
        expect(channel.title).toMatch(/, %$|, s$|, percentage points$|mean per task$|^Number of specialists$/);
    },
  );

  it.each(charts)('$name draws intervals, from the bounds of the summary', ({ name, spec }) => {
    const text = JSON.stringify(spec);
    const bounds: Record<string, readonly number[]> = {
      outcomes: found.summary.filter(({ measure }) => measure.id === 'correct').flatMap(({ low, high }) => [low, high]),
      'cost-latency': found.summary
        .filter(({ measure }) => ['cost', 'latency'].includes(measure.id))
        .flatMap(({ low, high }) => [low, high]),
      differences: found.summary
        .filter(({ measure }) => measure.id === 'correct')
        .flatMap(({ shown, shownSingle }) => [shown, shownSingle])
        .flatMap((versus) => (versus === null ? [] : [versus.low * 100, versus.high * 100])),
      // Its bands are checked point by point where the curves are.
      ecdf: [],
      growth: found.growth.flatMap(({ low, high }) => [low, high]),
    };
    if (name !== 'ecdf') expect(bounds[name]!.length).toBeGreaterThanOrEqual(14);
    for (const bound of bounds[name]!) expect(text).toContain(String(bound));
    const subtitle = JSON.stringify(spec.title.subtitle);
    expect(subtitle).toContain(name === 'differences' ? "intervals after Holm's correction" : '95 % interval');
  });

  it.each(charts)('$name fits into its own frame: no text is cut at the right edge', async ({ name: file, spec }) => {
    const svg = await renderSvg({ name: file, spec });
    const width = Number(/width="(\d+)/.exec(svg)![1]);
    expect(width).toBeLessThan(1200);
    expect(width).toBeGreaterThan(16 + textWidth(spec.title.text, 16, true));
    for (const line of [spec.title.subtitle].flat()) expect(width).toBeGreaterThan(textWidth(line, 12));
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
      row.pattern === 'choreography' && row.measure.id === 'latency'
        ? { ...row, n: 0, mean: Number.NaN, low: Number.NaN, high: Number.NaN }
        : row,
    );
    const stalled: Comparison = { ...found, summary };
    for (const one of [...allCharts(alone), ...allCharts(stalled)]) expect(await renderSvg(one)).not.toContain('NaN');
    expect(JSON.stringify(specOf(allCharts(stalled)[1]).title.subtitle)).toContain(
      'Not drawn, because nothing was delivered: choreography',
    );
  });
});

describe('single charts', () => {
  it('outcomes stack in the order correct, late, wrong, failed, stalled, and mark silent from loud', async () => {
    const spec = charts[0]!.spec as unknown as {
      layer: { data: { values: { pattern: string; end: string; from: number; to: number }[] } }[];
    };
    const bars = spec.layer[0]!.data.values.filter(({ pattern }) => pattern === 'choreography');
    expect(bars.map(({ end }) => end)).toEqual([
      'correct',
      'late',
      'wrong (silent)',
      'failed (loud)',
      'stalled (silent)',
    ]);
    expect(bars[0]!.from).toBe(0);
    bars.slice(1).forEach(({ from }, index) => {
      expect(from).toBe(bars[index]!.to);
    });
    expect(bars.at(-1)!.to).toBeCloseTo(1, 12);
    expect(texts(await renderSvg(charts[0]!))).toEqual(
      expect.arrayContaining(['wrong (silent)', 'failed (loud)', 'stalled (silent)']),
    );
  });

  it('cost turns logarithmic where the largest is more than twenty times the least', () => {
    const dear = found.summary.map((row) =>
      row.pattern === 'supervisor' && row.measure.id === 'cost' ? { ...row, mean: 9, low: 8, high: 10 } : row,
    );
    const [, spec] = allCharts({ ...found, summary: dear }).map(specOf);
    expect(JSON.stringify(spec!.title.subtitle)).toContain('cost on a logarithmic axis');
    expect(JSON.stringify(charts[1]!.spec.title.subtitle)).not.toContain('logarithmic');
  });

  it('growth writes a size that is no whole number as it is, not rounded', async () => {
    const sizes = [...new Set(found.growth.map(({ size }) => size))].sort((a, b) => a - b);
    const quarters = found.growth.map((row) => ({ ...row, size: (1 + sizes.indexOf(row.size)) / 4 }));
    const grown = allCharts({ ...found, growth: quarters }).find(({ name }) => name === 'growth')!;
    const seen = texts(await renderSvg(grown));
    for (const size of new Set(quarters.map((row) => row.size))) expect(seen).toContain(String(size));
    expect(seen).not.toContain('0.3');
  });

  it('growth keeps lines apart that lie on each other: each draws its own dashes', () => {
    const marks = under(charts.find(({ name }) => name === 'growth')!.spec, 'mark').filter(
      (mark) => mark.type === 'line',
    );
    const dashed = marks.filter((mark) => mark.strokeDash !== undefined);
    // Edges: fan-out-fan-in, workflow and supervisor coincide; messages: fan-out-fan-in and workflow.
    expect(dashed.map((mark) => [mark.strokeDash, mark.strokeDashOffset])).toEqual([
      [[7, 14], -0],
      [[7, 14], -7],
      [[7, 14], -14],
      [[7, 7], -0],
      [[7, 7], -7],
    ]);
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
      under(spec, 'data').flatMap(({ values }) =>
        (values as { pattern?: string; colour?: string }[])
          .filter(({ pattern }) => pattern === 'workflow')
          .map(({ colour }) => colour ?? ''),
      );
    const two = specOf(allCharts(comparison({ names: ['workflow', 'pipeline'] }))[1]);
    expect(new Set(colours(two))).toEqual(new Set([lookOf('workflow').colour]));
    expect(new Set(colours(charts[1]!.spec))).toEqual(new Set([lookOf('workflow').colour]));
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
