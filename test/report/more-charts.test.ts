import { describe, expect, it } from 'vitest';
import { rowOf, rowsOf } from '../../src/compare/summary-rows.js';
import { claimCharts } from '../../src/report/charts/claims-flow.js';
import { errorFlowChart } from '../../src/report/charts/error-flow.js';
import { powerFit } from '../../src/report/charts/growth-fit.js';
import { heatCells } from '../../src/report/charts/heat.js';
import { allCharts, leftOutCharts } from '../../src/report/charts/index.js';
import { latencyDotsChart } from '../../src/report/charts/latency-dots.js';
import { pairRows } from '../../src/report/charts/pair.js';
import { renderSvg } from '../../src/report/charts/render.js';
import { roundedShares } from '../../src/report/charts/shares.js';
import { OTHER_GLYPHS, textWidth } from '../../src/report/charts/text-width.js';
import { type Chart, type ChartSpec, wordsOf } from '../../src/report/charts/theme.js';
import { verdictText } from '../../src/report/words/shown.js';
import { quantile } from '../../src/statistics/estimates.js';
import { excludesZero } from '../../src/statistics/together.js';
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
    allCharts(one).map((chart) => ({ name: chart.name, chart, i })),
  );

  it('is there', () => {
    const names = allCharts(found).map(({ name }) => name);
    expect(names.filter((name) => !/^(claims|graph)-/.test(name))).toEqual([
      ...['correct-cost', 'outcomes', 'dependability', 'time', 'tokens', 'latency-dots'],
      ...['differences', 'pair', 'heat'],
    ]);
    for (const pattern of ['pipeline', 'supervisor', 'choreography', 'mesh'])
      expect(names).toEqual(expect.arrayContaining([`claims-${pattern}`, `graph-${pattern}`]));
  });

  it.each(charts)(
    '$name ($i) is drawn without gaps, in glyphs that the fonts have, within its frame',
    async ({ chart }) => {
      const svg = await renderSvg(chart);
      expect(await renderSvg(chart)).toBe(svg);
      expect(svg).not.toMatch(/NaN|undefined|null|Infinity/);
      const glyphs = new Set([...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].flatMap((match) => [...match[1]!]));
      for (const glyph of glyphs) expect(/[ -~]/.test(glyph) || OTHER_GLYPHS.includes(glyph), glyph).toBe(true);
      const width = Number(/width="(\d+)/.exec(svg)![1]);
      expect(width).toBeLessThan(1200);
      for (const line of wordsOf(chart).subtitle) expect(width).toBeGreaterThan(textWidth(line, 12));
    },
  );

  it.each(charts)('$name ($i) tells data by text that is ready', ({ chart }) => {
    if (!('spec' in chart)) {
      expect(chart.svg).toMatch(/data-pattern="[^"]+" data-tip="[^"]+"/);
      return;
    }
    expect(under(chart.spec, 'mark').some((mark) => (mark as { tooltip?: unknown }).tooltip !== undefined)).toBe(false);
    const tooltips = under(chart.spec, 'tooltip') as { field: string; type: string }[][];
    expect(tooltips.length).toBeGreaterThan(0);
    for (const { field } of tooltips.flat()) {
      const values = dataWith(chart.spec, field).map((datum) => datum[field]);
      expect(values.length).toBeGreaterThan(0);
      expect(values.every((value) => typeof value === 'string')).toBe(true);
    }
  });

  it.each(charts)('$name ($i) stays small', async ({ chart }) => {
    expect((await renderSvg(chart)).length).toBeLessThan(60_000);
  });
});

it('draws no axes without anything on them', async () => {
  const dead = await compared(['pipeline', 'workflow'], 10, 'agents.defaults.failure=1', 'policies.retry.attempts=1');
  expect(rowsOf(dead, 'latency').every(({ mean }) => Number.isNaN(mean))).toBe(true);
  const names = allCharts(dead).map(({ name }) => name);
  for (const name of ['time', 'latency-dots', 'claims-pipeline']) expect(names).not.toContain(name);
  for (const one of allCharts(dead)) expect(await renderSvg(one)).not.toMatch(/NaN|undefined|Infinity/);
});

