import type { Decision } from '../../experiment/decide/decision.js';
import { type AdrInput, adr } from '../adr.js';
import { runFolderData } from '../bundle.js';
import { allCharts } from '../charts/index.js';
import { type Scribe, scribeHere } from '../csv.js';
import { documentFiles } from '../document-files.js';
import { decisionCsv, flipsCsv, uncertainCsv, valuesCsv } from './csv.js';
import { decisionDocument } from './sections.js';

/** Every file of a decision's folder by its path in it: those of its comparison, and its own. */
export async function decisionFolderFiles(
  decision: Decision,
  input: AdrInput,
  scribe: Scribe = scribeHere,
): Promise<Map<string, string>> {
  const document = decisionDocument(decision, allCharts(decision.comparison), input);
  return new Map([
    ...(await runFolderData(decision.comparison, input, scribe)),
    ['adr.md', adr(decision, input)],
    ['decision.csv', decisionCsv(decision)],
    ['uncertain.csv', uncertainCsv(decision)],
    ['flips.csv', flipsCsv(decision)],
    ['values.csv', valuesCsv(decision)],
    ...(await documentFiles(document)),
  ]);
}
