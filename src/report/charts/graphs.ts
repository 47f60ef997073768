import type { Comparison } from '../../compare/comparison.js';
import type { MessageGraph } from '../../study/graph.js';
import { counted, formatValue } from '../words/format.js';
import { type Extent, extentOf, FONT_SIZE, type PlacedNode, RADIUS, standingsOf } from './graph-layout.js';
import { lines } from './missing.js';
import { type Chart, chart, FAINT, INK, lookOf, pointedAt } from './theme.js';

/** Room for all panels beside each other. */
const WIDTH = 1060;
const SPACING = 22;
const HEADING = 40;
const KINDS = { agent: 'agent', coordinator: 'coordinator', engine: 'engine (code)' } as const;
const EDGE = '#5C6670';
/** So many participants are drawn small, and arrows apart from each other rather than at their ends. */
const MANY = 12;
/** So many lines would make a black disc. */
const DENSE = 120;

interface GraphPanel {
  readonly pattern: string;
  readonly graph: MessageGraph;
  readonly standings: readonly PlacedNode[];
  readonly extent: Extent;
}

/** A panel, and where its middle is. */
interface GraphPlace extends GraphPanel {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
}

/** Messages between two participants, both ways. */
interface Tie {
  readonly ends: readonly [string, string];
  readonly there: number;
  readonly back: number;
}

/** Who sends what to whom under each pattern, as it was measured: one chart of one panel per pattern; none where it was not. */
export function graphCharts(comparison: Comparison): Chart[] {
  const panels = comparison.ranking.flatMap((pattern) => panelOf(comparison, pattern) ?? []);
  if (panels.length === 0) return [];
  const { placed, width, height } = placeAll(panels);
  const x = (field: string): object => ({ field, type: 'quantitative', axis: null, scale: { domain: [0, width] } });
  const y = (field: string): object => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, height], reverse: true },
  });
  const isNamed = panels.every(({ standings }) => standings.every(({ label }) => label.text !== ''));
  const subtitle = lines(
    `Measured messages of single tasks. Wider: more messages. Arrow: one direction only; no arrow: both directions.${isNamed ? '' : ' Names are left out where there is no room.'}`,
    Math.max(width, 420),
  );
  const spec = chart('Who sends messages to whom under each pattern', subtitle, describe(panels), {
    width,
    height,
    layer: [...tiesLayer(placed, x, y), nodesLayer(placed, x, y), headingsLayer(placed, x, y)],
  });
  return [{ name: 'graphs', spec }];
}

function panelOf({ patterns }: Comparison, pattern: string): GraphPanel | null {
  const graph = patterns.find(({ name }) => name === pattern)?.graph;
  if (graph === undefined) return null;
  const standings = standingsOf(graph);
  return { pattern, graph, standings, extent: extentOf(standings) };
}

/** Panels in rows of as many as fit; all are as wide as the widest, a row is as high as its highest. */
function placeAll(panels: readonly GraphPanel[]): { placed: GraphPlace[]; width: number; height: number } {
  const half = Math.max(RADIUS + 12, ...panels.map(({ extent }) => Math.max(extent.left, extent.right)));
  const cell = Math.ceil(2 * half + SPACING);
  const columns = Math.max(1, Math.min(panels.length, Math.floor((WIDTH + SPACING) / cell)));
  const placed: GraphPlace[] = [];
  let top = 0;
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns);
    const above = Math.max(...row.map(({ extent }) => extent.top));
    const under = Math.max(...row.map(({ extent }) => extent.bottom));
    for (const [i, panel] of row.entries())
      placed.push({ ...panel, x: i * cell + half, y: top + HEADING + above, left: i * cell, top });
    top += HEADING + above + under + SPACING;
  }
  return { placed, width: columns * cell - SPACING, height: Math.ceil(top - SPACING + 8) };
}

/** A tie a pair, in the order of the edges. */
function tiesOf({ edges }: MessageGraph): Tie[] {
  const sent = new Map(edges.map(({ from, to, messages }) => [`${from}\n${to}`, messages]));
  return edges.flatMap(({ from, to, messages }) => {
    const back = sent.get(`${to}\n${from}`) ?? 0;
    const isSecond = back > 0 && from > to;
    return isSecond ? [] : [{ ends: [from, to], there: messages, back: from === to ? 0 : back }];
  });
}

