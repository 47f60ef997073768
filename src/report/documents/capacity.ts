import type { Capacity } from '../../capacity/result.js';
import { measureNamed } from '../../measures/index.js';
import { LOSS_CAUSES, lossCauses } from '../../measures/lost.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { capacityColumns } from '../tables/capacity-terminal.js';
import { capacityAnswer } from '../words/capacity-answer.js';
import { counted, formatValue } from '../words/format.js';
import { parameterTitle, valueText } from '../words/sweep-values.js';
import type { ReportBlock, ReportDocument, ReportSection } from './document.js';
import { csv, fromSentences, headOf, mainSection } from './head.js';
import { folded, list, paragraphs, reproduction, section, table, warningsSection } from './sections.js';

/** The report of a capacity: the answer, the picture, the numbers, what was looked at, and how to get it again. */
export function capacityDocument(capacity: Capacity, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { scenario, axis, runs, seed, patterns, warnings, leftOut } = capacity;
  const { names, columns } = capacityColumns(capacity);
  const facts = [counted(patterns.length, 'pattern'), `${counted(runs, 'replication')} per value`];
  const pictures = charts.map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const said = fromSentences(capacityAnswer(capacity));
  const measures = ['lost', 'refused', 'latency', 'cost'].map((id) => measureNamed(id)!);
  return {
    title: `${scenario.question} Along ${parameterTitle(axis.parameter)}.`,
    subtitle: `${scenario.name}: ${facts.join(', ')}, seed ${seed}`,
    head: headOf(said, [csv('capacity.csv', 'Capacities (CSV)'), csv('points.csv', 'All points (CSV)')], input),
    sections: [
      mainSection('capacity', 'What each pattern sustains', pictures, [
        { ...table('Pattern', names, columns.slice(1), true), sorts: true },
        ...paragraphs(said.because),
      ]),
      ...warningsSection(warnings),
      lookedAt(capacity),
      ...section('left-out', 'Patterns left out', list(leftOut.map(({ pattern, why }) => `${pattern}: ${why}`))),
      ...reproduction(
        input,
        'The file capacity.csv has one row per pattern; points.csv one row per pattern and value that was looked at.',
        measures,
      ),
    ],
  };
}

/** Every value that a search came by, folded away. */
function lookedAt({ axis, patterns }: Capacity): ReportSection {
  const blocks = patterns.flatMap(({ pattern, points }) => {
    const rows = points.map((point) => {
      const causes = lossCauses
        .filter((cause) => point.causes[cause] > 0)
        .sort((a, b) => point.causes[b] - point.causes[a])
        .map((cause) => `${LOSS_CAUSES[cause]} ${formatValue('share', point.causes[cause])}`);
      const lost = formatValue('share', point.lost.mean, point.lost);
      return [valueText(axis.parameter, point.value), lost, point.isSteady ? 'yes' : 'no', causes.join('; ')];
    });
    const headings = [[axis.label], ['lost'], ['steady state'], ['lost by']];
    const columns = headings.map((heading, i) => ({ heading, align: i < 2 ? ('right' as const) : ('left' as const) }));
    return folded(pattern, [{ kind: 'table', columns, rows, ofPatterns: false }]);
  });
  return { id: 'looked-at', title: 'What was looked at', blocks };
}
