import { Graph, layout } from '@dagrejs/dagre';
import { type FoldedGraph, type GraphNode, type GraphTie, isMesh } from './graph-fold.js';
import { textWidth } from './text-width.js';

/** Where participants stand: in layers from left to right, so that a pipeline is a line; a mesh on a ring. Pixels. */

export const FONT_SIZE = 12;
const HEIGHT = 26;
const MARGIN = 8;
const BETWEEN = { layers: 52, nodes: 16 };
/** Room for the number of its members beside a name, and its frame. */
const INSIDE = 20;

export interface PlacedNode {
  readonly node: GraphNode;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedTie {
  readonly tie: GraphTie;
  /** From the frame of the one to that of the other. */
  readonly points: readonly GraphSpot[];
}

export interface GraphSpot {
  readonly x: number;
  readonly y: number;
}

export interface PlacedGraph {
  readonly nodes: readonly PlacedNode[];
  readonly ties: readonly PlacedTie[];
  readonly width: number;
  readonly height: number;
}

/** The same graph stands the same way everywhere. */
export function placed(graph: FoldedGraph): PlacedGraph {
  return isMesh(graph) ? onRing(graph) : inLayers(graph);
}

/** What stands in a node; of one that stands for several, how much they exchange. */
export const textOf = ({ label, within }: GraphNode): string =>
  within > 0 ? `${label}: ${Number(within.toPrecision(2))} among them` : label;

const widthOf = (node: GraphNode): number => Math.ceil(textWidth(textOf(node), FONT_SIZE)) + INSIDE;

const leads = ({ kind }: GraphNode): boolean => kind !== 'agent';

/** Who coordinates comes before those it deals with, and of two of these the one that deals with fewer agents; else whoever sends more. */
function isTurned({ from, to, there, back }: GraphTie, { ties }: Pick<FoldedGraph, 'ties'>): boolean {
  if (there === 0 || back === 0) return back > there;
  if (leads(from) !== leads(to)) return leads(to);
  const agents = (node: GraphNode): number =>
    ties.filter((tie) => (tie.from === node && !leads(tie.to)) || (tie.to === node && !leads(tie.from))).length;
  if (leads(from) && agents(from) !== agents(to)) return agents(to) < agents(from);
  return back > there;
}

function inLayers({ nodes, ties }: FoldedGraph): PlacedGraph {
  const graph = new Graph({ multigraph: false });
  graph.setGraph({
    rankdir: 'LR',
    ranksep: BETWEEN.layers,
    nodesep: BETWEEN.nodes,
    edgesep: 10,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [i, node] of nodes.entries()) graph.setNode(String(i), { width: widthOf(node), height: HEIGHT });
  for (const tie of ties) {
    const ends = [tie.from, tie.to].map((node) => String(nodes.indexOf(node)));
    const [from, to] = isTurned(tie, { ties }) ? [ends[1]!, ends[0]!] : [ends[0]!, ends[1]!];
    graph.setEdge(from, to, { weight: 1 });
  }
  layout(graph);
  const spots = nodes.map((node, i): PlacedNode => {
    const { x, y } = graph.node(String(i)) as GraphSpot;
    return { node, x, y, width: widthOf(node), height: HEIGHT };
  });
  const lines = ties.map((tie): PlacedTie => {
    const ends = [tie.from, tie.to].map((node) => String(nodes.indexOf(node))) as [string, string];
    const turned = isTurned(tie, { ties });
    const { points } = graph.edge(turned ? ends[1] : ends[0], turned ? ends[0] : ends[1]) as { points: GraphSpot[] };
    return { tie, points: turned ? [...points].reverse() : points };
  });
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { nodes: spots, ties: lines, width, height };
}

function onRing({ nodes, ties }: FoldedGraph): PlacedGraph {
  const widest = Math.max(...nodes.map(widthOf));
  const radius = { x: Math.max(110, widest * 0.9 + nodes.length * 6), y: Math.max(70, nodes.length * 14) };
  const middle = { x: radius.x + widest / 2 + MARGIN, y: radius.y + HEIGHT / 2 + MARGIN };
  const spots = nodes.map((node, i): PlacedNode => {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / nodes.length;
    const [x, y] = [middle.x + radius.x * Math.cos(angle), middle.y + radius.y * Math.sin(angle)];
    return { node, x, y, width: widthOf(node), height: HEIGHT };
  });
  const at = (node: GraphNode): PlacedNode => spots.find((spot) => spot.node === node)!;
  return {
    nodes: spots,
    ties: ties.map((tie) => ({ tie, points: [edgeOf(at(tie.from), at(tie.to)), edgeOf(at(tie.to), at(tie.from))] })),
    width: 2 * middle.x,
    height: 2 * middle.y,
  };
}

/** Where the line to another one leaves the frame. */
function edgeOf({ x, y, width, height }: PlacedNode, to: GraphSpot): GraphSpot {
  const [dx, dy] = [to.x - x, to.y - y];
  const part = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : height / 2 / Math.abs(dy),
  );
  return { x: x + dx * part, y: y + dy * part };
}