function tiesLayer(placed: readonly GraphPlace[], x: Channel, y: Channel): object[] {
  const values = placed.flatMap((panel) => tiesOf(panel.graph).map((tie) => drawnTie(panel, tie)));
  const arrows = values.filter(({ isOneWay }) => isOneWay);
  const most = Math.max(1e-9, ...values.map(({ messages }) => messages));
  const strokeWidth = {
    field: 'messages',
    type: 'quantitative',
    scale: { type: 'sqrt', domain: [0, most], range: [0.4, 6] },
    legend: {
      ...{
        title: 'Messages per task',
        titleFontSize: 12,
        titleFontWeight: 'normal',
        orient: 'top',
        values: examplesUpTo(most),
      },
      ...{ symbolType: 'stroke', symbolStrokeColor: EDGE, symbolOpacity: 0.55 },
    },
  };
  const clean = ({ isOneWay: _, turn: __, ax: ___, ay: ____, ...one }: DrawnTie): object => one;
  return [
    {
      data: { values: values.map(clean) },
      mark: { type: 'rule', color: EDGE, opacity: { expr: 'datum.opacity' }, strokeCap: 'round' },
      encoding: {
        ...{ x: x('x'), y: y('y'), x2: { field: 'x2' }, y2: { field: 'y2' }, strokeWidth },
        tooltip: pointedAt({ pattern: 'Pattern', there: 'Messages per task', back: 'In the other direction' }),
      },
    },
    {
      data: { values: arrows.map(({ pattern, ax, ay, turn }) => ({ pattern, x: ax, y: ay, turn })) },
      mark: { type: 'point', shape: 'triangle-up', filled: true, size: 38, color: EDGE, opacity: 1 },
      encoding: { x: x('x'), y: y('y'), angle: { field: 'turn', type: 'quantitative', scale: null, legend: null } },
    },
  ];
}

/** Three round numbers of messages for the legend, each twice the one before. */
function examplesUpTo(most: number): number[] {
  const largest = 2 ** Math.floor(Math.log2(most));
  return [largest / 4, largest / 2, largest];
}

type Channel = (field: string) => object;

interface DrawnTie {
  readonly pattern: string;
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
  readonly messages: number;
  readonly there: string;
  readonly back: string;
  readonly opacity: number;
  readonly isOneWay: boolean;
  /** Where its arrow stands, and how far that is turned from upward. */
  readonly ax: number;
  readonly ay: number;
  readonly turn: number;
}

function drawnTie({ pattern, graph, standings, x, y }: GraphPlace, { ends: [from, to], there, back }: Tie): DrawnTie {
  const [a, b] = [from, to].map((name) => standings.find((one) => one.name === name)!) as [PlacedNode, PlacedNode];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  // Short of the receiver, whose mark would cover it.
  const along = standings.length > MANY ? 0.6 : (length - 12) / Math.max(length, 12);
  const told = (one: string, other: string, messages: number): string =>
    messages === 0 ? 'none' : `${formatValue('1', messages, { low: 0, high: messages / 5 })} from ${one} to ${other}`;
  return {
    pattern,
    ...{ x: round(x + a.x), y: round(y + a.y), x2: round(x + b.x), y2: round(y + b.y) },
    messages: Number((there + back).toPrecision(4)),
    there: told(from, to, there),
    back: told(to, from, back),
    opacity: graph.edges.length > DENSE ? 0.3 : 0.55,
    isOneWay: back === 0,
    ...{ ax: round(x + a.x + along * dx), ay: round(y + a.y + along * dy) },
    turn: Math.round((Math.atan2(dx, -dy) * 180) / Math.PI),
  };
}

const SHAPES = { agent: 'circle', coordinator: 'diamond', engine: 'square' } as const;

