import { curveBasis, line } from 'd3-shape';
import type { ElementContent } from 'hast';
import { s } from 'hastscript';
import type { Comparison } from '../../compare/comparison.js';
import type { MessageGraph } from '../../study/graph.js';
import { counted, formatValue, listed } from '../words/format.js';
import { type FoldedGraph, folded, type GraphNode, type GraphTie, isMesh } from './graph-fold.js';
import { FONT_SIZE, type GraphSpot, type PlacedNode, type PlacedTie, placed, textOf } from './graph-layout.js';
import { svgOf, told } from './svg-frame.js';
import { rounded, words } from './svg-marks.js';
import { type DrawnChart, ON_LIGHT } from './theme.js';

const EDGE = '#5C6670';
const FILLS = { agent: '#EEF2F5', coordinator: '#D5E5F1', engine: '#ffffff' } as const;
const FRAMES = { agent: '#8a8f96', coordinator: '#0072B2', engine: '#5C6670' } as const;
/** Pixels of the widest tie. */
const WIDEST = 5;

/** Who sends what to whom, as measured: a drawing for each of these patterns whose messages were counted, all to one scale. */
export function graphCharts({ patterns }: Comparison, names: readonly string[]): DrawnChart[] {
  const found = names.flatMap((pattern) => {
    const graph = patterns.find(({ name }) => name === pattern)?.graph;
    return graph === undefined || graph.edges.length === 0 ? [] : [{ pattern, graph, plain: folded(graph) }];
  });
  const most = Math.max(1e-9, ...found.flatMap(({ plain }) => plain.ties.map(({ there, back }) => there + back)));
  return found.map(({ pattern, graph, plain }) => ({
    name: `graph-${pattern}`,
    title: titleOf(pattern, graph, plain),
    subtitle: [subtitleOf(plain)],
    description: describe(pattern, graph, plain),
    svg: drawGraph(pattern, plain, most),
  }));
}

/** `most` messages per task are drawn as the widest line. */
export function drawGraph(pattern: string, graph: FoldedGraph, most: number): string {
  const { nodes, ties, width, height } = placed(graph);
  return svgOf(
    width,
    height,
    [...ties.flatMap((tie) => tieOf(pattern, tie, most)), ...nodes.flatMap((node) => nodeOf(pattern, node, graph))],
    FONT_SIZE,
  );
}

function tieOf(pattern: string, { tie, points }: PlacedTie, most: number): ElementContent[] {
  const { from, to, there, back } = tie;
  const width = Math.max(1, WIDEST * Math.sqrt((there + back) / most));
  const path =
    line<GraphSpot>(
      ({ x }) => rounded(x),
      ({ y }) => rounded(y),
    ).curve(curveBasis)(points) ?? '';
  const facts = [
    ...(there > 0 ? [`${perTask(there)} messages per task from ${from.label} to ${to.label}`] : []),
    ...(back > 0 ? [`${perTask(back)} from ${to.label} to ${from.label}`] : []),
  ];
  return [
    s('path', {
      ...told(pattern, pattern, ...facts),
      ...{ d: path.replace(/(\.\d\d)\d+/g, '$1'), fill: 'none', stroke: EDGE, 'stroke-opacity': 0.65 },
      'stroke-width': rounded(width),
    }),
    ...(there > 0 ? [arrow(points.at(-2)!, points.at(-1)!, width)] : []),
    ...(back > 0 ? [arrow(points[1]!, points[0]!, width)] : []),
  ];
}

/** A head at the end of a line that comes from `from`. */
function arrow(from: GraphSpot, to: GraphSpot, width: number): ElementContent {
  const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const size = 5 + width * 0.6;
  return s('path', {
    d: `M0 0L${rounded(-1.5 * size)} ${rounded(-0.7 * size)}V${rounded(0.7 * size)}Z`,
    ...{ fill: EDGE, transform: `translate(${rounded(to.x)} ${rounded(to.y)}) rotate(${rounded(turn)})` },
  });
}