describe('charts that separate no two patterns', () => {
  it('are left out, each with a sentence, and are those that are not drawn', async () => {
    const few = await compared(['workflow', 'choreography', 'critical-path-hybrid'], 4);
    const left = leftOutCharts(few);
    expect(left.map(({ name }) => name)).toEqual(expect.arrayContaining(['outcomes', 'differences']));
    for (const { title, why } of left) {
      expect(title.length).toBeGreaterThan(5);
      expect(why).toMatch(/^No difference .+ is shown between any two patterns\.$/);
    }
    const drawn = allCharts(few).map(({ name }) => name);
    for (const { name } of left) expect(drawn).not.toContain(name);
    // What is drawn, and could have been left out, tells some two apart.
    const shownOn = (id: string): boolean =>
      few.summary.some(
        ({ measure, verdict, shownSingle }) =>
          measure.id === id && (verdict === 'worse' || (shownSingle !== null && excludesZero(shownSingle))),
      );
    expect(drawn.includes('correct-cost')).toBe(shownOn('correct') || shownOn('cost'));
    expect(drawn.includes('latency-dots')).toBe(shownOn('latency'));
  });

  it('are none where patterns differ in everything', () => {
    expect(leftOutCharts(found)).toEqual([]);
  });
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

  it('names the part that takes most, under the pattern that takes most', () => {
    const [, share, pattern, part] = /^(\d+) % of the latency of (\S+) is (.+)$/.exec(wordsOf(chartOf('time')).title)!;
    const slowest = [...rowsOf(found, 'latency')].sort((a, b) => b.mean - a.mean)[0]!;
    expect(pattern).toBe(slowest.pattern);
    const own = dataWith(specNamed('time'), 'part').filter((datum) => datum.pattern === pattern && datum.part === part);
    expect(Math.round((100 * (Number(own[0]!.to) - Number(own[0]!.from))) / slowest.mean)).toBe(Number(share));
  });
});

describe('how false claims flow', () => {
  const spec = errorFlowChart(found, found.ranking);
  const bars = (pattern: string, bar: string): Datum[] =>
    dataWith(spec, 'what').filter((datum) => datum.pattern === pattern && datum.bar === bar);
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

  it('is as wide at its middle as all false claims, to one scale under every pattern', () => {
    const flows = claimCharts(found, found.ranking);
    const scales = flows.map(({ name, svg, title }) => {
      const pattern = name.slice('claims-'.length);
      const balance = found.claimBalances.find((one) => one.pattern === pattern)!;
      expect(title).toMatch(new RegExp(`^${pattern} delivers .+ false claims per task$`));
      const middle = [...svg.matchAll(/<rect [^>]*data-tip="[^"]*False claims: [^"]*"[^>]*height="([\d.]+)"/g)];
      expect(middle).toHaveLength(1);
      expect(svg).toContain('delivered');
      return Number(middle[0]![1]) / balance.made.mean;
    });
    for (const scale of scales) expect(scale / scales[0]!).toBeCloseTo(1, 1);
  });
});

