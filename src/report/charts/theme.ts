import type { Comparison } from '../../compare/comparison.js';
import { patterns } from '../../patterns/index.js';
import type { PatternLook } from '../../patterns/pattern.js';

/** What all charts share: one look per pattern everywhere, fonts, and colours that survive colour blindness. */

/** A Vega-Lite specification; its own types are a union that plain data does not fit, so only what we rely on is named. */
export interface ChartSpec {
  readonly $schema: string;
  /** Alt text: what the picture shows, in words and numbers. */
  readonly description: string;
  readonly title: { readonly text: string; readonly subtitle: string | readonly string[] };
  readonly config: object;
  readonly [key: string]: unknown;
}

/** A chart in the grammar of statistical graphics. */
export interface SpecChart {
  /** File name without its ending. */
  readonly name: string;
  readonly spec: ChartSpec;
}

/** A drawing that no grammar of statistical graphics has, such as a flow or a graph. */
export interface DrawnChart {
  /** File name without its ending. */
  readonly name: string;
  /** States the finding. */
  readonly title: string;
  /** Explains the marks; a line an entry. */
  readonly subtitle: readonly string[];
  /** Alt text: what the picture shows, in words and numbers. */
  readonly description: string;
  /**
   * The drawing alone, an `svg` element with width, height and viewBox: title and subtitle are said by whoever shows it. Marks of a
   * pattern carry `data-pattern`; what is told where the reader points at a mark is its `data-tip`, a line a fact.
   */
  readonly svg: string;
}

export type Chart = SpecChart | DrawnChart;

/** What stands over a chart, and what it is for those who cannot see it. */
export interface ChartWords {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly description: string;
}

export function wordsOf(chart: Chart): ChartWords {
  if ('svg' in chart) return chart;
  const { title, description } = chart.spec;
  return { title: title.text, subtitle: [title.subtitle].flat(), description };
}

/** How a pattern looks in every chart of every report. */
export interface ChartLook {
  readonly colour: string;
  readonly shape: PatternLook['shape'];
}

export const FONT = 'Helvetica, Arial, "Liberation Sans", sans-serif';
export const INK = '#222222';
export const FAINT = '#5c6670';

/** What is not of the few that a report is about: three to one on white, so that it is still seen. */
export const QUIET = '#8a8f96';

/** The slots that patterns choose from: Okabe and Ito's hues (Color Universal Design, 2008), each at least 3 : 1 on white. */
const PALETTE: Readonly<Record<PatternLook['colour'], string>> = {
  orange: '#C47A00',
  sky: '#2F8FCC',
  green: '#009E73',
  yellow: '#8A7A00',
  blue: '#0072B2',
  vermilion: '#D55E00',
  purple: '#B5609A',
  black: '#222222',
  // Darker and lighter relatives, used with another shape so that no two patterns share both.
  brown: '#7F3C00',
  teal: '#00533D',
  navy: '#1B3A6B',
  plum: '#7A2E63',
  grey: '#4A5560',
};

const look = (colour: string, shape: PatternLook['shape']): ChartLook => ({ colour, shape });

/** Declared rather than dealt out: a pattern keeps its look whichever others are compared with it. */
const LOOKS: ReadonlyMap<string, ChartLook> = new Map(
  patterns.map(({ name, look: { colour, shape } }) => [name, look(PALETTE[colour], shape)]),
);

/** For teams, which a scenario names as it likes: none of these is a pattern's. */
const TEAM_LOOKS: readonly ChartLook[] = [
  look('#4B5FC4', 'diamond'),
  look('#A6761D', 'triangle-down'),
  look('#8C1D40', 'circle'),
  look('#2E8B8B', 'triangle-left'),
  look('#6B8E23', 'square'),
  look('#9467BD', 'triangle-right'),
  look('#C04F6B', 'cross'),
];

/**
 * The look of each of these patterns and teams. A team's follows from its name, and where another one has it already, in the order
 * of the alphabet, it is the next that is free: no two of up to seven teams look alike.
 */
