import type { Audit } from '../../audit/result.js';
import { measureNamed } from '../../measures/index.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { auditTableColumns } from '../tables/audit-terminal.js';
import { auditAnswer } from '../words/audit-answer.js';
import { formatValue, replications } from '../words/format.js';
import type { ReportBlock, ReportDocument } from './document.js';
import { csv, fromSentences, headOf, mainSection } from './head.js';
import { list, paragraphs, reproduction, section, table, warningsSection } from './sections.js';

/** The report of an audit: the answer, the picture, the numbers, and how to get it again. */
export function auditDocument(audit: Audit, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { scenario, pattern, seed, undisturbed, warnings } = audit;
  const { names, columns } = auditTableColumns(audit);
  const pictures = charts.map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const said = fromSentences(auditAnswer(audit));
  const measures = undisturbed.map(({ measure }) => measureNamed(measure)!);
  const calm = undisturbed.map(({ measure, mean }) => {
    const { label, unit } = measureNamed(measure)!;
    return `${label}: ${formatValue(unit, mean)}`;
  });
  return {
    title: `Which steps are critical in ${scenario.name}, under ${pattern}?`,
    subtitle: `${scenario.name}: ${pattern}, ${replications(audit)}, seed ${seed}`,
    head: headOf(said, [csv('audit.csv', 'All numbers (CSV)')], input),
    sections: [
      mainSection('steps', 'What each step costs', pictures, [
        { ...table('Step', names, columns.slice(1), false), sorts: true },
        ...paragraphs(said.because),
      ]),
      ...section('undisturbed', 'Without any of this', list(calm)),
      ...warningsSection(warnings),
      ...section(
        'trials',
        'What was done',
        list([
          'Lost: every call of the agent fails, so that retries and stand-ins do what they can.',
          'Errs twice: its rates of false claims, missed errors, false alarms and wrong decisions are doubled.',
          'Twice as slow: its calls and its tools take twice as long.',
        ]),
      ),
      ...reproduction(input, 'The file audit.csv has one row per part, trial and measure.', measures),
    ],
  };
}
