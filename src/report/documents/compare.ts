import type { Comparison } from '../../compare/comparison.js';
import type { QuestionKind } from '../../scenario/asks.js';
import { assumptions } from '../assumptions.js';
import { leftOutCharts } from '../charts/index.js';
import type { Chart } from '../charts/theme.js';
import type { Provenance } from '../folders/manifest.js';
import { BAD_DAY_NOTE, badDayColumns } from '../tables/bad-days.js';
import { tableNote } from '../tables/columns.js';
import { leftOutBlocks, thresholdBlocks } from '../tables/compare-report.js';
import { kindBlocks } from '../tables/kinds.js';
import { spreadBlocks } from '../tables/spread.js';
import { comparisonConditions } from '../words/conditions.js';
import { counted, replications } from '../words/format.js';
import { kindSentences } from '../words/kinds.js';
import { crossoverSentences, saturationSentences } from '../words/offered-load.js';
import { publishedSentences } from '../words/published.js';
import { verdictOf } from '../words/verdict/index.js';
import { type Shortlist, shortlistOf } from '../words/verdict/shortlist.js';
import type { Verdict } from '../words/verdict/verdict.js';
import { type ChartSection, sectionOfChart } from './chart-sections.js';
import type { DocumentLink, ReportBlock, ReportDocument, ReportSection, RichText } from './document.js';
import { everything } from './everything.js';
import { firstSection, type ShortlistColumn } from './first.js';
import { csv, headOf } from './head.js';
import { folded, list, paragraphs, reproduction, section, tables, warningsSection } from './sections.js';
import { whySection } from './why.js';

/** What a decision puts in place of a comparison's own. */
export interface Decided {
  readonly verdict: Verdict;
  readonly links: readonly DocumentLink[];
  readonly columns: readonly ShortlistColumn[];
  /** What is said of how sure it is. */
  readonly sure: readonly ReportBlock[];
  /** Paths of what was assumed, what matters most first. */
  readonly matters: readonly string[];
  /** Folded, before everything else. */
  readonly folded: readonly ReportBlock[];
  readonly files: RichText;
}

/** The report of a comparison: the answer on the first screen, then why, how sure, at what price, and what it rests on. */
export function compareDocument(
  comparison: Comparison,
  charts: readonly Chart[],
  input: Provenance,
  decided?: Decided,
): ReportDocument {
  const { scenario, patterns, seed, measures } = comparison;
  const verdict = decided?.verdict ?? verdictOf(comparison);
  const shortlist = about(shortlistOf(comparison), decided === undefined ? [] : verdict.about);
  const first = verdict.chart === null ? undefined : (charts.find(({ name }) => name === verdict.chart) ?? charts[0]);
  const rest = charts.filter((chart) => chart !== first);
  const drawn = (where: ChartSection): ReportBlock[] =>
    rest.filter(({ name }) => sectionOfChart(name) === where).map((chart) => placed(chart, shortlist));
  return {
    title: scenario.question,
    subtitle: `${scenario.name}: ${counted(patterns.length, 'pattern')}, ${replications(comparison)}, seed ${seed}`,
    head: headOf(verdict, decided?.links ?? [csv('summary.csv', 'All numbers (CSV)')], input),
    sections: [
      firstSection(comparison, shortlist, first, verdict.because, decided?.columns),
      ...warningsSection(comparison.warnings),
      ...whySection(comparison, shortlist, input, drawn('why')),
      ...section('sure', 'How sure', sure(comparison, drawn('sure'), decided)),
      ...section('growth', 'Growth', growth(comparison, drawn('growth'))),
      ...section('cost', 'Cost and time', drawn('cost')),
      ...section('errors', 'Errors', drawn('errors')),
      ...faults(comparison, drawn('faults')),
      ...assumptions(comparison, input.scenarioText, decided?.matters),
      ...section('everything', 'Everything', [
        ...(decided?.folded ?? []),
        ...everything(comparison),
        ...folded('Further charts', drawn('further')),
        ...folded('Charts left out', list(leftOutCharts(comparison).map(({ title, why }) => `${title}: ${why}`))),
        ...folded('How much tasks differ', spreadBlocks(comparison)),
        ...folded('By kind of task', [...paragraphs(kindSentences(comparison)), ...kindBlocks(comparison)]),
        ...folded('Patterns left out', leftOutBlocks(comparison)),
        ...folded('Method', paragraphs([tableNote(comparison), ...comparisonConditions(comparison)])),
      ]),
      ...reproduction(input, decided?.files ?? filesOf(comparison), measures),
    ],
  };
}

