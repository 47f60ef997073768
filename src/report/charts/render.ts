import type { Spec } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { textWidth } from './text-width.js';
import type { ChartSpec } from './theme.js';

/** The parts of Vega's scenegraph that its type declarations leave out. */
interface Scenegraph {
  readonly textMetrics: { width: (item: TextItem, text: unknown) => number };
  readonly resetSVGDefIds: () => void;
}

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: unknown;
}

let queue: Promise<unknown> = Promise.resolve();

/** A chart as it stands in a page that says its title and subtitle itself. */
export interface Plot {
  /** Without a name for screen readers: the element around it has one. */
  readonly svg: string;
  readonly spec: Spec;
}

/**
 * A chart as SVG text; the same specification gives the same bytes, however many charts were drawn before.
 * @throws Error where the specification is not valid Vega-Lite.
 */
export function renderSvg(spec: ChartSpec): Promise<string> {
  return inTurn(async () => accessible(await draw(await compiled(spec, spec.title.text)), spec));
}

/**
 * A chart without its title, as SVG text and as the Vega specification that draws it in a browser.
 * @throws Error where the specification is not valid Vega-Lite.
 */
export function renderPlot({ title, ...spec }: ChartSpec): Promise<Plot> {
  return inTurn(async () => {
    // What each mark says of itself would double the size, and nobody hears it inside of a picture with a name.
    const vegaSpec = await compiled({ ...spec, config: { ...spec.config, aria: false } }, title.text);
    return { svg: await draw(vegaSpec), spec: vegaSpec };
  });
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
  const svg = await view.toSVG();
  view.finalize();
  return svg;
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
function accessible(svg: string, spec: ChartSpec): string {
  const label = `${spec.title.text}. ${spec.description}`;
  return `${svg.replace('<svg ', `<svg role="img" aria-label="${escaped(label)}" `)}\n`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function isBold(item: TextItem): boolean {
  return item.fontWeight === 'bold' || Number(item.fontWeight) >= 600;
}
