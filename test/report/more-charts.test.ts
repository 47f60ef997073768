import { describe, expect, it } from 'vitest';
import { rowOf, rowsOf } from '../../src/compare/summary-rows.js';
import { ecdfChart } from '../../src/report/charts/ecdf.js';
import { allCharts } from '../../src/report/charts/index.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { simplified } from '../../src/report/charts/simplify.js';
import { OTHER_GLYPHS, textWidth } from '../../src/report/charts/text-width.js';
import { type Chart, type ChartSpec, lookOf } from '../../src/report/charts/theme.js';
import { verdictText } from '../../src/report/words/shown.js';
import { wilsonInterval } from '../../src/statistics/estimates.js';
import { uniforms } from './fixture.js';
import { compared, type Datum, dataWith, specOf, under } from './specs.js';

const RUNS = 150;

const found = await compared(['pipeline', 'supervisor', 'choreography', 'mesh'], RUNS, 'policies.deadline=20');
const everything = await compared(null, 40);
const crowd = await compared(['workflow', 'supervisor'], 3, 'workload.tasks=40', 'workload.arrivals.poisson=60/h');
const chartOf = (name: string, of = found): Chart => allCharts(of).find((chart) => chart.name === name)!;
const specNamed = (name: string, of = found): ChartSpec => specOf(chartOf(name, of));

const column = (pattern: string, id: string, of = found): Float64Array =>
  of.patterns.find(({ name }) => name === pattern)!.columns.get(id)!;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

describe('every chart of a real comparison', () => {
  const charts = [found, everything, crowd].flatMap((one, i) =>
    allCharts(one).map((chart) => ({ name: chart.name, spec: specOf(chart), i })),
  );

  it('is there', () => {
    expect(allCharts(found).map(({ name }) => name)).toEqual([
      ...['outcomes', 'cost-latency', 'time', 'tokens', 'error-flow'],
      ...['graphs', 'differences', 'ecdf', 'dependability'],
    ]);
  });

  it.each(charts)('$name ($i) is drawn without gaps, in glyphs that the fonts have, within its frame', async (one) => {
    const svg = await renderSvg(one);
    expect(await renderSvg(one)).toBe(svg);
    expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
    const glyphs = new Set([...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].flatMap((match) => [...match[1]!]));
    for (const glyph of glyphs) expect(/[ -~]/.test(glyph) || OTHER_GLYPHS.includes(glyph), glyph).toBe(true);
    const width = Number(/width="(\d+)/.exec(svg)![1]);
    expect(width).toBeLessThan(1200);
    for (const line of [one.spec.title.subtitle].flat()) expect(width).toBeGreaterThan(textWidth(line, 12));
  });

  it.each(charts)('$name ($i) names every pattern in its description, and tells data by text that is ready', (one) => {
    const patterns = [found, everything, crowd][one.i]!.ranking;
    for (const name of patterns) expect(one.spec.description).toContain(name);
    expect(under(one.spec, 'mark').some((mark) => (mark as { tooltip?: unknown }).tooltip !== undefined)).toBe(false);
    const tooltips = under(one.spec, 'tooltip') as { field: string; type: string }[][];
    expect(tooltips.length).toBeGreaterThan(0);
    for (const told of tooltips) expect(told.map(({ field }) => field)).toContain('pattern');
    for (const { field } of tooltips.flat()) {
      const values = dataWith(one.spec, field).map((datum) => datum[field]);
      expect(values.length).toBeGreaterThan(0);
      expect(values.every((value) => typeof value === 'string')).toBe(true);
    }
  });

  it.each(['time', 'tokens', 'error-flow', 'ecdf', 'differences', 'dependability'])('%s stays small', (name) => {
    expect(JSON.stringify(specNamed(name, everything)).length).toBeLessThan(45_000);
  });
});

it('draws no axes without anything on them', async () => {
  const dead = await compared(['pipeline', 'workflow'], 10, 'agents.defaults.failure=1', 'policies.retry.attempts=1');
  expect(rowsOf(dead, 'latency').every(({ mean }) => Number.isNaN(mean))).toBe(true);
  const names = allCharts(dead).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['outcomes', 'tokens', 'graphs', 'dependability']));
  // Nothing was ever made, so no false claim either.
  for (const name of ['cost-latency', 'time', 'ecdf', 'error-flow']) expect(names).not.toContain(name);
  for (const one of allCharts(dead)) expect(await renderSvg(one)).not.toMatch(/NaN|undefined|Infinity/);
});

