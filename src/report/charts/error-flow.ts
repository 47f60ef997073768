import { CLAIM_EXITS, CLAIM_ORIGINS, type ClaimExit, type ClaimOrigin } from '../../compare/breakdowns.js';
import type { Comparison } from '../../compare/comparison.js';
import { partsOf } from '../../measures/index.js';
import type { Estimate } from '../../statistics/estimates.js';
import { counted, formatEstimate, formatValue } from '../words/format.js';
import { boundsOf, bracket, type ChartSpec, chart, INK, patternRows, pointedAt } from './theme.js';

/** How a false claim comes into being. */
const ORIGINS: Readonly<Record<ClaimOrigin, string>> = {
  claimsSeeded: '#7F3C00',
  claimsHallucinated: '#C47A00',
  claimsGuessed: '#8A7A00',
  claimsDerived: '#B5852B',
};
/** How it is taken out; what is left is delivered. */
const EXITS: Readonly<Record<ClaimExit, string>> = {
  claimsCaught: '#0072B2',
  claimsDisbelieved: '#2F8FCC',
  claimsLeftOut: '#5C6670',
  claimsUnread: '#8A929A',
};
const DELIVERED = { label: 'delivered', colour: '#D55E00' };
const BARS = ['origins', 'ends'] as const;

interface FlowSegment {
  readonly label: string;
  readonly colour: string;
  readonly estimate: Estimate;
}

interface Flow {
  readonly pattern: string;
  readonly made: Estimate;
  readonly origins: readonly FlowSegment[];
  /** What was delivered comes first. */
  readonly ends: readonly FlowSegment[];
}

/** Whether false claims were taken apart, and there were any. */
export function canFollowErrors({ claimBalances }: Comparison): boolean {
  return claimBalances.length > 0;
}

/** The balance of false claims: how they come into being, and what becomes of them; two bars of equal length per pattern. */
export function errorFlowChart(comparison: Comparison, patterns: readonly string[]): ChartSpec {
  const flows = patterns.map((pattern) => flowOf(comparison, pattern));
  const used = (segments: readonly FlowSegment[]): FlowSegment[] => [
    ...new Map(segments.filter(({ estimate }) => estimate.mean > 0).map((one) => [one.label, one])).values(),
  ];
  const order = (bar: 'origins' | 'ends'): FlowSegment[] =>
    flows[0]![bar].filter(({ label }) => used(flows.flatMap((flow) => flow[bar])).some((one) => one.label === label));
  const kinds = [...order('origins'), ...order('ends')];
  const rows = {
    y: { ...patternRows(patterns), scale: { paddingInner: 0.3, paddingOuter: 0.15 } },
    yOffset: { field: 'bar', type: 'nominal', sort: BARS, scale: { domain: BARS, paddingInner: 0.1 } },
  };
  const most = Math.max(...flows.map(({ made }) => boundsOf(made).high));
  const x = (field: string): object => ({
    field,
    type: 'quantitative',
    title: 'False claims, mean per task',
    scale: { domain: [0, most > 0 ? most * 1.2 : 1], nice: false },
  });
  const color = {
    field: 'what',
    type: 'nominal',
    scale: { domain: kinds.map(({ label }) => label), range: kinds.map(({ colour }) => colour) },
    legend: { orient: 'top', symbolType: 'square', columns: Math.max(1, order('origins').length), offset: 4 },
  };
  const interval =
    comparison.runs < 2 ? '' : ' Brackets: 95 % intervals of all false claims, and of the delivered ones.';
  const subtitle = [
    `${counted(comparison.runs, 'replication')}, delivered or not.${interval}`,
    'Upper bar: origins of the false claims. Lower bar: what happened to the same claims.',
  ];
  return chart(titleOf(flows), subtitle, describe(flows), {
    width: 560,
    height: { step: 15 },
    layer: [
      {
        data: { values: flows.flatMap(segmentsOf) },
        mark: { type: 'bar', stroke: 'white', strokeWidth: 0.5 },
        encoding: {
          ...rows,
          ...{ x: x('from'), x2: { field: 'to' }, color },
          tooltip: pointedAt({ pattern: 'Pattern', what: 'False claims', amount: 'Mean per task' }),
        },
      },
      ...(comparison.runs < 2 ? [] : [bracket(flows.flatMap(intervalsOf), rows, x)]),
      {
        data: { values: flows.flatMap(numbersOf) },
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 7, fontSize: 11, color: INK },
        encoding: { ...rows, x: x('at'), text: { field: 'text' } },
      },
    ],
  });
}

