import type { Comparison } from '../../compare/comparison.js';
import { allCharts } from '../charts/index.js';
import { compareDocument } from '../documents/compare.js';
import { documentFiles } from '../documents/document-files.js';
import { crossoversCsv, growthCsv, runsCsv, summaryCsv } from '../exporters/csv.js';
import { manifest, type Provenance } from './manifest.js';

/** Every file of a run folder by its path in it, the same bytes for the same input. `runs` is runs.csv, written elsewhere. */
export async function runFolderFiles(
  comparison: Comparison,
  input: Provenance,
  runs: string | Promise<string> = runsCsv(comparison),
): Promise<Map<string, string>> {
  const report = await documentFiles(compareDocument(comparison, allCharts(comparison), input));
  return new Map([...runFolderData(comparison, input, await runs), ...report]);
}

/** Those of them that are no report: where it comes from, and the numbers. */
export function runFolderData(comparison: Comparison, input: Provenance, runs: string): Map<string, string> {
  const files = new Map([
    ['manifest.json', manifest({ ...comparison, ...input })],
    ['scenario.yaml', input.scenarioText],
    ['summary.csv', summaryCsv(comparison)],
    ['runs.csv', runs],
  ]);
  if (comparison.growth.length > 0) files.set('growth.csv', growthCsv(comparison));
  if (comparison.crossovers.length > 0) files.set('crossovers.csv', crossoversCsv(comparison));
  return files;
}