export function looksOf(names: readonly string[]): ReadonlyMap<string, ChartLook> {
  const found = new Map<string, ChartLook>();
  const taken = new Set<number>();
  for (const name of [...new Set(names)].sort()) {
    const own = LOOKS.get(name);
    let slot = hash(name) % TEAM_LOOKS.length;
    while (own === undefined && taken.has(slot) && taken.size < TEAM_LOOKS.length)
      slot = (slot + 1) % TEAM_LOOKS.length;
    if (own === undefined) taken.add(slot);
    found.set(name, own ?? TEAM_LOOKS[slot]!);
  }
  return found;
}

/** The look of a pattern, or of the only team among those that it stands with. */
export function lookOf(name: string, among: readonly string[] = []): ChartLook {
  return looksOf([...among, name]).get(name)!;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}

/** Text on a light mark: unlike all other text it stays dark where the page is dark. */
export const ON_LIGHT = '#111111';

export const CONFIG = {
  background: 'white',
  padding: 16,
  font: FONT,
  title: {
    anchor: 'start',
    frame: 'group',
    fontSize: 16,
    fontWeight: 'bold',
    color: INK,
    subtitleFontSize: 12,
    subtitleColor: FAINT,
    subtitlePadding: 5,
    subtitleLineHeight: 16,
    offset: 14,
  },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titleColor: INK,
    labelColor: INK,
    titlePadding: 10,
    gridColor: '#e6e8ea',
    domainColor: '#9aa2aa',
    tickColor: '#9aa2aa',
    labelLimit: 240,
    labelFlush: false,
  },
  legend: { labelFontSize: 12, labelColor: INK, labelLimit: 240, title: null, symbolSize: 120, symbolStrokeWidth: 0 },
  view: { stroke: null },
} as const;

/** What the lines through the marks are; one replication has none. */
export function intervalsNote(comparison: Pick<Comparison, 'runs'>, qualifier: string): string {
  return comparison.runs < 2 ? 'One replication has no intervals' : `Lines: 95 % intervals of the means${qualifier}`;
}

/** One row per pattern, in the order of `sort`; its name stands at the left. */
export function patternRows(sort: readonly string[]): object {
  return {
    field: 'pattern',
    type: 'nominal',
    sort,
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
}

/** What is told of a mark where the reader points at it: fields of its datum that are text already, under headings. */
export function pointedAt(fields: Readonly<Record<string, string>>): object[] {
  return Object.entries(fields).map(([field, title]) => ({ field, type: 'nominal', title }));
}

/**
 * An interval from `low` to `high`: a rule with ends, and a white edge that keeps it visible on dark bars. A composite mark
 * would not take given bounds and an order.
 */
export function bracket(values: readonly object[], rows: object, x: (field: string) => object): object {
  const drawn = (color: string, wider: number): object[] => {
    const tick = { type: 'tick', color, thickness: 2 + wider, size: 10 + wider, opacity: 1 };
    return [
      {
        mark: { type: 'rule', color, strokeWidth: 2 + wider },
        encoding: { ...rows, x: x('low'), x2: { field: 'high' } },
      },
      { mark: tick, encoding: { ...rows, x: x('low') } },
      { mark: tick, encoding: { ...rows, x: x('high') } },
    ];
  };
  return { data: { values }, layer: [...drawn('white', 2), ...drawn(INK, 0)] };
}

/** The bounds of an estimate, of which a single replication has none: both are the mean then. */
export function boundsOf({ mean, low, high }: WithInterval): { readonly low: number; readonly high: number } {
  return Number.isNaN(low) ? { low: mean, high: mean } : { low, high };
}

interface WithInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The outer frame of a chart. */
export function chart(text: string, subtitle: readonly string[], description: string, body: object): ChartSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description,
    title: { text, subtitle },
    ...body,
    config: CONFIG,
  };
}