/** Under whom the largest and the smallest part of them reaches the reader. */
function titleOf(flows: readonly Flow[]): string {
  const part = ({ made, ends }: Flow): number => (made.mean > 0 ? ends[0]!.estimate.mean / made.mean : 0);
  const sorted = [...flows].sort((a, b) => part(a) - part(b));
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  const percent = (flow: Flow): string => `${Math.round(100 * part(flow))} %`;
  if (percent(least) === percent(most))
    return `${percent(least)} of the false claims reach the reader under every pattern`;
  return `${least.pattern} lets ${percent(least)} of its false claims reach the reader, ${most.pattern} ${percent(most)}`;
}

function flowOf({ claimBalances }: Comparison, pattern: string): Flow {
  const { made, delivered, origins, exits } = claimBalances.find((one) => one.pattern === pattern)!;
  const labels = new Map(partsOf('escaped').map(({ id, label }) => [id, label]));
  const segment = (id: string, colour: string, estimate: Estimate): FlowSegment => ({
    label: labels.get(id)!,
    colour,
    estimate,
  });
  return {
    pattern,
    made,
    origins: CLAIM_ORIGINS.map((id, i) => segment(id, ORIGINS[id], origins[i]!)),
    ends: [{ ...DELIVERED, estimate: delivered }, ...CLAIM_EXITS.map((id, i) => segment(id, EXITS[id], exits[i]!))],
  };
}

function segmentsOf(flow: Flow): object[] {
  return BARS.flatMap((bar) => {
    let from = 0;
    return flow[bar].flatMap(({ label, estimate }) => {
      if (!(estimate.mean > 0)) return [];
      const amount = formatEstimate('1', estimate);
      const segment = { pattern: flow.pattern, bar, what: label, from, to: from + estimate.mean, amount };
      from = segment.to;
      return [segment];
    });
  });
}

/** Means of counts are not below zero, though Student's interval may be: a bracket begins at zero. */
function intervalsOf({ pattern, made, ends }: Flow): object[] {
  return [
    { bar: 'origins', estimate: made },
    { bar: 'ends', estimate: ends[0]!.estimate },
  ].map(({ bar, estimate }) => {
    const { low, high } = boundsOf(estimate);
    return { pattern, bar, low: Math.max(0, low), high };
  });
}

function numbersOf({ pattern, made, ends }: Flow): object[] {
  const delivered = ends[0]!.estimate;
  const at = Math.max(boundsOf(made).high, boundsOf(delivered).high);
  return [
    { pattern, bar: 'origins', at, text: `${formatValue('1', made.mean, made)} made` },
    { pattern, bar: 'ends', at, text: `${formatValue('1', delivered.mean, delivered)} delivered` },
  ];
}

function describe(flows: readonly Flow[]): string {
  const told = (segments: readonly FlowSegment[]): string =>
    segments
      .filter(({ estimate }) => estimate.mean > 0)
      .map(({ label, estimate }) => `${label} ${formatValue('1', estimate.mean, estimate)}`)
      .join(', ');
  const texts = flows.map(
    ({ pattern, made, origins, ends }) =>
      `${pattern}: ${formatEstimate('1', made)} made (${told(origins)}), of which ${told(ends) || 'none delivered'}`,
  );
  return `Pairs of stacked bars of false claims per task: their origins, and what happened to them. ${texts.join('; ')}.`;
}
