/**
 * The shape of a pattern, as small data: who is there, who calls whom, what is shared. The glyph of 24 pixels and the
 * larger drawing are both made from it, so that they cannot disagree. Places are those of the glyph: 0 to 24 across and
 * down, a margin of 2 left free.
 */
export interface Topology {
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly DrawnLink[];
  /** Completes "Calls:". */
  readonly calls: string;
  /** Completes "Decides:". */
  readonly decides: string;
  /** Completes "Shared:". */
  readonly shared: string;
}

/**
 * agent: works on a step. model: a model call that decides. code: decides by a rule, without a call. watcher: only looks.
 * medium: what several write to or read from, as wide and high as it says.
 */
export type NodeKind = 'agent' | 'model' | 'code' | 'watcher' | 'medium';

export interface DrawnNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly x: number;
  readonly y: number;
  /** Of a medium only. */
  readonly width?: number;
  readonly height?: number;
  readonly label: string;
  /** Where the label stands in the drawing. */
  readonly labelled: 'below' | 'above' | 'left' | 'right' | 'corner' | 'within';
  /** Not at work: it waits, or was not chosen. */
  readonly idle: boolean;
  /** Radius in the glyph. */
  readonly size: number;
}

export interface DrawnLink {
  readonly from: string;
  readonly to: string;
  /** call: a call, or a result that is handed on. event: a message that no caller waits for. */
  readonly kind: 'call' | 'event';
  readonly ends: 'one' | 'both' | 'none';
  /** How far the middle lies beside the straight line, in units of the glyph; a loop where both ends are one node. */
  readonly bend: number;
  /** In the glyph. */
  readonly weight: number;
}

type NodeExtra = Partial<Pick<DrawnNode, 'labelled' | 'idle' | 'size' | 'width' | 'height'>>;
type LinkExtra = Partial<Pick<DrawnLink, 'bend' | 'weight' | 'ends'>>;

const SIZE = 2.4;
const WEIGHT = 1.2;

const node =
  (kind: NodeKind) =>
  (id: string, x: number, y: number, label = id, extra: NodeExtra = {}): DrawnNode => ({
    ...{ id, kind, x, y, label, labelled: 'below', idle: false, size: SIZE },
    ...extra,
  });

export const agent = node('agent');
export const model = node('model');
export const code = node('code');
export const watcher = node('watcher');

/** Around a middle. */
export const medium = (
  id: string,
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
  label = id,
): DrawnNode => node('medium')(id, x, y, label, { width, height, labelled: 'within' });

const link =
  (kind: DrawnLink['kind'], ends: DrawnLink['ends']) =>
  (from: string, to: string, extra: LinkExtra = {}): DrawnLink => ({
    ...{ from, to, kind, ends, bend: 0, weight: WEIGHT },
    ...extra,
  });

export const call = link('call', 'one');
/** There and back. */
export const exchange = link('call', 'both');
export const event = link('event', 'one');

/** Every pair of these, there and back. */
export function all(ids: readonly string[], extra: LinkExtra = {}): DrawnLink[] {
  return ids.flatMap((from, i) => ids.slice(i + 1).map((to) => exchange(from, to, extra)));
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a topology is laid on a surface: the glyph's own units, or the pixels of a drawing. */
export interface Surface {
  readonly place: (x: number, y: number) => Point;
  readonly radius: (node: DrawnNode) => number;
  /** Left free between a node and the end of a link. */
  readonly gap: number;
}

export interface LinkCurve {
  readonly from: Point;
  readonly control: Point;
  readonly to: Point;
}

/** Half the width and height of a medium on a surface. */
export function halfOf({ x, y, width = 0, height = 0 }: DrawnNode, { place }: Surface): Point {
  const [corner, middle] = [place(x + width / 2, y + height / 2), place(x, y)];
  return { x: corner.x - middle.x, y: corner.y - middle.y };
}

/** A quadratic curve between the edges of two nodes. */
export function curveOf(topology: Topology, { from, to, bend }: DrawnLink, surface: Surface): LinkCurve {
  const [start, end] = [nodeNamed(topology, from), nodeNamed(topology, to)];
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const control = surface.place(
    middle.x - (2 * bend * (end.y - start.y)) / length,
    middle.y + (2 * bend * (end.x - start.x)) / length,
  );
  const isStraight = bend === 0;
  const a = edgeOf(start, isStraight ? aimOf(end, start, surface) : control, surface);
  const b = edgeOf(end, isStraight ? aimOf(start, end, surface) : control, surface);
  return { from: a, control: isStraight ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : control, to: b };
}

/** The node with this id. */
export function nodeNamed({ nodes }: Topology, id: string): DrawnNode {
  const found = nodes.find((one) => one.id === id);
  if (found === undefined) throw new RangeError(`There is no node '${id}'.`);
  return found;
}

/** Where a link towards a point leaves a node. */
function edgeOf(of: DrawnNode, towards: Point, surface: Surface): Point {
  if (of.kind === 'medium') return apart(nearestIn(of, towards, surface), towards, surface.gap);
  return apart(surface.place(of.x, of.y), towards, surface.radius(of) + surface.gap);
}

/** What a straight link from `from` aims at: the middle of a node, but the nearest point of a medium. */
function aimOf(at: DrawnNode, from: DrawnNode, surface: Surface): Point {
  return at.kind === 'medium' ? nearestIn(at, surface.place(from.x, from.y), surface) : surface.place(at.x, at.y);
}

function nearestIn(of: DrawnNode, { x, y }: Point, surface: Surface): Point {
  const [middle, half] = [surface.place(of.x, of.y), halfOf(of, surface)];
  const clamped = (value: number, centre: number, reach: number): number =>
    Math.min(centre + reach, Math.max(centre - reach, value));
  return { x: clamped(x, middle.x, half.x), y: clamped(y, middle.y, half.y) };
}

/** So far from `from` towards `to`. */
function apart(from: Point, to: Point, far: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * far) / length, y: from.y + ((to.y - from.y) * far) / length };
}
