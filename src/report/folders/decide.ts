import type { RehearsedDecision } from '../../decide/decision.js';
import { allCharts } from '../charts/index.js';
import { decisionDocument } from '../documents/decide.js';
import { documentFiles } from '../documents/document-files.js';
import { type AdrInput, adr } from '../exporters/adr.js';
import { runsCsv } from '../exporters/csv.js';
import { decisionCsv, flipsCsv, uncertainCsv, valuesCsv } from '../exporters/decide-csv.js';
import { runFolderData } from './compare.js';

/** Every file of a decision's folder by its path in it: those of its comparison, and its own. `runs` is runs.csv. */
export async function decisionFolderFiles(
  decision: RehearsedDecision,
  input: AdrInput,
  runs: string | Promise<string> = runsCsv(decision.comparison),
): Promise<Map<string, string>> {
  const report = await documentFiles(decisionDocument(decision, allCharts(decision.comparison), input));
  return new Map([
    ...runFolderData(decision.comparison, input, await runs),
    ['adr.md', adr(decision, input)],
    ['decision.csv', decisionCsv(decision)],
    ['uncertain.csv', uncertainCsv(decision)],
    ['flips.csv', flipsCsv(decision)],
    ['values.csv', valuesCsv(decision)],
    ...report,
  ]);
}