/** A decision is about other patterns than its comparison, perhaps. */
function about(shortlist: Shortlist, [first, second]: readonly string[]): Shortlist {
  const isListed = (name: string | undefined): name is string => shortlist.rows.some(({ pattern }) => pattern === name);
  return isListed(first) && isListed(second) ? { ...shortlist, ticked: [first, second] } : shortlist;
}

/** What a single pattern of the shortlist is drawn in is seen while that is ticked. */
function placed(chart: Chart, { rows, ticked }: Shortlist): ReportBlock {
  const block: ReportBlock = { kind: 'chart', chart };
  const own = rows.find(({ pattern }) => [`claims-${pattern}`, `graph-${pattern}`].includes(chart.name))?.pattern;
  if (own === undefined) return block;
  const isTicked = (ticked as readonly string[]).includes(own);
  return { kind: 'ticked', patterns: [own], isTicked, blocks: [block] };
}

function sure(comparison: Comparison, charts: readonly ReportBlock[], decided: Decided | undefined): ReportBlock[] {
  const thresholds = thresholdBlocks(comparison);
  if (decided !== undefined) {
    const isPaired = (block: ReportBlock): boolean => block.kind === 'chart' && block.chart.name === 'differences';
    const paired = folded('Paired differences', charts.filter(isPaired));
    return [...charts.filter((block) => !isPaired(block)), ...decided.sure, ...paired, ...thresholds];
  }
  return [...charts, ...thresholds, ...paragraphs(publishedSentences(comparison))];
}

/** Only where something goes wrong beside the errors of answers. */
function faults(comparison: Comparison, charts: readonly ReportBlock[]): ReportSection[] {
  const columns = badDayColumns(comparison);
  const table = [...tables('Pattern', comparison.ranking, columns, true), ...paragraphs([BAD_DAY_NOTE])];
  const all = columns.length === 0 ? [] : folded('The numbers', table);
  return section('faults', 'Faults', [...charts, ...all]);
}

/** Charts of growth that are seen without unfolding them: more where the question is about it. */
const GROWING: Readonly<Record<QuestionKind, number>> = {
  choose: 1,
  mechanism: 1,
  threshold: 2,
  growth: 2,
  'what-if': 2,
};

/** How things grow, what the patterns can take, and where the order of two of them changes. */
function growth(comparison: Comparison, charts: readonly ReportBlock[]): ReportBlock[] {
  const seen = GROWING[comparison.scenario.asks.kind];
  return [
    ...charts.slice(0, seen),
    ...folded('Further measures along the growth', charts.slice(seen)),
    ...list(saturationSentences(comparison)),
    ...list(crossoverSentences(comparison)),
  ];
}

export function filesOf({ growth, crossovers }: Comparison): RichText {
  const files: RichText = [
    { code: 'summary.csv' },
    ' has one row per pattern and measure, ',
    { code: 'spread.csv' },
    ' how much tasks differ and how bad the worst are, ',
    { code: 'runs.csv' },
    ' one row per pattern and replication',
  ];
  const more = [
    ...(growth.length > 0 ? [', ', { code: 'growth.csv' }, ' one row per pattern, size and measure'] : []),
    ...(crossovers.length > 0 ? [', ', { code: 'crossovers.csv' }, ' one row per crossover'] : []),
  ];
  return [...files, ...more, '.'];
}
