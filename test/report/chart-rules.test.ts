/** What holds of every chart of every built-in scenario: few colours, contrast, titles that are sentences, names apart. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.js';
import type { Comparison } from '../../src/compare/comparison.js';
import { OUTCOMES } from '../../src/compare/summary-rows.js';
import { patterns } from '../../src/patterns/index.js';
import { inkOn } from '../../src/report/charts/contrast.js';
import { allCharts } from '../../src/report/charts/index.js';
import { OUTCOME_COLOURS } from '../../src/report/charts/outcomes.js';
import { renderPlot } from '../../src/report/charts/render.js';
import { colouredOf } from '../../src/report/charts/subjects.js';
import { textWidth } from '../../src/report/charts/text-width.js';
import { type Chart, lookOf, looksOf, QUIET, wordsOf } from '../../src/report/charts/theme.js';
import { contrast } from '../../src/report/html/colours.js';
import { LocalExecutor } from '../../src/study/executor.js';
import { NOBODY } from '../explain/explanations.js';
import { builtin, scenarioOf } from '../sim/helper.js';

const NAMES = readdirSync('scenarios').flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : []));
const MOST = 8;
const VERBS = /\b(is|are|has|have|delivers?|costs?|keeps?|misses|grows?|exchange|lets|reach|goes|sustains?|breaks)\b/;

const channels = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
/** Greys carry no series. */
const isColoured = (colour: string): boolean => Math.max(...channels(colour)) - Math.min(...channels(colour)) > 24;

/** Colours of marks: texts, frames and gridlines are none. */
function markColours(svg: string): Set<string> {
  const marks = [...svg.matchAll(/<(?:path|rect|line|circle)\b[^>]*>/g)].map(([tag]) => tag);
  const seen = marks.flatMap((tag) =>
    [...tag.matchAll(/ (?:fill|stroke)="(#[0-9a-f]{6})"/gi)].map((match) => match[1]!),
  );
  return new Set(seen.map((colour) => colour.toLowerCase()));
}

interface DrawnText {
  readonly text: string;
  readonly fill: string;
  readonly isHalo: boolean;
}

function textsOf(svg: string): DrawnText[] {
  return [...svg.matchAll(/<text\b([^>]*)>(.*?)<\/text>/g)].map(([, attributes, inner]) => ({
    text: inner!.replace(/<[^>]*>/g, ' '),
    fill: / fill="([^"]*)"/.exec(attributes!)?.[1] ?? '#000000',
    isHalo: / stroke="white"/.test(attributes!) && / fill="white"/.test(attributes!),
  }));
}

const executor = new LocalExecutor(NOBODY);

/** Growth is drawn of one scenario that counts, and of one with a rate; of the others it takes long. */
const SIZES: Readonly<Record<string, readonly string[]>> = {
  growth: ['growth.sizes=[2, 8, 20]'],
  support: ['growth.sizes=[40, 200, 360]'],
};

/** Few replications: the rules hold whatever is shown. */
function found(name: string): Promise<Comparison> {
  const scenario = scenarioOf(builtin(name), SIZES[name] ?? []);
  const runs = scenario.workload.tasks === 1 ? 20 : 2;
  const kept = SIZES[name] === undefined ? { ...scenario, growth: null } : scenario;
  return compare(kept, { seed: 'rules', runs, precision: null, only: null }, executor);
}

