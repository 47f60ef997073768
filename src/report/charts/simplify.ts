/** A corner of a line, in pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * Which corners of a line to keep, ascending, so that none of the others is farther than `tolerance` from what is drawn
 * between those that were kept (Douglas and Peucker, 1973). The first and the last one always are.
 */
export function simplified(line: readonly Spot[], tolerance: number): number[] {
  const isKept = line.map((_, i) => i === 0 || i === line.length - 1);
  const open: [first: number, last: number][] = [[0, line.length - 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [first, last] = next;
    let farthest = -1;
    let most = tolerance;
    for (let i = first + 1; i < last; i++) {
      const distance = distanceOf(line[i]!, line[first]!, line[last]!);
      if (distance > most) [farthest, most] = [i, distance];
    }
    if (farthest < 0) continue;
    isKept[farthest] = true;
    open.push([first, farthest], [farthest, last]);
  }
  return [...isKept.keys()].filter((i) => isKept[i]);
}

/** From a spot to the piece of a line between two others. */
function distanceOf({ x, y }: Spot, from: Spot, to: Spot): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / length));
  return Math.hypot(x - from.x - along * dx, y - from.y - along * dy);
}
