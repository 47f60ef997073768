import type { Comparison, GrowthRow } from '../../compare/comparison.js';
import { measureOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { capitalised, formatValue, headingUnit, inSentence } from '../words/format.js';
import { isLoaded } from '../words/offered-load.js';
import { curveOf, followedMeasures, isCounted, sizesOf } from '../words/verdict/curves.js';
import { isPlural } from '../words/verdict/measure-words.js';
import { brief } from '../words/verdict/phrases.js';
import { alikeOf, castLooks } from './cast-looks.js';
import { powerFit, powerText } from './growth-fit.js';
import { type GrowthSeries, growthPanel, type PanelFrame } from './growth-panel.js';
import { lines } from './missing.js';
import { type Chart, chart } from './theme.js';

/** Panels beside each other. */
const COLUMNS = 2;
const PANEL = 410;
/** From the least to the largest size, from which on a power law can be read off. */
const SPAN = 4;

/** Charts of how things grow: those whose measures were followed, and change at all. */
export function growthCharts(comparison: Comparison): Chart[] {
  return studiesOf(comparison).flatMap(({ name, ids }) => {
    const measures = ids.filter((id) => changes(comparison, id)).flatMap((id) => measureOf(comparison, id) ?? []);
    return measures.length === 0 ? [] : [growthChart(comparison, name, measures)];
  });
}

function studiesOf(comparison: Comparison): { readonly name: string; readonly ids: readonly string[] }[] {
  const { objectives, scenario } = comparison;
  const asked = scenario.asks.kind === 'growth' ? followedMeasures(comparison).map(({ id }) => id) : [];
  const sizes = asked.length > 1 ? asked.slice(0, 4) : ['edges', 'messages', 'inputTokens'];
  const ends = [...new Set([objectives[0] ?? 'correct', 'correct', 'latency'])].filter((id) => !sizes.includes(id));
  return [
    { name: 'growth', ids: sizes },
    { name: 'growth-ends', ids: ends.includes('latency') ? [ends[0]!, 'latency'] : ends.slice(0, 2) },
    { name: 'growth-load', ids: isLoaded(comparison) ? ['throughput', 'bottleneck'] : [] },
  ];
}

/** Whether a measure was followed, and is shown to differ between sizes under some pattern; of one size there is no asking. */
function changes({ growth, ranking }: Comparison, id: string): boolean {
  return ranking.some((name) => {
    const rows = growth.filter((row) => row.measure === id && row.pattern === name && !Number.isNaN(row.mean));
    const lows = rows.map(({ low, mean }) => (Number.isNaN(low) ? mean : low));
    const highs = rows.map(({ high, mean }) => (Number.isNaN(high) ? mean : high));
    return rows.length === 1 || Math.max(...lows) > Math.min(...highs);
  });
}

function growthChart(comparison: Comparison, name: string, measures: readonly Measure[]): Chart {
  const frames = measures.map((measure) => frameOf(comparison, measure));
  const width = Math.min(frames.length, COLUMNS) * PANEL;
  const bands = Array.from({ length: Math.ceil(frames.length / COLUMNS) }, (_, at) =>
    frames.slice(at * COLUMNS, (at + 1) * COLUMNS),
  );
  const body = {
    vconcat: bands.map((band) => ({ hconcat: band.map(growthPanel), spacing: 30 })),
    spacing: 26,
  };
  const subtitle = [
    'Lines: means; bands: their 95 % intervals. In colour: those that the answer is about.',
    ...(frames.some(({ isLog }) => isLog)
      ? [
          'Where both axes are logarithmic, n^2.0 at the end of a line: it grows as the size to the power of 2.0, by least squares.',
        ]
      : []),
    ...frames.flatMap(({ absent }) => absent),
    ...endlessNote(comparison, measures),
  ].join(' ');
  return { name, spec: chart(titleOf(comparison, frames), lines(subtitle, width), describe(comparison, frames), body) };
}

/** Counts are "the number of specialists"; what is measured has a name of its own. */
export function axisName({ scenario }: Comparison): string {
  const label = scenario.growth?.label ?? 'size';
  const isCount = scenario.growth?.unit === '' && scenario.growth.sizes.every(Number.isInteger);
  return isCount || scenario.growth?.unit === '/h' ? `number of ${label}` : label;
}

function endlessNote({ growth }: Comparison, measures: readonly Measure[]): string[] {
  const breaksOff = growth.some(({ measure, mean }) => measures.some(({ id }) => id === measure) && Number.isNaN(mean));
  return breaksOff
    ? ['A line ends where it has no further value: nothing is delivered, or the queue grows without bound.']
    : [];
}

/** Counts of what the axis names have no unit beside them. */
const bareUnit = ({ group, unit }: Measure): string => (group === 'structure' ? '1' : unit);

function frameOf(comparison: Comparison, measure: Measure): PanelFrame {
  const sizes = sizesOf(comparison);
  const curves = comparison.ranking
    .map((pattern) => ({ pattern, rows: curveOf(comparison, pattern, measure.id) }))
    .filter(({ rows }) => rows.length > 0);
  const isNothing = ({ rows }: { readonly rows: readonly GrowthRow[] }): boolean =>
    rows.every(({ mean }) => mean === 0);
  const drawn = curves.filter((curve) => !isNothing(curve));
  const isLog =
    isCounted(comparison) &&
    sizes.length >= 3 &&
    sizes[0]! > 0 &&
    sizes.at(-1)! / sizes[0]! >= SPAN &&
    measure.unit !== 'share' &&
    measure.better !== 'higher' &&
    drawn.length > 0 &&
    drawn.every(({ rows }) => rows.every(({ mean }) => mean > 0));
  const shown = isLog ? drawn : curves;
  const nothing = isLog ? curves.filter(isNothing).map(({ pattern }) => pattern) : [];
  const title = `${capitalised(inSentence(measure.label))}${unitText(measure)}${isLog ? ' (logarithmic)' : ''}`;
  return {
    ...{ measure, unit: bareUnit(measure), sizes, isLog, title, sizeTitle: capitalised(axisName(comparison)) },
    series: seriesOf(comparison, shown, isLog),
    absent:
      nothing.length === 0
        ? []
        : [`Not drawn, because it is 0: ${inSentence(measure.label)} of ${nothing.join(', ')}.`],
  };
}

function unitText(measure: Measure): string {
  const unit = measure.group === 'structure' ? '' : headingUnit(measure.unit);
  const per = measure.readRun === undefined && measure.unit !== 'share' ? ', mean per task' : '';
  return `${unit === '' ? '' : `, ${unit}`}${per}`;
}

/** Curves that lie on each other are one. */
function seriesOf(
  comparison: Comparison,
  curves: readonly { readonly pattern: string; readonly rows: readonly GrowthRow[] }[],
  isLog: boolean,
): GrowthSeries[] {
  const groups = new Map<string, string[]>();
  for (const { pattern, rows } of curves) {
    const key = rows.map(({ size, mean }) => `${size} ${mean.toPrecision(9)}`).join('|');
    groups.set(key, [...(groups.get(key) ?? []), pattern]);
  }
  const look = castLooks(comparison);
  return [...groups.values()].map((group) => {
    const { lead, label, patterns } = alikeOf(comparison, group);
    const { rows } = curves.find(({ pattern }) => pattern === lead)!;
    return { pattern: lead, label, patterns, rows, fit: isLog ? powerFit(rows) : null, ...look(lead) };
  });
}

/** The steepest and the flattest law; or who is best and worst at the largest size. */
function titleOf(comparison: Comparison, frames: readonly PanelFrame[]): string {
  const fitted = frames.find(({ series }) => series.filter(({ fit }) => fit !== null).length > 1);
  if (fitted !== undefined) {
    const sorted = fitted.series.filter(({ fit }) => fit !== null).sort((a, b) => a.fit!.exponent - b.fit!.exponent);
    const [flat, steep] = [sorted[0]!, sorted.at(-1)!];
    const power = ({ fit }: GrowthSeries): string => powerText(fit!);
    const grow = isPlural(fitted.measure.label) ? 'grow' : 'grows';
    return `${capitalised(inSentence(fitted.measure.label))} ${grow} as ${power(steep)} under ${steep.label}, as ${power(flat)} under ${flat.label}`;
  }
  const { measure, series, sizes, unit } = frames[0]!;
  const last = sizes.at(-1)!;
  const sign = measure.better === 'higher' ? -1 : 1;
  const ends = series.filter(({ rows }) => rows.at(-1)!.size === last);
  if (ends.length === 0) return `No pattern has a value of ${inSentence(measure.label)} at ${last}`;
  const sorted = [...ends].sort((a, b) => sign * (a.rows.at(-1)!.mean - b.rows.at(-1)!.mean));
  const value = ({ rows }: GrowthSeries): string => brief(unit, rows.at(-1)!.mean);
  const [best, worst] = [sorted[0]!, sorted.at(-1)!];
  const where = `At ${last} ${comparison.scenario.growth?.label ?? ''}`.trim();
  if (best === worst) return `${where}, ${best.label} has ${value(best)} ${inSentence(measure.label)}`;
  return `${where}, ${inSentence(measure.label)} is ${value(best)} under ${best.label} and ${value(worst)} under ${worst.label}`;
}

function describe(comparison: Comparison, frames: readonly PanelFrame[]): string {
  const texts = frames.map(({ measure, series, unit }) => {
    const told = series.flatMap(({ patterns, rows, fit }) => {
      const [first, last] = [rows[0]!, rows.at(-1)!];
      const law = fit === null ? '' : ` (n^${fit.exponent.toFixed(2)})`;
      return patterns.map(
        (name) =>
          `${name} from ${formatValue(unit, first.mean, first)} at ${first.size} to ${formatValue(unit, last.mean, last)} at ${last.size}${law}`,
      );
    });
    return `${capitalised(measure.label)}: ${told.join('; ')}`;
  });
  return `Lines of measures against the ${axisName(comparison)}, with 95 % intervals. ${texts.join('. ')}.`;
}
