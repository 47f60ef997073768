import type { Comparison } from '../experiment/comparison.js';
import { allCharts } from './charts/index.js';
import { compareDocument } from './compare-document.js';
import { crossoversCsv, growthCsv, runsCsvBy, type Scribe, scribeHere, summaryCsv } from './csv.js';
import { documentFiles } from './document-files.js';
import { manifest, type Provenance } from './manifest.js';

/** Every file of a run folder by its path in it. The same input gives the same bytes, whoever writes the rows of runs.csv. */
export async function runFolderFiles(
  comparison: Comparison,
  input: Provenance,
  scribe: Scribe = scribeHere,
): Promise<Map<string, string>> {
  const document = compareDocument(comparison, allCharts(comparison), input);
  return new Map([...(await runFolderData(comparison, input, scribe)), ...(await documentFiles(document))]);
}

/** Those of them that are no report: where it comes from, and the numbers. */
export async function runFolderData(
  comparison: Comparison,
  input: Provenance,
  scribe: Scribe,
): Promise<Map<string, string>> {
  const files = new Map([
    ['manifest.json', manifest({ ...comparison, ...input })],
    ['scenario.yaml', input.scenarioText],
    ['summary.csv', summaryCsv(comparison)],
    ['runs.csv', await runsCsvBy(comparison, scribe)],
  ]);
  if (comparison.growth.length > 0) files.set('growth.csv', growthCsv(comparison));
  if (comparison.crossovers.length > 0) files.set('crossovers.csv', crossoversCsv(comparison));
  return files;
}
