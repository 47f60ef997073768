/**
 * The polynomial of a degree that lies nearest to points (least squares), as a function. Orthogonal polynomials are built on
 * the points themselves, one degree after the other (G. E. Forsythe, SIAM Journal 5, 1957), so that nothing is inverted.
 */
export function fitted(x: readonly number[], y: readonly number[], degree: number): (at: number) => number {
  const terms: { readonly alpha: number; readonly beta: number; readonly coefficient: number }[] = [];
  let [last, own] = [x.map(() => 0), x.map(() => 1)];
  let [squaresBefore, squares] = [1, x.length];
  for (let k = 0; k <= degree && squares > 1e-12 * x.length; k++) {
    const alpha = dot(own, own, x) / squares;
    const beta = k === 0 ? 0 : squares / squaresBefore;
    terms.push({ alpha, beta, coefficient: dot(own, y) / squares });
    const next = x.map((at, i) => (at - alpha) * own[i]! - beta * last[i]!);
    [last, own] = [own, next];
    [squaresBefore, squares] = [squares, dot(next, next)];
  }
  return (at) => {
    let [before, value, sum] = [0, 1, 0];
    for (const { alpha, beta, coefficient } of terms) {
      sum += coefficient * value;
      [before, value] = [value, (at - alpha) * value - beta * before];
    }
    return sum;
  };
}

/** Rounds in which each curve is fitted to what the others leave. */
const ROUNDS = 8;

/**
 * The same of several variables, as a sum of one curve each: fitted in turns to what the others leave (backfitting: T. Hastie and
 * R. Tibshirani, Generalized Additive Models, 1990, section 4.4). `columns` has a variable a row.
 */
export function sumOfCurves(
  columns: readonly (readonly number[])[],
  y: readonly number[],
  degree: number,
): (at: readonly number[]) => number {
  const level = y.reduce((sum, value) => sum + value, 0) / y.length;
  const curves = columns.map(
    () =>
      (_: number): number =>
        0,
  );
  const valueAt = (at: (column: number) => number, without = -1): number =>
    curves.reduce((sum, curve, c) => (c === without ? sum : sum + curve(at(c))), level);
  for (let round = 0; round < (columns.length === 1 ? 1 : ROUNDS); round++) {
    for (const [c, x] of columns.entries()) {
      const left = y.map((value, i) => value - valueAt((other) => columns[other]![i]!, c));
      curves[c] = fitted(x, left, degree);
    }
  }
  return (at) => valueAt((c) => at[c]!);
}

function dot(a: readonly number[], b: readonly number[], c?: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]! * (c?.[i] ?? 1), 0);
}
