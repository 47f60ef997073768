import type { Comparison } from '../../compare/comparison.js';
import { measureOf } from '../../compare/summary-rows.js';
import { assumptions } from '../assumptions.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { BAD_DAY_NOTE, badDayColumns } from '../tables/bad-days.js';
import { comparisonColumns, estimateColumn, tableNote } from '../tables/columns.js';
import { leftOutBlocks, numbersOf, outcomeBlocks, pairedBlocks, thresholdBlocks } from '../tables/compare-report.js';
import { kindBlocks } from '../tables/kinds.js';
import { spreadBlocks } from '../tables/spread.js';
import { answer } from '../words/compare-answer.js';
import { comparisonConditions } from '../words/conditions.js';
import { counted, replications } from '../words/format.js';
import { kindSentences } from '../words/kinds.js';
import { crossoverSentences, saturationSentences } from '../words/offered-load.js';
import { publishedSentences } from '../words/published.js';
import { type ChartSection, sectionOfChart } from './chart-sections.js';
import type { ReportBlock, ReportDocument, RichText } from './document.js';
import { list, paragraphs, reproduction, section, tables, warningsSection } from './sections.js';
import { typicalRuns } from './typical-runs.js';

/** The report of a comparison: the answer first, then what is behind it, what was assumed, and how to get it again. */
export function compareDocument(comparison: Comparison, charts: readonly Chart[], input: Provenance): ReportDocument {
  const { scenario, patterns, ranking, measures, seed } = comparison;
  const drawn = (where: ChartSection): ReportBlock[] =>
    charts.filter(({ name }) => sectionOfChart(name) === where).map((chart) => ({ kind: 'chart', chart }));
  return {
    title: scenario.question,
    subtitle: `Scenario ${scenario.name}: ${counted(patterns.length, 'pattern')}, ${replications(comparison)}, seed ${seed}.`,
    sections: [
      ...section(
        'answer',
        'The answer',
        paragraphs([
          ...answer(comparison),
          ...kindSentences(comparison),
          ...publishedSentences(comparison),
          ...comparisonConditions(comparison),
        ]),
      ),
      ...warningsSection(comparison.warnings),
      ...section('side-by-side', 'The patterns side by side', [
        ...tables('Pattern', ranking, comparisonColumns(comparison), true),
        ...paragraphs([tableNote(comparison)]),
      ]),
      ...section('kinds', 'By kind of task', kindBlocks(comparison)),
      ...section('thresholds', 'Thresholds', thresholdBlocks(comparison)),
      ...section('left-out', 'Patterns left out', leftOutBlocks(comparison)),
      ...section('ends', 'How tasks end', [...drawn('ends'), ...outcomeBlocks(comparison)]),
      ...section('cost-latency', 'Cost against latency', [
        ...drawn('cost-latency'),
        ...numbersOf(comparison, ['cost', 'latency', 'criticalLatency'], []),
      ]),
      ...section('spread', 'How much tasks differ', spreadBlocks(comparison)),
      ...section('breakdown', 'Where the time and the tokens go', [
        ...drawn('breakdown'),
        ...numbersOf(comparison, [], idsOf(comparison, BREAKDOWN)),
      ]),
      ...section('false-claims', 'How false claims spread', [
        ...drawn('false-claims'),
        ...numbersOf(comparison, ['escaped'], idsOf(comparison, ERRORS)),
      ]),
      ...section('graphs', 'Messages between participants', [
        ...drawn('graphs'),
        ...numbersOf(comparison, [], idsOf(comparison, STRUCTURE)),
      ]),
      ...typicalRuns(comparison),
      ...section('paired', 'Paired differences', [...drawn('paired'), ...pairedBlocks(comparison)]),
      ...section('bad-day', 'Dependability', badDay(comparison, drawn('bad-day'))),
      ...section('legibility', 'How errors can be traced', legibility(comparison)),
      ...section('flips', 'What changes the answer', [...flips(comparison), ...drawn('flips')]),
      ...section('further', 'Further charts', drawn('further')),
      ...assumptions(comparison, input.scenarioText),
      ...reproduction(input, filesOf(comparison), measures),
    ],
  };
}

/** Measures of these groups, but for those that have a column of their own, are the numbers behind a picture. */
const BREAKDOWN = { groups: ['time', 'cost'], without: ['latency', 'criticalLatency', 'cost'] };
const ERRORS = { groups: ['errors'], without: ['escaped'] };
const STRUCTURE = { groups: ['structure'], without: [] };

function idsOf(
  { measures }: Comparison,
  { groups, without }: { readonly groups: readonly string[]; readonly without: readonly string[] },
): string[] {
  return measures.filter(({ id, group }) => groups.includes(group) && !without.includes(id)).map(({ id }) => id);
}

function badDay(comparison: Comparison, charts: readonly ReportBlock[]): ReportBlock[] {
  const columns = badDayColumns(comparison);
  if (columns.length === 0) return [...charts];
  return [...charts, ...tables('Pattern', comparison.ranking, columns, true), ...paragraphs([BAD_DAY_NOTE])];
}

function legibility(comparison: Comparison): ReportBlock[] {
  const ids = idsOf(comparison, { groups: ['legibility'], without: [] });
  const said = ids.map((id) => measureOf(comparison, id)!.definition);
  const columns = ids.map((id) => estimateColumn(comparison, id)).filter((column) => column !== null);
  return [...tables('Pattern', comparison.ranking, columns, true), ...paragraphs(said)];
}

/** What the patterns can take, and where the order of two of them changes. */
function flips(comparison: Comparison): ReportBlock[] {
  const told = [
    ['Saturation:', saturationSentences(comparison)],
    ['Crossovers:', crossoverSentences(comparison)],
  ] as const;
  return told.flatMap(([lead, sentences]) =>
    sentences.length === 0 ? [] : [...paragraphs([lead]), ...list(sentences)],
  );
}

function filesOf({ growth, crossovers }: Comparison): RichText {
  const files: RichText = [
    { code: 'summary.csv' },
    ' has one row per pattern and measure, ',
    { code: 'spread.csv' },
    ' how much tasks differ and how bad the worst are, ',
    { code: 'runs.csv' },
    ' one row per pattern and replication',
  ];
  const grown: RichText =
    growth.length > 0 ? [', ', { code: 'growth.csv' }, ' one row per pattern, size and measure'] : [];
  const crossed: RichText =
    crossovers.length > 0 ? [', ', { code: 'crossovers.csv' }, ' one row per crossover of two patterns'] : [];
  return [...files, ...grown, ...crossed, '.'];
}
