import type { Sweep } from '../../sweep/sweep.js';
import { sweepCharts } from '../charts/sweep.js';
import { documentFiles } from '../documents/document-files.js';
import { sweepDocument } from '../documents/sweep.js';
import { flipsCsv, sweepCsv } from '../exporters/sweep-csv.js';
import { manifest, type Provenance } from './manifest.js';

/** Every file of the folder of a sweep by its path in it. The same input gives the same bytes. */
export async function sweepFolderFiles(sweep: Sweep, input: Provenance): Promise<Map<string, string>> {
  const files = new Map([
    ['manifest.json', manifest({ ...sweep, requested: sweep.runs, ...input })],
    ['scenario.yaml', input.scenarioText],
    ['sweep.csv', sweepCsv(sweep)],
  ]);
  if (sweep.flips.length > 0) files.set('crossovers.csv', flipsCsv(sweep));
  for (const [path, content] of await documentFiles(sweepDocument(sweep, sweepCharts(sweep), input))) {
    files.set(path, content);
  }
  return files;
}
