import type { Explanation } from '../../explain/explain.js';
import { differencesChart } from '../charts/differences.js';
import { documentFiles } from '../documents/document-files.js';
import { explainDocument } from '../documents/explain.js';
import { explanationCsv } from '../exporters/csv.js';
import { manifest, type Provenance } from './manifest.js';

/** Every file of the folder of an explanation by its path in it. The same input gives the same bytes. */
export async function explainFolderFiles(found: Explanation, input: Provenance): Promise<Map<string, string>> {
  const charts = [{ name: 'differences', spec: differencesChart(found) }];
  return new Map([
    ['manifest.json', manifest({ ...found, ...input })],
    ['scenario.yaml', input.scenarioText],
    ['explain.csv', explanationCsv(found)],
    ...(await documentFiles(explainDocument(found, charts, input))),
  ]);
}