it('names patterns that cost and take the same in one column', () => {
  const labels = dataWith(specNamed('cost-latency', everything), 'dx', 'dy');
  const [a, b] = ['workflow', 'critical-path-hybrid'].map((name) => labels.find(({ pattern }) => pattern === name)!);
  expect([a!.dx, a!.align, a!.latency, a!.cost]).toEqual([b!.dx, b!.align, b!.latency, b!.cost]);
  const lines = Math.abs(Number(a!.dy) - Number(b!.dy)) / (12 * 1.2);
  expect(lines).toBeGreaterThanOrEqual(1 - 1e-9);
  expect(lines).toBeCloseTo(Math.round(lines), 9);
  expect(labels.map(({ pattern }) => pattern).sort()).toEqual([...everything.ranking].sort());
});

describe('where the time and the tokens go', () => {
  it.each([
    ['time', (pattern: string) => rowOf(found, pattern, 'latency')!.mean],
    [
      'tokens',
      (pattern: string) => rowOf(found, pattern, 'inputTokens')!.mean + rowOf(found, pattern, 'outputTokens')!.mean,
    ],
  ] as const)('%s: parts stand on each other, and add up to the whole', (name, whole) => {
    for (const pattern of found.ranking) {
      const parts = dataWith(specNamed(name), 'part').filter((datum) => datum.pattern === pattern);
      expect(parts.length).toBeGreaterThan(0);
      expect(parts[0]!.from).toBe(0);
      for (const [i, part] of parts.slice(1).entries()) expect(part.from).toBe(parts[i]!.to);
      expect(Number(parts.at(-1)!.to) / whole(pattern)).toBeCloseTo(1, 10);
      const total = dataWith(specNamed(name), 'total').find((datum) => datum.pattern === pattern)!;
      expect((Number(total.low) + Number(total.high)) / 2 / whole(pattern)).toBeCloseTo(1, 10);
    }
  });

  it('draws the interval of latency itself', () => {
    for (const { pattern, low, high } of rowsOf(found, 'latency')) {
      const total = dataWith(specNamed('time'), 'total').find((datum) => datum.pattern === pattern)!;
      expect([total.low, total.high].map((bound) => Number(bound).toFixed(9))).toEqual(
        [low, high].map((bound) => bound.toFixed(9)),
      );
    }
  });
});

describe('how false claims flow', () => {
  const bars = (pattern: string, bar: string): Datum[] =>
    dataWith(specNamed('error-flow'), 'what').filter((datum) => datum.pattern === pattern && datum.bar === bar);
  const length = ({ from, to }: Datum): number => Number(to) - Number(from);
  const amount = (pattern: string, bar: string, ...what: string[]): number =>
    sumOf(
      bars(pattern, bar)
        .filter((one) => what.includes(String(one.what)))
        .map(length),
    );

  it('as many end as come into being', () => {
    for (const pattern of found.ranking)
      expect(Number(bars(pattern, 'ends').at(-1)!.to)).toBeCloseTo(Number(bars(pattern, 'origins').at(-1)!.to), 10);
  });

  it('agrees with what the measures count on their own', () => {
    for (const pattern of found.ranking) {
      const mean = (id: string): number =>
        sumOf([...column(pattern, id)].map((value) => (Number.isNaN(value) ? 0 : value))) / RUNS;
      expect(amount(pattern, 'origins', 'hallucinated', 'guessed')).toBeCloseTo(mean('rootErrors'), 10);
      expect(amount(pattern, 'origins', 'derived from false ones')).toBeCloseTo(mean('derivedErrors'), 10);
      expect(amount(pattern, 'ends', 'delivered')).toBeCloseTo(mean('escaped'), 10);
      expect(amount(pattern, 'ends', 'caught in time')).toBeLessThanOrEqual(mean('caught') + 1e-9);
    }
  });
});

describe('paired differences', () => {
  it('are those of the replications, with the verdicts of the table', () => {
    const [best] = found.ranking;
    const points = dataWith(specNamed('differences'), 'difference', 'verdict');
    expect(points).toHaveLength(2 * found.ranking.length);
    for (const [i, pattern] of found.ranking.entries()) {
      for (const [at, reference] of [best!, 'single-agent'].entries()) {
        const pairs = [...column(pattern, 'correct')].map((value, r) => value - column(reference, 'correct')[r]!);
        const point = points[at * found.ranking.length + i]!;
        expect(point.pattern).toBe(pattern);
        expect(point.difference).toBeCloseTo((100 * sumOf(pairs)) / RUNS, 9);
        expect(Number(point.low)).toBeLessThanOrEqual(Number(point.difference));
        if (at === 0) expect(point.verdict).toBe(verdictText(rowOf(found, pattern, 'correct')!));
      }
    }
  });

  it('say that no difference was shown', async () => {
    const alike = await compared(['workflow', 'choreography'], 30, 'decision.objectives={calls: {}}');
    expect(await renderSvg(chartOf('differences', alike))).toContain('>no difference shown<');
  });
});

