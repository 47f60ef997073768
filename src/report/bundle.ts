import type { Comparison } from '../experiment/comparison.js';
import { allCharts } from './charts/index.js';
import { renderSvg } from './charts/render.js';
import type { Chart } from './charts/theme.js';
import { crossoversCsv, growthCsv, runsCsv, summaryCsv } from './csv.js';
import { manifest } from './manifest.js';
import { markdown } from './markdown.js';

export interface BundleInput {
  readonly version: string;
  /** The scenario as run, overrides applied. */
  readonly scenarioText: string;
  /** As `exactCommand` writes it. */
  readonly command: string;
}

/** Every file of a run folder by its path in it. The same input gives the same bytes. */
export async function runFolderFiles(comparison: Comparison, input: BundleInput): Promise<Map<string, string>> {
  const charts = allCharts(comparison);
  const files = new Map([
    ['manifest.json', manifest({ ...comparison, ...input })],
    ['scenario.yaml', input.scenarioText],
    ['summary.csv', summaryCsv(comparison)],
    ['runs.csv', runsCsv(comparison)],
  ]);
  if (comparison.growth.length > 0) files.set('growth.csv', growthCsv(comparison));
  if (comparison.crossovers.length > 0) files.set('crossovers.csv', crossoversCsv(comparison));
  await addCharts(files, charts);
  files.set('report.md', markdown(comparison, { ...input, charts }));
  return files;
}

/** Each chart as SVG, with the specification that it was made from. */
export async function addCharts(files: Map<string, string>, charts: readonly Chart[]): Promise<void> {
  for (const { name, spec } of charts) {
    files.set(`charts/${name}.vl.json`, `${JSON.stringify(spec, null, 2)}\n`);
    files.set(`charts/${name}.svg`, await renderSvg(spec));
  }
}
