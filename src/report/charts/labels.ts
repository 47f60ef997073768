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
  /** One name, or several below each other, apart by line breaks. */
  readonly text: string;
  readonly isBold?: boolean;
  /** How far the mark reaches from its centre, either way; the label keeps clear of it. */
  readonly reach: { readonly x: number; readonly y: number };
}

export interface PlacedLabel extends Anchor {
  readonly dx: number;
  readonly dy: number;
  readonly align: 'left' | 'right' | 'center';
  /** Where a thin line from the point meets a label that stands far off; null for one beside its point. */
  readonly tether: { readonly x: number; readonly y: number } | null;
  /** Square pixels of it that lie on something else, or outside. */
  readonly covered: number;
}

/** From one line of a label to the next. */
export function lineHeight(fontSize: number): number {
  return fontSize * 1.2;
}

type Candidate = Pick<PlacedLabel, 'dx' | 'dy' | 'align'>;

/** A label farther than this from what its point reaches needs a line to it. */
const NEAR = 10;
/** Pixels between two dots of a thin line, and their width. */
const DOT = 5;

/** Near places first: right, left, above, below, then the diagonals, then all of them farther off. */
function candidates({ reach, text }: Anchor, fontSize: number): Candidate[] {
  const more = text.split('\n').length - 1;
  const [beside, above] = [reach.x + 5, reach.y + 9 + (more * lineHeight(fontSize)) / 2];
  return [0, 12, 26, 42, 58, 76].flatMap((far) => [
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

/**
 * One label per point, each at the place that covers the least of `obstacles`, of other labels with their thin lines, and of
 * what is outside; nor does its own thin line run through another label where that can be helped.
 */
export function placeLabels(
  points: readonly Anchor[],
  obstacles: readonly Box[],
  frame: Box,
  fontSize: number,
): PlacedLabel[] {
  const taken: Box[] = [...obstacles];
  const labels: Box[] = [];
  return points.map((point) => {
    const choices = candidates(point, fontSize);
    let best = choices[0]!;
    let least = Number.POSITIVE_INFINITY;
    let covers = 0;
    choices.forEach((candidate, order) => {
      const box = boxOf(point, candidate, fontSize);
      const crossed = lineOf(point, tetherOf(point, box)).flatMap((dot) => labels.map((label) => overlap(dot, label)));
      const covered = [...taken.map((other) => overlap(box, other)), ...crossed].reduce((sum, area) => sum + area, 0);
      // An earlier candidate is the nearer one, so it wins unless a later one covers clearly less.
      const beyond = outside(box, frame);
      const badness = covered + 4 * beyond + order * 1.5;
      if (badness < least) [best, least, covers] = [candidate, badness, covered + beyond];
    });
    const box = boxOf(point, best, fontSize);
    const tether = tetherOf(point, box);
    labels.push(box);
    taken.push(box, ...lineOf(point, tether));
    return { ...point, ...best, tether, covered: covers };
  });
}

function boxOf({ x, y, text, isBold }: Anchor, { dx, dy, align }: Candidate, fontSize: number): Box {
  const lines = text.split('\n');
  const width = Math.max(...lines.map((line) => textWidth(line, fontSize, isBold))) + 2;
  const half = fontSize * 0.6 + ((lines.length - 1) * lineHeight(fontSize)) / 2;
  const start = x + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
  return { left: start, right: start + width, top: y + dy - half, bottom: y + dy + half };
}

function tetherOf({ x, y, reach }: Anchor, box: Box): PlacedLabel['tether'] {
  const nearest = { x: Math.min(Math.max(x, box.left), box.right), y: Math.min(Math.max(y, box.top), box.bottom) };
  const far = Math.abs(nearest.y - y) > reach.y + NEAR || Math.abs(nearest.x - x) > reach.x + NEAR;
  return far ? nearest : null;
}

/** A thin line as dots, wide enough that a label keeps clear of it; none where there is no line. */
function lineOf({ x, y }: Anchor, tether: PlacedLabel['tether']): Box[] {
  if (tether === null) return [];
  const count = Math.ceil(Math.hypot(tether.x - x, tether.y - y) / DOT);
  return Array.from({ length: count }, (_, i) => {
    const [left, top] = [x + ((tether.x - x) * i) / count, y + ((tether.y - y) * i) / count];
    return { left: left - DOT / 2, right: left + DOT / 2, top: top - DOT / 2, bottom: top + DOT / 2 };
  });
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
