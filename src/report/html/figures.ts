import type { Element } from 'hast';
import { h } from 'hastscript';
import { type Chart, wordsOf } from '../charts/theme.js';
import { raw } from './escape.js';
import { newline, scrolling } from './text.js';

/** What charts are rendered with. */
export interface PageParts {
  /** By chart name: the static picture. */
  readonly plots: ReadonlyMap<string, string>;
  /** Those that are highlighted. */
  readonly patterns: ReadonlySet<string>;
}

/** What the names of charts of a single pattern begin with. */
const OF_PATTERN = ['graph-', 'claims-', 'story-'];

/** Pixels from which on a chart does not share its row. */
const WIDE = 800;

export function chartElement(chart: Chart, { plots, patterns }: PageParts): Element {
  const { name } = chart;
  const { title, subtitle, description } = wordsOf(chart);
  // A picture of one pattern is highlighted as a whole.
  const own = [...patterns].find((pattern) => OF_PATTERN.some((start) => name === `${start}${pattern}`));
  const picture = plots.get(name) ?? '';
  const width = /^<svg [^>]*?width="(\d+)/.exec(picture)?.[1] ?? '600';
  const isWide = Number(width) > WIDE;
  return h(isWide ? 'figure.wide' : 'figure', { dataChart: name, dataPattern: own, style: `--w: ${width}` }, [
    newline(),
    h('figcaption', [h('strong', title), ...(subtitle.length === 0 ? [] : [` ${subtitle.join(' ')}`])]),
    newline(),
    scrolling(`Chart: ${title}`, [
      newline(),
      h('div.plot', { role: 'img', ariaLabel: description }, [raw(embedded(name, picture))]),
      newline(),
    ]),
    newline(),
  ]);
}

/** Attributes that say where something is, in pixels. */
const GEOMETRY = / (?:d|transform|points|x|y|x1|x2|y1|y2|dx|dy|cx|cy|width|height)="[^"]*"/g;

/**
 * The picture inside of a page: the element around it says what it shows, so what is said of it to screen readers is left out;
 * and what its definitions are called is told apart from those of other charts. A tenth of a pixel is exact enough. Names of
 * charts are letters, digits and hyphens.
 */
function embedded(name: string, svg: string): string {
  return svg
    .trim()
    .replace(/ (?:aria-[a-z]+|role|pointer-events|class)="[^"]*"/g, '')
    .replace(/<title>[^<]*<\/title>/, '')
    .replace('<svg ', '<svg aria-hidden="true" ')
    .replace(GEOMETRY, (attribute) => attribute.replace(/(\d\.\d)\d+/g, '$1'))
    .replace(/ id="([^"]*)"/g, (_, id: string) => ` id="${name}-${id}"`)
    .replace(/url\(#([^)]*)\)/g, (_, id: string) => `url(#${name}-${id})`);
}
