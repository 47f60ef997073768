import { type SankeyLink, type SankeyNode, sankey, sankeyLinkHorizontal } from 'd3-sankey';
import type { ElementContent } from 'hast';
import { s } from 'hastscript';
import { CLAIM_EXITS, CLAIM_ORIGINS, type ClaimBalance } from '../../compare/breakdowns.js';
import type { Comparison } from '../../compare/comparison.js';
import { partsOf } from '../../measures/index.js';
import type { Estimate } from '../../statistics/estimates.js';
import { capitalised, formatEstimate, formatValue } from '../words/format.js';
import { brief } from '../words/verdict/phrases.js';
import { svgOf, told } from './svg-frame.js';
import { badge, rounded, words } from './svg-marks.js';
import { textWidth } from './text-width.js';
import type { DrawnChart } from './theme.js';

/** From how false claims come about to what becomes of them, for one pattern: widths are claims per task. */

/** Between the first and the last column. */
const ACROSS = 240;
/** Pixels of the most false claims that any of the patterns makes. */
const HEIGHT = 150;
const RIGHT = 152;
const NODE = 12;
const PADDING = 20;
const BORN = '#8A5A00';
const MADE = '#3B3F45';
const STOPPED = '#2F7FB8';
const DELIVERED = '#D55E00';
const DELIVERED_INK = '#A84A00';

interface FlowNode {
  readonly name: string;
  readonly estimate: Estimate;
  readonly side: 'origin' | 'made' | 'stopped' | 'delivered';
}

interface FlowLink {
  readonly kind: FlowNode;
}

type PlacedNode = SankeyNode<FlowNode, FlowLink>;
type PlacedLink = SankeyLink<FlowNode, FlowLink>;

/** A drawing for each of these patterns under which false claims come about; all to one scale. */
export function claimCharts({ claimBalances }: Comparison, patterns: readonly string[]): DrawnChart[] {
  const found = patterns.flatMap((name) => claimBalances.find(({ pattern }) => pattern === name) ?? []);
  const most = Math.max(0, ...found.map(({ made }) => made.mean));
  return found.filter(({ made }) => made.mean > 0).map((balance) => drawnBalance(balance, HEIGHT / most));
}

function drawnBalance(balance: ClaimBalance, perClaim: number): DrawnChart {
  const { pattern, made, delivered } = balance;
  const share = delivered.mean > 0 ? `${brief('1', delivered.mean)} of ` : 'none of its ';
  const { svg } = draw(balance, perClaim);
  const interval = Number.isNaN(delivered.low)
    ? ''
    : ` Delivered: ${formatEstimate('1', delivered)}, with its 95 % interval.`;
  return {
    name: `claims-${pattern}`,
    title: `${pattern} delivers ${share}${brief('1', made.mean)} false claims per task`,
    subtitle: [
      'False claims per task, from how they come about to what becomes of them.',
      `Cross: they reach the reader.${interval}`,
    ],
    description: describe(balance),
    svg,
  };
}

function draw(balance: ClaimBalance, perClaim: number): { readonly svg: string } {
  const nodes = nodesOf(balance);
  const made = nodes.findIndex(({ side }) => side === 'made');
  const links = nodes.flatMap((kind, i) => {
    if (kind.side === 'made') return [];
    const ends = kind.side === 'origin' ? { source: i, target: made } : { source: made, target: i };
    return [{ ...ends, value: kind.estimate.mean, kind }];
  });
  const columns = [nodes.filter(({ side }) => side === 'origin').length, nodes.length - made - 1];
  const height = perClaim * balance.made.mean + (Math.max(...columns) - 1) * PADDING;
  const left = Math.max(...nodes.map((node) => (node.side === 'origin' ? textWidth(originText(node), 12) + 10 : 60)));
  const layout = sankey<FlowNode, FlowLink>()
    .nodeWidth(NODE)
    .nodePadding(PADDING)
    .nodeSort(null)
    .linkSort(null)
    .extent([
      [left, 14],
      [left + ACROSS, 14 + height],
    ]);
  const placed = layout({ nodes: nodes.map((node) => ({ ...node })), links });
  const drawn = [
    ...placed.links.map((link) => linkOf(balance.pattern, link)),
    ...placed.nodes.flatMap((node) => nodeOf(balance.pattern, node)),
  ];
  return { svg: svgOf(left + ACROSS + RIGHT, height + 28, drawn) };
}