describe.each(NAMES)('%s', (name) => {
  let comparison: Comparison;
  const drawn: { chart: Chart; svg: string }[] = [];
  beforeAll(async () => {
    comparison = await found(name);
    for (const chart of allCharts(comparison)) drawn.push({ chart, svg: await renderPlot(chart) });
  }, 120_000);

  it('has charts of at most eight colours, none fainter than three to one', () => {
    expect(drawn.length).toBeGreaterThan(3);
    for (const { chart, svg } of drawn) {
      const colours = [...markColours(svg)].filter(isColoured);
      expect(colours.length, `${chart.name}: ${colours.join(' ')}`).toBeLessThanOrEqual(MOST);
      // The fields of a table and the insides of frames lie behind text, and are told by it.
      if (chart.name === 'heat' || chart.name.startsWith('graph-')) continue;
      for (const colour of colours)
        expect(contrast(colour, '#ffffff'), `${chart.name} ${colour}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('has text that stands out from its ground', () => {
    for (const { chart, svg } of drawn) {
      for (const { text, fill, isHalo } of textsOf(svg)) {
        if (isHalo) continue;
        // White text stands on the bars of how tasks end, which are checked below.
        if (fill === 'white' || fill === '#ffffff') expect(chart.name).toBe('outcomes');
        else expect(contrast(fill, '#ffffff'), `${chart.name}: ${text}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('has titles that are sentences, subtitles that explain, and descriptions', () => {
    for (const { chart } of drawn) {
      const { title, subtitle, description } = wordsOf(chart);
      expect(title, chart.name).toMatch(VERBS);
      expect(title).not.toMatch(/\.$|NaN|undefined|–/);
      expect(title.split(' ').length, title).toBeLessThanOrEqual(26);
      expect(subtitle.join(' ').length, chart.name).toBeGreaterThan(20);
      expect(description.length).toBeGreaterThan(40);
    }
  });

  it('names those that are coloured beside their marks, on no other name', () => {
    const priced = drawn.find(({ chart }) => chart.name === 'correct-cost');
    if (priced === undefined) return;
    const boxes = [...priced.svg.matchAll(/<text\b([^>]*)>([^<]*)<\/text>/g)].flatMap(([, attributes, text]) => {
      const place = / transform="translate\(([-\d.]+),([-\d.]+)\)"/.exec(attributes!);
      if (place === null || !/data-pattern/.test(attributes!) || / stroke="white"/.test(attributes!)) return [];
      const width = textWidth(text!, 12, /bold/.test(attributes!));
      const anchor = / text-anchor="(\w+)"/.exec(attributes!)?.[1] ?? 'start';
      const left = Number(place[1]) - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
      return { text: text!, left, right: left + width, top: Number(place[2]) - 10, bottom: Number(place[2]) + 3 };
    });
    expect(boxes.length).toBeGreaterThan(0);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        const shared =
          Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
          Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
        expect(shared, `${a.text} on ${b.text}`).toBeLessThan(20);
      }
    for (const pattern of colouredOf(comparison))
      if (priced.svg.includes(`data-pattern="${pattern}"`))
        expect(
          boxes.some(({ text }) => text === pattern || text.startsWith(`${pattern} and `)),
          pattern,
        ).toBe(true);
  });
});

describe('colours', () => {
  it('of patterns and teams are at least three to one on white, and no pattern looks like what is left grey', () => {
    for (const { name } of patterns) {
      const { colour } = lookOf(name);
      expect(contrast(colour, '#ffffff'), name).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, QUIET) > 1.5 || isColoured(colour), name).toBe(true);
    }
    expect(contrast(QUIET, '#ffffff')).toBeGreaterThanOrEqual(3);
  });

  it('of right and wrong differ in luminance, and carry text', () => {
    expect(contrast(OUTCOME_COLOURS.correct, OUTCOME_COLOURS.wrong)).toBeGreaterThanOrEqual(2);
    for (const outcome of OUTCOMES) {
      const colour = OUTCOME_COLOURS[outcome];
      expect(contrast(inkOn(colour), colour), outcome).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('and shapes tell all teams of a scenario apart, whichever names they have', () => {
    for (const prefix of ['team', 'crew', 'desk', 'a', 'group-of-']) {
      const names = Array.from({ length: 7 }, (_, i) => `${prefix}${i}`);
      const looks = [...looksOf(names).values()].map(({ colour, shape }) => `${colour} ${shape}`);
      expect(new Set(looks).size).toBe(7);
      for (const { name } of patterns) expect(looks).not.toContain(`${lookOf(name).colour} ${lookOf(name).shape}`);
      // Alone, a team looks as it does among others, but where that look is taken.
      expect(looksOf([names[0]!, 'pipeline']).get(names[0]!)).toEqual(lookOf(names[0]!));
    }
  });
});
