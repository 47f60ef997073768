import type { Decision, UncertainPoint } from '../../decide/decision.js';
import type { Uncertain } from '../../scenario/scenario.js';
import { bestSomewhere, shareText } from '../words/decide-answer.js';
import { parameterValue } from '../words/decide-conditions.js';
import { counted, fixed } from '../words/format.js';
import { axisTitle } from '../words/sweep-values.js';
import { lines } from './missing.js';
import { type ChartSpec, chart, FAINT, INK, looksOf, pointedAt, QUIET } from './theme.js';

const SIZE = { width: 400, height: 330 };
/** So many winners have a colour of their own. */
const COLOURED = 6;
const NOBODY = 'no pattern keeps every limit';

/** The two parameters that matter most: by what knowing them is worth, then by how near the answer flips. */
function axesOf({ comparison, worth, sensitivities }: Decision): readonly number[] {
  const { uncertain } = comparison.scenario.decision;
  const worthy = [...(worth?.parameters ?? [])].filter(({ removes }) => removes.mean > 0).map(({ path }) => path);
  const flipping = sensitivities.filter(({ flips }) => flips.length > 0).map(({ parameter }) => parameter.path);
  const order = [...new Set([...flipping.slice(0, 1), ...worthy, ...flipping, ...uncertain.map(({ path }) => path)])];
  return order
    .map((path) => uncertain.findIndex((one) => one.path === path))
    .filter((at) => at >= 0)
    .slice(0, 2);
}

/** Whether there are two parameters to lay the worlds out by. */
export function canMapWorlds(decision: Decision): boolean {
  return decision.robustness !== null && decision.robustness.points.length > 0 && axesOf(decision).length === 2;
}

interface WorldDatum {
  readonly pattern: string;
  readonly winner: string;
  readonly colour: string;
  readonly fill: string;
  readonly shape: string;
  readonly x: number;
  readonly y: number;
  readonly ties: string;
  readonly values: string;
}

/** A dot for every combination of the uncertain values, coloured by which pattern is best there. */
export function worldsChart(decision: Decision): ChartSpec {
  const { robustness, comparison } = decision;
  const { points, patterns } = robustness!;
  const { uncertain } = comparison.scenario.decision;
  const [across, up] = axesOf(decision) as [number, number];
  const looks = looksOf(comparison.patterns.map(({ name }) => name));
  const winners = bestSomewhere(patterns).map(({ name }) => name);
  const coloured = winners.slice(0, COLOURED);
  const lookFor = (name: string | null): { colour: string; fill: string; shape: string } => {
    if (name === null) return { colour: QUIET, fill: 'white', shape: 'circle' };
    if (!coloured.includes(name)) return { colour: QUIET, fill: QUIET, shape: 'circle' };
    const { colour, shape } = looks.get(name)!;
    return { colour, fill: colour, shape };
  };
  const values = points.map((point) => datumOf(point, uncertain, across, up, lookFor(point.best)));
  const position = (field: 'x' | 'y', parameter: Uncertain): object => ({
    field,
    type: 'quantitative',
    title: axisTitle(parameter),
    scale: { domain: [parameter.low, parameter.high], nice: false, zero: false },
    axis: { tickCount: 5, format: '~r' },
  });
  const encoding = { x: position('x', uncertain[across]!), y: position('y', uncertain[up]!) };
  const rest = uncertain.length - 2;
  const subtitle = `A dot is one of ${counted(points.length, 'combination')} of the uncertain values, spread evenly over their ranges${rest > 0 ? `; ${counted(rest, 'further value')} ${rest === 1 ? 'varies' : 'vary'} with them` : ''}. Ring: the scenario as it is. At the right: in which share each is the best, with its 95 % interval.`;
  return chart(titleOf(decision), lines(subtitle, SIZE.width + 260), describe(decision), {
    ...SIZE,
    layer: [
      {
        data: { values },
        mark: {
          ...{ type: 'point', filled: true, opacity: 0.9, size: 70, strokeWidth: 1.5 },
          ...{ fill: { expr: 'datum.fill' }, stroke: { expr: 'datum.colour' } },
        },
        encoding: {
          ...encoding,
          shape: { field: 'shape', type: 'nominal', scale: null },
          tooltip: pointedAt({ winner: 'Best', ties: 'Not shown to be behind', values: 'Values' }),
        },
      },
      ...[5, 2].map((strokeWidth) => ({
        data: { values: [{ x: uncertain[across]!.base, y: uncertain[up]!.base }] },
        mark: {
          ...{ type: 'point', filled: false, shape: 'circle', size: 260, opacity: 1, strokeWidth },
          color: strokeWidth === 5 ? 'white' : INK,
        },
        encoding,
      })),
      ...legend(decision, coloured, lookFor),
    ],
  });
}