describe('differences', () => {
  it('from the best are those of the replications, with the intervals and verdicts of the words', () => {
    const [best] = found.ranking;
    const points = dataWith(specNamed('differences'), 'difference', 'verdict');
    expect(points.length).toBeGreaterThan(2);
    for (const point of points) {
      const pattern = String(point.pattern);
      const pairs = [...column(pattern, 'correct')].map((value, r) => value - column(best!, 'correct')[r]!);
      expect(point.difference).toBeCloseTo((100 * sumOf(pairs)) / RUNS, 9);
      const row = rowOf(found, pattern, 'correct')!;
      expect([point.low, point.high]).toEqual([row.shown!.low * 100, row.shown!.high * 100]);
      expect(point.verdict).toBe(verdictText(row));
    }
    const [, count, all] = /than (\d+) of (\d+) other patterns$/.exec(wordsOf(chartOf('differences')).title) ?? [];
    const behind = rowsOf(found, 'correct').filter(({ verdict }) => verdict === 'worse').length;
    if (count !== undefined) expect([Number(count), Number(all)]).toEqual([behind, found.ranking.length - 1]);
    else expect(wordsOf(chartOf('differences')).title).toContain(`all ${behind} others`);
  });

  it('from the single agent are coloured where they are shown, and only there', () => {
    const cells = heatCells(found);
    expect(new Set(cells.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    for (const { pattern, measure, kind, text } of cells) {
      const row = found.summary.find(
        (one) =>
          one.pattern === pattern &&
          measure.split('|').slice(0, -1).join(' ').toLowerCase() === one.measure.label.toLowerCase(),
      )!;
      expect(kind === 'same', `${pattern} ${measure}`).toBe(!excludesZero(row.shownSingle!));
      expect(text).toMatch(/points$|^×|^[+-]?\d/);
    }
  });

  it('of two patterns are multiples of one another, told in the title where they are shown', () => {
    const rows = pairRows(found, 'pipeline', 'supervisor');
    const cost = rows.find(({ measure }) => measure.id === 'cost')!;
    const means = ['supervisor', 'pipeline'].map((name) => rowOf(found, name, 'cost')!.mean) as [number, number];
    expect(cost.multiple).toBeCloseTo(means[0] / means[1], 12);
    expect(cost.kind).toBe('worse');
    expect(cost.low).toBeLessThan(cost.drawn);
  });
});

describe('how long tasks take', () => {
  const dots = (limit: number | null = null, of = found): Datum[] =>
    dataWith(latencyDotsChart(of, of.ranking, limit), 'seconds', 'fill');

  it('has a dot for each twentieth of all tasks, at its quantile', () => {
    for (const pattern of found.ranking) {
      const times = column(pattern, 'latency');
      const delivered = times.filter((time) => !Number.isNaN(time));
      const own = dots().filter((dot) => dot.pattern === pattern);
      expect(Math.abs(own.length - (20 * delivered.length) / RUNS)).toBeLessThanOrEqual(1);
      if (delivered.length < RUNS) continue;
      for (const [i, dot] of own.entries()) expect(Number(dot.seconds)).toBeCloseTo(quantile(times, (i + 0.5) / 20), 9);
    }
  });

  it('keeps dots apart', () => {
    for (const pattern of found.ranking) {
      const own = dots().filter((dot) => dot.pattern === pattern);
      expect(new Set(own.map(({ seconds, y }) => `${seconds} ${y}`)).size).toBe(own.length);
    }
  });

  it('marks a limit where there is one, even beyond all tasks, and draws what is beyond it hollow', async () => {
    const drawn = (limit: number | null): Promise<string> =>
      renderSvg({ name: 'latency-dots', spec: latencyDotsChart(found, found.ranking, limit) });
    expect(await drawn(300)).toContain('>limit 300 s<');
    expect(await drawn(null)).not.toContain('>limit');
    for (const { seconds, fill } of dots(15)) expect(fill === 'white').toBe(Number(seconds) > 15);
  });
});

describe('a power law', () => {
  it('is found with its exponent', () => {
    const points = [2, 4, 8, 16].map((size) => ({ size, mean: 3 * size ** 1.7 }));
    const fit = powerFit(points)!;
    expect(fit.exponent).toBeCloseTo(1.7, 12);
    expect(fit.low).toBeLessThanOrEqual(fit.exponent);
    const bent = powerFit(points.map(({ size, mean }, i) => ({ size, mean: mean * (i % 2 === 0 ? 1.1 : 0.9) })))!;
    expect([bent.low < 1.6, bent.high > 1.6]).toEqual([true, true]);
    expect(powerFit([{ size: 1, mean: 0 }, ...points])).toBeNull();
    expect(powerFit(points.slice(0, 2))).toBeNull();
  });
});

it('shares in percent add up to what they add up to', () => {
  expect(roundedShares([0.125, 0.125, 0.25, 0.255, 0.245])).toEqual([13, 13, 25, 25, 24]);
  expect(roundedShares([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33]);
  expect(roundedShares([0.005, 0.995])).toEqual([1, 99]);
});

describe('what faults do', () => {
  it('shows the measures with their intervals, and whose loss is the worst', async () => {
    const points = dataWith(specNamed('dependability'), 'mean');
    for (const id of ['operationalFailures', 'singlePoint']) {
      for (const { pattern, mean, low, high } of rowsOf(found, id)) {
        const alike = points.filter((point) => String(point.patterns).includes(pattern));
        expect(alike).toContainEqual(expect.objectContaining({ mean, low: Math.max(0, low), high }));
      }
    }
    const svg = await renderSvg(chartOf('dependability'));
    expect(found.patterns.some(({ weakest }) => weakest !== undefined && svg.includes(`>${weakest}<`))).toBe(true);
  });
});
