import type { Comparison } from '../../compare/comparison.js';
import { judgedBetween, rowOf } from '../../compare/summary-rows.js';
import type { Measure } from '../../measures/measure.js';
import { counted, formatDifference, formatValue, inSentence } from '../words/format.js';
import { brief } from '../words/verdict/phrases.js';
import { timesText } from './front.js';
import { heatMeasures } from './heat.js';
import { lines } from './missing.js';
import { boundsOf, bracket, type ChartSpec, chart, FAINT, INK, pointedAt } from './theme.js';

const WIDTH = 380;
const COLOURS = { better: '#0072B2', worse: '#D55E00', same: '#8a8f96' } as const;
/** Multiples that are drawn; what lies beyond is cut off, and told in its text. */
const FARTHEST = 16;

/** A measure of two patterns: the second as a multiple of the first. */
interface PairRow {
  readonly measure: Measure;
  /** As it is, and as far as it is drawn. */
  readonly multiple: number;
  readonly drawn: number;
  readonly low: number;
  readonly high: number;
  readonly kind: keyof typeof COLOURS;
  /** "56 % -> 65 %". */
  readonly text: string;
  readonly difference: string;
}

export function pairRows(comparison: Comparison, a: string, b: string): PairRow[] {
  return heatMeasures(comparison).flatMap((measure) => {
    const [first, second] = [a, b].map((name) => rowOf(comparison, name, measure.id));
    const gap = judgedBetween(comparison, measure.id, b, a);
    if (first === undefined || second === undefined || gap === null || !(first.mean > 0) || !(second.mean > 0))
      return [];
    const drawn = (value: number): number => Math.max(1 / FARTHEST, Math.min(FARTHEST, 1 + value / first.mean));
    const bounds = boundsOf({ mean: gap.mean, ...gap.shown });
    const isShown = gap.shown.low > 0 || gap.shown.high < 0;
    const isBetter = gap.mean > 0 === (measure.better === 'higher');
    return {
      ...{ measure, multiple: second.mean / first.mean, drawn: drawn(gap.mean) },
      ...{ low: drawn(bounds.low), high: drawn(bounds.high) },
      kind: isShown ? (isBetter ? ('better' as const) : ('worse' as const)) : ('same' as const),
      text: `${formatValue(measure.unit, first.mean, first)} and ${formatValue(measure.unit, second.mean, second)}`,
      difference: formatDifference(measure.unit, { mean: gap.mean, ...gap.shown }, true),
    };
  });
}

/** What changes from one pattern to another, measure by measure, as a multiple, with the intervals that decide what is shown. */
export function pairChart(comparison: Comparison, a: string, b: string): ChartSpec {
  const rows = pairRows(comparison, a, b);
  const values = rows.map(({ measure: { label, better }, kind, text, ...row }) => ({
    ...{ pattern: b, measure: `${label}, ${better} is better`, one: 1, kind, colour: COLOURS[kind], text, ...row },
  }));
  const sort = values.map(({ measure }) => measure);
  const y = {
    field: 'measure',
    type: 'nominal',
    sort,
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
  const ends = rows.flatMap(({ low, high }) => [low, high]);
  const [least, most] = [Math.min(0.8, ...ends) / 1.1, Math.max(1.25, ...ends) * 1.1];
  const ticks = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16].filter((tick) => tick >= least && tick <= most);
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `${b} as a multiple of ${a} (logarithmic)`,
    scale: { type: 'log', domain: [least, most], nice: false },
    axis: { values: ticks, labelExpr: "'×' + format(datum.value, '~r')", grid: true },
  });
  const subtitle = `${counted(comparison.runs, 'replication')} with the same random numbers. Blue: ${b} is shown to be better; orange: worse; grey: no difference shown. ${comparison.runs < 2 ? 'One replication has no intervals.' : "Brackets: intervals after Holm's correction."} At the right: the values of ${a} and of ${b}.`;
  return chart(titleOf(rows, a, b), lines(subtitle, WIDTH + 230), describe(rows, a, b), {
    width: WIDTH,
    height: { step: 30 },
    layer: [
      { data: { values: [{}] }, mark: { type: 'rule', color: INK, strokeWidth: 1 }, encoding: { x: { datum: 1 } } },
      {
        data: { values },
        mark: { type: 'rule', strokeWidth: 4, color: { expr: 'datum.colour' }, opacity: 0.55 },
        encoding: { y, x: x('one'), x2: { field: 'drawn' } },
      },
      ...(comparison.runs < 2 ? [] : [bracket(values, { y }, x)]),
      {
        data: { values },
        mark: { type: 'point', filled: true, size: 110, opacity: 1, stroke: 'white', strokeWidth: 1 },
        encoding: {
          ...{ y, x: x('drawn'), color: { field: 'colour', type: 'nominal', scale: null } },
          tooltip: pointedAt({ measure: 'Measure', text: `${a} and ${b}`, difference: 'Difference' }),
        },
      },
      {
        data: { values },
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 12, color: FAINT },
        encoding: { y, x: { value: WIDTH + 12 }, text: { field: 'text' } },
      },
    ],
  });
}

/** The largest gain that is shown, and the largest loss. */
function titleOf(rows: readonly PairRow[], a: string, b: string): string {
  const far = ({ multiple }: PairRow): number => Math.abs(Math.log(multiple));
  const most = (kind: PairRow['kind']): PairRow | undefined =>
    rows.filter((row) => row.kind === kind).sort((one, other) => far(other) - far(one))[0];
  const [gain, loss] = [most('better'), most('worse')];
  const told = ({ multiple, measure }: PairRow): string =>
    `${multiple < 1 ? brief('share', multiple) : timesText(multiple)} ${multiple < 1 ? 'of the' : 'the'} ${inSentence(measure.label)}`;
  if (gain === undefined && loss === undefined) return `No difference between ${a} and ${b} is shown`;
  if (loss === undefined) return `${b} has ${told(gain!)} of ${a}, and is shown to be worse in nothing`;
  if (gain === undefined) return `${b} has ${told(loss)} of ${a}, and is shown to be better in nothing`;
  return `${b} has ${told(gain)} of ${a}, but ${told(loss)}`;
}

function describe(rows: readonly PairRow[], a: string, b: string): string {
  const texts = rows.map(
    ({ measure, text, difference, kind }) =>
      `${inSentence(measure.label)} ${text}, a difference of ${difference}${kind === 'same' ? ', not shown' : `, ${kind}`}`,
  );
  return `Points of ${b} as a multiple of ${a}, measure by measure. ${texts.join('; ')}.`;
}