function datumOf(
  { values, best, ties }: UncertainPoint,
  uncertain: readonly Uncertain[],
  across: number,
  up: number,
  look: Pick<WorldDatum, 'colour' | 'fill' | 'shape'>,
): WorldDatum {
  const told = values.map(
    (value, i) => `${uncertain[i]!.path} ${parameterValue(uncertain[i]!, Number(value.toPrecision(3)))}`,
  );
  return {
    ...{ pattern: best ?? '', winner: best ?? NOBODY, x: values[across]!, y: values[up]!, ...look },
    ties:
      ties.length === 0
        ? 'none'
        : ties.length > 4
          ? `${ties.slice(0, 4).join(', ')} and ${ties.length - 4} more`
          : ties.join(', '),
    values: told.join('; '),
  };
}

/** Marks, names and shares beside the map, those that win most often first. */
function legend(
  { robustness }: Decision,
  coloured: readonly string[],
  lookFor: (name: string | null) => { colour: string; fill: string; shape: string },
): object[] {
  const { patterns, nobody } = robustness!;
  const others = bestSomewhere(patterns).slice(coloured.length);
  const entries = [
    ...coloured.map((name) => ({ name, text: name, note: shareText(patterns.find((one) => one.name === name)!.wins) })),
    ...(others.length === 0
      ? []
      : [
          {
            name: others[0]!.name,
            text: counted(others.length, 'other pattern'),
            note: `${fixed(100 * others.reduce((sum, { wins }) => sum + wins.share, 0), 0)} %`,
          },
        ]),
    ...(nobody.share > 0 ? [{ name: null, text: NOBODY, note: shareText(nobody) }] : []),
  ];
  return entries.flatMap(({ name, text, note }, i) => {
    const y = 8 + 36 * i;
    const { colour, fill, shape } = lookFor(name);
    const data = { values: [{ pattern: name ?? '' }] };
    const words = { type: 'text', align: 'left', baseline: 'middle', fontSize: 12 };
    const at = (x: number, dy = 0): object => ({ x: { value: SIZE.width + x }, y: { value: y + dy } });
    return [
      {
        data,
        mark: { type: 'point', filled: true, size: 80, opacity: 1, shape, fill, stroke: colour },
        encoding: at(24),
      },
      { data, mark: { ...words, text, color: INK, fontWeight: i === 0 ? 'bold' : 'normal' }, encoding: at(36) },
      { data, mark: { ...words, text: note, color: FAINT, fontSize: 11 }, encoding: at(36, 14) },
    ];
  });
}

function titleOf({ robustness, answer }: Decision): string {
  const { patterns, nobody } = robustness!;
  const best = [...patterns].sort((a, b) => b.wins.share - a.wins.share)[0];
  if (best === undefined || nobody.share > best.wins.share)
    return `No pattern keeps every limit in ${fixed(100 * nobody.share, 0)} of 100 worlds`;
  const own = patterns.find(({ name }) => name === answer);
  if (own === undefined || own === best)
    return `${best.name} is the best in ${fixed(100 * best.wins.share, 0)} of 100 worlds`;
  return `${own.name} is the best in ${fixed(100 * own.wins.share, 0)} of 100 worlds, ${best.name} in ${fixed(100 * best.wins.share, 0)}`;
}

function describe({ robustness }: Decision): string {
  const { patterns, points, nobody } = robustness!;
  const told = bestSomewhere(patterns).map(({ name, wins }) => `${name} ${shareText(wins)}`);
  return `Map of ${points.length} points in the uncertain ranges by the pattern that is best there: ${told.join(', ')}; none ${shareText(nobody)}.`;
}
