import type { Sweep } from '../../sweep/sweep.js';
import { documentFiles } from '../document-files.js';
import { manifest, type Provenance } from '../manifest.js';
import { sweepCharts } from './charts.js';
import { flipsCsv, sweepCsv } from './csv.js';
import { sweepDocument } from './document.js';

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
