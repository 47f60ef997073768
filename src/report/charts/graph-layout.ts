import type { Participant } from '../../sim/record/record.js';
import type { MessageGraph } from '../../study/graph.js';
import { textWidth } from './text-width.js';

/** Where participants stand: agents on a ring, who coordinates within it. Pixels around the middle, y downward. */

export const RADIUS = 74;
export const FONT_SIZE = 11;
/** From the middle of a participant to the beginning of its name. */
const GAP = 10;
const LONGEST = 20;
/** Around a larger ring there is no room for names. */
const NAMED = 44;

export interface PlacedNode extends Participant {
  readonly x: number;
  readonly y: number;
  readonly label: NodeLabel;
}

export interface NodeLabel {
  /** Empty where there is no room for it. */
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
  /** Degrees clockwise. */
  readonly turn: number;
}

/** How far names and participants reach from the middle. */
export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** In the order of the cast. The same graph stands the same way everywhere. */
export function standingsOf(graph: MessageGraph): PlacedNode[] {
  const agents = graph.participants.filter(({ kind }) => kind === 'agent');
  const ring = agents.length > 0 ? agents : graph.participants;
  const inner = graph.participants.filter((one) => !ring.includes(one));
  const angles = new Map(ring.map(({ name }, i) => [name, -Math.PI / 2 + (2 * Math.PI * i) / ring.length]));
  const radius = ring.length === 1 && inner.length === 0 ? 0 : RADIUS;
  const isTurned = crowds(ring, angles);
  const spots = new Map(ring.map(({ name }) => [name, { angle: angles.get(name)!, radius, isTurned, isInner: false }]));
  for (const [name, angle] of innerAngles(graph, inner, angles)) {
    spots.set(name, { angle, radius: inner.length === 1 ? 0 : RADIUS * 0.45, isTurned: false, isInner: true });
  }
  const standings = graph.participants.map((one) => {
    const { angle, radius: far, isTurned: turned, isInner } = spots.get(one.name)!;
    const [x, y] = [far * Math.cos(angle), far * Math.sin(angle)];
    const text = ring.length > NAMED && !isInner ? '' : shortened(one.name);
    const label = isInner || far === 0 ? below(text, x, y) : turned ? turnedLabel(text, angle) : outside(text, angle);
    return { ...one, x, y, label };
  });
  const within = standings.filter(({ name }) => spots.get(name)!.isInner);
  if (!overlap(within.map(({ label }) => label))) return standings;
  return standings.map((one) => (within.includes(one) ? { ...one, label: { ...one.label, text: '' } } : one));
}

/** How much room they take, names included. */
export function extentOf(standings: readonly PlacedNode[]): Extent {
  const corners = standings.flatMap(({ x, y, label }) => [{ x, y }, ...cornersOf(label)]);
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: -Math.min(...xs), right: Math.max(...xs), top: -Math.min(...ys), bottom: Math.max(...ys) };
}

function cornersOf({ text, x, y, align, turn }: NodeLabel): { x: number; y: number }[] {
  const width = textWidth(text, FONT_SIZE);
  const from = align === 'left' ? 0 : align === 'right' ? -width : -width / 2;
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  return [from, from + width].flatMap((along) =>
    [-FONT_SIZE * 0.6, FONT_SIZE * 0.6].map((across) => ({
      x: x + along * cos - across * sin,
      y: y + along * sin + across * cos,
    })),
  );
}

/** Whether names around the ring would touch if they were level. */
function crowds(ring: readonly Participant[], angles: ReadonlyMap<string, number>): boolean {
  return overlap(ring.map(({ name }) => outside(shortened(name), angles.get(name)!)));
}

/** Whether any two level labels touch. */
function overlap(labels: readonly NodeLabel[]): boolean {
  const boxes = labels.map((label) => {
    const corners = cornersOf(label);
    return { left: corners[0]!.x, right: corners[2]!.x, top: corners[0]!.y, bottom: corners[1]!.y };
  });
  return boxes.some((a, i) =>
    boxes.slice(i + 1).some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  );
}

/**
 * Where each of those within the ring stands: towards those whom it exchanges messages with, and evenly apart. The order
 * is that of the angles that they would like.
 */
function innerAngles(
  graph: MessageGraph,
  inner: readonly Participant[],
  angles: ReadonlyMap<string, number>,
): [name: string, angle: number][] {
  const wanted = inner.map(({ name }) => {
    const met = graph.edges.filter(({ from, to }) => from === name || to === name);
    return { name, angle: middleOf(met.flatMap(({ from, to }) => angles.get(from === name ? to : from) ?? [])) };
  });
  wanted.sort((a, b) => a.angle - b.angle);
  const step = (2 * Math.PI) / Math.max(1, inner.length);
  const turn = middleOf(wanted.map(({ angle }, i) => angle - i * step));
  return wanted.map(({ name }, i) => [name, turn + i * step]);
}

/** The direction of the sum of unit vectors; upward where they cancel out. */
function middleOf(angles: readonly number[]): number {
  const [x, y] = [Math.cos, Math.sin].map((of) => angles.reduce((sum, angle) => sum + of(angle), 0)) as [
    number,
    number,
  ];
  return Math.hypot(x, y) < 1e-9 ? -Math.PI / 2 : Math.atan2(y, x);
}

function below(text: string, x: number, y: number): NodeLabel {
  return { text, x, y: y + 15, align: 'center', turn: 0 };
}

/** Level, outside the ring; above and below it in the middle. */
function outside(text: string, angle: number): NodeLabel {
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  const far = RADIUS + GAP;
  if (Math.abs(x) < 0.05) return { text, x: 0, y: y * (far + 2), align: 'center', turn: 0 };
  return { text, x: far * x, y: far * y, align: x > 0 ? 'left' : 'right', turn: 0 };
}

/** Along the ray from the middle, never upside down. */
function turnedLabel(text: string, angle: number): NodeLabel {
  const [x, y] = [(RADIUS + GAP) * Math.cos(angle), (RADIUS + GAP) * Math.sin(angle)];
  const degrees = (angle * 180) / Math.PI;
  const isLeft = Math.cos(angle) < -1e-9;
  return { text, x, y, align: isLeft ? 'right' : 'left', turn: isLeft ? degrees - 180 : degrees };
}

function shortened(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 1)}…`;
}
