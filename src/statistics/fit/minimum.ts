/**
 * The least value of a function of several variables near a start: the simplex of Nelder and Mead (Computer Journal 7, 1965).
 * NaN and Infinity are walls. It ends where the corners differ by less than `close`.
 */
export function minimumOf(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
  close = 1e-10,
): number[] {
  const wall = (x: readonly number[]): number => {
    const value = f(x);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  return walk(wall, start, steps, close);
}

interface Corner {
  readonly x: number[];
  readonly value: number;
}

function walk(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  steps: readonly number[],
  close: number,
): number[] {
  const n = start.length;
  const corner = (x: number[]): Corner => ({ x, value: f(x) });
  const corners = [
    corner([...start]),
    ...steps.map((step, i) => corner(start.map((v, j) => (i === j ? v + step : v)))),
  ];
  for (let turn = 0; turn < 200 * n; turn++) {
    corners.sort((a, b) => a.value - b.value);
    const [best, worst] = [corners[0]!, corners[n]!];
    if (worst.value - best.value <= close) break;
    const centre = start.map((_, j) => corners.slice(0, n).reduce((sum, { x }) => sum + x[j]!, 0) / n);
    const along = (t: number): Corner => corner(centre.map((c, j) => c + t * (worst.x[j]! - c)));
    const mirrored = along(-1);
    if (mirrored.value < best.value) {
      const further = along(-2);
      corners[n] = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < corners[n - 1]!.value) {
      corners[n] = mirrored;
    } else {
      const inner = mirrored.value < worst.value ? along(-0.5) : along(0.5);
      if (inner.value < Math.min(worst.value, mirrored.value)) corners[n] = inner;
      else
        for (let i = 1; i <= n; i++)
          corners[i] = corner(corners[i]!.x.map((v, j) => best.x[j]! + (v - best.x[j]!) / 2));
    }
  }
  corners.sort((a, b) => a.value - b.value);
  return corners[0]!.x;
}
