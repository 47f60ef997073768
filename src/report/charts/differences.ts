import { type AccountLine, isShown } from '../../explain/account.js';
import type { Explanation } from '../../explain/explain.js';
import { type AccountBlock, blocksOf, TOTAL } from '../tables/explain-terminal.js';
import { amountIn, explanation } from '../words/explanation.js';
import { capitalised, counted, headingUnit } from '../words/format.js';
import { type ChartSpec, chart, INK, intervalsNote, pointedAt } from './theme.js';

const WIDTH = 380;
const COLOURS = { adds: '#D55E00', saves: '#0072B2', none: '#8A929A' };

/** What two patterns differ in, part by part: a panel a quantity, bars to both sides of zero, with intervals. */
export function differencesChart(found: Explanation): ChartSpec {
  const [a, b] = found.names;
  const blocks = quantities(found);
  const kinds = [`adds under ${b}`, `saves under ${b}`, 'no difference shown'];
  const beside = blocks.some(({ names }) => names.at(-1) !== TOTAL);
  const subtitle = [
    `Differences, ${b} minus ${a}, mean per task, paired over ${counted(found.runs, 'replication')}.`,
    `Parts add up to "${TOTAL}"${beside ? '; rows below it are portions of it' : ''}. ${intervalsNote(found, '')}.`,
  ];
  return chart(explanation(found)[0]!.replace(/\.$/, ''), subtitle, describe(found, blocks), {
    vconcat: blocks.map((block) => panel(block, found, kinds)),
    spacing: 28,
    resolve: { scale: { color: 'shared' } },
  });
}

/** Those that were taken apart: seconds, tokens, false claims. */
function quantities(found: Explanation): AccountBlock[] {
  return blocksOf(found).filter(({ names }) => names.includes(TOTAL));
}

function panel(block: AccountBlock, found: Explanation, kinds: readonly string[]): object {
  const values = block.lines.map((line, i) => datum(line, block.names[i]!, kinds));
  const whole = block.lines[block.names.indexOf(TOTAL)]!;
  const { n } = whole.difference;
  const note = n < found.runs ? ` · ${counted(n, 'replication')} delivered under both` : '';
  const y = {
    field: 'part',
    type: 'nominal',
    sort: block.names,
    title: null,
    axis: {
      ...{ ticks: false, domain: false, labelPadding: 8 },
      labelFontWeight: { condition: { test: `datum.value === '${TOTAL}'`, value: 'bold' }, value: 'normal' },
    },
  };
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: `Difference, mean per task, ${headingUnit(block.unit)}`,
    axis: { tickCount: 5 },
  });
  const color = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: kinds, range: [COLOURS.adds, COLOURS.saves, COLOURS.none] },
    legend: { orient: 'top', symbolType: 'square', offset: 16 },
  };
  const tooltip = pointedAt({ part: 'Part', text: 'Amount', kind: 'Which' });
  return {
    width: WIDTH,
    height: { step: 22 },
    title: { text: `${capitalised(block.title)}${note}`, anchor: 'start', frame: 'group', fontSize: 13, offset: 6 },
    data: { values },
    layer: [
      { mark: { type: 'bar', height: 14 }, encoding: { y, x: x('difference'), color, tooltip } },
      { mark: { type: 'rule', color: INK, strokeWidth: 1.5 }, encoding: { y, x: x('low'), x2: { field: 'high' } } },
      { data: { values: [{}] }, mark: { type: 'rule', color: INK, strokeWidth: 1 }, encoding: { x: { datum: 0 } } },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 11, color: INK },
        encoding: { y, x: { value: WIDTH + 14 }, text: { field: 'text' } },
      },
    ],
  };
}

function datum({ measure, difference }: AccountLine, part: string, [adds, saves, none]: readonly string[]): object {
  const { mean, low, high } = difference;
  const kind = isShown(difference) ? (mean > 0 ? adds : saves) : none;
  const [from, to] = Number.isNaN(low) ? [mean, mean] : [low, high];
  const text = amountIn(measure.unit, difference, true);
  return { part, difference: mean, low: from, high: to, kind, text };
}

function describe({ names: [a, b] }: Explanation, blocks: readonly AccountBlock[]): string {
  const texts = blocks.map(({ title, lines, names }) => {
    const parts = lines.map(({ measure, difference }, i) => `${names[i]} ${amountIn(measure.unit, difference, true)}`);
    return `${capitalised(title)}: ${parts.join('; ')}`;
  });
  return `Bars of the differences, ${b} minus ${a}, with 95 % intervals. ${texts.join('. ')}.`;
}
