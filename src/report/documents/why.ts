import type { Comparison } from '../../compare/comparison.js';
import { judgedBetween, measureOf, rowOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import type { TypicalRun } from '../../study/typical.js';
import { storyCharts } from '../charts/story.js';
import { tickedOf } from '../charts/subjects.js';
import { mermaidTrace } from '../exporters/traces/mermaid.js';
import type { Provenance } from '../folders/manifest.js';
import { withSign } from '../tables/columns.js';
import { formatDifference, formatValue, inSentence } from '../words/format.js';
import type { Shortlist } from '../words/verdict/shortlist.js';
import type { ReportBlock, ReportSection, RichText, TableBlock } from './document.js';
import { section } from './sections.js';

/** What the two are held against each other on, beside the measures of the shortlist. */
const ALSO = ['correct', 'escaped', 'operationalFailures', 'cost', 'latency', 'tokens', 'messages'];

/** The same task on the same luck under the two patterns that are ticked, and how they differ over all tasks. */
export function whySection(
  comparison: Comparison,
  shortlist: Shortlist,
  { command }: Provenance,
  charts: readonly ReportBlock[],
): ReportSection[] {
  const { name } = comparison.scenario;
  // A scenario of one's own lies in the folder, whatever its file was called.
  const file = command.split(' ').includes(name) ? name : 'scenario.yaml';
  const { ticked, rows } = shortlist;
  const names = rows.map(({ pattern }) => pattern);
  const runs = comparison.typical.filter(({ pattern }) => names.includes(pattern));
  const pictures = storyCharts(runs, ticked).map(
    (chart, i): ReportBlock => ({
      kind: 'ticked',
      patterns: [runs[i]!.pattern],
      isTicked: (ticked as readonly string[]).includes(runs[i]!.pattern),
      blocks: [{ kind: 'chart', chart }],
    }),
  );
  const shown = (ticked as readonly string[]).flatMap((name) => runs.find(({ pattern }) => pattern === name) ?? []);
  return section('why', shown.length === 0 ? 'Why: the two compared' : 'Why: the same task on the same luck', [
    ...(shown.length === 0
      ? []
      : [{ kind: 'text' as const, text: which(comparison, shown, file) }, ...pictures, LEGEND]),
    ...diagrams(comparison, ticked),
    ...pairs(comparison, shortlist, file, charts),
  ]);
}

const LEGEND: ReportBlock = {
  kind: 'text',
  text: 'Bars are calls, dotted lines waiting, lines messages. A cross: a false claim is made; thick lines carry it; a tick: a check takes claims back.',
};

/** Which task it is, and how it ends under those that are compared. */
function which({ scenario, seed }: Comparison, runs: readonly TypicalRun[], file: string): RichText {
  const [first, second] = runs;
  const { replication, isAlone } = first!;
  const alone = isAlone ? ', with no other task in the system' : '';
  const shown = runs.map(({ pattern }) => pattern).join(',');
  const overrides = isAlone ? ' --set workload.tasks=1' : '';
  const seeded = seed === 'rehearsal' ? '' : ` --seed ${seed}`;
  const asked = `--replication ${replication}${seeded}${overrides}`;
  const drawing = `rehearse run ${file} --pattern ${shown} ${asked} --trace pair.svg`;
  if (second === undefined)
    return [`Replication ${replication} of ${scenario.name}${alone}. Draw it: `, { code: drawing }];
  const how = howBothEnd(first!, second);
  return [
    `Replication ${replication} of ${scenario.name}${alone}: ${how}. Watch it step by step: `,
    { code: `rehearse play ${file} --patterns ${shown} ${asked}` },
    '; draw it: ',
    { code: drawing },
  ];
}

function howBothEnd(a: TypicalRun, b: TypicalRun): string {
  const [left, right] = [a.story.outcome, b.story.outcome];
  if (left === right) return `it ends ${left} under both`;
  return `it ends ${left} under ${a.pattern} and ${right} under ${b.pattern}`;
}

/** For code hosts, which draw them. */
function diagrams({ typical }: Comparison, ticked: readonly string[]): ReportBlock[] {
  return typical
    .filter(({ pattern }) => ticked.includes(pattern))
    .map(({ story }) => ({ kind: 'code', language: 'mermaid', text: mermaidTrace(story) }));
}

/** A table for every two that may be ticked. */
function pairs(
  comparison: Comparison,
  { rows, ticked, measures }: Shortlist,
  file: string,
  charts: readonly ReportBlock[],
): ReportBlock[] {
  const names = rows.map(({ pattern }) => pattern);
  const drawnPair: readonly string[] = tickedOf(comparison);
  const ids = [...new Set([...measures.map(({ id }) => id), ...ALSO])];
  const compared = ids.flatMap((id) => measureOf(comparison, id) ?? []);
  return names.flatMap((a, i) =>
    names.slice(i + 1).map((b): ReportBlock => {
      const isTicked = ticked.length === 2 && [a, b].every((name) => (ticked as readonly string[]).includes(name));
      const table = [...pairTable(comparison, compared, a, b), explaining(file, a, b)];
      const isDrawn = charts.length > 0 && drawnPair.includes(a) && drawnPair.includes(b);
      const blocks: readonly ReportBlock[] = isDrawn ? [{ kind: 'beside', sides: [charts, table] }] : table;
      return { kind: 'ticked', patterns: [a, b], isTicked, blocks };
    }),
  );
}

function pairTable(comparison: Comparison, measures: readonly Measure[], a: string, b: string): ReportBlock[] {
  const rows = measures.flatMap((measure): RichText[][] => {
    const { id, unit, label } = measure;
    const difference = judgedBetween(comparison, id, b, a);
    const [left, right] = [a, b].map((name) => rowOf(comparison, name, id));
    if (difference === null || left === undefined || right === undefined) return [];
    if (left.mean === 0 && right.mean === 0) return [];
    const isShown = difference.shown.low > 0 || difference.shown.high < 0;
    const apart = formatDifference(unit, { mean: difference.mean, ...difference.shown });
    return [
      [
        withSign(inSentence(label), unit).split(', ')[0]!,
        formatValue(unit, left.mean, left),
        formatValue(unit, right.mean, right),
        isShown ? [{ strong: apart }] : `${apart}, not shown`,
      ],
    ];
  });
  const left = (heading: string) => ({ heading: [heading], align: 'left' as const });
  const right = (heading: string) => ({ heading: [heading], align: 'right' as const });
  const table: TableBlock = {
    kind: 'table',
    columns: [left('Per task'), right(a), right(b), left(`${b} minus ${a}, paired`)],
    rows,
    ofPatterns: false,
  };
  return rows.length === 0 ? [] : [table];
}

const explaining = (file: string, a: string, b: string): ReportBlock => ({
  kind: 'text',
  text: ['What the difference comes from: ', { code: `rehearse explain ${file} ${a} ${b}` }],
});
