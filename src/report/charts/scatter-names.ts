import { alikeLabel } from './cast-looks.js';
import { type Anchor, type Box, placeLabels } from './labels.js';
import { FAINT, INK } from './theme.js';

const FONT_SIZE = 12;
/** Pixels between two marks that one name is for. */
const NEAR = 13;
/** So many quiet patterns on each other are named wherever the name has to stand. */
const MANY = 3;
/** Square pixels of a quiet name that may lie on something else. */
const COVERED = 12;

/** A mark that may be named: all in pixels. */
export interface ScatterPoint {
  readonly pattern: string;
  /** Its name always stands there, and stands out. */
  readonly isCast: boolean;
  readonly x: number;
  readonly y: number;
  /** What its intervals reach. */
  readonly box: Box;
}

/**
 * Names beside marks, with a white edge, none on another: those of the cast first; of the others where there is room, one for all
 * that lie on each other ("workflow and 4 alike"). They keep off `kept`, too.
 */
export function scatterNames(points: readonly ScatterPoint[], frame: Box, kept: readonly Box[] = []): object[] {
  const marks = points.flatMap(({ x, y, box }): Box[] => [
    { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 },
    { left: box.left - 1, right: box.right + 1, top: y - 2, bottom: y + 2 },
    { left: x - 2, right: x + 2, top: box.top - 1, bottom: box.bottom + 1 },
  ]);
  const clumps = clumpsOf(points).sort((a, b) => Number(b[0]!.isCast) - Number(a[0]!.isCast));
  const anchors = clumps.map((clump): Anchor => {
    const { x, y, isCast } = clump[0]!;
    const reach = (of: (point: ScatterPoint) => number, middle: number): number =>
      Math.max(7, ...clump.map((point) => Math.abs(of(point) - middle) + 6));
    const text = alikeLabel(clump.map(({ pattern }) => pattern));
    return { x, y, text, isBold: isCast, reach: { x: reach((one) => one.x, x), y: reach((one) => one.y, y) } };
  });
  const placed = placeLabels(anchors, [...marks, ...kept], frame, FONT_SIZE);
  return placed.flatMap(({ x, y, dx, dy, align, text, tether, covered }, i) => {
    const { isCast, pattern } = clumps[i]![0]!;
    const isNeeded = isCast || (clumps[i]!.length >= MANY && covered < 10 * COVERED);
    if (!isNeeded && (tether !== null || covered > COVERED)) return [];
    const mark = {
      ...{ type: 'text', text, align, baseline: 'middle', fontSize: FONT_SIZE },
      ...{ fontWeight: isCast ? 'bold' : 'normal', color: isCast ? INK : FAINT },
    };
    const data = { values: [{ pattern }] };
    const encoding = { x: { value: x + dx }, y: { value: y + dy } };
    const line =
      tether === null
        ? []
        : [
            {
              data,
              mark: { type: 'rule', color: FAINT, strokeWidth: 1, opacity: 0.7 },
              encoding: { x: { value: x }, x2: { value: tether.x }, y: { value: y }, y2: { value: tether.y } },
            },
          ];
    return [
      ...line,
      { data, mark: { ...mark, stroke: 'white', strokeWidth: 3, color: 'white' }, encoding },
      { data, mark, encoding },
    ];
  });
}

/** Marks that lie on each other; one of the cast begins a clump of its own, and takes what is quiet near it. */
function clumpsOf(points: readonly ScatterPoint[]): ScatterPoint[][] {
  const near = (a: ScatterPoint, b: ScatterPoint): boolean => Math.hypot(a.x - b.x, a.y - b.y) < NEAR;
  const clumps: ScatterPoint[][] = points.filter(({ isCast }) => isCast).map((point) => [point]);
  for (const point of points.filter(({ isCast }) => !isCast)) {
    const found = clumps.find((clump) => clump.some((one) => near(one, point)));
    if (found === undefined) clumps.push([point]);
    else found.push(point);
  }
  return clumps;
}
