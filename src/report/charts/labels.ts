import { textWidth } from './text-width.js';

/** Placing labels so that none lies on another; Vega-Lite itself has no such thing. All numbers are pixels. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Anchor {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** How far the mark reaches from its centre, either way; the label keeps clear of it. */
  readonly reach: { readonly x: number; readonly y: number };
}

export interface Placed extends Anchor {
  readonly dx: number;
  readonly dy: number;
  readonly align: 'left' | 'right' | 'center';
  /** Where a thin line from the point meets a label that stands far off; null for one beside its point. */
  readonly tether: { readonly x: number; readonly y: number } | null;
}

type Candidate = Pick<Placed, 'dx' | 'dy' | 'align'>;

/** A label farther than this from what its point reaches needs a line to it. */
const NEAR = 10;

/** Near places first: right, left, above, below, then the diagonals, then all of them farther off. */
function candidates({ reach }: Anchor): Candidate[] {
  const [beside, above] = [reach.x + 5, reach.y + 9];
  return [0, 12, 26, 42].flatMap((far) => [
    { dx: beside + far / 3, dy: -far, align: 'left' as const },
    { dx: beside + far / 3, dy: far, align: 'left' as const },
    { dx: -beside - far / 3, dy: -far, align: 'right' as const },
    { dx: -beside - far / 3, dy: far, align: 'right' as const },
    { dx: 0, dy: -above - far, align: 'center' as const },
    { dx: 0, dy: above + far, align: 'center' as const },
    { dx: 6, dy: -above - far, align: 'left' as const },
    { dx: 6, dy: above + far, align: 'left' as const },
    { dx: -6, dy: -above - far, align: 'right' as const },
    { dx: -6, dy: above + far, align: 'right' as const },
  ]);
}

/** One label a point, each at the place that covers the least of `obstacles`, of other labels and of what is outside. */
export function placeLabels(
  points: readonly Anchor[],
  obstacles: readonly Box[],
  frame: Box,
  fontSize: number,
): Placed[] {
  const taken: Box[] = [...obstacles];
  return points.map((point) => {
    const choices = candidates(point);
    let best = choices[0]!;
    let least = Number.POSITIVE_INFINITY;
    choices.forEach((candidate, order) => {
      const box = boxOf(point, candidate, fontSize);
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
      // An earlier candidate is the nearer one, so it wins unless a later one covers clearly less.
      const badness = covered + 4 * outside(box, frame) + order * 1.5;
      if (badness < least) [best, least] = [candidate, badness];
    });
    const box = boxOf(point, best, fontSize);
    taken.push(box);
    return { ...point, ...best, tether: tetherOf(point, box) };
  });
}

function boxOf({ x, y, text }: Anchor, { dx, dy, align }: Candidate, fontSize: number): Box {
  const width = textWidth(text, fontSize) + 2;
  const start = x + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
  return { left: start, right: start + width, top: y + dy - fontSize * 0.6, bottom: y + dy + fontSize * 0.6 };
}

function tetherOf({ x, y, reach }: Anchor, box: Box): Placed['tether'] {
  const nearest = { x: Math.min(Math.max(x, box.left), box.right), y: Math.min(Math.max(y, box.top), box.bottom) };
  const far = Math.abs(nearest.y - y) > reach.y + NEAR || Math.abs(nearest.x - x) > reach.x + NEAR;
  return far ? nearest : null;
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function outside(box: Box, frame: Box): number {
  const area = (box.right - box.left) * (box.bottom - box.top);
  return area - overlap(box, frame);
}

/** Heights near the wanted ones, in their order, at least `gap` apart and within [0, bottom] as far as they fit. */
export function spread(wanted: readonly number[], gap: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).sort((left, right) => wanted[left]! - wanted[right]!);
  const placed = [...wanted];
  let floor = 0;
  for (const index of order) {
    placed[index] = Math.max(wanted[index]!, floor);
    floor = placed[index]! + gap;
  }
  let ceiling = Math.max(bottom, (wanted.length - 1) * gap);
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index]!, ceiling);
    ceiling = placed[index]! - gap;
  }
  return placed;
}
