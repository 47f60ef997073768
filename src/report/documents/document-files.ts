import { renderPlot, titledSvg } from '../charts/render.js';
import { renderHtml } from '../html/render.js';
import { chartsOf } from './contents.js';
import type { ReportDocument } from './document.js';
import { renderMarkdown } from './markdown.js';

/**
 * What a document is in a run folder, by path: its charts as `charts/NAME.svg`, each with the specification that it was
 * made from (`charts/NAME.vl.json`) where it has one, `report.md` and `report.html`. The same document gives the same bytes.
 * @throws Error where two charts have one name, or where a chart is not valid Vega-Lite.
 */
export async function documentFiles(document: ReportDocument): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  // Drawing is most of the work, so that page and files share it.
  const plots = new Map<string, string>();
  for (const chart of chartsOf(document)) {
    const { name } = chart;
    if (plots.has(name)) throw new Error(`Two charts are named '${name}'.`);
    const plot = await renderPlot(chart);
    plots.set(name, plot);
    if ('spec' in chart) files.set(`charts/${name}.vl.json`, `${JSON.stringify(chart.spec, null, 2)}\n`);
    files.set(`charts/${name}.svg`, titledSvg(plot, chart));
  }
  files.set('report.md', renderMarkdown(document));
  files.set('report.html', await renderHtml(document, plots));
  return files;
}