/** Participants with their names, which a white edge keeps clear of the lines. */
function nodesLayer(placed: readonly GraphPlace[], x: Channel, y: Channel): object {
  const kinds = (['agent', 'coordinator', 'engine'] as const).filter((kind) =>
    placed.some(({ standings }) => standings.some((one) => one.kind === kind)),
  );
  const shape = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: kinds.map((kind) => KINDS[kind]), range: kinds.map((kind) => SHAPES[kind]) },
    legend: { orient: 'top', symbolFillColor: FAINT, symbolSize: 90 },
  };
  const text = {
    ...{ type: 'text', fontSize: FONT_SIZE, baseline: 'middle' },
    ...{ align: { expr: 'datum.align' }, angle: { expr: 'datum.turn' } },
  };
  const named = { x: x('labelX'), y: y('labelY'), text: { field: 'label' } };
  return {
    data: { values: placed.flatMap(nodesOf) },
    layer: [
      {
        mark: {
          type: 'point',
          filled: true,
          size: { expr: 'datum.size' },
          opacity: 1,
          stroke: 'white',
          strokeWidth: 1.2,
        },
        encoding: {
          ...{ x: x('x'), y: y('y'), shape, color: { field: 'colour', type: 'nominal', scale: null } },
          tooltip: pointedAt({ pattern: 'Pattern', name: 'Participant', kind: 'Kind', passed: 'Messages per task' }),
        },
      },
      { mark: { ...text, color: 'white', stroke: 'white', strokeWidth: 3 }, encoding: named },
      { mark: { ...text, color: INK }, encoding: named },
    ],
  };
}

function nodesOf({ pattern, graph, standings, x, y }: GraphPlace): object[] {
  const sum = (end: 'from' | 'to', name: string): number =>
    graph.edges.reduce((all, edge) => all + (edge[end] === name ? edge.messages : 0), 0);
  return standings.map(({ name, kind, label, ...one }) => ({
    ...{ pattern, name, kind: KINDS[kind], colour: lookOf(pattern).colour },
    size: standings.length > 3 * MANY ? 20 : standings.length > MANY ? 55 : 95,
    ...{ x: round(x + one.x), y: round(y + one.y) },
    passed: `${perTask(sum('from', name))} sent, ${perTask(sum('to', name))} received`,
    ...{ label: label.text, labelX: round(x + label.x), labelY: round(y + label.y) },
    ...{ align: label.align, turn: Math.round(label.turn) },
  }));
}

function headingsLayer(placed: readonly GraphPlace[], x: Channel, y: Channel): object {
  const values = placed.map(({ pattern, graph, left, top }) => ({
    ...{ pattern, x: left, y: top + 8 },
    size: `${counted(graph.participants.length, 'participant')}, ${perTask(totalOf(graph))} messages per task`,
  }));
  const heading = { type: 'text', align: 'left', baseline: 'middle' };
  return {
    data: { values },
    layer: [
      {
        mark: { ...heading, fontSize: 13, fontWeight: 'bold', color: INK },
        encoding: { x: x('x'), y: y('y'), text: { field: 'pattern' } },
      },
      {
        mark: { ...heading, fontSize: 11, color: FAINT, dy: 15 },
        encoding: { x: x('x'), y: y('y'), text: { field: 'size' } },
      },
    ],
  };
}

function totalOf({ edges }: MessageGraph): number {
  return edges.reduce((sum, { messages }) => sum + messages, 0);
}

/** Three significant digits. */
function perTask(messages: number): string {
  return formatValue('1', Number(messages.toPrecision(3)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function describe(panels: readonly GraphPanel[]): string {
  const texts = panels.map(({ pattern, graph }) => {
    const ties = tiesOf(graph);
    const heaviest = ties.reduce<Tie | null>(
      (most, tie) => (most === null || tie.there + tie.back > most.there + most.back ? tie : most),
      null,
    );
    const most =
      heaviest === null
        ? ''
        : `, most between ${heaviest.ends.join(' and ')} (${perTask(heaviest.there + heaviest.back)})`;
    const size = `${counted(graph.participants.length, 'participant')}, ${counted(ties.length, 'edge')}`;
    return `${pattern} ${size}, ${perTask(totalOf(graph))} messages per task${most}`;
  });
  return `Graphs of participants and of the messages between them, one per pattern. ${texts.join('; ')}.`;
}