describe('how long tasks take', () => {
  const points = (of = found, limit: number | null = null): Datum[] =>
    dataWith(ecdfChart(of, limit), 'seconds', 'share');

  it('draws shares of all tasks, with their intervals', () => {
    for (const pattern of found.ranking) {
      const own = points().filter((point) => point.pattern === pattern);
      const times = [...column(pattern, 'latency')];
      expect(own.length).toBeGreaterThan(5);
      for (const { seconds, share, low, high } of own.slice(1)) {
        // Three significant digits: half a hundredth of the seconds either way.
        const least = times.filter((time) => time <= Number(seconds) * 0.995).length / RUNS;
        const most = times.filter((time) => time <= Number(seconds) * 1.005).length / RUNS;
        expect(Number(share)).toBeGreaterThanOrEqual(least - 0.0005);
        expect(Number(share)).toBeLessThanOrEqual(most + 0.0005);
        const exact = wilsonInterval(Math.round(Number(share) * RUNS), RUNS);
        expect(Number(low)).toBeCloseTo(exact.low, 2);
        expect(Number(high)).toBeCloseTo(exact.high, 2);
      }
    }
  });

  it('never falls, and stays below 100 % where something is not delivered', () => {
    for (const pattern of found.ranking) {
      const shares = points()
        .filter((point) => point.pattern === pattern)
        .map(({ share }) => Number(share));
      expect([...shares].sort((a, b) => a - b)).toEqual(shares);
      const delivered = [...column(pattern, 'latency')].filter((time) => !Number.isNaN(time)).length / RUNS;
      expect(shares.at(-1)).toBeLessThanOrEqual(delivered + 0.0005);
    }
  });

  it('tells few patterns apart by colour, and the others not at all', () => {
    const lines = under(ecdfChart(everything, null), 'mark') as { type: string; color?: string }[];
    const colours = new Set(lines.filter(({ type }) => type === 'line').map(({ color }) => color));
    const named = [...everything.ranking.slice(0, 4), 'single-agent'];
    expect(colours).toEqual(new Set([...named.map((name) => lookOf(name).colour), '#C3C8CE']));
  });

  it('marks a limit where there is one, even beyond all tasks', async () => {
    expect(await renderSvg({ name: 'ecdf', spec: ecdfChart(found, 300) })).toContain('>limit 300 s<');
    expect(await renderSvg({ name: 'ecdf', spec: ecdfChart(found, null) })).not.toContain('>limit');
  });

  it('claims no interval where tasks depend on each other', () => {
    expect(JSON.stringify(ecdfChart(crowd, null).title.subtitle)).toContain('No intervals');
    expect(dataWith(ecdfChart(crowd, null), 'low')).toEqual([]);
  });
});

describe('corners of a line', () => {
  it('are kept so that none of the others is farther from the line than allowed', () => {
    const next = uniforms(11);
    const line = Array.from({ length: 400 }, (_, i) => ({ x: i, y: 40 * Math.sin(i / 30) + 6 * next() }));
    const kept = simplified(line, 3);
    expect([kept[0], kept.at(-1)]).toEqual([0, 399]);
    expect(kept.length).toBeLessThan(120);
    for (const [i, { x, y }] of line.entries()) {
      const after = kept.findIndex((one) => one >= i);
      const [a, b] = [line[kept[Math.max(0, after - 1)]!]!, line[kept[after]!]!];
      const level = b.x === a.x ? a.y : a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
      const slope = b.x === a.x ? 0 : (b.y - a.y) / (b.x - a.x);
      expect(Math.abs(y - level) / Math.hypot(1, slope)).toBeLessThanOrEqual(3 + 1e-9);
    }
    expect(simplified([{ x: 0, y: 0 }], 1)).toEqual([0]);
  });
});

describe('what faults do', () => {
  it('shows the measures with their intervals, and whose loss is the worst', async () => {
    const points = dataWith(specNamed('dependability'), 'mean');
    for (const id of ['operationalFailures', 'singlePoint', 'retries']) {
      for (const { pattern, mean, low, high } of rowsOf(found, id)) {
        expect(points).toContainEqual(expect.objectContaining({ pattern, mean, low: Math.max(0, low), high }));
      }
    }
    const svg = await renderSvg(chartOf('dependability'));
    for (const { weakest } of found.patterns) expect(svg).toContain(`>${weakest}<`);
  });
});
