import type { Migration } from '../../migrate/result.js';
import { counted, formatEstimate, headingUnit, inSentence, scaled } from '../words/format.js';
import { measureOf, migrationAnswer } from '../words/migrate-answer.js';
import { lines } from './missing.js';
import { boundsOf, type Chart, chart, INK, pointedAt } from './theme.js';

const STEP = 120;
const HEIGHT = 300;
const CHOSEN = '#0072B2';
const OTHERS = '#8A8F96';

/** The objective along the moves of the chosen order, with intervals, and in grey the states that other orders pass. */
export function migrationCharts(migration: Migration): Chart[] {
  const { states, looked, from, to, runs } = migration;
  if (states.length === 0) return [];
  const { unit, label } = measureOf(migration);
  const labels = states.map(({ move }, i) =>
    i === 0 ? from : i === states.length - 1 ? `+ ${move}|= ${to}` : `+ ${move}`,
  );
  const width = STEP * states.length;
  const told = states.map((state, i) => {
    const { low, high } = boundsOf(state.value);
    const text = { amount: formatEstimate(unit, state.value), built: state.text };
    return {
      state: labels[i],
      at: i,
      value: scaled(unit, state.value.mean),
      low: scaled(unit, low),
      high: scaled(unit, high),
      ...text,
    };
  });
  const others = looked
    .filter(({ isChosen, mean }) => !isChosen && !Number.isNaN(mean))
    .map(({ moved, layout, mean }) => ({
      state: labels[moved.length],
      value: scaled(unit, mean),
      built: `${moved.join(', ')} moved, ${layout}`,
      amount: String(Number(scaled(unit, mean).toPrecision(3))),
    }));
  const x = {
    field: 'state',
    type: 'nominal',
    sort: labels,
    title: null,
    axis: { labelAngle: 0, labelLimit: STEP - 4, labelExpr: "split(datum.label, '|')" },
  };
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    title: [label, headingUnit(unit)].filter((text) => text !== '').join(', '),
    scale: { zero: false, nice: true },
  });
  const heading = lines(titleOf(migration), width * 0.74);
  const grey = others.length === 0 ? '' : ' Grey: states that other orders pass, by fewer replications.';
  const subtitle = `${counted(runs, 'replication')} with the same random numbers in each state. Lines: 95 % intervals.${grey}`;
  const pointed = pointedAt({ built: 'State', amount: label });
  const spec = chart(heading[0]!, [...heading.slice(1), ...lines(subtitle, width)], describe(migration), {
    width,
    height: HEIGHT,
    layer: [
      {
        data: { values: others },
        mark: { type: 'point', filled: true, size: 45, color: OTHERS, opacity: 0.8, xOffset: -14 },
        encoding: { x, y: y('value'), tooltip: pointed },
      },
      { data: { values: told }, mark: { type: 'line', color: CHOSEN, strokeWidth: 2 }, encoding: { x, y: y('value') } },
      {
        data: { values: told },
        mark: { type: 'rule', color: INK, strokeWidth: 2 },
        encoding: { x, y: y('low'), y2: { field: 'high' } },
      },
      {
        data: { values: told },
        mark: { type: 'point', filled: true, size: 90, color: CHOSEN, opacity: 1, stroke: 'white' },
        encoding: { x, y: y('value'), tooltip: pointed },
      },
    ],
  });
  return [{ name: 'migration', spec }];
}

/** The order itself stands at the axis. */
function titleOf(migration: Migration): string {
  const { from, to } = migration;
  const [first] = migrationAnswer(migration);
  const worst = /: the worst on the way is (.*)\.$/.exec(first!)?.[1];
  return `From ${from} to ${to}${worst === undefined ? ' in one move' : `, the worst on the way: ${worst}`}`;
}

function describe(migration: Migration): string {
  const { unit, label } = measureOf(migration);
  const told = migration.states.map(
    ({ move, value }) => `${move === null ? 'start' : `after ${move}`} ${formatEstimate(unit, value)}`,
  );
  return `Points of ${inSentence(label)} in each state, in the chosen order. ${migrationAnswer(migration)[0]} ${told.join('; ')}.`;
}