function nodeOf(pattern: string, { node, x, y, width, height }: PlacedNode, { ties }: FoldedGraph): ElementContent[] {
  const { label, kind, members, within } = node;
  const sum = (of: (tie: GraphTie) => number): number => ties.reduce((all, tie) => all + of(tie), 0);
  const sent = sum(({ from, to, there, back }) => (from === node ? there : to === node ? back : 0));
  const got = sum(({ from, to, there, back }) => (from === node ? back : to === node ? there : 0));
  const tip = told(
    pattern,
    `${pattern}: ${label}, ${KINDS[kind]}`,
    `${perTask(sent)} messages per task sent, ${perTask(got)} received`,
    ...(within > 0 ? [`${perTask(within)} among its ${members.length} members`] : []),
  );
  const frame = {
    ...{ x: rounded(x - width / 2), y: rounded(y - height / 2), width, height, rx: kind === 'engine' ? 0 : 5 },
    ...{ fill: FILLS[kind], stroke: FRAMES[kind], 'stroke-width': kind === 'coordinator' ? 2 : 1.2 },
    ...(kind === 'engine' ? { 'stroke-dasharray': '4 3' } : {}),
  };
  return [
    s('rect', { ...tip, ...frame }),
    words(x, y + 4, textOf(node), { anchor: 'middle', plain: true, colour: ON_LIGHT }),
  ];
}

const KINDS = { agent: 'agent', coordinator: 'coordinator', engine: 'engine (code)' } as const;

/** Three significant digits. */
function perTask(messages: number): string {
  return formatValue('1', Number(messages.toPrecision(3)));
}

const totalOf = ({ edges }: MessageGraph): number => edges.reduce((sum, { messages }) => sum + messages, 0);

function titleOf(pattern: string, graph: MessageGraph, plain: FoldedGraph): string {
  const messages = perTask(totalOf(graph));
  const size = graph.participants.length;
  return `Under ${pattern}, ${size} participants exchange ${messages} messages per task ${shapeOf(plain)}`;
}

function shapeOf(graph: FoldedGraph): string {
  const { nodes, ties } = graph;
  if (ties.length === 0) return 'within each role';
  if (isMesh(graph)) return 'with almost everyone';
  const met = (node: GraphNode): number => ties.filter(({ from, to }) => from === node || to === node).length;
  const hub = nodes.find((node) => ties.length >= 3 && met(node) === ties.length);
  if (hub !== undefined) return `through the ${hub.label}`;
  if (
    ties.every(({ from, to }) => met(from) <= 2 && met(to) <= 2) &&
    ties.every(({ there, back }) => there === 0 || back === 0)
  )
    return 'along a line';
  return `over ${counted(ties.length, 'connection')}`;
}

function subtitleOf({ nodes, idle }: FoldedGraph): string {
  const has = (kind: GraphNode['kind']): boolean => nodes.some((node) => node.kind === kind);
  return [
    'Wider: more messages per task.',
    ...(has('coordinator') ? ['Blue frame: coordinator.'] : []),
    ...(has('engine') ? ['Dashed frame: engine (code).'] : []),
    ...(nodes.some(({ members }) => members.length > 1) ? ['×: replicas of a role.'] : []),
    ...(idle.length > 0 ? [`No messages: ${listed(idle)}.`] : []),
  ].join(' ');
}

function describe(pattern: string, graph: MessageGraph, plain: FoldedGraph): string {
  const { ties } = plain;
  const heaviest = [...ties].sort((a, b) => b.there + b.back - a.there - a.back)[0];
  const most =
    heaviest === undefined
      ? ''
      : `, most between ${heaviest.from.label} and ${heaviest.to.label} (${perTask(heaviest.there + heaviest.back)})`;
  return `Graph of ${counted(graph.participants.length, 'participant')} under ${pattern} and of ${perTask(totalOf(graph))} messages per task between them, over ${counted(ties.length, 'connection')}${most}.`;
}
