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

/**
 * A chart as SVG text; the same specification gives the same bytes, however many charts were drawn before.
 * @throws Error where the specification is not valid Vega-Lite.
 */
export function renderSvg(spec: ChartSpec): Promise<string> {
  // One after the other: Vega numbers clip paths through the whole process, so two at once would mix their numbers.
  const drawn = queue.then(() => draw(spec));
  queue = drawn.catch(() => undefined);
  return drawn;
}

async function draw(spec: ChartSpec): Promise<string> {
  // 200 ms of loading that a command without charts should not pay.
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const { textMetrics, resetSVGDefIds } = vega as unknown as Scenegraph;
  textMetrics.width = (item, text) => textWidth(String(text ?? ''), item.fontSize ?? 11, isBold(item));
  resetSVGDefIds();
  const problems: string[] = [];
  const note = (...words: unknown[]): object => {
    problems.push(words.join(' '));
    return logger;
  };
  const logger = { level: () => logger, warn: note, error: note, info: () => logger, debug: () => logger };
  const compiled = compile(spec as unknown as TopLevelSpec, { logger: logger as never });
  if (problems.length > 0) throw new Error(`Chart '${spec.title.text}': ${problems.join('; ')}`);
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return accessible(svg, spec);
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