/** Origins, all of them together, and ends; what was delivered stands below the others. */
function nodesOf({ made, delivered, origins, exits }: ClaimBalance): FlowNode[] {
  const labels = new Map(partsOf('escaped').map(({ id, label }) => [id, label]));
  const all: FlowNode[] = [
    ...CLAIM_ORIGINS.map((id, i) => ({ name: labels.get(id)!, estimate: origins[i]!, side: 'origin' as const })),
    { name: 'false claims', estimate: made, side: 'made' },
    ...CLAIM_EXITS.map((id, i) => ({ name: labels.get(id)!, estimate: exits[i]!, side: 'stopped' as const })),
    { name: 'delivered', estimate: delivered, side: 'delivered' },
  ];
  return all.filter(({ estimate }) => estimate.mean > 0);
}

const COLOURS = { origin: BORN, made: MADE, stopped: STOPPED, delivered: DELIVERED } as const;

function linkOf(pattern: string, link: PlacedLink): ElementContent {
  const { kind, width = 0 } = link;
  return s('path', {
    ...told(pattern, pattern, `${capitalised(kind.name)}: ${formatEstimate('1', kind.estimate)} per task`),
    d: (sankeyLinkHorizontal()(link) ?? '').replace(/\d+\.\d{3,}/g, (number) => String(rounded(Number(number)))),
    ...{ fill: 'none', stroke: COLOURS[kind.side], 'stroke-opacity': kind.side === 'delivered' ? 0.75 : 0.35 },
    'stroke-width': rounded(Math.max(1, width)),
  });
}

function nodeOf(pattern: string, node: PlacedNode): ElementContent[] {
  const { name, estimate, side, x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
  const amount = formatValue('1', estimate.mean, estimate);
  const middle = (y0 + y1) / 2;
  const box = s('rect', {
    ...told(pattern, pattern, `${capitalised(name)}: ${formatEstimate('1', estimate)} per task`),
    ...{ x: rounded(x0), y: rounded(y0), width: NODE, height: rounded(Math.max(1.5, y1 - y0)), fill: COLOURS[side] },
  });
  if (side === 'made') return [box, words(x0 + NODE / 2, 9, `${amount} ${name}`, { anchor: 'middle', size: 11 })];
  if (side === 'origin') return [box, words(x0 - 6, middle + 4, originText(node), { anchor: 'end' })];
  const style = side === 'delivered' ? { bold: true, colour: DELIVERED_INK } : {};
  const sign = side === 'delivered' ? [badge(x1 + 13, middle, 'cross', DELIVERED)] : [];
  return [box, ...sign, words(x1 + (side === 'delivered' ? 24 : 6), middle + 4, `${name} ${amount}`, style)];
}

const originText = ({ name, estimate }: FlowNode): string => `${name} ${formatValue('1', estimate.mean, estimate)}`;

function describe(balance: ClaimBalance): string {
  const nodes = nodesOf(balance);
  const on = (...sides: FlowNode['side'][]): string =>
    nodes
      .filter(({ side }) => sides.includes(side))
      .map(({ name, estimate }) => `${name} ${formatValue('1', estimate.mean, estimate)}`)
      .join(', ');
  return `Flow of false claims per task under ${balance.pattern}: ${formatEstimate('1', balance.made)} come about (${on('origin')}); of these ${on('stopped', 'delivered')}.`;
}
