import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { textWidth } from './text-width.js';
import { type Chart, CONFIG, FAINT, INK, wordsOf } from './theme.js';

/** The parts of Vega's scenegraph that its type declarations leave out. */
interface Scenegraph {
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number };
  readonly resetSVGDefIds: () => void;
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: unknown;
}

/** A mark, a group of them, or a list of either. */
interface SceneItem {
  readonly items?: readonly SceneItem[];
  readonly tooltip?: unknown;
  readonly datum?: unknown;
  aria?: boolean;
  description?: string;
}

let queue: Promise<unknown> = Promise.resolve();

/**
 * A chart as SVG text that stands alone, with its title; the same chart gives the same bytes, however many were drawn before.
 * @throws Error where a specification is not valid Vega-Lite.
 */
export async function renderSvg(chart: Chart): Promise<string> {
  return titledSvg(await renderPlot(chart), chart);
}

/**
 * A chart without its title, for a page that says it, and without a name for screen readers, since the element around it has one.
 * Marks carry `data-pattern`, and as `data-tip` what is told of them, a line a fact.
 * @throws Error where a specification is not valid Vega-Lite.
 */
export function renderPlot(chart: Chart): Promise<string> {
  if ('svg' in chart) return Promise.resolve(chart.svg);
  const { title, ...spec } = chart.spec;
  return inTurn(async () => draw(await compiled({ ...spec, config: { ...spec.config, aria: false } }, title.text)));
}

/** One after the other: Vega numbers clip paths through the whole process, so two at once would mix their numbers. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const drawn = queue.then(work);
  queue = drawn.catch(() => undefined);
  return drawn;
}

async function draw(spec: Spec): Promise<string> {
  // 200 ms of loading that a command without charts should not pay.
  const vega = await import('vega');
  const { textMetrics, resetSVGDefIds } = vega as unknown as Scenegraph;
  textMetrics.width = (item, text) => textWidth(String(text ?? ''), item.fontSize ?? 11, isBold(item));
  resetSVGDefIds();
  const view = new vega.View(vega.parse(spec), { renderer: 'none' });
  await view.runAsync();
  note((view.scenegraph() as { root?: SceneItem }).root ?? {});
  const svg = await view.toSVG();
  view.finalize();
  return pointed(svg);
}

/** Between a pattern and what is told of the mark, and between two facts. */
const APART = '\u0001';
const FACT = '\u0002';

/** Vega keeps tooltips and data to itself; only a description reaches the SVG, so that it has to carry both. */
function note(item: SceneItem): void {
  const told = tipOf(item.tooltip);
  const pattern = patternOf(item.datum);
  if (item.items === undefined && (told !== '' || pattern !== '')) {
    item.aria = true;
    item.description = `${pattern}${APART}${told}`;
  }
  for (const inner of item.items ?? []) note(inner);
}

function tipOf(tooltip: unknown): string {
  if (typeof tooltip === 'string') return tooltip;
  if (typeof tooltip !== 'object' || tooltip === null) return '';
  return Object.entries(tooltip)
    .map(([title, text]) => `${title}: ${String(text)}`)
    .join(FACT);
}

function patternOf(datum: unknown): string {
  if (Array.isArray(datum)) return patternOf(datum[0]);
  if (typeof datum !== 'object' || datum === null) return '';
  if ('pattern' in datum) return String(datum.pattern);
  return 'datum' in datum ? patternOf(datum.datum) : '';
}

function pointed(svg: string): string {
  return svg.replace(/ aria-label="([^"]*)" role="[^"]*" aria-roledescription="[^"]*"/g, (_, label: string) => {
    const [pattern = '', told = ''] = label.split(APART);
    const tip = told.split(FACT).join('&#10;');
    return `${pattern === '' ? '' : ` data-pattern="${pattern}"`}${tip === '' ? '' : ` data-tip="${tip}"`}`;
  });
}

/** The Vega specification that a Vega-Lite one stands for. */
async function compiled(spec: object, title: string): Promise<Spec> {
  const { compile } = await import('vega-lite');
  const problems: string[] = [];
  const note = (...words: unknown[]): object => {
    problems.push(words.join(' '));
    return logger;
  };
  const logger = { level: () => logger, warn: note, error: note, info: () => logger, debug: () => logger };
  const { spec: vegaSpec } = compile(spec as unknown as TopLevelSpec, { logger: logger as never });
  if (problems.length > 0) throw new Error(`Chart '${title}': ${problems.join('; ')}`);
  return vegaSpec;
}

/** Screen readers announce a picture by these; Vega writes them only in a browser. */
function accessible(svg: string, chart: Chart): string {
  const { title, description } = wordsOf(chart);
  const label = `${title}. ${description}`;
  return `${svg.replace('<svg ', `<svg role="img" aria-label="${escaped(label)}" `)}\n`;
}

/** A plot under its title, for a file of its own. */
export function titledSvg(plot: string, chart: Chart): string {
  const svg = plot.replace(/ (?:data-(?:pattern|tip)|aria-[a-z]+|role)="[^"]*"/g, '');
  const { title, subtitle } = wordsOf(chart);
  const { padding, title: set } = CONFIG;
  const [width, height] = [sizeOf(svg, 'width'), sizeOf(svg, 'height')];
  // A chart has its own margin; a drawing has none.
  const margin = 'svg' in chart ? padding : 0;
  const headings = headingLines(title, width + 2 * margin - 2 * padding);
  const below = padding + 13 + (headings.length - 1) * HEADING;
  const top = below + 7 + subtitle.length * set.subtitleLineHeight + ('svg' in chart ? set.offset : 0);
  const long = [
    ...headings.map((line) => textWidth(line, set.fontSize, true)),
    ...subtitle.map((line) => textWidth(line, set.subtitleFontSize)),
  ];
  const [w, h] = [
    Math.ceil(Math.max(width + 2 * margin, ...long.map((one) => one + 2 * padding))),
    Math.ceil(top + height + margin),
  ];
  const line = (y: number, size: number, fill: string, weight: string, text: string): string =>
    `<text x="${padding}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`;
  const said = [
    ...headings.map((text, i) => line(padding + 13 + i * HEADING, set.fontSize, INK, 'bold', text)),
    ...subtitle.map((text, i) =>
      line(below + 20 + i * set.subtitleLineHeight, set.subtitleFontSize, FAINT, 'normal', text),
    ),
  ];
  const inner = svg.trim().replace('<svg ', `<svg x="${margin}" y="${top}" `);
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family="${escaped(CONFIG.font)}">`;
  return accessible(`${frame}<rect width="${w}" height="${h}" fill="white"/>${said.join('')}${inner}</svg>`, chart);
}

/** From one line of a title to the next. */
const HEADING = 20;

/** A title in as many lines as fit over the picture, all about equally long. */
function headingLines(title: string, width: number): string[] {
  const { fontSize } = CONFIG.title;
  const whole = textWidth(title, fontSize, true);
  const room = Math.max(width, 420);
  const count = Math.ceil(whole / room);
  const found: string[] = [];
  for (const word of title.split(' ')) {
    const longer = `${found.at(-1) ?? ''} ${word}`.trim();
    const reach = Math.min(room, whole / count + textWidth(word, fontSize, true) / 2);
    if (found.length > 0 && textWidth(longer, fontSize, true) <= reach) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

function sizeOf(svg: string, side: 'width' | 'height'): number {
  return Number(new RegExp(`^<svg [^>]*?\\b${side}="([\\d.]+)"`).exec(svg.trim())?.[1] ?? 0);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function isBold(item: TextItem): boolean {
  return item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
}
