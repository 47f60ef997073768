import type { Decision, ParameterLook, Sensitivity } from '../../decide/decision.js';
import { flipText, parameterValue } from '../words/decide-conditions.js';
import { formatEstimate } from '../words/format.js';
import { type ChartSpec, chart, INK } from './theme.js';

const WIDTH = 420;
/** How far a parameter's outer lines lie from its middle, of the way to the next parameter. */
const APART = 0.28;
const KINDS = { kept: 'keeps every limit', broken: 'breaks a limit' } as const;
const COLOURS = ['#0072B2', '#D55E00'];

/** A parameter a row: how far the answer is ahead of its best rival at the low end, as the scenario is, and at the high end. */
export function flipsChart(decision: Decision): ChartSpec {
  const { answer, sensitivities } = decision;
  const values = sensitivities.flatMap((one, i) => ends(one).map((look) => datum(one, look, i)));
  const title = `Effect of each uncertain value on the lead of ${answer}`;
  const subtitle = [
    'One value at a time: low end of its range, value of the scenario, high end. Below 0 another pattern is better.',
    "Lines: intervals after Holm's correction over all pairs. At the right: the value at which the answer changes.",
  ];
  return chart(title, subtitle, describe(decision), {
    width: WIDTH,
    height: 46 * sensitivities.length,
    data: { values },
    layer: layers(decision),
  });
}

function layers({ answer, sensitivities }: Decision): object[] {
  const paths = sensitivities.map(({ parameter }) => parameter.path);
  const axis = {
    ...{ ticks: false, domain: false, grid: false, labelPadding: 8, labelLimit: 300 },
    values: paths.map((_, i) => i),
    labelExpr: `${JSON.stringify(paths)}[datum.value]`,
  };
  const scale = { domain: [-0.5, paths.length - 0.5], reverse: true, nice: false, zero: false };
  const y = { field: 'y', type: 'quantitative', title: null, scale, axis };
  const title = `Lead of ${answer} over the second-best pattern, score`;
  const x = (field: string): object => ({ field, type: 'quantitative', title });
  const text = { type: 'text', baseline: 'middle', color: INK };
  const flips = sensitivities.map((one, i) => {
    const marks = one.flips.map((flip) => flipMark(one, flip.side, parameterValue(one.parameter, flip.at, flip)));
    return { y: i, flips: marks.length === 0 ? 'no flip' : marks.join(', ') };
  });
  return [
    { data: { values: [{}] }, mark: { type: 'rule', color: INK, strokeWidth: 1 }, encoding: { x: { datum: 0 } } },
    {
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: { y, x: x('from'), x2: { field: 'to' }, color: colour() },
    },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 1, tooltip: true },
      encoding: { y, x: x('lead'), color: colour() },
    },
    {
      mark: { ...text, align: 'left', dx: 7, fontSize: 10 },
      encoding: { y, x: x('to'), text: { field: 'value' } },
    },
    {
      data: { values: flips },
      mark: { ...text, align: 'left', fontSize: 11 },
      encoding: { y, x: { value: WIDTH + 44 }, text: { field: 'flips' } },
    },
  ];
}

/** The low end, the scenario's own value and the high end, each once. */
function ends({ looks, parameter }: Sensitivity): ParameterLook[] {
  const wanted = new Set([looks[0]!.value, parameter.base, looks.at(-1)!.value]);
  return looks.filter(({ value, lead }) => wanted.has(value) && lead !== null);
}

function flipMark(one: Sensitivity, side: 'below' | 'above', at: string): string {
  const to = one.flips.find((flip) => flip.side === side)!.to;
  return `${side} ${at}: ${to ?? 'no pattern'}`;
}

function datum(
  { parameter }: Sensitivity,
  { value, lead, shown, isFeasible, rival }: ParameterLook,
  i: number,
): object {
  const { mean, low, high } = { ...lead!, ...shown };
  const [from, to] = Number.isNaN(low) ? [mean, mean] : [low, high];
  const y = i + APART * Math.sign(value - parameter.base);
  const kind = isFeasible ? KINDS.kept : KINDS.broken;
  return { y, parameter: parameter.path, value: parameterValue(parameter, value), lead: mean, from, to, rival, kind };
}

function colour(): object {
  const domain = [KINDS.kept, KINDS.broken];
  return {
    field: 'kind',
    type: 'nominal',
    scale: { domain, range: COLOURS },
    legend: { orient: 'top', symbolType: 'circle', offset: 12 },
  };
}

function describe(decision: Decision): string {
  const told = decision.sensitivities.map((one) => {
    const leads = ends(one).map(
      ({ value, lead, shown }) =>
        `${formatEstimate('1', { ...lead!, ...shown })} at ${parameterValue(one.parameter, value)}`,
    );
    const flips = one.flips.map((flip) => flipText(decision, one, flip));
    return `${one.parameter.path}: ${leads.join(', ')}; ${flips.length === 0 ? 'no flip' : flips.join('; ')}`;
  });
  return `The lead of ${decision.answer} over the second-best pattern where one uncertain value changes. ${told.join('. ')}.`;
}
