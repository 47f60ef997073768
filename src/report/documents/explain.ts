import type { Explanation } from '../../explain/explain.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { parameterBlocks } from '../parameters.js';
import { withSign } from '../tables/columns.js';
import { blockColumns, blocksOf, explainNote } from '../tables/explain-terminal.js';
import { whoChecks } from '../words/conditions.js';
import { explanation } from '../words/explanation.js';
import { capitalised, replications } from '../words/format.js';
import type { ReportDocument } from './document.js';
import { csv, fromSentences, headOf, mainSection } from './head.js';
import { paragraphs, reproduction, section, table, warningsSection } from './sections.js';

/** The report of an explanation: the sentences first, then the pictures, the numbers, and how to get them again. */
export function explainDocument(found: Explanation, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { scenario, names, seed, accounts } = found;
  const said = fromSentences(explanation(found));
  const lines = accounts.flatMap(({ whole, parts, beside }) => [...parts, whole, ...beside]);
  return {
    title: `Why does ${names[1]} differ from ${names[0]}?`,
    subtitle: `${scenario.name}: ${replications(found)}, seed ${seed}`,
    head: headOf(said, [csv('explain.csv', 'All numbers (CSV)')], input),
    sections: [
      mainSection(
        'differences',
        'The difference, split into causes',
        charts.map((chart) => ({ kind: 'chart', chart })),
        paragraphs([...said.because, ...whoChecks(scenario, names)]),
      ),
      ...warningsSection(found.warnings),
      ...section(
        'numbers',
        'The numbers',
        blocksOf(found).flatMap((block) => [
          { kind: 'text' as const, text: [{ strong: capitalised(withSign(block.title, block.unit)) }] },
          table('', block.names, blockColumns(block, names), false),
        ]),
      ),
      ...section('note', 'How to read the tables', paragraphs([explainNote(found)])),
      ...section('assumptions', 'What was assumed', parameterBlocks(input.scenarioText)),
      ...reproduction(
        input,
        [{ code: 'explain.csv' }, ' has one row per quantity and part.'],
        lines.map(({ measure }) => measure),
      ),
    ],
  };
}
